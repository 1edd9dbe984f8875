import type { LabelledBox, LabelledMask, LabelledPoint, RunLengthMask } from '../../domain/dataset/truth.ts';
import {
  boxFault,
  boxFromConvention,
  clipBox,
  type FourNumbers,
  type Size,
} from '../../domain/geometry/boxes.ts';
import { rasterizePolygons, type Polygon } from '../../domain/geometry/polygons.ts';
import { countsOf } from '../../domain/geometry/rle.ts';
import { maskFromRuns, type RunWriting } from '../../domain/geometry/run-lengths.ts';
import type { BoxConvention } from '../../domain/task/task.ts';
import { refusal, type Refusal } from '../refusal.ts';

/** What one source draws on a picture, in its own units: told in pixels once the size of the picture is known. */
export interface Drawing {
  /** The file that draws, `annotations.json`. */
  readonly file: string;
  /** Size of the picture by that file: a picture of another size is not the one that was drawn on. */
  readonly drawnOn?: Size;
  /** Of a picture of several, counted from 0, where the file names one. */
  readonly frame?: number;
  readonly shapes: readonly Shape[];
}

export type DrawingUnit = BoxConvention['unit'];

export type Shape =
  | {
      readonly kind: 'box';
      readonly label: string;
      readonly fdi?: number;
      readonly numbers: FourNumbers;
      readonly convention: BoxConvention;
      readonly at: string;
    }
  /** The union of polygons. */
  | {
      readonly kind: 'area';
      readonly label: string;
      readonly polygons: readonly Polygon[];
      readonly unit: DrawingUnit;
      readonly at: string;
    }
  | { readonly kind: 'runs'; readonly label: string; readonly mask: RunLengthMask; readonly at: string }
  /** Runs of a picture whose size is not said. */
  | {
      readonly kind: 'run numbers';
      readonly label: string;
      readonly numbers: readonly number[];
      readonly writing: RunWriting;
      readonly at: string;
    }
  | {
      readonly kind: 'point';
      readonly label: string;
      readonly x: number;
      readonly y: number;
      readonly unit: DrawingUnit;
      readonly at: string;
    };

export interface DrawnTruth {
  readonly boxes: readonly LabelledBox[];
  readonly masks: readonly LabelledMask[];
  readonly points: readonly LabelledPoint[];
}

/**
 * The drawings in pixels of a picture of `size`. A box that reaches over the edge is cut there. What two files draw alike (to a
 * pixel) counts once. Refused, with the file and the place in it, where a shape cannot be of this picture.
 */
export function drawOn(drawings: readonly Drawing[], size: Size): DrawnTruth | Refusal {
  const byFile = new Map<string, GrowingTruth>();
  for (const { file, drawnOn, shapes } of drawings) {
    if (drawnOn !== undefined && (drawnOn.width !== size.width || drawnOn.height !== size.height)) {
      return refusal(
        `${file} was drawn on a picture of ${sizeInWords(drawnOn)}, this one is of ${sizeInWords(size)}`,
        'Add the picture as it was drawn on, or the annotations of this one.',
      );
    }
    const own = byFile.get(file) ?? { boxes: [], masks: [], points: [] };
    const others = all([...byFile].flatMap(([other, drawn]) => (other === file ? [] : [drawn])));
    byFile.set(file, own);
    for (const shape of shapes) {
      const fault = drawShape(shape, size, others, own);
      if (fault !== null) {
        return refusal(
          `${shape.at === '' ? '' : `${shape.at} of `}${file} ${fault}`,
          'Correct it in that file.',
        );
      }
    }
  }
  return all([...byFile.values()]);
}

const all = (drawn: readonly DrawnTruth[]): DrawnTruth => ({
  boxes: drawn.flatMap(({ boxes }) => boxes),
  masks: drawn.flatMap(({ masks }) => masks),
  points: drawn.flatMap(({ points }) => points),
});

