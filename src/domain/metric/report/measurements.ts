import type { Span } from './sentences.ts';

export type MeasurementUnit = 'mm' | 'ml' | '%' | 'degree' | 'none';

/** Numbers of a report that belong together: `4.2 x 3 cm` is one measurement of two numbers. */
export interface Measurement extends Span {
  /** In `unit`: lengths in millimetres, volumes in millilitres. As written, so a range or dimensions have several. */
  readonly values: readonly number[];
  /** `none`: a bare number, such as a count. */
  readonly unit: MeasurementUnit;
  readonly text: string;
}

/**
 * The measurements of a text, in English or Chinese, with their units made equal. Left out are numbers that are part of a
 * name (`T8`, `C5-6`, `2nd`, `第4`), of a list's numbering (`1. `) or of a date or time.
 */
export function measurementsOf(text: string): Measurement[] {
  const plain = text.replace(/[０-９．％]/g, (character) => halfWidth(character));
  return Array.from(plain.matchAll(pattern)).flatMap((match) => {
    const start = match.index;
    const end = start + match[0].length;
    const numbers = numbersOf(match[0]);
    const unit = numbers[0]?.unit.name ?? 'none';
    if (unit === 'none' && (isNumbering(plain, start, end) || isDate(match[0]))) return [];
    const values = numbers.map(({ value, unit: { factor } }) => scaled(value, factor));
    return [{ values, unit, text: text.slice(start, end), start, end }];
  });
}

/** `4 mm x 1.2 cm`, `2 x 3 cm`: each number in its own unit, or else in that of the number after it. */
function numbersOf(written: string): { value: number; unit: UnitFactor }[] {
  let unit = unitOf('');
  return Array.from(written.matchAll(numberWithUnit))
    .toReversed()
    .map(([, value, own]) => {
      if (own !== undefined) unit = unitOf(own);
      return { value: Number(value), unit };
    })
    .toReversed();
}

/** Do two measurements say the same, whatever the order of their numbers? */
export function sameMeasurement(a: Measurement, b: Measurement): boolean {
  const first = a.values.toSorted((x, y) => x - y);
  const second = b.values.toSorted((x, y) => x - y);
  return (
    a.unit === b.unit && first.length === second.length && first.every((value, i) => value === second[i])
  );
}

const number = '\\d+(?:\\.\\d+)?';
const unitName =
  'mm|millimet(?:er|re)s?|毫米|cm|centimet(?:er|re)s?|厘米|公分|ml|cc|毫升|millilit(?:er|re)s?|lit(?:er|re)s?|%|percent|per cent|degrees?|°|度';
const joint = '\\s*(?:[x×*~–-]|by|to|至|到)\\s*';

/** Not begun or ended inside a word, another number, a date or a time. */
const pattern = new RegExp(
  `(?<![a-z\\d_/:第胸腰颈-]|\\d\\.)${number}(?:\\s*(?:${unitName})?${joint}${number})*` +
    `(?:[\\s-]*(?:${unitName})(?![a-z])|(?![a-z\\d_/:年月日-]|\\.\\d))`,
  'giu',
);
const numberWithUnit = new RegExp(`(${number})(?:[\\s-]*(${unitName}))?`, 'giu');

interface UnitFactor {
  readonly name: MeasurementUnit;
  readonly factor: number;
}

function unitOf(written: string): UnitFactor {
  const unit = written.toLowerCase();
  if (/^(?:mm|milli ?met|毫米)/.test(unit)) return { name: 'mm', factor: 1 };
  if (/^(?:cm|centi|厘米|公分)/.test(unit)) return { name: 'mm', factor: 10 };
  if (/^(?:ml|cc|毫升|millilit)/.test(unit)) return { name: 'ml', factor: 1 };
  if (/^lit/.test(unit)) return { name: 'ml', factor: 1000 };
  if (/^(?:%|per)/.test(unit)) return { name: '%', factor: 1 };
  if (/^(?:deg|°|度)/.test(unit)) return { name: 'degree', factor: 1 };
  return { name: 'none', factor: 1 };
}

/** Without the dust of binary fractions: 1.1 cm is 11 mm. */
function scaled(value: number, factor: number): number {
  return Math.round(value * factor * 1e6) / 1e6;
}

/** Is it `1. ` or `2) ` at the beginning of a line or sentence, or within brackets? */
function isNumbering(text: string, start: number, end: number): boolean {
  return (
    /(?:^|[\n.:;。；])\s*\(?$/.test(text.slice(Math.max(0, start - 12), start)) &&
    /^[.)、．]/.test(text.slice(end))
  );
}

function isDate(written: string): boolean {
  return /^\d{4}-\d{1,2}-\d{1,2}$/.test(written);
}

function halfWidth(character: string): string {
  if (character === '．') return '.';
  return character === '％' ? '%' : String.fromCharCode(character.charCodeAt(0) - 0xff10 + 0x30);
}
