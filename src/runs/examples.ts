import type { Sample } from '../domain/dataset/dataset.ts';
import type { SentImage } from '../domain/plan/exchange.ts';
import type { Plan } from '../domain/plan/plan.ts';
import type { PromptedExample } from '../domain/task/examples.ts';
import type { CaseSource } from './ports.ts';

/** Examples as they are put into a prompt, with the pictures that go with them; or the sentence that says what is no longer stored. */
export type ReadyExamples =
  | {
      readonly kind: 'ready';
      readonly examples: readonly PromptedExample[];
      readonly images: readonly SentImage[];
    }
  | { readonly kind: 'gone'; readonly sentence: string };

/** Reads a plan's examples from storage once, when the first trial shows some. */
export class ExampleCases {
  readonly #plan: Plan;
  readonly #source: CaseSource;
  #cases: Promise<ReadonlyMap<string, Sample>> | null = null;

  constructor(plan: Plan, source: CaseSource) {
    this.#plan = plan;
    this.#source = source;
  }

  /** The first `count` of the plan's examples; their pictures where `pictures` asks for them and the plan sends any. */
  async first(count: number, pictures: boolean): Promise<ReadyExamples> {
    const { examples } = this.#plan;
    if (count === 0 || examples === undefined) return { kind: 'ready', examples: [], images: [] };
    const stored = await (this.#cases ??= this.#load());
    const shown: PromptedExample[] = [];
    const images: SentImage[] = [];
    for (const { sample: id, question } of examples.cases.slice(0, count)) {
      const sample = stored.get(id);
      if (!sample)
        return {
          kind: 'gone',
          sentence:
            'A case that serves as an example is no longer stored: it was deleted after the plan was made.',
        };
      shown.push(question === undefined ? { sample } : { sample, question });
      if (!pictures || !examples.pictures) continue;
      for (const ref of sample.images) {
        const image = await this.#source.image(ref);
        if (!image)
          return {
            kind: 'gone',
            sentence: `A picture of the example ${sample.name} is no longer stored. Import its data set again.`,
          };
        images.push(image);
      }
    }
    return { kind: 'ready', examples: shown, images };
  }

  async #load(): Promise<ReadonlyMap<string, Sample>> {
    const ids = this.#plan.examples?.cases.map(({ sample }) => sample) ?? [];
    const samples = await this.#source.samplesById(this.#plan.dataset, ids);
    return new Map(samples.map((sample) => [sample.id, sample]));
  }
}
