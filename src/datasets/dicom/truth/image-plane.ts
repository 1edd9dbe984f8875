import type { DataSet } from '../parse/data-set.ts';
import { tags } from '../parse/tags.ts';

/** Where the rows and columns of an image run in the patient, and where its first pixel lies (PS3.3 C.7.6.2). */
export interface ImagePlane {
  /** Cosines of the direction along a row, then along a column. */
  readonly orientation: readonly number[];
  /** Millimetres: of the middle of the first pixel. */
  readonly position: readonly number[];
  /** Millimetres between rows, then between columns, where they are known. */
  readonly spacing?: readonly [row: number, column: number];
}

export function planeOf(
  orientationIn: DataSet | undefined,
  positionIn: DataSet | undefined = orientationIn,
): ImagePlane | undefined {
  const orientation = orientationIn?.decimals(tags.ImageOrientationPatient) ?? [];
  const position = positionIn?.decimals(tags.ImagePositionPatient) ?? [];
  const isWhole = orientation.length === 6 && position.length === 3;
  if (!isWhole || ![...orientation, ...position].every(Number.isFinite)) return undefined;
  const [row = NaN, column = NaN] = orientationIn?.decimals(tags.PixelSpacing) ?? [];
  return { orientation, position, ...(row > 0 && column > 0 && { spacing: [row, column] as const }) };
}

/** To a hundredth of a right angle and half a millimetre; what is not known contradicts nothing. */
export function isSamePlane(a: ImagePlane | undefined, b: ImagePlane | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  return (
    a.orientation.every((cosine, at) => Math.abs(cosine - (b.orientation[at] ?? NaN)) < 0.015) &&
    a.position.every((place, at) => Math.abs(place - (b.position[at] ?? NaN)) < 0.5)
  );
}
