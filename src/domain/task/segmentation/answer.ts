import { frameOf } from '../../answer/boxes.ts';
import type { CoordinateFrame } from '../../answer/boxes.ts';
import { field, isList, isObject, scalarText } from '../../answer/fields.ts';
import type { JsonObject } from '../../answer/fields.ts';
import { quoted } from '../../answer/labels.ts';
import type { LabelMatcher } from '../../answer/labels.ts';
import {
  gridRows,
  maskAtSource,
  maskOfGrid,
  maskOfRuns,
  placePolygon,
  writtenPolygon,
} from '../../answer/mask-forms.ts';
import type { CellRun } from '../../answer/mask-forms.ts';
import { readMask } from '../../answer/mask.ts';
import { numberOf } from '../../answer/numbers.ts';
import type { AnswerReader, Reading } from '../../answer/read.ts';
import { withoutRefusal } from '../../answer/refusal.ts';
import type { LabelledMask } from '../../dataset/truth.ts';
import type { Size } from '../../geometry/boxes.ts';

/** Masks in source pixels; none is an answer too. */
export interface MasksAnswer {
  readonly masks: readonly LabelledMask[];
}

export interface MaskReaderOptions {
  readonly gridSize: number;
  /** Size of the source image where the response does not say it. */
  readonly fallbackSize: Size | null;
}

const listKeys =
  `regions polygons masks segments segmentations objects findings lesions annotations results instances contours
  分割结果 区域`.split(/\s+/u);
