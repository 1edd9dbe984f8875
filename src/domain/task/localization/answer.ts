import { frameOf } from '../../answer/boxes.ts';
import { field, hasField, isList, isObject, scalarText } from '../../answer/fields.ts';
import { quoted } from '../../answer/labels.ts';
import { placePoint, writtenPoint } from '../../answer/points.ts';
import type { WrittenPoint } from '../../answer/points.ts';
import { numbersIn } from '../../answer/numbers.ts';
import type { AnswerReader, Reading } from '../../answer/read.ts';
import { afterAnswerMarker } from '../../answer/reasoning.ts';
import { withoutRefusal } from '../../answer/refusal.ts';
import { sideIn, sideOfPatient } from '../../answer/side.ts';
import type { View } from '../../answer/side.ts';
import { teethIn } from '../../answer/tooth.ts';
import { zonePartsOf } from '../../answer/zone.ts';
import type { Side } from '../../dataset/truth.ts';
import type { ReadableResponse } from '../task.ts';

/** A place, in the terms that were asked for. */
export type PlaceAnswer =
  | { readonly kind: 'point'; readonly x: number; readonly y: number }
  | { readonly kind: 'tooth'; readonly fdi: number }
  | { readonly kind: 'region'; readonly name: string }
  | { readonly kind: 'side and zone'; readonly side: Side | null; readonly zone: string | null };

const answerKeys = ['answer', 'location', 'place', 'region', 'final_answer', 'result', '答案', '位置'];
const sideKeys = ['side', 'laterality', 'hemithorax', '侧别', '侧'];
const zoneKeys = ['zone', 'level', 'lobe', 'quadrant', 'area', 'region', 'part', '区域', '分区', '部位'];

/** Reads a point in source pixels. */
export const pointReader: AnswerReader<PlaceAnswer> = {
  fromJson(value, response) {
    const written =
      isList(value) && value.length > 0 && isObject(value[0]) ? writtenPoint(value[0]) : writtenPoint(value);
    if (written !== null) return pointReading(written, response);
    return isObject(value) && hasField(value, 'point', ...answerKeys)
      ? { kind: 'unreadable', reason: 'Gives no point of two numbers' }
      : null;
  },
  fromText(text, response) {
    const { text: body, evidence } = withoutRefusal(text);
    if (evidence !== null && body === '') return null;
    const line = afterAnswerMarker(body) ?? body;
    const tag = /<points?\s[^>]{0,200}\bx1?\s?=\s?"([\d.]{1,12})"\s+y1?\s?=\s?"([\d.]{1,12})"/u.exec(line);
    const pair = /[[(]\s{0,3}([\d.]{1,12})\s{0,3},\s{0,3}([\d.]{1,12})\s{0,3}[\])]/u.exec(line);
    const named = /\bx\s{0,2}[=:≈]\s{0,2}([\d.]{1,12})[^\d]{1,20}\by\s{0,2}[=:≈]\s{0,2}([\d.]{1,12})/iu.exec(
      line,
    );
    const found = tag ?? pair ?? named;
    if (found === null) return { kind: 'unreadable', reason: `Holds no point: ${quoted(body)}` };
    const numbers = numbersIn(`${found[1] ?? ''} ${found[2] ?? ''}`);
    return pointReading({ numbers, named: pair === null }, response);
  },
};

function pointReading(written: WrittenPoint, response: ReadableResponse): Reading<PlaceAnswer> {
  const frame = frameOf(response);
  if (frame === null) {
    return {
      kind: 'unreadable',
      reason: 'The size of the image is not known, so that a point cannot be placed on it',
    };
  }
  const placed = placePoint(written, frame);
  if (placed.kind === 'faulty')
    return { kind: 'unreadable', reason: `The point cannot be placed: ${placed.fault}` };
  return { kind: 'read', answer: { kind: 'point', ...placed.point }, steps: placed.steps };
}

