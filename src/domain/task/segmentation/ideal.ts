import { frameOf } from '../../answer/boxes.ts';
import type { LabelledMask } from '../../dataset/truth.ts';
import { boxToConvention } from '../../geometry/boxes.ts';
import { maskOutlinePath } from '../../geometry/contours.ts';
import { decodeMask } from '../../geometry/rle.ts';
import { optionOf } from '../options.ts';
import type { AnswerFrame } from '../registered.ts';
import type { TaskSpec } from '../task.ts';
import { form, gridSize } from './grid.ts';

/** As many points as the answer is asked for at most. */
const mostPoints = 40;

/** Reference masks in the form that the plan asks for; outlines and cells are as close to them as their form allows. */
export function idealRegions(
  masks: readonly LabelledMask[],
  spec: TaskSpec,
  frame: AnswerFrame,
): Readonly<Record<string, unknown>> {
  const cells = optionOf(spec, gridSize);
  switch (optionOf(spec, form)) {
    case 'polygon':
      return {
        regions: masks.flatMap((mask) =>
          outlinesOf(mask, frame).map((polygon) => ({ label: mask.label, polygon })),
        ),
      };
    case 'grid':
      return { regions: masks.map((mask) => ({ label: mask.label, grid: gridOf(mask, cells) })) };
    case 'runs':
      return {
        runs: masks.flatMap((mask) =>
          gridOf(mask, cells).flatMap((row, at) =>
            [...row.matchAll(/1+/gu)].map(({ 0: run, index }) => ({
              label: mask.label,
              row: at,
              from: index,
              to: index + run.length - 1,
            })),
          ),
        ),
      };
  }
}

/** Rows of `1` where at least half of a cell's pixels belong to the mask; a cell narrower than a pixel takes the pixel at its centre. */
function gridOf({ mask }: LabelledMask, cells: number): readonly string[] {
  const { bitmap, width, height } = decodeMask(mask);
  const bounds = (cell: number, length: number): readonly [number, number] => {
    const from = Math.round((cell * length) / cells);
    const to = Math.round(((cell + 1) * length) / cells);
    const centre = Math.min(length - 1, Math.floor(((cell + 0.5) * length) / cells));
    return to > from ? [from, to] : [centre, centre + 1];
  };
  return Array.from({ length: cells }, (_, row) => {
    const [top, bottom] = bounds(row, height);
    return Array.from({ length: cells }, (__, column) => {
      const [left, right] = bounds(column, width);
      let inside = 0;
      for (let y = top; y < bottom; y += 1) {
        for (let x = left; x < right; x += 1) inside += bitmap[y * width + x] ?? 0;
      }
      return 2 * inside >= (bottom - top) * (right - left) ? '1' : '0';
    }).join('');
  });
}

/** The mask's outer and inner loops as points in the model's convention; of a long loop every so-manieth corner. */
function outlinesOf({ mask }: LabelledMask, frame: AnswerFrame): readonly (readonly (readonly number[])[])[] {
  const [height, width] = mask.size;
  const placed = frameOf({ text: '', ...frame, image: { width, height } });
  if (placed === null) return [];
  const { convention, source, seen } = placed;
  const order = convention.order === 'yxyx' ? 'yxyx' : 'xyxy';
  const loops = maskOutlinePath(mask)
    .split('M')
    .filter((loop) => loop !== '');
  return loops.map((loop) => {
    const corners = cornersOf(loop);
    const step = Math.max(1, Math.ceil(corners.length / mostPoints));
    return corners
      .filter((_, at) => at % step === 0)
      .map(([x, y]) => {
        const written = boxToConvention(
          { x, y, width: 0, height: 0 },
          { ...convention, order },
          source,
          seen,
        );
        return written.slice(0, 2).map((value) => Number(value.toPrecision(5)));
      });
  });
}

/** `2 3H5V8H2` as corners. */
function cornersOf(loop: string): readonly (readonly [number, number])[] {
  const [startX = 0, startY = 0] = (/^[\d ]+/u.exec(loop)?.[0] ?? '').split(' ').map(Number);
  const corners: (readonly [number, number])[] = [[startX, startY]];
  for (const [, axis, value] of loop.matchAll(/([HV])(\d+)/gu)) {
    const [x, y] = corners.at(-1) ?? [startX, startY];
    corners.push(axis === 'H' ? [Number(value), y] : [x, Number(value)]);
  }
  return corners;
}
