import { type Confusion, confusionOfCells } from './confusion.ts';

/** Cases of which any number of labels may hold, and as many be answered. */
export interface LabelSets {
  readonly labels: number;
  readonly cases: number;
  /** `cases` rows of `labels` columns, 1 where the label holds. */
  readonly truth: Uint8Array;
  /** In the same form; rows of cases without an answer are all 0. */
  readonly answers: Uint8Array;
  /** 1 where the case has an answer. An empty set is an answer. */
  readonly answered: Uint8Array;
}

/**
 * @param truth labels (from 0) that hold of each case; @param answers labels answered, or null for no answer.
 * @throws RangeError where the lists differ in length or a label does not exist.
 */
export function labelSetsOf(
  truth: readonly (readonly number[])[],
  answers: readonly (readonly number[] | null)[],
  labels: number,
): LabelSets {
  if (truth.length !== answers.length) {
    throw new RangeError(`${truth.length} cases have ${answers.length} answers; there must be one for each`);
  }
  if (labels < 1) throw new RangeError('a set of labels needs at least one label to choose from');
  const sets = {
    labels,
    cases: truth.length,
    truth: new Uint8Array(truth.length * labels),
    answers: new Uint8Array(truth.length * labels),
    answered: Uint8Array.from(answers, (answer) => (answer === null ? 0 : 1)),
  };
  truth.forEach((set, i) => {
    mark(sets.truth, i, set, labels);
  });
  answers.forEach((set, i) => {
    mark(sets.answers, i, set ?? [], labels);
  });
  return sets;
}

function mark(rows: Uint8Array, i: number, set: readonly number[], labels: number): void {
  for (const label of set) {
    if (!Number.isInteger(label) || label < 0 || label >= labels) {
      throw new RangeError(`case ${i}: ${label} is no label from 0 to ${labels - 1}`);
    }
    rows[i * labels + label] = 1;
  }
}

/** The class that stands for "the label holds" in the confusion of a label. */
export const present = 1;

/**
 * For each label the confusion of two classes, absent (0) and present (1).
 *
 * @param weights how often each case counts; by default once.
 */
export function confusionByLabel(sets: LabelSets, weights?: Uint32Array): Confusion[] {
  const { labels, cases, truth, answers, answered } = sets;
  const columns = 3;
  const cells = new Uint32Array(labels * 2 * columns);
  for (let i = 0; i < cases; i++) {
    const weight = weights === undefined ? 1 : (weights[i] ?? 0);
    if (weight === 0) continue;
    const hasAnswer = answered[i] === 1;
    for (let label = 0; label < labels; label++) {
      const at = i * labels + label;
      const column = hasAnswer ? (answers[at] ?? 0) : 2;
      const cell = (2 * label + (truth[at] ?? 0)) * columns + column;
      cells[cell] = (cells[cell] ?? 0) + weight;
    }
  }
  return Array.from({ length: labels }, (_, label) =>
    confusionOfCells(cells.subarray(label * 2 * columns, (label + 1) * 2 * columns), 2),
  );
}

/** All labels' decisions in one confusion of two classes. */
export function pooledConfusion(byLabel: readonly Confusion[]): Confusion {
  const cells = new Float64Array(6);
  for (const { cells: own } of byLabel)
    for (let i = 0; i < 6; i++) cells[i] = (cells[i] ?? 0) + (own[i] ?? 0);
  return confusionOfCells(cells, 2);
}

/** What truth and answer of one case have in common; null in `answered` where the case has no answer. */
export interface SetOverlap {
  readonly common: number;
  readonly truth: number;
  readonly answered: number | null;
}

/** The overlap of each case. */
export function overlaps({ labels, cases, truth, answers, answered }: LabelSets): SetOverlap[] {
  return Array.from({ length: cases }, (_, i) => {
    let common = 0;
    let held = 0;
    let named = 0;
    for (let at = i * labels; at < (i + 1) * labels; at++) {
      common += (truth[at] ?? 0) & (answers[at] ?? 0);
      held += truth[at] ?? 0;
      named += answers[at] ?? 0;
    }
    return { common, truth: held, answered: answered[i] === 1 ? named : null };
  });
}

/**
 * What a case counts for where its figure is undefined because a set is empty: `1`: an empty answer to an empty truth is
 * right; `0`: scikit-learn's `zero_division=0`.
 */
export type EmptySets = 'counted as 1' | 'counted as 0' | 'left out';

/** Labels in common over labels in either. Null where the case is left out. Without an answer: 0. */
export function jaccard({ common, truth, answered }: SetOverlap, emptySets: EmptySets): number | null {
  if (answered === null) return 0;
  return ratio(common, truth + answered - common, emptySets);
}

/** Labels in common over labels answered. */
export function setPrecision({ common, answered }: SetOverlap, emptySets: EmptySets): number | null {
  return answered === null ? 0 : ratio(common, answered, emptySets);
}

/** Labels in common over labels that hold. */
export function setSensitivity({ common, truth, answered }: SetOverlap, emptySets: EmptySets): number | null {
  return answered === null ? 0 : ratio(common, truth, emptySets);
}

/** Twice the labels in common over the labels of both. */
export function setF1({ common, truth, answered }: SetOverlap, emptySets: EmptySets): number | null {
  return answered === null ? 0 : ratio(2 * common, truth + answered, emptySets);
}

/** 1 where exactly the labels that hold were answered, else 0. */
export function isExact({ common, truth, answered }: SetOverlap): number {
  return answered === common && truth === common ? 1 : 0;
}

/** Share of the label decisions of a case that are wrong; all of them without an answer. */
export function hammingLoss({ common, truth, answered }: SetOverlap, labels: number): number {
  return answered === null ? 1 : (truth + answered - 2 * common) / labels;
}

function ratio(part: number, whole: number, emptySets: EmptySets): number | null {
  if (whole > 0) return part / whole;
  return { 'counted as 1': 1, 'counted as 0': 0, 'left out': null }[emptySets];
}
