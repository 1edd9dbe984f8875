import { expect, test } from 'vitest';
import { skin } from '../datasets/skin.ts';
import { figuresOf, type Judged } from './figures.ts';

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
