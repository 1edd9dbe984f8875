import type { TrialRecord } from '../domain/plan/plan.ts';

/** How fast the answers came. Milliseconds; null where no answer tells it. */
export interface Efficiency {
  readonly n: number;
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
  readonly medianFirstTokenMs: number | null;
  /** All characters over all seconds, of the answers that have any. */
  readonly charactersPerSecond: number | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Calls made, failed ones included. */
  readonly calls: number;
}

export function efficiencyOf(trials: readonly TrialRecord[]): Efficiency {
  const responses = trials.flatMap(({ attempts }) => {
    const last = attempts.at(-1)?.result;
    return last?.kind === 'response' ? [last.response] : [];
  });
  const totals = responses.map(({ totalMs }) => totalMs);
  const firsts = responses.flatMap(({ firstTokenMs }) => (firstTokenMs === null ? [] : [firstTokenMs]));
  const usages = responses.flatMap(({ usage }) => (usage ? [usage] : []));
  const seconds = totals.reduce((sum, each) => sum + each, 0) / 1000;
  const characters = responses.reduce((sum, { text }) => sum + Array.from(text).length, 0);
  const sumOf = (pick: (usage: (typeof usages)[number]) => number) =>
    usages.length === 0 ? null : usages.reduce((sum, usage) => sum + pick(usage), 0);
  return {
    n: responses.length,
    medianMs: quantile(totals, 0.5),
    p95Ms: quantile(totals, 0.95),
    medianFirstTokenMs: quantile(firsts, 0.5),
    charactersPerSecond: seconds > 0 && characters > 0 ? characters / seconds : null,
    inputTokens: sumOf(({ inputTokens }) => inputTokens),
    outputTokens: sumOf(({ outputTokens }) => outputTokens),
    calls: trials.reduce((sum, { attempts }) => sum + attempts.length, 0),
  };
}

/** Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996). */
function quantile(values: readonly number[], q: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * q;
  const low = sorted[Math.floor(position)];
  const high = sorted[Math.ceil(position)];
  if (low === undefined || high === undefined) return null;
  return low + (high - low) * (position - Math.floor(position));
}
