import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balancedAccuracy, byClass, macro, meanOverClasses, micro, weighted } from './averages.ts';
import {
  cellOfCases,
  confusionOf,
  confusionOfCells,
  countCells,
  noAnswer,
  withoutUnanswered,
} from './confusion.ts';
import { matthews } from './matthews.ts';
import { accuracy, f1, negativePredictiveValue, precision, sensitivity, specificity } from './per-class.ts';

/** Three classes; 10 cases: one of class 1 and one of class 2 without an answer; class 0 right twice of 4. */
const truth = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2];
const answers = [0, 0, 1, 2, 1, 1, noAnswer, 0, 2, noAnswer];
const sample = () => confusionOf(truth, answers, 3);

describe('confusion', () => {
  it('counts by truth and answer, no answer last', () => {
    const confusion = sample();
    expect([...Array.from(confusion.cells)]).toEqual([2, 1, 1, 0, 0, 2, 0, 1, 1, 0, 1, 1]);
    expect(confusion).toMatchObject({ classes: 3, n: 10, hitCount: 5, unansweredCount: 2 });
    expect([...confusion.truth]).toEqual([4, 3, 3]);
    expect([...confusion.answers]).toEqual([3, 3, 2]);
    expect([...confusion.hits]).toEqual([2, 2, 1]);
    expect([...confusion.unanswered]).toEqual([0, 1, 1]);
  });

  it('without those that have no answer', () => {
    const confusion = sample();
    const answered = withoutUnanswered(confusion);
    expect(answered).toMatchObject({ n: 8, hitCount: 5, unansweredCount: 0 });
    expect([...answered.truth]).toEqual([4, 2, 2]);
    expect([...answered.answers]).toEqual([3, 3, 2]);
  });

  it('counts a case as often as its weight says', () => {
    const cells = cellOfCases(truth, answers, 3);
    const weights = Uint32Array.from(truth, (_, i) => (i === 2 ? 3 : 0));
    expect(confusionOfCells(countCells(cells, 3, weights), 3)).toMatchObject({ n: 3, hitCount: 0 });
  });

  it('names the case that fits no class', () => {
    expect(() => confusionOf([0, 3], [0, 0], 3)).toThrow('case 1: 3 is no class from 0 to 2');
    expect(() => confusionOf([0, -1], [0, 0], 3)).toThrow('case 1: -1 is no class');
    expect(() => confusionOf([0, 1], [0, 3], 3)).toThrow('case 1: the answer 3 is no class from 0 to 2');
    expect(() => confusionOf([0, 1], [0, 0.5], 3)).toThrow('the answer 0.5 is no class');
    expect(() => confusionOf([0], [], 3)).toThrow('1 cases have 0 answers');
  });
});

describe('figures of a class', () => {
  it('count a case without an answer as an error where it stands in the denominator', () => {
    const confusion = sample();
    expect(accuracy(confusion)).toEqual({ successes: 5, trials: 10 });
    expect(sensitivity(confusion, 1)).toEqual({ successes: 2, trials: 3 });
    // Seven cases are not of class 1: one is answered so, one has no answer.
    expect(specificity(confusion, 1)).toEqual({ successes: 5, trials: 7 });
    expect(precision(confusion, 1)).toEqual({ successes: 2, trials: 3 });
    // Five answers name another class, all for cases of another class.
    expect(negativePredictiveValue(confusion, 1)).toEqual({ successes: 5, trials: 5 });
    expect(negativePredictiveValue(confusion, 0)).toEqual({ successes: 3, trials: 5 });
    expect(f1(confusion, 1)).toBeCloseTo(4 / 6, 12);
  });

  it('of one of two classes mirror those of the other', () => {
    const cells = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(cells, (counts) => {
        const two = confusionOfCells(counts, 2);
        expect(specificity(two, 0)).toEqual(sensitivity(two, 1));
        expect(negativePredictiveValue(two, 0)).toEqual(precision(two, 1));
      }),
    );
  });

  it('F1 is undefined only where the class neither occurs nor is answered', () => {
    const absent = confusionOf([0, 1], [0, 0], 3);
    expect([f1(absent, 0), f1(absent, 1), f1(absent, 2)]).toEqual([2 / 3, 0, null]);
  });
});

