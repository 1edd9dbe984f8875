import type { ModelId, SampleId } from '../domain/ids.ts';
import type { TrialRecord } from '../domain/plan/plan.ts';

/** Failed trials of one model that failed for the same reason. */
export interface FailureGroup {
  readonly model: ModelId;
  /** The sentence of the first of them. */
  readonly reason: string;
  readonly trials: number;
  /** Calls made for all of them. */
  readonly calls: number;
  /** Cases of some of them, in the order in which they were told. */
  readonly cases: readonly SampleId[];
}

/** Cases that a group names. */
export const mostCasesNamed = 20;

/**
 * Groups failed trials as they are told, one at a time: ten thousand of them are one line and a count. Reasons that differ
 * in numbers and identifiers alone (`request 4f21...`, `try again in 3.2s`) are the same.
 */
export class FailureGroups {
  readonly #groups = new Map<string, FailureGroup>();

  add({ model, sample, attempts }: Pick<TrialRecord, 'model' | 'sample' | 'attempts'>): void {
    const last = attempts.at(-1)?.result;
    const reason = last?.kind === 'failure' ? last.failure.sentence : 'No call was made.';
    const key = `${model} ${withoutNumbers(reason)}`;
    const known = this.#groups.get(key) ?? { model, reason, trials: 0, calls: 0, cases: [] };
    const named = known.cases.length >= mostCasesNamed || known.cases.includes(sample);
    this.#groups.set(key, {
      ...known,
      trials: known.trials + 1,
      calls: known.calls + attempts.length,
      cases: named ? known.cases : [...known.cases, sample],
    });
  }

  /** Those of the most trials first. */
  list(): readonly FailureGroup[] {
    return [...this.#groups.values()].toSorted((a, b) => b.trials - a.trials);
  }
}

/** Words that hold a digit are left out. */
function withoutNumbers(reason: string): string {
  return reason.replaceAll(/[\p{L}\d_-]*\d[\p{L}\d_.-]*/gu, '#');
}
