import type { Failure } from '../domain/plan/exchange.ts';
import type { ModelProfile } from '../domain/plan/model.ts';
import type { Attempt, TrialRecord } from '../domain/plan/plan.ts';
import type { Lane } from './lane.ts';
import { absenceIn } from './reach.ts';
import type { ReadyTrial } from './requests.ts';
import { delayBeforeRetry } from './retry.ts';
import type { RunContext } from './run-context.ts';

export type Outcome =
  | { readonly kind: 'ended'; readonly record: TrialRecord }
  /** None of its calls got an answer, which may be the model's absence; else it has failed, as this record says. */
  | { readonly kind: 'in vain'; readonly failed: TrialRecord }
  /** The model is out of reach: this trial waits like those that were not asked yet. */
  | { readonly kind: 'lost'; readonly failure: Failure }
  /** The person stopped the run before there was an answer. */
  | { readonly kind: 'left' };

/**
 * Asks until there is a response or no sense in asking. `before`: attempts already made for it. Calls made while this
 * device was offline are kept among the attempts, and do not count against the trial.
 */
export async function runTrial(
  context: RunContext,
  model: ModelProfile,
  lane: Lane,
  { trial, prepared }: ReadyTrial,
  before: readonly Attempt[],
): Promise<Outcome> {
  const { ports, signal, drain, run, channel } = context;
  const { clock, network } = ports;
  const attempts: Attempt[] = [...before];
  const record = (state: TrialRecord['state']): TrialRecord => ({
    ...trial,
    run,
    sent: prepared.sent,
    attempts,
    state,
  });
  const ended = (state: TrialRecord['state']): Outcome => ({ kind: 'ended', record: record(state) });
  if (prepared.kind === 'impossible') {
    const now = clock.now();
    attempts.push({
      startedAt: now,
      finishedAt: now,
      result: { kind: 'failure', failure: prepared.failure },
    });
    return ended('failed');
  }
  let waited = false;
  let made = 0;
  for (;;) {
    await holdBack(context, model, lane);
    // What is not finished when the person pauses is asked again when she goes on.
    if (drain.aborted) return { kind: 'left' };
    const startedAt = clock.now();
    const result = await ports.ask(model, prepared.request, signal, run);
    signal.throwIfAborted();
    attempts.push({ startedAt, finishedAt: clock.now(), result });
    if (result.kind === 'response') {
      lane.reach.reached();
      lane.succeeded();
      return ended('answered');
    }
    const { failure } = result;
    if (losesToOffline(failure) && network.cutOff(model)) continue;
    made += 1;
    const absence = absenceIn(failure);
    if (absence === null && failure.status !== undefined) lane.reach.reached();
    const delay = delayBeforeRetry(failure, made, clock.jitter());
    if (delay === null) {
      // An unread refusal is waited for once: then it is taken for an answer to this trial.
      if (absence === null || (absence === 'unread' && waited)) return ended('failed');
      waited = true;
      // Where another trial found it out already, this one waits with it.
      const wait = lane.heldUntil > clock.now() ? 0 : lane.reach.missed(absence);
      if (wait === null) {
        // Asked again first, an unread one might block the run for ever: it may be the trial that the server refuses.
        if (absence === 'unread') return ended('failed');
        return lane.reach.lost ? { kind: 'lost', failure } : { kind: 'in vain', failed: record('failed') };
      }
      lane.hold(clock.now() + wait);
      channel.send({ kind: 'held', model, until: lane.heldUntil, failure });
    } else if (absence === 'busy') {
      const until = clock.now() + delay;
      lane.refused(clock.now(), until);
      channel.send({ kind: 'held', model, until: lane.heldUntil, failure });
    } else await clock.sleep(delay, AbortSignal.any([signal, drain])).catch(ignoreDrain(signal));
  }
}

/** Does a device without network make calls fail like this? */
const losesToOffline = ({ code }: Failure): boolean =>
  code === 'network' || code === 'timeout' || code === 'cut-stream' || code === 'unread';

/** Waits while this device is offline, and while the model's rate limit holds. */
async function holdBack(context: RunContext, model: ModelProfile, lane: Lane): Promise<void> {
  const { ports, signal, drain, channel } = context;
  const { clock, network } = ports;
  const either = AbortSignal.any([signal, drain]);
  while (!drain.aborted) {
    const wait = lane.heldUntil - clock.now();
    if (network.cutOff(model)) {
      if (lane.goOffline()) channel.send({ kind: 'offline', model });
      await network.change(either).catch(ignoreDrain(signal));
    } else if (wait > 0) await clock.sleep(wait, either).catch(ignoreDrain(signal));
    else {
      if (lane.goOnline()) channel.send({ kind: 'online', model });
      return;
    }
  }
}

/** Told to drain, a sleeping trial wakes up and ends; told to stop, it throws. */
const ignoreDrain = (signal: AbortSignal) => (): void => signal.throwIfAborted();
