/**
 * `npm run bench`: prints a table of figures; `-- --json` prints one object `{figures: {...}}`; `-- --only WORD` runs
 * the groups whose name holds the word; `-- --long` measures too what takes minutes. A goal that is missed is said, and the exit code is 1.
 */
import { parseArgs } from 'node:util';
import type { Figures } from './bench/figure.ts';

const groups: Readonly<Record<string, () => Promise<{ readonly figures: () => Promise<Figures> }>>> = {
  dicom: () => import('./bench/dicom.ts'),
  engine: () => import('./bench/engine.ts'),
  grid: () => import('./bench/grid.ts'),
  import: () => import('./bench/import.ts'),
  'zip memory': () => import('./bench/zip-memory.ts'),
  inference: () => import('./bench/inference.ts'),
  detection: () => import('./bench/detection.ts'),
  statistics: () => import('./bench/statistics.ts'),
  text: () => import('./bench/text.ts'),
};

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    long: { type: 'boolean', default: false },
  },
});
const figures: Record<string, Figures[string]> = {};
for (const [name, load] of Object.entries(groups)) {
  if (!name.includes(values.only)) continue;
  if (!values.json) console.error(`measuring: ${name}`);
  Object.assign(figures, await (await load()).figures());
}

if (values.json) console.log(JSON.stringify({ figures }));
else printTable(figures);
process.exit(Object.values(figures).every(({ ok }) => ok) ? 0 : 1);

function printTable(measured: Figures): void {
  const rows = Object.entries(measured).map(([name, { value, unit, goal, ok, ratio, against }]) => [
    ok ? 'ok' : 'MISSED',
    name,
    value.toLocaleString('en', { maximumSignificantDigits: 4 }),
    unit,
    goal,
    ratio === undefined ? '' : `${ratio.toFixed(2)}x ${against ?? ''}`,
  ]);
  const table = [['', 'figure', 'value', 'unit', 'goal', 'ratio'], ...rows];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length))) ?? [];
  for (const row of table)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}
