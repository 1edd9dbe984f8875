import type { ImageRef } from '../dataset/truth.ts';
import { samplesOf, sampleTypeOf, type Raster, type Samples } from './raster.ts';
import type { VolumeGrid } from './view.ts';

export const planes = ['axial', 'coronal', 'sagittal'] as const;
/** Along which two axes a volume is cut; of a volume whose orientation is unknown, named after the axes of its frames all the same. */
export type Plane = (typeof planes)[number];

/** One slice, row by row, its channels side by side. */
export interface Slice {
  readonly samples: Samples;
  readonly width: number;
  readonly height: number;
  /** Millimetres a pixel. */
  readonly pixelSpacing: readonly [row: number, column: number];
}

type Size = Pick<Raster, 'width' | 'height'> & { readonly frames: number };

/** How many slices a volume has along a plane. */
export function sliceCount({ width, height, frames }: Size, plane: Plane): number {
  switch (plane) {
    case 'axial':
      return frames;
    case 'coronal':
      return height;
    case 'sagittal':
      return width;
  }
}

/**
 * A volume's picture as it is seen along a plane: the size of a slice in square pixels (slices are often further apart than pixels),
 * its millimetres, the number of slices, the middle one shown. Of axial slices, and of what is no volume, the picture as it is.
 */
export function seenAlong(image: ImageRef, plane: Plane): ImageRef {
  const { raster, width, height } = image;
  if (plane === 'axial' || raster?.volume === undefined) return image;
  const { spacing } = raster.volume;
  const across =
    plane === 'coronal' ? { pixels: width, step: spacing[0] } : { pixels: height, step: spacing[1] };
  const frames = sliceCount({ width, height, frames: raster.frames }, plane);
  return {
    ...image,
    width: across.pixels,
    height: Math.max(1, Math.round((raster.frames * spacing[2]) / across.step)),
    pixelSpacing: [across.step, across.step],
    raster: { ...raster, frames, shown: { ...raster.shown, frame: Math.floor(frames / 2) } },
  };
}

/**
 * One slice of a volume whose axial slices are its frames, values untouched. Coronal slices are counted from front to back and
 * seen from the front, sagittal ones from the patient's right to the left and seen with the front on the left; the head is up in
 * both. So the patient's right is on the left of axial and coronal slices. Throws RangeError where there is no such slice.
 */
export function reslice(
  volume: Pick<Raster, 'width' | 'height' | 'channels' | 'frames'>,
  { spacing: [column, row, frame] }: Pick<VolumeGrid, 'spacing'>,
  plane: Plane,
  index: number,
): Slice {
  const { width, height, channels, frames } = volume;
  const count = sliceCount({ width, height, frames: frames.length }, plane);
  const [first] = frames;
  if (first === undefined || !Number.isInteger(index) || index < 0 || index >= count)
    throw new RangeError(`the volume has no ${plane} slice ${index}`);
  switch (plane) {
    case 'axial':
      return { samples: (frames[index] ?? first).slice(), width, height, pixelSpacing: [row, column] };
    case 'coronal': {
      const from = index * width * channels;
      const rows = frames.map((one) => one.subarray(from, from + width * channels));
      return {
        samples: stacked(rows, first),
        width,
        height: frames.length,
        pixelSpacing: [frame, column],
      };
    }
    case 'sagittal': {
      const rows = frames.map((one) => columnOf(one, index, volume));
      return {
        samples: stacked(rows, first),
        width: height,
        height: frames.length,
        pixelSpacing: [frame, row],
      };
    }
  }
}

/** Which side of the patient lies at each edge of a slice: right, left, front (A), back (P), head (S) or feet (I). */
export function edgesOf(plane: Plane): {
  readonly left: 'R' | 'A';
  readonly right: 'L' | 'P';
  readonly top: 'A' | 'S';
  readonly bottom: 'P' | 'I';
} {
  switch (plane) {
    case 'axial':
      return { left: 'R', right: 'L', top: 'A', bottom: 'P' };
    case 'coronal':
      return { left: 'R', right: 'L', top: 'S', bottom: 'I' };
    case 'sagittal':
      return { left: 'A', right: 'P', top: 'S', bottom: 'I' };
  }
}

/** Rows one above the other, the last frame on top. */
function stacked(rows: readonly Samples[], like: Samples): Samples {
  const perRow = rows[0]?.length ?? 0;
  const samples = samplesOf(sampleTypeOf(like), perRow * rows.length);
  for (const [at, values] of rows.entries()) samples.set(values, (rows.length - 1 - at) * perRow);
  return samples;
}

function columnOf(
  frame: Samples,
  column: number,
  { width, height, channels }: Pick<Raster, 'width' | 'height' | 'channels'>,
): Samples {
  const values = samplesOf(sampleTypeOf(frame), height * channels);
  for (let row = 0; row < height; row += 1) {
    const from = (row * width + column) * channels;
    for (let channel = 0; channel < channels; channel += 1)
      values[row * channels + channel] = frame[from + channel] ?? 0;
  }
  return values;
}
