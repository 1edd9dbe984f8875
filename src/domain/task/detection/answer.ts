import { boxesInText } from '../../answer/box-text.ts';
import { frameOf, hasBoxField, placeBox, unitWords, writtenBox } from '../../answer/boxes.ts';
import type { CoordinateFrame, WrittenBox } from '../../answer/boxes.ts';
import { readConfidence } from '../../answer/confidence.ts';
import { field, hasField, isList, isObject, scalarText } from '../../answer/fields.ts';
import { quoted } from '../../answer/labels.ts';
import type { LabelMatcher } from '../../answer/labels.ts';
import type { AnswerReader, Reading } from '../../answer/read.ts';
import { withoutRefusal } from '../../answer/refusal.ts';
import type { LabelledBox } from '../../dataset/truth.ts';
import type { BoxConvention, ReadableResponse } from '../task.ts';

export interface FoundBox extends LabelledBox {
  readonly confidence?: number;
}

/** Boxes in source pixels; none is an answer too. */
export interface BoxesAnswer {
  readonly boxes: readonly FoundBox[];
  /** Labels of boxes that could not be placed on the image: each is a wrong box. */
  readonly faulty: readonly string[];
}

/** The label of a box that names none of those asked for. */
export const otherLabel = 'other';

interface RawBox {
  readonly written: WrittenBox;
  readonly name: string;
  readonly confidence: unknown;
  readonly fdi: unknown;
  readonly unit?: BoxConvention['unit'];
}

const listKeys =
  `boxes detections objects findings lesions annotations predictions results bounding_boxes bboxes instances items regions
  abnormalities teeth detected answer 检测结果 目标 病灶`.split(/\s+/u);
