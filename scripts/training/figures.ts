import { differenceInterval } from '../../src/domain/statistics/difference-interval.ts';
import { wilsonInterval } from '../../src/domain/statistics/proportion.ts';
import type { Collection } from '../datasets/collection.ts';

/** What the network said of one case. */
export interface Judged {
  readonly label: string;
  readonly guess: string;
  readonly planted: boolean;
  /** Only where the case has a lesion that the network marks. */
  readonly dice?: number;
}

/** A share of `n` cases with its 95 % interval by Wilson. */
export interface Share {
  readonly n: number;
  readonly accuracy: number;
  readonly interval: readonly [low: number, high: number];
}

/** What was measured on one collection. */
export interface Figures extends Share {
  readonly collection: string;
  readonly balancedAccuracy: number;
  /** Over the cases that have a lesion which the network marks, in source pixels. */
  readonly meanDice: number;
  readonly byClass: readonly {
    readonly name: string;
    readonly n: number;
    readonly recall: number;
    /** Absent where the network marks nothing of the class. */
    readonly meanDice?: number;
  }[];
  readonly subgroups: readonly (Share & { readonly attribute: string; readonly value: string })[];
  /** Accuracy of the others less that of the planted subgroup, with Newcombe's 95 % interval. */
  readonly gap: { readonly difference: number; readonly interval: readonly [low: number, high: number] };
}

export function figuresOf({ folder, kinds, planted }: Collection, judged: readonly Judged[]): Figures {
  const byClass = kinds.map((name) => {
    const own = judged.filter(({ label }) => label === name);
    const dices = dicesOf(own);
    return {
      name,
      n: own.length,
      recall: shareOf(own).accuracy,
      ...(dices.length === 0 ? {} : { meanDice: rounded(mean(dices)) }),
    };
  });
  const [hard, easy] = [true, false].map((which) => shareOf(judged.filter((one) => one.planted === which)));
  if (hard === undefined || easy === undefined) throw new Error(`${folder} has no subgroups`);
  return {
    collection: folder,
    ...shareOf(judged),
    balancedAccuracy: rounded(mean(byClass.map(({ recall }) => recall))),
    meanDice: rounded(mean(dicesOf(judged))),
    byClass,
    subgroups: [
      { attribute: planted.attribute, value: planted.value, ...hard },
      { attribute: planted.attribute, value: 'all others', ...easy },
    ],
    gap: gapOf(easy, hard),
  };
}

function shareOf(cases: readonly Judged[]): Share {
  const right = cases.filter(({ label, guess }) => label === guess).length;
  const { low, high } = wilsonInterval(right, cases.length, 0.95);
  return {
    n: cases.length,
    accuracy: rounded(right / cases.length),
    interval: [rounded(low), rounded(high)],
  };
}

function gapOf(one: Share, other: Share): Figures['gap'] {
  const { low, high } = differenceInterval(bounded(one), bounded(other));
  return { difference: rounded(one.accuracy - other.accuracy), interval: [rounded(low), rounded(high)] };
}

const bounded = ({ accuracy, interval: [low, high] }: Share) => ({
  value: accuracy,
  interval: { low, high },
});

const dicesOf = (cases: readonly Judged[]) => cases.flatMap(({ dice }) => (dice === undefined ? [] : [dice]));
const mean = (numbers: readonly number[]) =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
const rounded = (value: number) => Math.round(value * 1000) / 1000;
