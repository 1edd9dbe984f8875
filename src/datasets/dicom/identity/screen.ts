import type { Identifier } from './identifiers.ts';

/** Shorter ones are words of every second path (`CT`, `1`), and are looked for as whole words only. */
const longEnough = 4;

/** Letters and digits alone, in one case: `Doe^Peter` and `doe-peter.dcm` are the same. */
export const squeezed = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

const words = (text: string): string[] =>
  text
    .split(/[^\p{L}\p{N}]+/u)
    .map(squeezed)
    .filter((word) => word !== '');

/** What to look for where a value is not wanted: the value itself, and the parts under which it may go. */
export function traces({ kind, value }: Identifier): {
  readonly long: readonly string[];
  readonly short: readonly string[];
} {
  const whole = squeezed(value);
  const parts = kind === 'name' ? words(value.replace(/[\^=]/g, ' ')) : kind === 'number' ? words(value) : [];
  const turned = kind === 'date' ? datesOf(whole) : [];
  const all = [...new Set([whole, ...parts, ...turned])];
  // A lone letter, a year or a time of day tells nobody apart.
  const mayBeShort = kind === 'name' || kind === 'number';
  return {
    long: all.filter(({ length }) => length >= (kind === 'date' ? 8 : longEnough)),
    short: mayBeShort
      ? all.filter((each) => each.length >= 2 && each.length < longEnough && /\p{L}/u.test(each))
      : [],
  };
}

/** 19500704 as 04071950 and 07041950. */
function datesOf(date: string): string[] {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})/.exec(date) ?? [];
  if (year === undefined || month === undefined || day === undefined) return [];
  return [`${year}${month}${day}`, `${day}${month}${year}`, `${month}${day}${year}`];
}

/** Whether a text holds one of a file's own identifiers: the long ones anywhere in it, the short ones as words. */
export function holdsOwn(text: string, identifiers: readonly Identifier[]): boolean {
  const plain = squeezed(text);
  if (plain === '') return false;
  const inWords = new Set(words(text));
  return identifiers.some((identifier) => {
    const { long, short } = traces(identifier);
    return long.some((trace) => plain.includes(trace)) || short.some((trace) => inWords.has(trace));
  });
}

/** Identifiers of many files, looked for as words: fast however many there are. */
export class IdentifierPool {
  readonly #long = new Set<string>();
  readonly #short = new Set<string>();

  add(identifiers: readonly Identifier[]): void {
    for (const identifier of identifiers) {
      const { long, short } = traces(identifier);
      for (const trace of long) this.#long.add(trace);
      for (const trace of short) this.#short.add(trace);
    }
  }

  /** In a path: as a folder, a name without its ending, or a word of one. */
  inPath(path: string): boolean {
    return path
      .split('/')
      .some(
        (part) =>
          this.#has(squeezed(part)) ||
          this.#has(squeezed(part.replace(/\.[^.]*$/, ''))) ||
          words(part).some((word) => this.#has(word) || this.#short.has(word)),
      );
  }

  /** In a value: as all of it, or as a word. Short words are left alone: they are the names of modalities and views. */
  inValue(text: string): boolean {
    return (
      this.#has(squeezed(text)) ||
      words(text).some((word) => this.#has(word)) ||
      words(text.replace(/_/g, ' ')).some((word) => this.#has(word))
    );
  }

  #has(text: string): boolean {
    return this.#long.has(text);
  }
}
