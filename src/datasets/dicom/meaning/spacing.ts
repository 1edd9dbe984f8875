import type { DataSet } from '../parse/data-set.ts';
import { tags } from '../parse/tags.ts';
import { macroOf } from './functional-groups.ts';

export interface Spacing {
  /** Millimetres a pixel, `[row, column]`. */
  readonly pixelSpacing?: readonly [row: number, column: number];
  /** Millimetres between neighbouring frames of one volume. */
  readonly frameSpacing?: number;
  readonly changes: readonly string[];
}

/** Spacing where the file tells it; where it tells that of the detector alone, that is said (PS3.3 10.7.1.3). */
export function spacingOf(data: DataSet, frames: number): Spacing {
  const own = pairOf(macroOf(data, 0, tags.PixelMeasuresSequence, [tags.PixelSpacing]), tags.PixelSpacing);
  const between = frames > 1 ? frameSpacingOf(data, frames) : undefined;
  const frameSpacing = between === undefined ? {} : { frameSpacing: between };
  if (own !== undefined) return { pixelSpacing: own, ...frameSpacing, changes: [] };
  const detector = pairOf(data, tags.ImagerPixelSpacing);
  if (detector !== undefined) {
    return {
      pixelSpacing: detector,
      ...frameSpacing,
      changes: ['pixel spacing is measured at the detector: the patient is smaller by the magnification'],
    };
  }
  const scanned = pairOf(data, tags.NominalScannedPixelSpacing);
  if (scanned !== undefined) {
    return { pixelSpacing: scanned, ...frameSpacing, changes: ['pixel spacing is that of the scanned film'] };
  }
  return { ...frameSpacing, changes: [] };
}

function pairOf(data: DataSet | undefined, tag: number): readonly [number, number] | undefined {
  const [row, column] = data?.decimals(tag) ?? [];
  return row !== undefined && column !== undefined && row > 0 && column > 0 && row < 1000 && column < 1000
    ? [row, column]
    : undefined;
}

/** The distance of neighbouring frames, where it is one and the same (to 1 %). */
function frameSpacingOf(data: DataSet, frames: number): number | undefined {
  const offsets = data.decimals(tags.GridFrameOffsetVector);
  if (offsets.length === frames)
    return evenly(offsets.slice(1).map((offset, n) => Math.abs(offset - (offsets[n] ?? 0))));
  const positions = Array.from({ length: frames }, (_, frame) =>
    macroOf(data, frame, tags.PlanePositionSequence, [tags.ImagePositionPatient])?.decimals(
      tags.ImagePositionPatient,
    ),
  );
  // The same place for all: frames of one plane over time.
  if (data.has(tags.PerFrameFunctionalGroupsSequence) && positions.every((each) => each?.length === 3)) {
    return evenly(
      positions
        .slice(1)
        .map((here, n) =>
          Math.hypot(...[0, 1, 2].map((axis) => (here?.[axis] ?? 0) - (positions[n]?.[axis] ?? 0))),
        ),
    );
  }
  return undefined;
}

function evenly(distances: readonly number[]): number | undefined {
  const [first] = distances;
  return first !== undefined && first > 0 && distances.every((each) => Math.abs(each - first) <= 0.01 * first)
    ? Number(first.toPrecision(6))
    : undefined;
}
