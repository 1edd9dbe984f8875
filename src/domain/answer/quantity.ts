/** A number with its unit, lengths in millimetres, volumes in millilitres. */
export interface Quantity {
  readonly value: number;
  /** `mm`, `ml`, `%`, `°`, `years`, `bpm`, or empty for a bare number. */
  readonly unit: string;
}

/** What one of each unit is in the unit that is compared. */
const units: readonly (readonly [RegExp, string, number])[] = [
  [/^(?:mm|millimet(?:er|re)s?|毫米)$/iu, 'mm', 1],
  [/^(?:cm|centimet(?:er|re)s?|厘米|公分)$/iu, 'mm', 10],
  [/^(?:m|met(?:er|re)s?|米)$/u, 'mm', 1000],
  [/^(?:in|inch|inches)$/iu, 'mm', 25.4],
  [/^(?:ml|millilit(?:er|re)s?|cc|毫升)$/iu, 'ml', 1],
  [/^(?:l|lit(?:er|re)s?|升)$/iu, 'ml', 1000],
  [/^(?:%|％|per ?cent|percent)$/iu, '%', 1],
  [/^(?:°|degrees?|度)$/iu, '°', 1],
  [/^(?:years?|yrs?|y\/?o|岁)$/iu, 'years', 1],
  [/^(?:bpm)$/iu, 'bpm', 1],
];

const pattern =
  /(?<![\p{L}\p{N}.])([-−]?\d{1,12}(?:[.,]\d{1,9})?)\s{0,2}(mm|millimet(?:er|re)s?|cm|centimet(?:er|re)s?|m|met(?:er|re)s?|in|inch(?:es)?|ml|millilit(?:er|re)s?|cc|l|lit(?:er|re)s?|%|％|per ?cent|°|degrees?|years?|yrs?|y\/?o|bpm|毫米|厘米|公分|米|毫升|升|度|岁)?(?![\p{L}\p{N}])/giu;

const written = new Map(
  [
    'zero',
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
    'twelve',
  ].map((word, value) => [word, value]),
);

/** The numbers of a text with their units, in order; also numbers from zero to twelve in words. */
export function quantitiesIn(text: string): readonly Quantity[] {
  const found: Quantity[] = [];
  for (const [, digits, unit] of text.matchAll(pattern)) {
    const value = Number((digits ?? '').replace(',', '.').replace('−', '-'));
    const known = units.find(([names]) => names.test(unit ?? ''));
    found.push(known === undefined ? { value, unit: '' } : { value: value * known[2], unit: known[1] });
  }
  for (const [word] of text.toLowerCase().matchAll(/\b[a-z]{3,6}\b/gu)) {
    const value = written.get(word);
    if (value !== undefined) found.push({ value, unit: '' });
  }
  return found;
}

/** A text that is a quantity and nothing else; null for any other. */
export function quantityOf(text: string): Quantity | null {
  const trimmed = text.trim().replace(/[.。]$/u, '');
  const [only, ...others] = quantitiesIn(trimmed);
  if (only === undefined || others.length > 0) return null;
  const rest = trimmed.replace(pattern, '').trim();
  return rest === '' || written.has(rest.toLowerCase()) ? only : null;
}

/** Equal to nine digits, in the same unit; a bare number matches any unit of the same value only where both are bare. */
export function sameQuantity(a: Quantity, b: Quantity): boolean {
  return (
    a.unit === b.unit &&
    Math.abs(a.value - b.value) <= 1e-9 * Math.max(1, Math.abs(a.value), Math.abs(b.value))
  );
}
