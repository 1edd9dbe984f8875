import { choiceOption, optionOf, wholeNumberOption } from '../options.ts';
import type { TaskSpec } from '../task.ts';

export const form = choiceOption('form', ['polygon', 'grid', 'runs'], 'polygon', {
  label: 'Region asked for as',
  help: 'An outline is exact where a model can place points; a grid or runs of cells is what language models manage more easily. Every form is read.',
  decides: 'asking',
  choiceWords: {
    polygon: 'an outline of points',
    grid: 'cells of a grid',
    runs: 'runs of cells, row by row',
  },
});
export const gridSize = wholeNumberOption('gridSize', 16, [4, 64], {
  label: 'Cells a side of the grid',
  help: 'More cells draw finer regions and need longer answers.',
  decides: 'asking',
  matters: (options) => options['form'] !== undefined && options['form'] !== 'polygon',
});

/** How a grid is laid over the image, in words: what the slot `{{grid}}` becomes; empty where outlines are asked for. */
export function describeGrid(spec: TaskSpec, language: string): string {
  const asked = optionOf(spec, form);
  if (asked === 'polygon') return '';
  const cells = optionOf(spec, gridSize);
  if (language.startsWith('zh')) {
    const opening = `将图像均分为 ${cells} x ${cells} 个格子；第 0 行在最上方，第 0 列在最左侧。`;
    return asked === 'grid'
      ? `${opening}逐行给出 ${cells} 行，每行 ${cells} 个字符：格子一半以上属于目标时写 1，否则写 0。`
      : `${opening}对每一行给出属于目标的格子：行号，以及首列和末列（含）。`;
  }
  const opening = `Lay a grid of ${cells} x ${cells} equal cells over the image; row 0 is the uppermost, column 0 the leftmost.`;
  return asked === 'grid'
    ? `${opening} Give ${cells} rows of ${cells} characters: 1 where at least half of the cell belongs to the finding, else 0.`
    : `${opening} For each row give the stretches of cells that belong to the finding: the row, its first and its last column, both included.`;
}

/** Are coordinates asked for at all? */
export function asksForCoordinates(spec: TaskSpec): boolean {
  return spec.task !== 'segmentation' || optionOf(spec, form) === 'polygon';
}
