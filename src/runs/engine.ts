import type { RunId } from '../domain/ids.ts';
import type { Failure } from '../domain/plan/exchange.ts';
import type { ModelProfile } from '../domain/plan/model.ts';
import type { Attempt, Plan, Trial, TrialRecord } from '../domain/plan/plan.ts';
import { trialsOfModel } from '../domain/plan/trials.ts';
import { Channel } from './channel.ts';
import { Lane } from './lane.ts';
import type { EnginePorts } from './ports.ts';
import { absenceIn } from './reach.ts';
import { PlanRequests, type ReadyTrial } from './requests.ts';
import { delayBeforeRetry, isHalting } from './retry.ts';

/** What a run tells as it goes. A trial is told of once it is stored. */
export type RunEvent =
  | { readonly kind: 'trial'; readonly record: TrialRecord }
  /** The model asked for a pause, or is out of reach; nothing is sent to it until then. */
  | { readonly kind: 'held'; readonly model: ModelProfile; readonly until: number; readonly failure: Failure }
  /** Nothing more is asked of this model: every further call would fail in the same way, as far as can be told. */
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
    requests: new PlanRequests(plan, ports.cases),
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
  readonly ports: EnginePorts;
  readonly signal: AbortSignal;
  readonly drain: AbortSignal;
  readonly channel: Channel<RunEvent>;
  /** Attempts of failed trials that are asked again, by trial. */
  readonly earlier: ReadonlyMap<string, readonly Attempt[]>;
  readonly requests: PlanRequests;
}

/**
 * Failed trials that this execution asks again: all on demand, else those that only waited for the person to act, or for
 * the model to be reached.
 */
async function earlierFailures(
  run: RunId,
  ports: EnginePorts,
  retryFailed: boolean,
): Promise<ReadonlyMap<string, readonly Attempt[]>> {
  const failed = await ports.log.failed(run, largestLimit);
  const wanted = failed.filter(({ attempts }) => {
    const last = attempts.at(-1)?.result;
    return (
      retryFailed || (last?.kind === 'failure' && (isHalting(last.failure) || waitedInVain(last.failure)))
    );
  });
  return new Map(wanted.map(({ key, attempts }) => [key, attempts]));
}

/** Asked again, an unread one might block the same run for ever: it may be the trial that the server refuses. */
function waitedInVain(failure: Failure): boolean {
  const absence = absenceIn(failure);
  return absence === 'silent' || absence === 'busy';
}

/** Responses that may wait for storage while further calls are made, beside one for each call under way. */
const mostUnwritten = 16;

/** Trials whose pictures are read from storage together. */
const mostAhead = 16;

async function runLane(context: RunContext, model: ModelProfile, trials: Iterable<Trial>): Promise<void> {
  const { signal, drain, channel, ports, requests } = context;
  const lane = new Lane(model.concurrency);
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let halted = false;
  const isHalted = () => halted;
  /** What halts the model is known before its place is free: else the next call would be made in vain. */
  const ask = async (ready: ReadyTrial) => {
    try {
      const record = await runTrial(context, model, lane, ready);
      const last = record?.attempts.at(-1)?.result;
      const failure =
        last?.kind === 'failure' && !isHalted() && halts(last.failure, lane) ? last.failure : null;
      if (failure) halted = true;
      return { record, failure };
    } finally {
      lane.leave();
    }
  };
  /** A place in the lane is for the call alone: the next one begins while this one's record is written. */
  const work = async (ready: ReadyTrial): Promise<void> => {
    const { record, failure } = await ask(ready);
    if (!record) return;
    await ports.log.append(record);
    channel.send({ kind: 'trial', record });
    if (failure) channel.send({ kind: 'halted', model, failure });
  };
  try {
    for await (const ready of requests.ahead(trials, mostAhead)) {
      await lane.enter();
      while (underWay.size >= lane.allowed + mostUnwritten) await Promise.race(underWay);
      if (signal.aborted || drain.aborted || isHalted() || failures.length > 0) {
        lane.leave();
        break;
      }
      const working = work(ready)
        .catch((error: unknown) => {
          if (!signal.aborted) failures.push(error);
        })
        .finally(() => underWay.delete(working));
      underWay.add(working);
    }
  } finally {
    await Promise.all(underWay);
  }
  if (failures.length > 0) throw failures[0];
}

const halts = (failure: Failure, lane: Lane): boolean =>
  isHalting(failure) || (absenceIn(failure) !== null && lane.reach.lost);

/** Asks until there is a response or no sense in asking; null when the person stopped the run before either. */
async function runTrial(
  context: RunContext,
  model: ModelProfile,
  lane: Lane,
  { trial, prepared }: ReadyTrial,
): Promise<TrialRecord | null> {
  const { ports, signal, drain, run, channel } = context;
  const { clock } = ports;
  const attempts: Attempt[] = [...(context.earlier.get(trial.key) ?? [])];
  const record = (state: TrialRecord['state']): TrialRecord => ({
    ...trial,
    run,
    sent: prepared.sent,
    attempts,
    state,
  });
  let waited = false;
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
      lane.reach.reached();
      lane.succeeded();
      return record('answered');
    }
    const { failure } = result;
    const absence = absenceIn(failure);
    if (absence === null && failure.status !== undefined) lane.reach.reached();
    const delay = delayBeforeRetry(failure, made, clock.jitter());
    if (delay === null) {
      // An unread refusal is waited for once: then it is taken for an answer to this trial.
      if (absence === null || (absence === 'unread' && waited)) return record('failed');
      waited = true;
      // Where another trial found it out already, this one waits with it.
      const wait = lane.heldUntil > clock.now() ? 0 : lane.reach.missed(absence);
      if (wait === null) return record('failed');
      lane.hold(clock.now() + wait);
      channel.send({ kind: 'held', model, until: lane.heldUntil, failure });
    } else if (absence === 'busy') {
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
