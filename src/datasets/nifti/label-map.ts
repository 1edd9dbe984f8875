import type { LabelledMask } from '../../domain/dataset/truth.ts';
import { encodeMask } from '../../domain/geometry/rle.ts';
import type { VoxelGrid } from '../image/raster-file.ts';
import type { FrameMasks } from '../mask/frame-masks.ts';
import { labelsOfValue, type MaskRule } from '../mask/rule.ts';
import { refusal, type Refusal } from '../refusal.ts';
import { isSameGrid } from './affine.ts';
import { openVolume, type OpenVolume } from './volume.ts';
import { AxialFrames } from './voxels.ts';

/** More different values than any atlas has labels: such a volume is a picture. */
const mostLabels = 2_000;

/**
 * The masks that a label map draws on the axial frames of its volume: each voxel's value stands for a label, 0 for none. Refused where
 * it does not lie on the grid of the volume. Never throws for what is in the bytes.
 */
export async function readLabelMap(
  bytes: Uint8Array<ArrayBuffer>,
  rule: MaskRule,
  grid: VoxelGrid,
): Promise<FrameMasks | Refusal> {
  const opened = await openVolume(bytes);
  if (opened.kind === 'refused') return opened;
  const misfit = misfitOf(opened, grid);
  if (misfit !== null) return misfit;
  const { header, voxels, orientation } = opened;
  const frames = new AxialFrames(voxels, orientation);
  const labels = labelling(rule, header);
  const areas = new Map<number, number>();
  for (let at = 0; at < frames.count; at += 1) {
    let area = 0;
    for (const stored of frames.frame(at)) {
      const named = labels(stored);
      if ('kind' in named) return named;
      if (named.length > 0) area += 1;
    }
    if (area > 0) areas.set(at, area);
  }
  const changes =
    opened.known && grid.known
      ? []
      : ['the label map was laid on its volume voxel by voxel: one of them does not say how it lies'];
  return {
    kind: 'frame masks',
    areas,
    on: (frame) => masksOn(frames.frame(frame), labels, grid, changes),
  };
}

type Labels = (stored: number) => readonly string[] | Refusal;

/** The labels of a stored value, looked up once for each. */
function labelling(
  rule: MaskRule,
  { slope, intercept }: { readonly slope: number; readonly intercept: number },
): Labels {
  const known = new Map<number, readonly string[]>();
  let last = NaN;
  let lastLabels: readonly string[] = [];
  return (stored) => {
    // Most voxels are as the one before.
    if (stored === last) return lastLabels;
    let named = known.get(stored);
    if (named === undefined) {
      const value = wholeOf(stored * slope + intercept);
      if (typeof value !== 'number') return value;
      if (known.size >= mostLabels) return tooMany;
      const found = labelsOfValue(rule, value);
      if ('kind' in found) return found;
      named = found;
      known.set(stored, named);
    }
    last = stored;
    lastLabels = named;
    return named;
  };
}

const tooMany = refusal(
  `it has more than ${mostLabels} different values: it is a picture, no label map`,
  'Give it a name that does not end on _seg, _mask or _label, and a folder that is not called labels.',
);

function wholeOf(value: number): number | Refusal {
  const whole = Math.round(value);
  // Scaling leaves crumbs: a slope of 1/255 is no exact number.
  return Math.abs(value - whole) <= 1e-4
    ? whole
    : refusal(
        `the label map has the value ${value}, and only whole numbers stand for labels`,
        'Save it with whole numbers, one for each label.',
      );
}

function masksOn(
  frame: Iterable<number>,
  labels: Labels,
  { size: [width, height] }: VoxelGrid,
  changes: readonly string[],
): readonly LabelledMask[] {
  const bitmaps = new Map<string, Uint8Array>();
  let at = 0;
  for (const stored of frame) {
    const named = labels(stored);
    // Refused values were met when the areas were counted.
    if (!('kind' in named)) {
      for (const label of named) {
        const bitmap = bitmaps.get(label) ?? new Uint8Array(width * height);
        bitmaps.set(label, bitmap);
        bitmap[at] = 1;
      }
    }
    at += 1;
  }
  return [...bitmaps].map(([label, bitmap]) => ({
    label,
    mask: encodeMask(bitmap, width, height),
    ...(changes.length > 0 && { changes }),
  }));
}

function misfitOf({ voxels, grid: own, known }: OpenVolume, grid: VoxelGrid): Refusal | null {
  if (voxels.channels === 3)
    return refusal('the label map holds colours, no numbers', 'Save it with a number for each label.');
  if (own.size.some((length, at) => length !== grid.size[at]))
    return refusal(
      `the label map has ${own.size.join(' x ')} voxels, its volume ${grid.size.join(' x ')}`,
      'Resample the label map to the grid of its volume (nearest neighbour).',
    );
  if (known && grid.known && !isSameGrid(grid.affine, own.affine, grid.size))
    return refusal(
      'the label map lies elsewhere in the patient than its volume',
      'Resample the label map to the grid of its volume (nearest neighbour).',
    );
  return null;
}