/** Reads one tooth by FDI number or name. */
export const toothReader: AnswerReader<PlaceAnswer> = {
  fromJson(value) {
    if (typeof value === 'number') return toothReading(String(value));
    if (isList(value)) return value.length === 0 ? null : toothReading(value.map(scalarText).join(', '));
    if (!isObject(value)) return null;
    const given = field(value, 'fdi', 'tooth', 'tooth_number', 'fdi_number', 'number', '牙位', ...answerKeys);
    if (given === undefined) return null;
    return toothReading(isList(given) ? given.map(scalarText).join(', ') : scalarText(given));
  },
  fromText(text) {
    const { text: body, evidence } = withoutRefusal(text);
    if (evidence !== null && body === '') return null;
    return toothReading(afterAnswerMarker(body) ?? body);
  },
};

function toothReading(text: string): Reading<PlaceAnswer> {
  const { teeth, invalid } = teethIn(text);
  const [only, ...others] = teeth;
  if (only !== undefined && others.length === 0)
    return { kind: 'read', answer: { kind: 'tooth', fdi: only }, steps: [] };
  if (only !== undefined)
    return { kind: 'unreadable', reason: `Names more than one tooth: ${teeth.join(', ')}` };
  const [number] = invalid;
  if (number !== undefined) {
    return { kind: 'unreadable', reason: `${number} is no FDI number: another numbering, perhaps` };
  }
  return { kind: 'unreadable', reason: `Names no tooth: ${quoted(text)}` };
}

/** Reads the name of a region as words. */
export const regionReader: AnswerReader<PlaceAnswer> = {
  fromJson(value) {
    if (typeof value === 'string') return regionReading(value);
    if (!isObject(value)) return null;
    const given = field(value, 'region', 'name', 'structure', 'anatomy', ...answerKeys, ...zoneKeys);
    return given === undefined ? null : regionReading(isObject(given) ? '' : scalarText(given));
  },
  fromText(text) {
    const { text: body, evidence } = withoutRefusal(text);
    if (evidence !== null && body === '') return null;
    return regionReading(afterAnswerMarker(body) ?? body);
  },
};

function regionReading(text: string): Reading<PlaceAnswer> {
  return /\p{L}/u.test(text)
    ? { kind: 'read', answer: { kind: 'region', name: text.trim().slice(0, 500) }, steps: [] }
    : { kind: 'unreadable', reason: `Names no region: ${quoted(text)}` };
}

/** Reads side and zone; a side of the picture is turned into one of the patient as the view says. */
export function sideAndZoneReader(view: View): AnswerReader<PlaceAnswer> {
  return {
    fromJson(value) {
      if (typeof value === 'string') return fromWords(value, view);
      if (!isObject(value)) return null;
      if (!hasField(value, ...sideKeys, ...zoneKeys)) {
        const given = field(value, ...answerKeys);
        return given === undefined || isObject(given) || isList(given)
          ? null
          : fromWords(scalarText(given), view);
      }
      const zone = scalarText(field(value, ...zoneKeys));
      const side = scalarText(field(value, ...sideKeys));
      // A zone may name the side as well ("right lower lobe") where the side itself is not given.
      return fromParts(side === '' ? zone : side, zone, view);
    },
    fromText(text) {
      const { text: body, evidence } = withoutRefusal(text);
      if (evidence !== null && body === '') return null;
      return fromWords(afterAnswerMarker(body) ?? body, view);
    },
  };
}

function fromWords(text: string, view: View): Reading<PlaceAnswer> {
  return fromParts(text, text, view);
}

function fromParts(sideText: string, zoneText: string, view: View): Reading<PlaceAnswer> {
  const stated = sideIn(sideText);
  if (stated === 'ambiguous') return { kind: 'unreadable', reason: `Names both sides: ${quoted(sideText)}` };
  const parts = zonePartsOf(zoneText);
  const zone = parts.length > 0 || sideText !== zoneText ? zoneText.trim().slice(0, 200) : '';
  if (stated === null && zone === '')
    return { kind: 'unreadable', reason: `Names neither side nor zone: ${quoted(zoneText)}` };
  const { side, steps } = stated === null ? { side: null, steps: [] } : sideOfPatient(stated, view);
  return { kind: 'read', answer: { kind: 'side and zone', side, zone: zone === '' ? null : zone }, steps };
}