interface GrowingTruth {
  readonly boxes: LabelledBox[];
  readonly masks: LabelledMask[];
  readonly points: LabelledPoint[];
}

/** Adds the shape to `to`, unless `others` drew it already; else says what is wrong with it. */
function drawShape(shape: Shape, size: Size, others: DrawnTruth, to: GrowingTruth): string | null {
  const { label } = shape;
  switch (shape.kind) {
    case 'box': {
      const whole = boxFromConvention(shape.numbers, shape.convention, size);
      const fault = boxFault(whole);
      if (fault !== null) return `is no box: ${fault}`;
      const { x, y, width, height } = whole;
      const isInside = x >= 0 && y >= 0 && x + width <= size.width && y + height <= size.height;
      // Cutting would round the last digit of one that need not be cut.
      const box = isInside ? whole : clipBox(whole, size);
      if (box === null) return `lies beside its picture of ${sizeInWords(size)}`;
      const drawn: LabelledBox = { label, ...box, ...(shape.fdi !== undefined && { fdi: shape.fdi }) };
      if (!others.boxes.some((other) => isAlike(other, drawn))) to.boxes.push(drawn);
      return null;
    }
    case 'area': {
      const unit = pixelsOf(shape.unit, size);
      try {
        const polygons = shape.polygons.map((polygon) =>
          polygon.map((value, at) => value * (at % 2 === 0 ? unit.width : unit.height)),
        );
        addMask({ label, mask: rasterizePolygons(polygons, size.width, size.height) }, others, to);
        return null;
      } catch (error) {
        return `cannot be drawn: ${messageOf(error)}`;
      }
    }
    case 'runs': {
      const [height, width] = shape.mask.size;
      if (width !== size.width || height !== size.height)
        return `is a mask of ${sizeInWords({ width, height })}, its picture of ${sizeInWords(size)}`;
      try {
        countsOf(shape.mask);
      } catch (error) {
        return `cannot be read: ${messageOf(error)}`;
      }
      addMask({ label, mask: shape.mask }, others, to);
      return null;
    }
    case 'run numbers':
      try {
        addMask({ label, mask: maskFromRuns(shape.numbers, shape.writing, size) }, others, to);
        return null;
      } catch (error) {
        return `cannot be drawn: ${messageOf(error)}`;
      }
    case 'point': {
      const unit = pixelsOf(shape.unit, size);
      const point = { label, x: shape.x * unit.width, y: shape.y * unit.height };
      if (!(point.x >= 0 && point.y >= 0 && point.x <= size.width && point.y <= size.height))
        return `lies beside its picture of ${sizeInWords(size)}`;
      const near = ({ x, y, label: theirs }: LabelledPoint) =>
        theirs === label && Math.abs(x - point.x) <= 1 && Math.abs(y - point.y) <= 1;
      if (!others.points.some(near)) to.points.push(point);
      return null;
    }
  }
}

function addMask(mask: LabelledMask, others: DrawnTruth, to: GrowingTruth): void {
  const same = others.masks.some(
    ({ label, mask: { counts } }) => label === mask.label && counts === mask.mask.counts,
  );
  if (!same) to.masks.push(mask);
}

const isAlike = (a: LabelledBox, b: LabelledBox): boolean =>
  a.label === b.label &&
  Math.abs(a.x - b.x) <= 1 &&
  Math.abs(a.y - b.y) <= 1 &&
  Math.abs(a.x + a.width - b.x - b.width) <= 1 &&
  Math.abs(a.y + a.height - b.y - b.height) <= 1;

/** What 1 of a unit is, in pixels of a picture. */
function pixelsOf(unit: DrawingUnit, size: Size): Size {
  const { width, height } = boxFromConvention([0, 0, 1, 1], { order: 'xywh', unit }, size);
  return { width, height };
}

const sizeInWords = ({ width, height }: Size): string => `${width} x ${height} pixels`;
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
