import { ellipsePolygon } from '../../../domain/geometry/ellipse.ts';
import type { FourNumbers } from '../../../domain/geometry/boxes.ts';
import type { Shape } from '../../reader/drawing.ts';
import { refusal, type Refusal } from '../../refusal.ts';
import { keptLabel } from '../identity/attributes.ts';
import type { DataSet } from '../parse/data-set.ts';
import { tags } from '../parse/tags.ts';
import { conceptOf, concepts, contentOf, itemsIn, meaningOf, valueTypeOf } from './content.ts';

/** A shape that a report draws on one image, named by its SOP Instance UID: in memory only, while files are imported. */
export interface MeasuredShape {
  readonly instance: string;
  /** Counted from 0; null where the report names none. */
  readonly frame: number | null;
  readonly shape: Shape;
}

export interface Measurements {
  readonly kind: 'measurements';
  readonly shapes: readonly MeasuredShape[];
  /** What was left aside, in words, with how often. */
  readonly notes: ReadonlyMap<string, number>;
}

/**
 * The regions of a structured report's measurement groups (PS3.16 TID 1410, 1411, 1501), with the finding as their label. Lines are
 * lengths, no areas, and are left aside, as is what is drawn in the patient's coordinates. `isFree`: what free text may be kept.
 * Refused where there is no group, or nothing in them is drawn on an image.
 */
export function measurementsOf(data: DataSet, isFree: (text: string) => boolean): Measurements | Refusal {
  const isGroup = (item: DataSet): boolean =>
    valueTypeOf(item) === 'CONTAINER' && conceptOf(item) === concepts.measurementGroup;
  const groups = [...itemsIn(data, isGroup)].filter(isGroup);
  if (groups.length === 0)
    return refusal(
      'it is a structured report (SR) without measurement groups (TID 1500): nothing in it is drawn on an image in a way that is read',
      'Give what it says as a table (CSV) with the boxes or labels.',
    );
  const shapes: MeasuredShape[] = [];
  const notes = new Map<string, number>();
  const note = (text: string) => notes.set(text, (notes.get(text) ?? 0) + 1);
  for (const [n, group] of groups.entries()) {
    const label = labelOf(group, isFree);
    for (const item of itemsIn(group)) {
      if (valueTypeOf(item) === 'SCOORD3D') note(inPatient);
      if (valueTypeOf(item) !== 'SCOORD') continue;
      const image = imageOf(item);
      const drawn = shapesOf(item, label, `measurement ${n + 1}`);
      if (image === null) note(withoutImage);
      else if (typeof drawn === 'string') note(drawn);
      else shapes.push(...drawn.map((shape) => ({ ...image, shape })));
    }
  }
  if (shapes.length === 0 && notes.size === 0)
    return refusal(
      'it is a structured report (SR) whose measurements are not drawn on an image',
      'Give what it says as a table (CSV) with the labels.',
    );
  return { kind: 'measurements', shapes, notes };
}

const inPatient = 'Left aside: # measurements in the patient’s coordinates (SCOORD3D).';
const withoutImage = 'Left aside: # of the regions, which name no image.';
const lines = 'Left aside: # of the regions, which are lines: lengths, no areas.';
const broken = 'Left aside: # of the regions, whose coordinates do not fit their kind.';

/** The finding, else where it is, each by the meaning of its code. */
function labelOf(group: DataSet, isFree: (text: string) => boolean): string {
  for (const concept of [concepts.finding, concepts.findingSite, concepts.findingSiteRetired]) {
    const item = [...contentOf(group)].find(
      (each) => valueTypeOf(each) === 'CODE' && conceptOf(each) === concept,
    );
    const label = item === undefined ? undefined : keptLabel(meaningOf(item), isFree);
    if (label !== undefined) return label;
  }
  return 'finding';
}

function imageOf(item: DataSet): Pick<MeasuredShape, 'instance' | 'frame'> | null {
  const image = [...contentOf(item)].find((each) => valueTypeOf(each) === 'IMAGE');
  const reference = image?.items(tags.ReferencedSOPSequence).at(0);
  const instance = reference?.text(tags.ReferencedSOPInstanceUID);
  if (reference === undefined || instance === undefined) return null;
  const [frame] = reference.decimals(tags.ReferencedFrameNumber);
  return { instance, frame: frame !== undefined && frame >= 1 ? frame - 1 : null };
}

/** In pixels, from the upper left corner of the first (PS3.3 C.18.6.1.2); or why it is left aside. */
function shapesOf(item: DataSet, label: string, at: string): readonly Shape[] | string {
  const numbers = item.floats(tags.GraphicData);
  const points = Array.from({ length: Math.floor(numbers.length / 2) }, (_, n) => ({
    x: numbers[2 * n] ?? NaN,
    y: numbers[2 * n + 1] ?? NaN,
  }));
  if (!numbers.every(Number.isFinite)) return broken;
  const [first, second, third, fourth] = points;
  const area = (polygon: readonly number[]): Shape => ({
    kind: 'area',
    label,
    polygons: [[...polygon]],
    unit: 'pixels-source',
    at,
  });
  switch (item.text(tags.GraphicType)) {
    case 'POINT':
    case 'MULTIPOINT':
      return points.length === 0
        ? broken
        : points.map((point): Shape => ({ kind: 'point', label, ...point, unit: 'pixels-source', at }));
    case 'POLYLINE': {
      const last = points.at(-1);
      if (first === undefined || last === undefined) return broken;
      if (points.length < 4 || first.x !== last.x || first.y !== last.y) return lines;
      const box = boxOf(points);
      return [
        box === null
          ? area(points.slice(0, -1).flatMap(({ x, y }) => [x, y]))
          : { kind: 'box', label, numbers: box, convention: { order: 'xyxy', unit: 'pixels-source' }, at },
      ];
    }
    case 'CIRCLE': {
      if (first === undefined || second === undefined) return broken;
      const radius = Math.hypot(second.x - first.x, second.y - first.y);
      return [area(ellipsePolygon(first, radius, radius))];
    }
    case 'ELLIPSE': {
      if (first === undefined || second === undefined || third === undefined || fourth === undefined)
        return broken;
      const centre = { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2 };
      const turn = (Math.atan2(second.y - first.y, second.x - first.x) * 180) / Math.PI;
      const half = (a: typeof first, b: typeof first) => Math.hypot(b.x - a.x, b.y - a.y) / 2;
      return [area(ellipsePolygon(centre, half(first, second), half(third, fourth), turn))];
    }
    default:
      return broken;
  }
}

/** `[left, top, right, bottom]` of a rectangle whose sides run along rows and columns. */
function boxOf(points: readonly { readonly x: number; readonly y: number }[]): FourNumbers | null {
  if (points.length !== 5) return null;
  const isUpright = points.slice(1).every(({ x, y }, at) => {
    const before = points[at];
    return before !== undefined && (x === before.x) !== (y === before.y);
  });
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return isUpright && new Set(xs).size === 2 && new Set(ys).size === 2
    ? [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
    : null;
}
