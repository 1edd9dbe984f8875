import { definitionOf } from '../domain/metric/catalogue.ts';
import { nameInSentence } from '../domain/metric/name-in-sentence.ts';
import type { Summary, SummaryOptions } from '../domain/task/task.ts';
import type { Comparison } from './comparison.ts';

export interface ToldComparison extends Comparison {
  readonly metricName: string;
  readonly sentence: string;
}

/** A comparison with its words. `arms` are those of the run, in their order. */
export function inWords(
  comparison: Comparison,
  arms: readonly { readonly name: string; readonly summary: Pick<Summary, 'outcomes'> }[],
  unit: 'cases' | 'questions',
  { unanswered }: Pick<SummaryOptions, 'unanswered'>,
): ToldComparison {
  const metricName = definitionOf(comparison.metric)?.name ?? comparison.metric;
  const pair = [comparison.first, comparison.second].flatMap((index) => arms[index] ?? []);
  const [first, second] = pair;
  // What the network did is no reading of the model's: who quotes the sentence must know.
  const failures = pair.flatMap(({ name, summary: { outcomes } }) => {
    if (outcomes.failed === 0 || unanswered !== 'wrong') return [];
    const asked = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
    return [`${outcomes.failed} of ${asked} trials of ${name} failed and count as wrong.`];
  });
  const told = verdict(comparison, first?.name ?? '', second?.name ?? '', metricName, unit);
  return { ...comparison, metricName, sentence: [told, ...failures].join(' ') };
}

/** What the comparison says, in one sentence that a person may quote. */
export function verdict(
  comparison: Comparison,
  firstName: string,
  secondName: string,
  metricName: string,
  unit: 'cases' | 'questions' = 'cases',
): string {
  const { difference, interval, p, n, test, firstBetter, secondBetter } = comparison;
  if (difference === null || p === null)
    return `${firstName} and ${secondName} have no ${unit.slice(0, -1)} in common.`;
  const points = `${(Math.abs(difference) * 100).toFixed(0)} points of ${nameInSentence(metricName)}`;
  const [better, worse] = difference >= 0 ? [firstName, secondName] : [secondName, firstName];
  const pText = p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
  const testName = test === 'McNemar exact' ? "McNemar's exact test" : 'approximate randomisation';
  const evidence = `${testName}, ${pText}, ${String(n)} paired ${n === 1 ? unit.slice(0, -1) : unit}, ${String(firstBetter + secondBetter)} of which differ`;
  if (difference === 0)
    return `${firstName} and ${secondName} have the same ${nameInSentence(metricName)} here (${evidence}).`;
  const clear = p < 0.05 && (interval === null || interval.low > 0 || interval.high < 0);
  return clear
    ? `${better} is better than ${worse} by ${points} (${evidence}).`
    : `${better} was better than ${worse} by ${points}, which chance alone could explain (${evidence}).`;
}
