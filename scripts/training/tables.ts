import type { Figures, Share } from './figures.ts';

const start = '<!-- figures: written by scripts/training/evaluate.ts -->';
const end = '<!-- end of figures -->';

/** A page with its table of figures replaced. Throws where the page has lost the place for it. */
export function withTable(text: string, page: string, table: string): string {
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from === -1 || to === -1) throw new Error(`docs/${page} has no place for the figures: ${start} ${end}`);
  return `${text.slice(0, from)}${start}\n\n${table}\n\n${text.slice(to)}`;
}

/** For the model card: how good the network is on each collection. */
export function figuresTable(heldOut: readonly Figures[], bundled: readonly Figures[]): string {
  return tableOf(
    ['collection', 'cases', 'n', 'accuracy', 'recall by class', 'mean Dice by class'],
    rowsOf(heldOut, bundled, ({ n, byClass, ...share }) => [
      String(n),
      withInterval({ n, ...share }),
      byClass.map(({ name, recall }) => `${name} ${percent(recall)}`).join(', '),
      byClass
        .flatMap(({ name, meanDice }) => (meanDice === undefined ? [] : [`${name} ${meanDice.toFixed(2)}`]))
        .join(', '),
    ]),
  );
}

/** For the page of the data: what the planted subgroup makes of the network's accuracy. */
export function gapTable(heldOut: readonly Figures[], bundled: readonly Figures[]): string {
  return tableOf(
    ['collection', 'cases', 'harder subgroup', 'all others', 'difference (95 % interval)'],
    rowsOf(heldOut, bundled, ({ subgroups, gap }) => {
      const told = subgroups.map((group) => `${group.value}: ${percent(group.accuracy)} of ${group.n}`);
      const [low, high] = gap.interval.map(points);
      return [
        told[0] ?? '',
        told[1] ?? '',
        `${points(gap.difference)} points (${low ?? ''} to ${high ?? ''})`,
      ];
    }),
  );
}

function rowsOf(
  heldOut: readonly Figures[],
  bundled: readonly Figures[],
  cells: (figures: Figures) => string[],
): string[][] {
  return [
    ...heldOut.map((figures) => [figures.collection, 'held out', ...cells(figures)]),
    ...bundled.map((figures) => [figures.collection, 'bundled test split', ...cells(figures)]),
  ];
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const points = (share: number) => (share * 100).toFixed(1);
const withInterval = ({ accuracy, interval: [low, high] }: Share) =>
  `${percent(accuracy)} (${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)})`;
