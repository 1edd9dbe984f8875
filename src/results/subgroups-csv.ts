import type { MetricResult } from '../domain/metric/metric.ts';
import { asCsv } from './export.ts';
import type { SubgroupComparison } from './subgroups.ts';

/** One row for each arm and subgroup, with all that the screen shows: for a table of a paper. `arms`: their names, in their order. */
export function subgroupsAsCsv(
  { by, figure, arms: results, gaps }: SubgroupComparison,
  arms: readonly string[],
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
  const rows = results.flatMap(({ whole, rows: subgroups }, i) => [
    [arms[i] ?? '', by, '(all cases)', figure.metric, '', '', ...cellsOf(whole)],
    ...subgroups.map(({ name, cases, groups, value, rest, gap, corrected, reading, warnings }) => [
      arms[i] ?? '',
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
