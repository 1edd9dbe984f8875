import { figures } from '../figures.ts';
import type { AttributeValue, RefusedFile } from '../../domain/dataset/dataset.ts';
import { withDistinctNames } from '../reader/distinct-names.ts';
import type { CaseDraft, Reading } from '../reader/reading.ts';
import { plainName } from '../reader/table/columns.ts';

/**
 * What stands for the numbers of patients and of a hospital's books that tables hold: `patient 1` is the first in the order of the tables.
 * Counted and not derived from the number, which could be found again by trying all.
 */
export class Pseudonyms {
  readonly #byValue: ReadonlyMap<string, string>;
  /** Of the values, the longest first. */
  readonly #lengths: readonly number[];

  private constructor(byValue: ReadonlyMap<string, string>) {
    this.#byValue = byValue;
    this.#lengths = [...new Set([...byValue.keys()].map(({ length }) => length))].sort((a, b) => b - a);
  }

  /** Those of the numbers in the tables of a reading. */
  static of({ numbers, cases }: Pick<Reading, 'numbers' | 'cases'>): Pseudonyms {
    const taken = new Set(cases.flatMap(({ name, group }) => (group === undefined ? [name] : [name, group])));
    const byValue = new Map<string, string>();
    const counts = new Map<string, number>();
    for (const { value, word } of numbers) {
      if (isOrdinal(value) || byValue.has(folded(value))) continue;
      let n = counts.get(word) ?? 0;
      do n += 1;
      while (taken.has(`${word} ${n}`));
      counts.set(word, n);
      byValue.set(folded(value), `${word} ${n}`);
    }
    return new Pseudonyms(byValue);
  }

  get size(): number {
    return this.#byValue.size;
  }

  /** What stands for a value, or the value with what stands for numbers in it. */
  of(value: string): string {
    return this.#byValue.get(folded(value)) ?? this.say(value);
  }

  /** The text with what stands for each number in it, wherever that is a word or words of it. */
  readonly say = (text: string): string => {
    if (this.#byValue.size === 0) return text;
    let said = '';
    let at = 0;
    while (at < text.length) {
      const found = isBreak(text, at) ? this.#at(text, at) : null;
      said += found?.pseudonym ?? text.charAt(at);
      at += found?.length ?? 1;
    }
    return said;
  };

  #at(text: string, at: number): { readonly pseudonym: string; readonly length: number } | null {
    // `00012345` in a path is 12345 in a table that lost its zeros.
    const zeros = text[at] === '0' ? (/^0*/.exec(text.slice(at, at + 12))?.[0].length ?? 0) : 0;
    for (const from of zeros === 0 ? [at] : [at, at + zeros])
      for (const length of this.#lengths) {
        const end = from + length;
        if (end > text.length || !isBreak(text, end)) continue;
        const pseudonym = this.#byValue.get(folded(text.slice(from, end)));
        if (pseudonym !== undefined) return { pseudonym, length: end - at };
      }
    return null;
  }
}

/** A reading without those numbers, and without ages by which a person is known. A note says what was done. */
export function pseudonymized(reading: Reading, pseudonyms: Pseudonyms): Reading {
  const { say, size } = pseudonyms;
  const isCapped = mayBeYears(reading.cases);
  let capped = 0;
  const attributeOf = ([name, value]: readonly [string, AttributeValue]): [string, AttributeValue] => {
    if (isCapped && isAge(name) && typeof value === 'number' && value > oldest) {
      capped += 1;
      return [name, oldest];
    }
    return [name, typeof value === 'string' ? pseudonyms.of(value) : value];
  };
  const cases = reading.cases.map((draft): CaseDraft => ({
    ...draft,
    name: pseudonyms.of(draft.name),
    ...(draft.group !== undefined && { group: pseudonyms.of(draft.group) }),
    attributes: Object.fromEntries(Object.entries(draft.attributes).map(attributeOf)),
  }));
  return {
    ...reading,
    cases: size === 0 ? cases : withDistinctNames(cases),
    name: reading.name === null ? null : say(reading.name),
    // The cells are the person's own file; what is understood by them is what will be stored.
    tables: reading.tables.map((table) => ({
      ...table,
      rows: table.rows.map((row) => ({ ...row, understood: say(row.understood) })),
    })),
    refused: reading.refused.map((file) => withoutNumbers(file, say)),
    notes: [
      ...reading.notes.map(say),
      ...(size === 0
        ? []
        : [
            `${size === 1 ? 'One number of a patient, study or the like is' : `${figures(size)} numbers of patients, studies or the like are`} not stored: they are counted anew (patient 1, patient 2 …), in names of cases too. What belongs together stays together.`,
          ]),
      ...(capped === 0
        ? []
        : [
            `Ages above ${oldest} are kept as ${oldest}, in ${capped === 1 ? 'one case' : `${capped} cases`}.`,
          ]),
    ],
  };
}

export const withoutNumbers = (
  { path, reason, remedy }: RefusedFile,
  say: Pseudonyms['say'],
): RefusedFile => ({
  path: say(path),
  reason: say(reason),
  remedy: say(remedy),
});

/** Counts within a set, and is nobody's number elsewhere: `12`, `patient0012`, `P0001`. */
const isOrdinal = (value: string): boolean =>
  value.trim() === '' ||
  /^(?:(?:patient|person|subject|subj|sub|pat|pt|p|case|study|series|lesion|group|eye|s|c|id)[-_ ]?)?\d{1,4}$/i.test(
    value.trim(),
  );

/** People older than that are few enough to be known by it. */
const oldest = 90;
const isAge = (name: string): boolean =>
  /^(?:patient)?age(?:years?|approx(?:imate)?)?(?:dicom)?$/.test(plainName(name));

/** Ages of which one is beyond any person's are no years. */
const mayBeYears = (cases: readonly CaseDraft[]): boolean =>
  cases.every(({ attributes }) =>
    Object.entries(attributes).every(
      ([name, value]) => !isAge(name) || typeof value !== 'number' || value <= 120,
    ),
  );

const folded = (text: string): string => text.trim().normalize('NFC').toLowerCase();

/** Whether a number may begin or end there: at the edge of a word, or where letters and digits meet (`p4711023`). */
function isBreak(text: string, at: number): boolean {
  const before = at === 0 ? 'other' : kindOf(text.charCodeAt(at - 1));
  return before === 'other' || at >= text.length || before !== kindOf(text.charCodeAt(at));
}

/** Told without a regular expression for the letters of most names, each of which is looked at. */
function kindOf(code: number): 'digit' | 'letter' | 'other' {
  if (code >= 0x30 && code <= 0x39) return 'digit';
  const lower = code | 0x20;
  if (lower >= 0x61 && lower <= 0x7a) return 'letter';
  return code > 0x7f && /\p{L}/u.test(String.fromCharCode(code)) ? 'letter' : 'other';
}