const polygonKeys = [
  'polygon',
  'points',
  'contour',
  'outline',
  'segmentation',
  'vertices',
  'coordinates',
  'boundary',
  'polygons',
  '多边形',
  '轮廓',
];
const nameKeys = ['label', 'class', 'name', 'category', 'type', 'object', 'finding', '标签', '类别'];
const none =
  /^[\s"'*[({]*(?:none|nothing|no (?:\w{1,20} ){0,3}(?:found|detected|seen|visible|present|lesions?|findings?|regions?|masks?)[\w ]{0,30}|无|没有|未见[^\n]{0,20})[\s"'*.。\])}]*$/iu;

interface Found {
  readonly masks: LabelledMask[];
  readonly steps: string[];
  readonly faults: string[];
  /** Did the answer have the form of one, even if it is empty? */
  isAnswer: boolean;
}

/** Reads outlines, grids, runs and run-length masks, whichever the model gave. */
export function masksReader(matcher: LabelMatcher, options: MaskReaderOptions): AnswerReader<MasksAnswer> {
  const frameFor = (response: Parameters<typeof frameOf>[0]): CoordinateFrame | null =>
    frameOf(response) ??
    (options.fallbackSize === null ? null : frameOf({ ...response, image: options.fallbackSize }));
  return {
    fromJson(value, response) {
      const found = collect(value, matcher, options, frameFor(response));
      return found.isAnswer ? readingOf(found) : null;
    },
    fromText(text, response) {
      const { text: body, evidence } = withoutRefusal(text);
      if (evidence !== null) return null;
      const frame = frameFor(response);
      const rows = gridRows(
        body
          .split('\n')
          .map((line) => line.replace(/[\s,|[\]"']/gu, ''))
          .filter((line) => /^[01.#]{4,}$/u.test(line)),
      );
      if (rows !== null && frame !== null) {
        const found = emptyFound();
        addGrid(rows, matcher, frame, found);
        return readingOf(found);
      }
      if (none.test(body)) return { kind: 'read', answer: { masks: [] }, steps: ['read as no region'] };
      return { kind: 'unreadable', reason: `Holds no outline, grid or mask: ${quoted(body)}` };
    },
  };
}

function emptyFound(): Found {
  return { masks: [], steps: [], faults: [], isAnswer: false };
}

function readingOf({ masks, steps, faults }: Found): Reading<MasksAnswer> {
  const [fault] = faults;
  if (masks.length === 0 && fault !== undefined)
    return { kind: 'unreadable', reason: `No region can be drawn: ${fault}` };
  return {
    kind: 'read',
    answer: { masks },
    steps: [...steps, ...faults.map((one) => `region left out: ${one}`)],
  };
}

function collect(
  value: unknown,
  matcher: LabelMatcher,
  { gridSize }: MaskReaderOptions,
  frame: CoordinateFrame | null,
): Found {
  const found = emptyFound();
  const add = (item: unknown, name: string, depth: number): void => {
    if (depth > 4) return;
    if (isList(item)) {
      if (depth === 0 || item.length === 0) found.isAnswer ||= item.length === 0;
      for (const inner of item.slice(0, 500)) if (isObject(inner)) add(inner, name, depth + 1);
      return;
    }
    if (!isObject(item)) return;
    const label = scalarText(field(item, ...nameKeys)) || name;
    if (addOwn(item, label, matcher, gridSize, frame, found)) return;
    const list = field(item, ...listKeys);
    if (list === undefined) return;
    found.isAnswer ||= list === null || (isList(list) && list.length === 0);
    // A list of outlines without names: `{"polygons": [[[x, y], …]]}`.
    if (isList(list) && list.length > 0 && !list.some(isObject))
      addPolygons(list, label, matcher, frame, found);
    else add(list, label, depth + 1);
  };
  add(value, '', 0);
  return found;
}

/** Adds what an object itself holds: a mask, a grid, runs or outlines. False where it holds none. */
function addOwn(
  item: JsonObject,
  name: string,
  matcher: LabelMatcher,
  gridSize: number,
  frame: CoordinateFrame | null,
  found: Found,
): boolean {
  const rle = field(item, 'mask', 'rle', 'segmentation_mask');
  const own = isObject(rle) ? rle : field(item, 'counts') === undefined ? undefined : item;
  if (own !== undefined) {
    found.isAnswer = true;
    const { mask, steps } = readMask(own);
    if (mask === null) found.faults.push(steps[0] ?? 'it is no mask');
    else
      found.masks.push({
        label: labelOf(name, matcher, found),
        mask: frame === null ? mask : maskAtSource(mask, frame.source),
      });
    return true;
  }
  const rows = gridRows(field(item, 'grid', 'rows', 'map', 'mask', '网格') ?? null);
  if (rows !== null) {
    found.isAnswer = true;
    if (frame === null) found.faults.push(sizeUnknown);
    else addGrid(rows, matcher, frame, found, name);
    return true;
  }
  const runs = field(item, 'runs', 'spans', 'rle_rows');
  if (isList(runs)) {
    found.isAnswer = true;
    addRuns(runs, name, matcher, gridSize, frame, found);
    return true;
  }
  const outline = field(item, ...polygonKeys);
  if (outline === undefined || outline === null) {
    found.isAnswer ||= outline === null;
    return false;
  }
  found.isAnswer = true;
  addPolygons(outline, name, matcher, frame, found);
  return true;
}

const sizeUnknown = 'the size of the image is not known';

function addPolygons(
  value: unknown,
  name: string,
  matcher: LabelMatcher,
  frame: CoordinateFrame | null,
  found: Found,
): void {
  const single = writtenPolygon(value);
  const outlines = single !== null ? [single] : isList(value) ? value.map(writtenPolygon) : [null];
  for (const outline of outlines.slice(0, 500)) {
    found.isAnswer = true;
    if (outline === null) {
      found.faults.push('an outline is not a list of points');
      continue;
    }
    if (frame === null) {
      found.faults.push(sizeUnknown);
      continue;
    }
    const placed = placePolygon(outline, frame);
    if (placed.kind === 'faulty') found.faults.push(placed.fault);
    else found.masks.push({ label: labelOf(name, matcher, found), mask: placed.mask });
  }
}

/** With a name, every cell that is not background is of it; without, a digit is the place of a label in the list. */
function addGrid(
  rows: readonly string[],
  matcher: LabelMatcher,
  frame: CoordinateFrame,
  found: Found,
  name = '',
): void {
  found.isAnswer = true;
  const named = name !== '' || matcher.names.length === 1;
  if (named) {
    const isForeground = (cell: string) => cell !== '0' && cell !== '.';
    found.masks.push({
      label: labelOf(name, matcher, found),
      mask: maskOfGrid(rows, isForeground, frame.source),
    });
    return;
  }
  for (const [order, label] of matcher.names.entries()) {
    const digit = String(order + 1);
    if (rows.some((row) => row.includes(digit))) {
      found.masks.push({ label, mask: maskOfGrid(rows, (cell) => cell === digit, frame.source) });
    }
  }
}

function addRuns(
  list: readonly unknown[],
  name: string,
  matcher: LabelMatcher,
  gridSize: number,
  frame: CoordinateFrame | null,
  found: Found,
): void {
  if (frame === null) {
    found.faults.push(sizeUnknown);
    return;
  }
  const byLabel = new Map<string, CellRun[]>();
  for (const item of list.slice(0, 5000)) {
    const [row, from, to] = isObject(item)
      ? [field(item, 'row', 'y'), field(item, 'from', 'start', 'x1'), field(item, 'to', 'end', 'x2')].map(
          numberOf,
        )
      : isList(item)
        ? item.map(numberOf)
        : [];
    if (row == null || from == null || to == null) {
      found.faults.push('a run is not a row with its first and last column');
      continue;
    }
    const label = labelOf(
      (isObject(item) ? scalarText(field(item, ...nameKeys)) : '') || name,
      matcher,
      found,
    );
    const runs = byLabel.get(label) ?? [];
    runs.push({ row, from, to });
    byLabel.set(label, runs);
  }
  for (const [label, runs] of byLabel) {
    const placed = maskOfRuns(runs, gridSize, frame.source);
    if (placed.kind === 'faulty') found.faults.push(placed.fault);
    else found.masks.push({ label, mask: placed.mask });
  }
}

/** With one label asked for, every region is of it; another name is kept, and its region counts for none of the labels. */
function labelOf(name: string, matcher: LabelMatcher, { steps }: Found): string {
  const [only, ...others] = matcher.names;
  const match = matcher.match(name);
  if (match.kind === 'match') {
    if (match.how !== 'exact') steps.push(`${quoted(name)} read as ${match.label}`);
    return match.label;
  }
  if (only !== undefined && others.length === 0) return only;
  steps.push(`${quoted(name)} is none of the labels: the region counts for none`);
  return 'other';
}
