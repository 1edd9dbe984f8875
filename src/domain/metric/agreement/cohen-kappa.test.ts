import { describe, expect, it } from 'vitest';
import { cohenKappa } from './cohen-kappa.ts';

describe("Cohen's kappa", () => {
  it('by hand: 0.7 agreed, 0.5 expected', () => {
    expect(cohenKappa([20, 5, 10, 15], 2, 2, 'none')).toBeCloseTo(0.4, 12);
  });

  it('weighs by distance', () => {
    // Items at distance 1 and 2, one each, and 8 that agree.
    const cells = [3, 1, 0, 0, 3, 0, 1, 0, 2];
    const [rows, columns] = [[4, 3, 3] as const, [4, 4, 2] as const];
    const expected = (power: number) => {
      const chances = rows.flatMap((row, i) =>
        columns.map((column, j) => (row * column * Math.abs(i - j) ** power) / 10),
      );
      return 1 - (1 + 2 ** power) / chances.reduce((sum, chance) => sum + chance, 0);
    };
    expect(cohenKappa(cells, 3, 3, 'linear')).toBeCloseTo(expected(1), 12);
    expect(cohenKappa(cells, 3, 3, 'quadratic')).toBeCloseTo(expected(2), 12);
  });

  it('takes no answer as far from everything as the ends are from each other', () => {
    // Two classes and a column without an answer: 2 right, 1 wrong, 1 without.
    const unanswered = cohenKappa([1, 1, 0, 0, 1, 1], 2, 3, 'linear');
    // Expected disagreement: sum of row x column / 4 off the diagonal: (2 2 + 2 1 + 2 1 + 2 1) / 4
    expect(unanswered).toBeCloseTo(1 - 2 / (10 / 4), 12);
    // Three classes: distance 2, and 4 when squared.
    const apart = (weights: 'linear' | 'quadratic') =>
      cohenKappa([1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0], 3, 4, weights);
    expect(apart('linear')).toBeCloseTo(1 - 2 / ((5 + 2 * 4 + 5) / 4), 12);
    expect(apart('quadratic')).toBeCloseTo(1 - 4 / ((9 + 2 * 6 + 9) / 4), 12);
  });

  it('is undefined where no disagreement is expected', () => {
    expect(cohenKappa([5, 0, 0, 0], 2, 2, 'none')).toBeNull();
    expect(cohenKappa([0, 0, 0, 0], 2, 2, 'linear')).toBeNull();
  });
});