describe('averages', () => {
  // Class 2 has no cases and is never answered; class 1 is never answered.
  const sparse = confusionOf([0, 0, 1], [0, 0, 0], 3);

  it('leave out undefined classes or count them as 0', () => {
    expect(byClass(sparse, 'precision')).toEqual([2 / 3, null, null]);
    expect(macro(sparse, 'precision', 'left out')).toBeCloseTo(2 / 3, 12);
    expect(macro(sparse, 'precision', 'counted as 0')).toBeCloseTo(2 / 9, 12);
    expect(weighted(sparse, 'precision', 'left out')).toBeCloseTo(2 / 3, 12);
    expect(weighted(sparse, 'precision', 'counted as 0')).toBeCloseTo(4 / 9, 12);
    expect(macro(sparse, 'sensitivity', 'left out')).toBe(0.5);
    expect(balancedAccuracy(sparse)).toBe(0.5);
    expect(macro(sparse, 'f1', 'left out')).toBeCloseTo(0.4, 12);
  });

  it('are undefined where no class counts', () => {
    const none = confusionOf([], [], 2);
    for (const measure of ['precision', 'sensitivity', 'f1'] as const) {
      expect(macro(none, measure, 'left out')).toBeNull();
      expect(macro(none, measure, 'counted as 0')).toBe(0);
      expect(weighted(none, measure, 'counted as 0')).toBeNull();
      expect(micro(none, measure)).toBeNull();
    }
    expect(balancedAccuracy(none)).toBeNull();
    expect(meanOverClasses([], 'counted as 0')).toBeNull();
  });

  it('micro counts answers and cases apart', () => {
    const confusion = sample();
    expect(micro(confusion, 'precision')).toBe(5 / 8);
    expect(micro(confusion, 'sensitivity')).toBe(5 / 10);
    expect(micro(confusion, 'f1')).toBe(10 / 18);
  });

  it('do not depend on the order of the classes', () => {
    const cases = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: -1, max: 2 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(cases, (pairs) => {
        const turned = (label: number) => (label === noAnswer ? noAnswer : (label + 1) % 3);
        const first = confusionOf(
          pairs.map(([t]) => t),
          pairs.map(([, a]) => a),
          3,
        );
        const second = confusionOf(
          pairs.map(([t]) => turned(t)),
          pairs.map(([, a]) => turned(a)),
          3,
        );
        const figures = (own: typeof first) => [
          macro(own, 'f1', 'left out'),
          weighted(own, 'precision', 'left out'),
          balancedAccuracy(own),
          matthews(own),
        ];
        figures(first).forEach((figure, i) => {
          const other = figures(second)[i] ?? null;
          if (figure === null || other === null) expect(figure).toBe(other);
          else expect(figure).toBeCloseTo(other, 12);
        });
      }),
    );
  });
});

describe('Matthews', () => {
  it('is the correlation of two indicators', () => {
    // TP 3, FN 1, FP 2, TN 4: (12 - 2) / sqrt(5 4 6 5)
    expect(matthews(confusionOfCells([4, 2, 0, 1, 3, 0], 2))).toBeCloseTo(10 / Math.sqrt(600), 12);
  });

  it('is lowered by cases without an answer, and stays in [-1, 1]', () => {
    const all = confusionOf([0, 0, 1, 1], [0, 0, 1, 1], 2);
    const some = confusionOf([0, 0, 1, 1], [0, 0, 1, noAnswer], 2);
    expect(matthews(all)).toBe(1);
    expect(matthews(some)).toBeLessThan(1);
    const cells = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(cells, (counts) => {
        const figure = matthews(confusionOfCells(counts, 3));
        if (figure !== null) expect(Math.abs(figure)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('is undefined with a constant', () => {
    expect(matthews(confusionOf([0, 0], [0, 1], 2))).toBeNull();
    expect(matthews(confusionOf([0, 1], [1, 1], 2))).toBeNull();
    expect(matthews(confusionOf([0, 1], [noAnswer, noAnswer], 2))).toBeNull();
  });
});
