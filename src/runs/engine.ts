import type { Sample } from '../domain/dataset/dataset.ts';
import type { PromptId, RunId } from '../domain/ids.ts';
import type { Failure, ModelRequest, SentImage } from '../domain/plan/exchange.ts';
import { takesFurtherPictures } from '../domain/plan/model.ts';
import type { ModelProfile } from '../domain/plan/model.ts';
import type { Attempt, Plan, Sent, Trial, TrialRecord } from '../domain/plan/plan.ts';
import { trialsOfModel } from '../domain/plan/trials.ts';
import { specOfQuestion } from '../domain/task/question.ts';
import { renderPrompt } from '../domain/task/render.ts';
import type { RenderedPrompt, RenderOptions } from '../domain/task/render.ts';
import type { PromptTemplate } from '../domain/task/prompt.ts';
import type { TaskSpec } from '../domain/task/task.ts';
import { CasePages } from './cases.ts';
import { Channel } from './channel.ts';
import { ExampleCases } from './examples.ts';
import { Lane } from './lane.ts';
import type { EnginePorts } from './ports.ts';
import { delayBeforeRetry, isHalting } from './retry.ts';

/** What a run tells as it goes. A trial is told of once it is stored. */
export type RunEvent =
  | { readonly kind: 'trial'; readonly record: TrialRecord }
  /** The model asked for a pause; nothing is sent to it until then. */
  | { readonly kind: 'held'; readonly model: ModelProfile; readonly until: number; readonly failure: Failure }
  /** Nothing more is asked of this model: every further call would fail in the same way. */
  | { readonly kind: 'halted'; readonly model: ModelProfile; readonly failure: Failure };

/** IndexedDB takes 32 bits. */
const largestLimit = 2 ** 32 - 1;

export interface ExecuteOptions {
  /** Ask failed trials again, too. */
  readonly retryFailed: boolean;
  /** Aborted: calls under way are given up, unrecorded. */
  readonly signal: AbortSignal;
  /** Aborted: calls under way are finished and recorded, and no more are made. */
  readonly drain: AbortSignal;
}

/**
 * Asks every trial of the plan that is not finished. Each model has a lane of its own; within it trials start in the
 * plan's order. Ends when nothing remains, when every model is halted, or when told to stop; run again, it goes on
 * from what the log holds.
 */
export async function* execute(
  run: RunId,
  plan: Plan,
  ports: EnginePorts,
  options: ExecuteOptions,
): AsyncGenerator<RunEvent> {
  const earlier = await earlierFailures(run, ports, options.retryFailed);
  const finished = await ports.log.finishedKeys(run);
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const channel = new Channel<RunEvent>();
  const context: RunContext = {
    run,
    ports,
    signal,
    drain: options.drain,
    channel,
    earlier,
    cases: new CasePages(plan, ports.cases),
    examples: new ExampleCases(plan, ports.cases),
    prompts: new Map(plan.prompts.map((prompt) => [prompt.id, prompt])),
    plan,
  };
  const lanes = plan.models.map((model) => {
    const remaining = trialsOfModel(plan, model).filter(({ key }) => !finished.has(key) || earlier.has(key));
    return runLane(context, model, remaining);
  });
  const all = Promise.all(lanes).then(
    () => channel.close(),
    (error: unknown) => {
      stop.abort(error);
      channel.fail(error);
    },
  );
  try {
    yield* channel;
    options.signal.throwIfAborted();
  } finally {
    stop.abort(new DOMException('the run was left', 'AbortError'));
    await all;
  }
}

interface RunContext {
  readonly run: RunId;
  readonly plan: Plan;
  readonly ports: EnginePorts;
  readonly signal: AbortSignal;
  readonly drain: AbortSignal;
  readonly channel: Channel<RunEvent>;
  /** Attempts of failed trials that are asked again, by trial. */
  readonly earlier: ReadonlyMap<string, readonly Attempt[]>;
  readonly cases: CasePages;
  readonly examples: ExampleCases;
  readonly prompts: ReadonlyMap<PromptId, PromptTemplate>;
}

/** Failed trials that this execution asks again: all on demand, else those that only waited for the person to act. */
async function earlierFailures(
  run: RunId,
  ports: EnginePorts,
  retryFailed: boolean,
): Promise<ReadonlyMap<string, readonly Attempt[]>> {
  const failed = await ports.log.failed(run, largestLimit);
  const wanted = failed.filter(({ attempts }) => {
    const last = attempts.at(-1)?.result;
    return retryFailed || (last?.kind === 'failure' && isHalting(last.failure));
  });
  return new Map(wanted.map(({ key, attempts }) => [key, attempts]));
}

