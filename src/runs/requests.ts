import type { Sample } from '../domain/dataset/dataset.ts';
import type { PromptId } from '../domain/ids.ts';
import type { Failure, ModelRequest } from '../domain/plan/exchange.ts';
import { takesFurtherPictures } from '../domain/plan/model.ts';
import type { Plan, Sent, Trial } from '../domain/plan/plan.ts';
import { specOfQuestion } from '../domain/task/question.ts';
import { renderPrompt } from '../domain/task/render.ts';
import type { RenderedPrompt, RenderOptions } from '../domain/task/render.ts';
import type { PromptTemplate } from '../domain/task/prompt.ts';
import type { TaskSpec } from '../domain/task/task.ts';
import { CasePages } from './cases.ts';
import { ExampleCases } from './examples.ts';
import type { CaseSource } from './ports.ts';

/** What is sent for a trial, or why nothing can be. */
export type Prepared =
  | { readonly kind: 'request'; readonly request: ModelRequest; readonly sent: Sent }
  | { readonly kind: 'impossible'; readonly failure: Failure; readonly sent: Sent };

export interface ReadyTrial {
  readonly trial: Trial;
  readonly prepared: Prepared;
}

/** Pixels of the pictures that are read together, at most, unless one case alone has more. */
const pixelsAtOnce = 8_000_000;

/** Everything that a plan's trials send: the words, and the exact bytes of the pictures. */
export class PlanRequests {
  readonly #plan: Plan;
  readonly #source: CaseSource;
  readonly #cases: CasePages;
  readonly #examples: ExampleCases;
  readonly #prompts: ReadonlyMap<PromptId, PromptTemplate>;

  constructor(plan: Plan, source: CaseSource) {
    this.#plan = plan;
    this.#source = source;
    this.#cases = new CasePages(plan, source);
    this.#examples = new ExampleCases(plan, source);
    this.#prompts = new Map(plan.prompts.map((prompt) => [prompt.id, prompt]));
  }

  /**
   * The trials in order, each with what is sent for it. Up to `atOnce` are read from storage together, and the next
   * lot while this one is asked: a call does not wait for its pictures, and storage is asked seldom.
   */
  async *ahead(trials: Iterable<Trial>, atOnce: number): AsyncGenerator<ReadyTrial, void, undefined> {
    const rest = trials[Symbol.iterator]();
    const read = () => {
      const lot = this.#next(rest, atOnce);
      // Awaited later, in its turn: an early failure is no unhandled one.
      lot.catch(() => undefined);
      return lot;
    };
    let reading = read();
    for (;;) {
      const lot = await reading;
      if (lot.length === 0) return;
      reading = read();
      yield* lot;
    }
  }

  async #next(rest: Iterator<Trial>, atOnce: number): Promise<readonly ReadyTrial[]> {
    const lot: Promise<ReadyTrial>[] = [];
    let pixels = 0;
    while (lot.length < atOnce && pixels < pixelsAtOnce) {
      const next = rest.next();
      if (next.done === true) break;
      const trial = next.value;
      const sample = await this.#cases.get(trial.sample);
      for (const { width, height } of sample?.images ?? []) pixels += width * height;
      const ready = Promise.resolve()
        .then(() => this.#prepare(trial, sample))
        .then((prepared) => ({ trial, prepared }));
      ready.catch(() => undefined);
      lot.push(ready);
    }
    return Promise.all(lot);
  }

  async #prepare(trial: Trial, sample: Sample | null): Promise<Prepared> {
    const { parameters, models, specialty } = this.#plan;
    const impossible = (sentence: string): Prepared => ({
      kind: 'impossible',
      sent: { images: [], system: '', user: '', parameters },
      failure: { code: 'image', sentence, retryable: false },
    });
    if (!sample) return impossible('The case is no longer stored: it was deleted after the plan was made.');
    const prompt = this.#prompts.get(trial.prompt);
    if (!prompt) return impossible('The plan does not hold the prompt of this trial.');
    const model = models.find(({ id }) => id === trial.model);
    if (!model) return impossible('The plan does not hold the model of this trial.');
    const [shown, stored] = await Promise.all([
      this.#examples.first(trial.examples ?? 0, takesFurtherPictures(model)),
      Promise.all(sample.images.map((ref) => this.#source.image(ref))),
    ]);
    if (shown.kind === 'gone') return impossible(shown.sentence);
    const own = stored.filter((image) => image !== null);
    if (own.length < stored.length) {
      return impossible(
        `A picture of the case ${sample.name} is no longer stored. Import its data set again.`,
      );
    }
    const images = [...shown.images, ...own];
    const task = specOfQuestion(this.#plan.task, trial.question);
    const rendered = render(prompt, task, sample, {
      // The convention in which the answer's coordinates will be read is the one that is asked for.
      boxConvention: model.boxConvention,
      examples: shown.examples,
      examplePictures: shown.images.length > 0,
    });
    if (typeof rendered === 'string') return impossible(rendered);
    const { system, user, schema } = rendered;
    return {
      kind: 'request',
      request: { system, user, images, schema, parameters, task, ...(specialty && { specialty }) },
      sent: { images: images.map(({ hash }) => hash), system, user, parameters },
    };
  }
}

/** The words for one case, or the sentence that says what the case lacks. */
function render(
  prompt: PromptTemplate,
  task: TaskSpec,
  sample: Sample,
  options: RenderOptions,
): RenderedPrompt | string {
  try {
    return renderPrompt(prompt, task, sample, options);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
