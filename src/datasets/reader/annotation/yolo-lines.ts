import type { FourNumbers } from '../../../domain/geometry/boxes.ts';
import type { Shape } from '../drawing.ts';
import type { YoloClasses } from './yolo-classes.ts';

export type YoloLines =
  | { readonly kind: 'shapes'; readonly shapes: readonly Shape[]; readonly outlines: number }
  | { readonly kind: 'fault'; readonly place: string; readonly reason: string; readonly remedy: string };

const box = { order: 'cxcywh', unit: 'fraction' } as const;
/** A box may reach a little over the edge by rounding; numbers far beyond are pixels. */
const mostFraction = 1.5;

/**
 * The objects of a label file: `class cx cy w h`, or `class x1 y1 x2 y2 x3 y3 ...` for an outline, in parts of the picture's size. Beside an
 * outline stands the box around it, as Ultralytics derives it.
 */
export function shapesOfLines(text: string, classes: YoloClasses): YoloLines {
  const shapes: Shape[] = [];
  let outlines = 0;
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const place = `line ${at + 1}`;
    const fault = (reason: string, remedy: string): YoloLines => ({ kind: 'fault', place, reason, remedy });
    const [number = Number.NaN, ...values] = line.trim().split(/\s+/).map(Number);
    if (![number, ...values].every(Number.isFinite))
      return fault('it holds something other than numbers', 'Write the class and the box in numbers.');
    const label = classes.nameOf(number);
    if (label === null)
      return fault(
        `it is of class ${number}, which ${classes.file ?? 'no file'} does not name`,
        'Name the class there, or correct the number.',
      );
    const keypoints = classes.keypointNumbers;
    const drawn = keypoints > 0 && values.length === 4 + keypoints ? values.slice(0, 4) : values;
    if (drawn.some((value) => Math.abs(value) > mostFraction))
      return fault(
        'its numbers are not parts of the picture’s size (0 to 1)',
        'Divide them by its width and height.',
      );
    const [a = 0, b = 0, c = 0, d = 0] = values;
    if (drawn.length === 4) {
      shapes.push({ kind: 'box', label, numbers: [a, b, c, d], convention: box, at: place });
    } else if (values.length === 5) {
      return fault(
        'it has a sixth number, a confidence: it is what a model found, not the reference',
        'Leave out files of predictions.',
      );
    } else if (values.length >= 6 && values.length % 2 === 0) {
      outlines += 1;
      shapes.push(
        { kind: 'area', label, polygons: [values], unit: 'fraction', at: place },
        {
          kind: 'box',
          label,
          numbers: around(values),
          convention: { order: 'xyxy', unit: 'fraction' },
          at: place,
        },
      );
    } else {
      return fault(
        `it has ${values.length + 1} numbers, neither a box (5) nor an outline (7, 9, 11 ...)`,
        'Correct the line.',
      );
    }
  }
  return { kind: 'shapes', shapes, outlines };
}

function around(polygon: readonly number[]): FourNumbers {
  const xs = polygon.filter((_, at) => at % 2 === 0);
  const ys = polygon.filter((_, at) => at % 2 === 1);
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
  return [least(xs), least(ys), most(xs), most(ys)];
}