async function runLane(context: RunContext, model: ModelProfile, trials: Iterable<Trial>): Promise<void> {
  const { signal, drain, channel } = context;
  const lane = new Lane(model.concurrency);
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let halted = false;
  const isHalted = () => halted;
  for (const trial of trials) {
    await lane.enter();
    if (signal.aborted || drain.aborted || isHalted() || failures.length > 0) {
      lane.leave();
      break;
    }
    const work = runTrial(context, model, lane, trial)
      .then((record) => {
        if (!record) return;
        channel.send({ kind: 'trial', record });
        const last = record.attempts.at(-1)?.result;
        if (last?.kind === 'failure' && isHalting(last.failure) && !isHalted()) {
          halted = true;
          channel.send({ kind: 'halted', model, failure: last.failure });
        }
      })
      .catch((error: unknown) => {
        if (!signal.aborted) failures.push(error);
      })
      .finally(() => {
        underWay.delete(work);
        lane.leave();
      });
    underWay.add(work);
  }
  await Promise.all(underWay);
  if (failures.length > 0) throw failures[0];
}

/** Asks until there is a response or no sense in asking; null when the person stopped the run before either. */
async function runTrial(
  context: RunContext,
  model: ModelProfile,
  lane: Lane,
  trial: Trial,
): Promise<TrialRecord | null> {
  const { ports, signal, drain, run, channel } = context;
  const { clock } = ports;
  const attempts: Attempt[] = [...(context.earlier.get(trial.key) ?? [])];
  const prepared = await prepare(context, trial);
  const record = (state: TrialRecord['state']): TrialRecord => ({
    ...trial,
    run,
    sent: prepared.sent,
    attempts,
    state,
  });
  for (let made = 1; ; made += 1) {
    await holdBack(lane, context);
    // What is not finished when the person pauses is asked again when she goes on.
    if (drain.aborted) return null;
    const startedAt = clock.now();
    const result =
      prepared.kind === 'request'
        ? await ports.ask(model, prepared.request, signal, run)
        : ({ kind: 'failure', failure: prepared.failure } as const);
    signal.throwIfAborted();
    attempts.push({ startedAt, finishedAt: clock.now(), result });
    if (result.kind === 'response') {
      lane.succeeded();
      const answered = record('answered');
      await ports.log.append(answered);
      return answered;
    }
    const { failure } = result;
    const delay = delayBeforeRetry(failure, made, clock.jitter());
    if (delay === null) {
      const failed = record('failed');
      await ports.log.append(failed);
      return failed;
    }
    if (failure.code === 'rate-limited') {
      const until = clock.now() + delay;
      lane.refused(clock.now(), until);
      channel.send({ kind: 'held', model, until: lane.heldUntil, failure });
    } else await clock.sleep(delay, AbortSignal.any([signal, drain])).catch(ignoreDrain(signal));
  }
}

/** Waits while the model's rate limit holds. */
async function holdBack(lane: Lane, { ports: { clock }, signal, drain }: RunContext): Promise<void> {
  const wait = lane.heldUntil - clock.now();
  if (wait > 0) await clock.sleep(wait, AbortSignal.any([signal, drain])).catch(ignoreDrain(signal));
}

/** Told to drain, a sleeping trial wakes up and ends; told to stop, it throws. */
const ignoreDrain = (signal: AbortSignal) => (): void => signal.throwIfAborted();

type Prepared =
  | { readonly kind: 'request'; readonly request: ModelRequest; readonly sent: Sent }
  | { readonly kind: 'impossible'; readonly failure: Failure; readonly sent: Sent };

/** Everything that is sent for a trial: the words, and the exact bytes of the pictures. */
async function prepare(context: RunContext, trial: Trial): Promise<Prepared> {
  const { plan, ports } = context;
  const nothing: Sent = { images: [], system: '', user: '', parameters: plan.parameters };
  const impossible = (sentence: string): Prepared => ({
    kind: 'impossible',
    sent: nothing,
    failure: { code: 'image', sentence, retryable: false },
  });
  const sample = await context.cases.get(trial.sample);
  if (!sample) return impossible('The case is no longer stored: it was deleted after the plan was made.');
  const prompt = context.prompts.get(trial.prompt);
  if (!prompt) return impossible('The plan does not hold the prompt of this trial.');
  const model = plan.models.find(({ id }) => id === trial.model);
  if (!model) return impossible('The plan does not hold the model of this trial.');
  const shown = await context.examples.first(trial.examples ?? 0, takesFurtherPictures(model));
  if (shown.kind === 'gone') return impossible(shown.sentence);
  const images: SentImage[] = [...shown.images];
  for (const ref of sample.images) {
    const image = await ports.cases.image(ref);
    if (!image)
      return impossible(
        `A picture of the case ${sample.name} is no longer stored. Import its data set again.`,
      );
    images.push(image);
  }
  const task = specOfQuestion(plan.task, trial.question);
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
    request: {
      system,
      user,
      images,
      schema,
      parameters: plan.parameters,
      task,
      ...(plan.specialty && { specialty: plan.specialty }),
    },
    sent: { images: images.map(({ hash }) => hash), system, user, parameters: plan.parameters },
  };
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
