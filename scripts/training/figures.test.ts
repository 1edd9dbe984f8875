import { expect, test } from 'vitest';
import { wilsonInterval } from '../../src/domain/statistics/proportion.ts';
import { skin } from '../datasets/skin.ts';
import { figuresOf, gapOf, type Judged } from './figures.ts';

const share = (right: number, n: number) => {
  const { low, high } = wilsonInterval(right, n, 0.95);
  return { n, accuracy: right / n, interval: [low, high] as const };
};

test('the interval of a difference is that of Newcombe 1998, table II', () => {
  const examples = [
    { gap: gapOf(share(56, 70), share(48, 80)), interval: [0.0524, 0.3339] },
    { gap: gapOf(share(9, 10), share(3, 10)), interval: [0.1705, 0.809] },
    { gap: gapOf(share(10, 10), share(0, 10)), interval: [0.6075, 1] },
  ];
  for (const { gap, interval } of examples)
    // Figures are rounded to three digits.
    gap.interval.forEach((bound, i) => expect(Math.abs(bound - (interval[i] ?? NaN))).toBeLessThan(6e-4));
});

test('shares, recall and Dice are of the cases that they name', () => {
  const judged: Judged[] = [
    { label: 'nevus', guess: 'nevus', planted: false, dice: 0.5 },
    { label: 'nevus', guess: 'melanoma', planted: true, dice: 0.25 },
    { label: 'melanoma', guess: 'melanoma', planted: false },
    { label: 'keratosis', guess: 'keratosis', planted: true },
  ];
  const figures = figuresOf(skin, judged);
  expect(figures).toMatchObject({ n: 4, accuracy: 0.75, balancedAccuracy: 0.833, meanDice: 0.375 });
  expect(figures.byClass[0]).toEqual({ name: 'nevus', n: 2, recall: 0.5, meanDice: 0.375 });
  expect(figures.byClass[1]).toEqual({ name: 'melanoma', n: 1, recall: 1 });
  expect(figures.subgroups.map(({ value, n, accuracy }) => [value, n, accuracy])).toEqual([
    ['V-VI', 2, 0.5],
    ['all others', 2, 1],
  ]);
  expect(figures.gap.difference).toBe(0.5);
});
