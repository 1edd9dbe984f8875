import type { RunId, TrialKey } from '../domain/ids.ts';
import type { Failure } from '../domain/plan/exchange.ts';
import type { ModelProfile } from '../domain/plan/model.ts';
import type { Attempt, Plan, Trial } from '../domain/plan/plan.ts';
import { trialsOfModel } from '../domain/plan/trials.ts';
import { Channel } from './channel.ts';
import { Lane } from './lane.ts';
import type { EnginePorts } from './ports.ts';
import { absenceIn } from './reach.ts';
import { PlanRequests, type ReadyTrial } from './requests.ts';
import { isHalting } from './retry.ts';
import type { RunContext, RunEvent } from './run-context.ts';
import { runTrial } from './trial.ts';

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

/** A trial whose calls were in vain, and how often the model had been reached by then. */
interface Doubt {
  readonly attempts: readonly Attempt[];
  readonly reaches: number;
}

/**
 * Asks a model its trials. Those whose calls were in vain are asked again after the others: whether the model was away
 * or the trial is odd shows only then. The odd ones have failed; where the model is gone, none has.
 */
async function runLane(context: RunContext, model: ModelProfile, trials: Iterable<Trial>): Promise<void> {
  const { signal, drain, channel, ports, requests } = context;
  const lane = new Lane(model.concurrency);
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const doubts = new Map<TrialKey, Doubt>();
  let again: Trial[] = [];
  let halted = false;
  const isOver = () => signal.aborted || drain.aborted || halted || failures.length > 0;
  /** Told once, before the lane's place is free: else the next call would be made in vain. */
  const halt = (failure: Failure): Failure | null => {
    if (halted) return null;
    halted = true;
    return failure;
  };
  const ask = async (ready: ReadyTrial) => {
    const { trial } = ready;
    const doubt = doubts.get(trial.key);
    const before = doubt?.attempts ?? context.earlier.get(trial.key) ?? [];
    try {
      const outcome = await runTrial(context, model, lane, ready, before);
      switch (outcome.kind) {
        case 'left':
          return { record: null, failure: null };
        case 'lost':
          return { record: null, failure: halt(outcome.failure) };
        case 'in vain': {
          // Others were answered since it was first asked in vain: it is the trial.
          if (doubt && lane.reach.reaches > doubt.reaches) return { record: outcome.failed, failure: null };
          doubts.set(trial.key, { attempts: outcome.failed.attempts, reaches: lane.reach.reaches });
          again.push(trial);
          return { record: null, failure: null };
        }
        case 'ended': {
          const last = outcome.record.attempts.at(-1)?.result;
          const halting = last?.kind === 'failure' && halts(last.failure, lane);
          return { record: outcome.record, failure: halting ? halt(last.failure) : null };
        }
      }
    } finally {
      lane.leave();
    }
  };
  /** A place in the lane is for the call alone: the next one begins while this one's record is written. */
  const work = async (ready: ReadyTrial): Promise<void> => {
    const { record, failure } = await ask(ready);
    if (record) {
      await ports.log.append(record);
      channel.send({ kind: 'trial', record });
    }
    if (failure) channel.send({ kind: 'halted', model, failure });
  };
  const askAll = async (wanted: Iterable<Trial>): Promise<void> => {
    for await (const ready of requests.ahead(wanted, mostAhead)) {
      await lane.enter();
      while (underWay.size >= lane.allowed + mostUnwritten) await Promise.race(underWay);
      if (isOver()) {
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
  };
  try {
    await askAll(trials);
    await Promise.all(underWay);
    while (again.length > 0 && !isOver()) {
      const wanted = again;
      again = [];
      await askAll(wanted);
      await Promise.all(underWay);
    }
  } finally {
    await Promise.all(underWay);
  }
  if (failures.length > 0) throw failures[0];
}

const halts = (failure: Failure, lane: Lane): boolean =>
  isHalting(failure) || (absenceIn(failure) !== null && lane.reach.lost);
