import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cochranQ } from './cochran-q.ts';
import { cohensDPaired, cohensH, rankBiserial } from './effect-size.ts';
import { friedmanTest } from './friedman.ts';
import { mcnemarTest } from './mcnemar.ts';
import { pairedT } from './paired-t.ts';
import { wilcoxonSignedRank } from './wilcoxon.ts';

describe('McNemar', () => {
  it('gives all four p values', () => {
    const test = mcnemarTest(3, 12);
    expect(test).toMatchObject({ onlyFirst: 3, onlySecond: 12 });
    expect(test.exactP).toBeCloseTo(0.03515625, 12);
    // 2 (P(X <= 2) + P(X = 3) / 2) of 15 at 1/2.
    expect(test.midP).toBeCloseTo((2 * (1 + 15 + 105) + 455) / 2 ** 15, 12);
    expect(test.corrected?.chiSquared).toBeCloseTo(64 / 15, 12);
    expect(test.uncorrected?.chiSquared).toBeCloseTo(81 / 15, 12);
    expect(test.uncorrected?.p).toBeCloseTo(0.0201365, 6);
    expect(test.corrected).toMatchObject({ freedom: 1 });
  });

  it('is certain where no case tells', () => {
    expect(mcnemarTest(0, 0)).toEqual({ onlyFirst: 0, onlySecond: 0, exactP: 1, midP: 1 });
    expect(mcnemarTest(4, 4)).toMatchObject({ exactP: 1, midP: 1 });
  });

  it('does not depend on who is first; mid-p is below exact, and all are probabilities', () => {
    const count = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(count, count, (b, c) => {
        const [test, mirrored] = [mcnemarTest(b, c), mcnemarTest(c, b)];
        expect(test.exactP).toBe(mirrored.exactP);
        expect(test.midP).toBeLessThanOrEqual(test.exactP);
        for (const p of [test.exactP, test.midP, test.corrected?.p ?? 1, test.uncorrected?.p ?? 1]) {
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('counts whole cases', () => {
    expect(() => mcnemarTest(-1, 2)).toThrow('-1 is no count of cases');
    expect(() => mcnemarTest(1, 0.5)).toThrow('0.5 is no count of cases');
  });
});

describe("Cochran's Q", () => {
  it('is McNemar without correction for two', () => {
    const rows = [
      ...Array.from({ length: 3 }, () => [true, false]),
      ...Array.from({ length: 12 }, () => [false, true]),
    ];
    const test = cochranQ([...rows, [true, true], [false, false]]);
    const { uncorrected } = mcnemarTest(3, 12);
    expect(test).toMatchObject({ kind: 'test', freedom: 1 });
    if (test.kind === 'test') {
      expect(test.q).toBeCloseTo(uncorrected?.chiSquared ?? 0, 12);
      expect(test.p).toBeCloseTo(uncorrected?.p ?? 0, 12);
    }
  });

  it('is undefined where there is nothing to compare', () => {
    expect(cochranQ([])).toEqual({ kind: 'undefined', reason: 'it takes at least two to compare' });
    expect(cochranQ([[true], [false]])).toMatchObject({ kind: 'undefined' });
    expect(
      cochranQ([
        [true, true],
        [false, false],
      ]),
    ).toEqual({
      kind: 'undefined',
      reason: 'all agree on every case',
    });
    expect(() => cochranQ([[true, true], [false]])).toThrow('every case must have a value');
  });
});

describe("Wilcoxon's signed-rank test", () => {
  it('counts out the sign patterns of few pairs', () => {
    // Ranks 1 2 3 4 5, of which 1 and 3 are negative: W = 4; patterns with a sum up to 4: {} 1 2 3 4 12 13: 7 of 32.
    const test = wilcoxonSignedRank([0, 4, 0, 8, 10], [1, 2, 5, 1, 1]);
    expect(test).toMatchObject({ kind: 'test', n: 5, w: 4, rankSumNegative: 4, rankSumPositive: 11 });
    if (test.kind === 'test') {
      expect(test.exactP).toBeCloseTo(14 / 32, 12);
      expect(test.rankBiserial).toBeCloseTo(7 / 15, 12);
    }
  });

  it('drops equal pairs and has no exact p where ranks tie or there are many', () => {
    const tied = wilcoxonSignedRank([1, 2, 3, 9], [1, 1, 2, 3]);
    expect(tied).toMatchObject({ kind: 'test', n: 3 });
    expect(tied).not.toHaveProperty('exactP');
    const values = Array.from({ length: 51 }, (_, i) => i + 1);
    const zeros = values.map(() => 0);
    expect(wilcoxonSignedRank(values, zeros)).not.toHaveProperty('exactP');
    expect(wilcoxonSignedRank(values.slice(1), zeros.slice(1))).toHaveProperty('exactP', 2 * 2 ** -50);
  });

  it('turns its sign with the order of the two', () => {
    const scores = fc.array(fc.tuple(fc.integer({ max: 9, min: 0 }), fc.integer({ max: 9, min: 0 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(scores, (pairs) => {
        const [a, b] = [pairs.map(([first]) => first), pairs.map(([, second]) => second)];
        const [test, mirrored] = [wilcoxonSignedRank(a, b), wilcoxonSignedRank(b, a)];
        expect(test.kind).toBe(mirrored.kind);
        if (test.kind === 'undefined' || mirrored.kind === 'undefined') return;
        expect(mirrored.p).toBeCloseTo(test.p, 12);
        expect(mirrored.rankBiserial).toBeCloseTo(-test.rankBiserial, 12);
        expect(test.p).toBeGreaterThanOrEqual(0);
        expect(test.p).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is undefined where no pair differs', () => {
    expect(wilcoxonSignedRank([1, 2], [1, 2])).toEqual({ kind: 'undefined', reason: 'no pair differs' });
  });
});

describe('paired t', () => {
  it('has an interval that touches 0 where p is what is beyond the level', () => {
    const [a, b] = [
      [3, 5, 4, 6, 8],
      [2, 3, 5, 4, 4],
    ];
    const test = pairedT(a, b, 0.95);
    if (test.kind === 'undefined') throw new Error(test.reason);
    expect(test.difference).toBeCloseTo(1.6, 12);
    expect(test.freedom).toBe(4);
    expect(test.cohensD).toBeCloseTo(test.t / Math.sqrt(5), 12);
    expect(test.cohensD).toBeCloseTo(cohensDPaired(a, b) ?? NaN, 12);
    const touching = pairedT(a, b, 1 - test.p);
    expect(touching.kind === 'test' && touching.interval.low).toBeCloseTo(0, 9);
    expect(touching.kind === 'test' && touching.interval.high).toBeCloseTo(3.2, 9);
    expect(test.interval).toMatchObject({ level: 0.95, method: "Student's t" });
  });

  it('is undefined with one pair or one difference', () => {
    expect(pairedT([1], [0], 0.95)).toEqual({ kind: 'undefined', reason: 'it takes at least 2 pairs' });
    expect(pairedT([1, 2], [0, 1], 0.95)).toEqual({
      kind: 'undefined',
      reason: 'all pairs differ by the same',
    });
  });
});

describe('Friedman and Nemenyi', () => {
  it('compares each two by their mean ranks', () => {
    // Mean ranks 1, 2, 3 over 12 cases: (3 - 1) / sqrt(12 / 72) sqrt 2 is far out, 1 step is at the 5 % point 2.343 / ...
    const scores = Array.from({ length: 12 }, () => [0.1, 0.2, 0.3]);
    const test = friedmanTest(scores);
    if (test.kind === 'undefined') throw new Error(test.reason);
    expect(test.meanRanks).toEqual([1, 2, 3]);
    expect(test.chiSquared).toBeCloseTo(24, 10);
    expect(test.freedom).toBe(2);
    expect(test.pairs.map(({ first, second, rankDifference }) => [first, second, rankDifference])).toEqual([
      [0, 1, -1],
      [0, 2, -2],
      [1, 2, -1],
    ]);
    expect(test.pairs[0]?.p).toBeCloseTo(test.pairs[2]?.p ?? NaN, 12);
    expect(test.pairs[1]?.p).toBeLessThan(1e-4);
  });

  it('corrects for ties as scipy does', () => {
    const test = friedmanTest([
      [1, 1, 2],
      [1, 2, 2],
      [3, 1, 2],
      [1, 2, 3],
    ]);
    expect(test.kind === 'test' && test.chiSquared).toBeCloseTo(2.7142857142857144, 12);
  });

  it('has the critical differences of Demsar 2006, table 5: q at 0.05 is 2.343 for 3 and 2.728 for 5', () => {
    const n = 1000;
    for (const [models, critical] of [
      [3, 2.343],
      [5, 2.728],
    ] as const) {
      const steps = critical * Math.sqrt((models * (models + 1)) / (6 * n)) * n;
      // Two models swap places in some cases, so that their mean ranks differ by just the critical difference.
      const scores = Array.from({ length: n }, (_, i) => {
        const swapped = i < (n - steps) / 2;
        return Array.from({ length: models }, (__, j) => (j > 1 ? j : swapped ? 1 - j : j));
      });
      const test = friedmanTest(scores);
      expect(test.kind === 'test' && test.pairs[0]?.p).toBeCloseTo(0.05, 2);
    }
  });

  it('is undefined where there is nothing to compare', () => {
    expect(friedmanTest([[1], [2]])).toEqual({
      kind: 'undefined',
      reason: 'it takes at least two to compare',
    });
    expect(friedmanTest([])).toMatchObject({ kind: 'undefined' });
    expect(friedmanTest([[1, 1, 1]])).toEqual({
      kind: 'undefined',
      reason: 'all score the same on every case',
    });
    expect(() => friedmanTest([[1, 2], [1]])).toThrow('every case must have a score');
  });
});

describe('effect sizes', () => {
  it("Cohen's d of pairs", () => {
    expect(cohensDPaired([2, 4, 6], [1, 1, 1])).toBeCloseTo(1.5, 12);
    expect(cohensDPaired([2], [1])).toBeNull();
    expect(cohensDPaired([2, 3], [1, 2])).toBeNull();
  });

  it("Cohen's h", () => {
    expect(cohensH(1, 0)).toBeCloseTo(Math.PI, 12);
    expect(cohensH(0.5, 0.25)).toBeCloseTo(Math.PI / 2 - Math.PI / 3, 12);
    expect(cohensH(0.25, 0.5)).toBeCloseTo(-cohensH(0.5, 0.25), 12);
    for (const share of [-0.1, 1.1, NaN])
      expect(() => cohensH(share, 0.5)).toThrow('a proportion lies between');
  });

  it('rank-biserial counts pairs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1 }),
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1 }),
        (a, b) => {
          const pairs = a.flatMap((x) => b.map((y) => Math.sign(x - y)));
          expect(rankBiserial(a, b)).toBeCloseTo(
            pairs.reduce((sum, sign) => sum + sign, 0) / pairs.length,
            12,
          );
        },
      ),
    );
    expect(rankBiserial([], [1])).toBeNull();
    expect(rankBiserial([1], [])).toBeNull();
  });
});
