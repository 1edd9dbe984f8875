import { sortedQuantile } from '../statistics/quantile.ts';
import type { AttributeValue, Sample } from './dataset.ts';

/** What of a case says to which subgroup it belongs. */
export type GroupedCase = Pick<Sample, 'attributes' | 'split'>;

/** The attribute by which cases are grouped. */
export interface GroupingChoice {
  readonly by: string;
  /** Where numbers are cut, ascending; absent: at the quartiles of the cases. */
  readonly cuts?: readonly number[];
}

/** How cases fall into subgroups. */
export interface Grouping {
  readonly by: string;
  /** Of the subgroups, in the order in which they are told. */
  readonly names: readonly string[];
  /** Where numbers are cut; null where each value is a subgroup. */
  readonly cuts: readonly number[] | null;
  /** Null where it is not known. */
  readonly subgroupOf: (sample: GroupedCase) => string | null;
}

/** An attribute of some cases, and whether its subgroups can be compared. */
export type AttributeOffer =
  | {
      readonly name: string;
      readonly kind: 'subgroups';
      readonly names: readonly string[];
      /** It is of numbers that are cut. */
      readonly cuts: readonly number[] | null;
    }
  | { readonly name: string; readonly kind: 'not comparable'; readonly reason: string };

/** The part of the data set that a case belongs to is offered like an attribute; an attribute of that name goes before it. */
const splitName = 'split';
/** Words of more kinds are no subgroups: each has too few cases, and some gap is found by chance. */
const mostSubgroups = 20;
/** Numbers of at most so many kinds (a grade, a score) are subgroups as they are; others are cut. */
const mostNumbers = 6;

/** Every attribute that some of the cases have, in the order in which they first occur; the split last. */
export function attributesOffered(samples: readonly GroupedCase[]): readonly AttributeOffer[] {
  const names = new Set(samples.flatMap(({ attributes }) => Object.keys(attributes)));
  const parts = new Set(samples.flatMap(({ split }) => (split === 'none' ? [] : [split])));
  return [...names, ...(parts.size < 2 || names.has(splitName) ? [] : [splitName])].map(
    (name): AttributeOffer => {
      const grouping = groupingOf(samples, { by: name });
      return typeof grouping === 'string'
        ? { name, kind: 'not comparable', reason: grouping }
        : { name, kind: 'subgroups', names: grouping.names, cuts: grouping.cuts };
    },
  );
}

/**
 * The subgroups of the cases by an attribute: its values, or, where these are many numbers, what lies between cuts. A sentence where there are
 * no two subgroups to compare, or too many.
 */
export function groupingOf(samples: readonly GroupedCase[], { by, cuts }: GroupingChoice): Grouping | string {
  const known = samples.flatMap((sample) => valueOf(sample, by) ?? []);
  if (known.length === 0) return 'no case has it';
  const kinds = new Set(known.map(String));
  const numbers = known.flatMap((value) => numberOf(value) ?? []);
  const isNumeric = numbers.length === known.length;
  if (isNumeric && (cuts !== undefined || kinds.size > mostNumbers)) return cutGrouping(by, numbers, cuts);
  if (kinds.size === 1) return `all have the same: ${[...kinds].join('')}`;
  if (kinds.size > mostSubgroups)
    return kinds.size === known.length
      ? 'each case has its own'
      : `${String(kinds.size)} different ones, too many to compare`;
  if (kinds.size === known.length) return 'each case has its own';
  const names = isNumeric
    ? [...kinds].toSorted((a, b) => Number(a) - Number(b))
    : [...kinds].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return {
    by,
    names,
    cuts: null,
    subgroupOf: (sample) => {
      const value = valueOf(sample, by);
      return value === null ? null : String(value);
    },
  };
}

/** Numbers as a person lists them (`40, 65`), ascending; null where it is no list of numbers. */
export function readCuts(text: string): readonly number[] | null {
  const parts = text.split(/[\s,;]+/u).filter((part) => part !== '');
  const cuts = parts.map(Number);
  if (cuts.length === 0 || !cuts.every(Number.isFinite)) return null;
  return [...new Set(cuts)].toSorted((a, b) => a - b);
}

function cutGrouping(
  by: string,
  numbers: readonly number[],
  given: readonly number[] | undefined,
): Grouping | string {
  const cuts = given ?? quartilesOf(numbers);
  const names = namesBetween(cuts);
  const nameOf = (number: number) => names[cuts.filter((cut) => number >= cut).length] ?? null;
  const filled = new Set(numbers.map(nameOf));
  if (filled.size < 2) return 'all lie on the same side of the cuts';
  return {
    by,
    names: names.filter((name) => filled.has(name)),
    cuts,
    subgroupOf: (sample) => {
      const value = valueOf(sample, by);
      const number = value === null ? null : numberOf(value);
      return number === null ? null : nameOf(number);
    },
  };
}

/** `below 40`, `40 to below 65`, `65 or more`. */
function namesBetween(cuts: readonly number[]): readonly string[] {
  const [first] = cuts;
  const last = cuts.at(-1);
  if (first === undefined || last === undefined) return [];
  return [
    `below ${String(first)}`,
    ...cuts.slice(1).map((cut, i) => `${String(cuts[i] ?? '')} to below ${String(cut)}`),
    `${String(last)} or more`,
  ];
}

/** Those that part the numbers: as many in each of four parts as ties allow. */
function quartilesOf(numbers: readonly number[]): readonly number[] {
  const sorted = Float64Array.from(numbers).sort();
  const cuts = [0.25, 0.5, 0.75].flatMap((share) => sortedQuantile(sorted, share) ?? []);
  return [...new Set(cuts)].filter((cut) => cut > (sorted[0] ?? 0));
}

function valueOf({ attributes, split }: GroupedCase, by: string): AttributeValue | null {
  const value = Object.hasOwn(attributes, by) ? attributes[by] : undefined;
  if (value !== undefined) return value === '' ? null : value;
  return by === splitName && split !== 'none' ? split : null;
}

/** Null for what is no number, as tables write them. */
function numberOf(value: AttributeValue): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return /^-?\d+(\.\d+)?$/u.test(value) ? Number(value) : null;
}