const nameKeys = [
  'label',
  'class',
  'name',
  'category',
  'type',
  'finding',
  'object',
  'disease',
  'lesion',
  'text',
  '标签',
  '类别',
  '名称',
];
const none =
  /^[\s"'*[({]*(?:none|nothing|no (?:\w{1,20} ){0,3}(?:found|detected|seen|visible|present|identified|lesions?|abnormalit(?:y|ies)|findings?|boxes|objects)[\w ]{0,30}|n\/a|无|没有|未见|未发现[^\n]{0,20}|未见[^\n]{0,20})[\s"'*.。\])}]*$/iu;

export function boxesReader(matcher: LabelMatcher): AnswerReader<BoxesAnswer> {
  return {
    isItem: (value) => isObject(value) && !hasField(value, ...listKeys) && hasBoxField(value),
    fromJson(value, response) {
      const items = itemsOf(value, 0);
      // Numbers without a name may belong to words around them; with one label to find they need none.
      if (items === null || (matcher.names.length > 1 && items.some(({ name }) => name === ''))) return null;
      return placed(items, matcher, response);
    },
    fromText(text, response) {
      const found = boxesInText(text);
      if (found.length > 0) {
        const raw = found.map(({ before, after, unit, ...written }) => ({
          written,
          name: nameBeside(before, after, matcher),
          confidence: undefined,
          fdi: undefined,
          ...(unit === undefined ? {} : { unit }),
        }));
        return placed(raw, matcher, response);
      }
      const { text: body, evidence } = withoutRefusal(text);
      if (evidence !== null) return null;
      if (none.test(body))
        return { kind: 'read', answer: { boxes: [], faulty: [] }, steps: ['read as no boxes'] };
      const { affirmed, denied } = matcher.mentions(body);
      if (affirmed.length === 0 && denied.length > 0) {
        return {
          kind: 'read',
          answer: { boxes: [], faulty: [] },
          steps: ['labels named only to be denied: read as no boxes'],
        };
      }
      return { kind: 'unreadable', reason: `Holds no box: ${quoted(body)}` };
    },
  };
}

/** The boxes of a JSON value; null where it is no answer to the task. */
function itemsOf(value: unknown, depth: number): readonly RawBox[] | null {
  if (depth > 3) return null;
  if (isList(value)) {
    if (value.length === 0) return [];
    if (value.every((item) => typeof item === 'number')) return null;
    const items = value.slice(0, 1000).map((item) => itemOf(item, ''));
    const read = items.flatMap((item) => (item === null || item === 'empty' ? [] : [item]));
    return items.some((item) => item === 'empty') || read.length > 0 ? read : null;
  }
  if (!isObject(value)) return null;
  const list = field(value, ...listKeys);
  if (list === null) return [];
  if (list !== undefined) {
    const inner = itemsOf(list, depth + 1);
    if (inner !== null) return inner;
    if (none.test(scalarText(list))) return [];
  }
  const own = itemOf(value, '');
  if (own === 'empty') return [];
  if (own !== null) return [own];
  // `{"polyp": [10, 20, 30, 40], "ulcer": []}`: boxes by label.
  const byLabel = Object.entries(value).flatMap(([name, item]) => boxesUnder(name, item));
  return byLabel.length > 0 ? byLabel : null;
}

function boxesUnder(name: string, value: unknown): readonly RawBox[] {
  const single = itemOf(value, name);
  if (single !== null && single !== 'empty') return [single];
  if (!isList(value)) return [];
  return value.slice(0, 1000).flatMap((item) => {
    const raw = itemOf(item, name);
    return raw === null || raw === 'empty' ? [] : [raw];
  });
}

/** `empty`: an item that says that there is no box. */
function itemOf(value: unknown, name: string): RawBox | 'empty' | null {
  const written = writtenBox(value);
  if (written === null) return isObject(value) && emptyBox(value) ? 'empty' : null;
  if (!isObject(value)) return { written, name, confidence: undefined, fdi: undefined };
  return {
    written,
    name: scalarText(field(value, ...nameKeys)) || name,
    confidence: field(value, 'confidence', 'score', 'probability', 'conf', '置信度'),
    fdi: field(value, 'fdi', 'tooth', 'tooth_number', 'fdi_number', '牙位'),
  };
}

function emptyBox(value: Readonly<Record<string, unknown>>): boolean {
  const box = field(value, 'box', 'bbox', 'box_2d', 'bbox_2d', 'bounding_box', 'coordinates');
  return box === null || (isList(box) && box.length === 0);
}

/** The name in the words before a box, else after it. */
function nameBeside(before: string, after: string, matcher: LabelMatcher): string {
  for (const words of [before, after]) {
    const { affirmed } = matcher.mentions(words);
    const [only, ...others] = affirmed;
    if (only !== undefined && others.length === 0) return only;
  }
  return before.slice(0, 80);
}

function placed(
  items: readonly RawBox[],
  matcher: LabelMatcher,
  response: ReadableResponse,
): Reading<BoxesAnswer> {
  const frame = frameOf(response);
  if (frame === null && items.length > 0) {
    return {
      kind: 'unreadable',
      reason: 'The size of the image is not known, so that boxes cannot be placed on it',
    };
  }
  const boxes: FoundBox[] = [];
  const faulty: string[] = [];
  const steps: string[] = [];
  let misfits = 0;
  for (const [order, item] of items.entries()) {
    if (frame === null) break;
    const label = labelOf(item.name, matcher, steps);
    const spot = placeBox(item.written, withUnit(frame, item.unit));
    if (spot.kind === 'faulty') {
      faulty.push(label);
      if (spot.misfit) misfits += 1;
      steps.push(`box ${order + 1} counted as wrong: ${spot.fault}`);
      continue;
    }
    steps.push(...spot.steps);
    const confidence = readConfidence(item.confidence);
    steps.push(...confidence.steps);
    const fdi = Number(scalarText(item.fdi));
    boxes.push({
      ...spot.box,
      label,
      ...(confidence.kind === 'given' ? { confidence: confidence.value } : {}),
      ...(fdi >= 11 && fdi <= 85 && Number.isInteger(fdi) ? { fdi } : {}),
    });
  }
  if (frame !== null && misfits > 0 && misfits === items.length) {
    return {
      kind: 'unreadable',
      reason: `The coordinates are not ${unitWords(frame.convention.unit)}, as the model's box convention says (${steps.at(-1) ?? ''}): check the convention`,
    };
  }
  return { kind: 'read', answer: { boxes, faulty }, steps };
}

function withUnit(frame: CoordinateFrame, unit: BoxConvention['unit'] | undefined): CoordinateFrame {
  return unit === undefined ? frame : { ...frame, convention: { ...frame.convention, unit } };
}

/** With one label asked for, every box is of it: the question names what is to be found, not how to call it. */
function labelOf(name: string, matcher: LabelMatcher, steps: string[]): string {
  const [only, ...others] = matcher.names;
  const match = matcher.match(name);
  if (match.kind === 'match') {
    if (match.how !== 'exact') steps.push(`${quoted(name)} read as ${match.label}`);
    return match.label;
  }
  if (only !== undefined && others.length === 0) return only;
  steps.push(`${quoted(name)} is none of the labels: the box counts as wrong`);
  return otherLabel;
}
