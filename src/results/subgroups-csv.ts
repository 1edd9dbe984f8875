import type { MetricResult } from '../domain/metric/metric.ts';
import type { Summary } from '../domain/task/task.ts';
import { asCsv } from './export.ts';
import type { SubgroupComparison } from './subgroups.ts';

/** What of an arm's results stands beside its subgroups. */
interface ToldArm {
  readonly name: string;
  readonly summary: Pick<Summary, 'headline'>;
}

/** One row for each arm and subgroup, with all that the screen shows: for a table of a paper. `arms`: in their order. */
export function subgroupsAsCsv(
  { by, figure, arms: results, gaps }: SubgroupComparison,
  arms: readonly ToldArm[],
): string {
  const header = [
    'model',
    'attribute',
    'subgroup',
    'figure',
    'cases',
    'groups',
    ...columnsOf('value'),
    ...columnsOf('all others'),
    ...columnsOf('gap'),
    'gap low corrected',
    'gap high corrected',
    'gaps corrected for',
    'reading',
    'warnings',
  ];
  const rows = results.flatMap(({ rows: subgroups }, i) => [
    [arms[i]?.name ?? '', by, '(all cases)', figure.metric, '', '', ...wholeOf(arms[i], figure.metric)],
    ...subgroups.map(({ name, cases, groups, value, rest, gap, corrected, reading, warnings }) => [
      arms[i]?.name ?? '',
      by,
      name,
      figure.metric,
      String(cases),
      String(groups),
      ...cellsOf(value),
      ...cellsOf(rest),
      ...cellsOf(gap),
      corrected === null ? '' : String(corrected.low),
      corrected === null ? '' : String(corrected.high),
      String(gaps),
      reading,
      warnings.join('; '),
    ]),
  ]);
  return asCsv([header, ...rows.map((cells) => header.map((_, at) => cells[at] ?? ''))]);
}

const columnsOf = (name: string): readonly string[] => [
  name,
  `${name} low`,
  `${name} high`,
  `${name} n`,
  `${name} interval`,
];

function wholeOf(arm: ToldArm | undefined, metric: string): readonly string[] {
  const entry = arm?.summary.headline.find(({ result }) => result.signature.metric === metric);
  return entry ? cellsOf(entry.result) : [];
}

/** Undefined is an empty cell, with the reason where the method of the interval would stand. */
function cellsOf(result: MetricResult): readonly string[] {
  if (result.kind === 'undefined') return ['', '', '', String(result.n), result.reason];
  const { value, interval, n } = result;
  return [
    String(value),
    interval ? String(interval.low) : '',
    interval ? String(interval.high) : '',
    String(n),
    interval ? interval.method : 'no interval',
  ];
}
