import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auroc, averagePrecision, oneVersusOne, oneVersusRest } from './auroc.ts';
import {
  binAnswers,
  expectedCalibrationError,
  maximumCalibrationError,
  reliabilityBins,
} from './calibration.ts';
import { precisionRecallCurve, rocCurve, thresholdCounts } from './curves.ts';
import {
  binaryBrierScores,
  brierScores,
  leastProbability,
  logLosses,
  mostProbable,
  placesOfTruth,
} from './probability-scores.ts';
import { rankScores } from './ranked-scores.ts';
import { areaUnderRiskCoverage, rankByConfidence, riskCoverageCurve } from './risk-coverage.ts';

const scored = fc.array(
  fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 3 })),
  {
    maxLength: 25,
  },
);
const distinct = fc.uniqueArray(fc.tuple(fc.boolean(), fc.integer(), fc.integer({ min: 0, max: 3 })), {
  maxLength: 25,
  selector: ([, score]) => score,
});

/** Each case written out as often as its weight says. */
function writtenOut(cases: readonly (readonly [boolean, number, number])[]) {
  const rows = cases.flatMap(([truth, score, weight]) =>
    Array.from({ length: weight }, () => [truth, score] as const),
  );
  return rankScores(
    rows.map(([truth]) => truth),
    rows.map(([, score]) => score),
  );
}

function ranked(cases: readonly (readonly [boolean, number, number])[]) {
  return rankScores(
    cases.map(([truth]) => truth),
    cases.map(([, score]) => score),
  );
}

function expectSame(actual: number | null, expected: number | null): void {
  if (actual === null || expected === null) expect(actual).toBe(expected);
  else expect(actual).toBeCloseTo(expected, 10);
}

describe('weights', () => {
  it.each([
    ['auroc', auroc],
    ['averagePrecision', averagePrecision],
    ['areaUnderRiskCoverage', areaUnderRiskCoverage],
  ])('%s with weights is that of the cases written out', (_, figure) => {
    for (const cases of [scored, distinct]) {
      fc.assert(
        fc.property(cases, (rows) => {
          const weights = Uint32Array.from(rows, ([, , weight]) => weight);
          expectSame(figure(ranked(rows), weights), figure(writtenOut(rows)));
        }),
      );
    }
  });

  it('calibration errors with weights are those of the cases written out', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const weights = Uint32Array.from(rows, ([, , weight]) => weight);
        const written = rows.flatMap(([correct, score, weight]) =>
          Array.from({ length: weight }, () => [correct, score] as const),
        );
        const binned = (cases: readonly (readonly [boolean, number, ...unknown[]])[]) =>
          binAnswers(
            { confidence: cases.map(([, score]) => score / 6), correct: cases.map(([correct]) => correct) },
            4,
          );
        for (const figure of [expectedCalibrationError, maximumCalibrationError]) {
          expectSame(figure(binned(rows), weights), figure(binned(written)));
        }
      }),
    );
  });
});

describe('AUROC', () => {
  it('is the share of pairs in which the positive scores higher, ties half', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const pairs = rows.flatMap(([positive, a]) =>
          positive ? rows.filter(([other]) => !other).map(([, b]) => (a > b ? 1 : a === b ? 0.5 : 0)) : [],
        );
        expectSame(
          auroc(ranked(rows)),
          pairs.length === 0 ? null : pairs.reduce((sum: number, pair) => sum + pair, 0) / pairs.length,
        );
      }),
    );
  });

  it('does not depend on how the cases are ordered, only on the order of their scores', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const reversed = rows.toReversed();
        expectSame(auroc(ranked(reversed)), auroc(ranked(rows)));
        const scaled = rows.map(([truth, score, weight]) => [truth, 3 * score - 100, weight] as const);
        expectSame(auroc(ranked(scaled)), auroc(ranked(rows)));
      }),
    );
  });

  it('turns with the truth', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const turned = rows.map(([truth, score, weight]) => [!truth, score, weight] as const);
        const area = auroc(ranked(rows));
        expectSame(auroc(ranked(turned)), area === null ? null : 1 - area);
      }),
    );
  });

  it('refuses a case without a score', () => {
    expect(() => rankScores([true, false], [1, NaN])).toThrow('case 1 has no score');
    expect(() => rankScores([true], [])).toThrow('1 cases have 0 scores');
  });

  it('of many classes is the mean of both directions of each pair', () => {
    const truth = [0, 0, 1, 1, 2, 0, 2];
    const scores = [
      [0.6, 0.3, 0.1],
      [0.4, 0.5, 0.1],
      [0.4, 0.4, 0.2],
      [0.2, 0.7, 0.1],
      [0.3, 0.3, 0.4],
      [0.2, 0.2, 0.6],
      [0.3, 0.6, 0.1],
    ];
    const weights = Uint32Array.from([1, 2, 1, 0, 3, 1, 1]);
    const classes = [0, 1, 2].map((label) =>
      rankScores(
        truth.map((own) => own === label),
        scores.map((row) => row[label] ?? NaN),
      ),
    );
    const pair = (a: number, b: number) => {
      const kept = truth.flatMap((own, i) =>
        own === a || own === b ? Array.from({ length: weights[i] ?? 0 }, () => i) : [],
      );
      const area = (label: number) =>
        auroc(
          rankScores(
            kept.map((i) => truth[i] === label),
            kept.map((i) => scores[i]?.[label] ?? NaN),
          ),
        ) ?? NaN;
      return (area(a) + area(b)) / 2;
    };
    const areas = oneVersusOne(truth, classes, weights);
    [pair(0, 1), pair(0, 2), pair(1, 2)].forEach((expected, i) => {
      expect(areas[i]).toBeCloseTo(expected, 12);
    });
    expect(oneVersusOne([0, 0], classes.slice(0, 2))).toEqual([null]);
    expect(oneVersusRest(classes, weights)[0]).toBeCloseTo(
      auroc(classes[0] ?? rankScores([], []), weights) ?? NaN,
      12,
    );
  });
});

describe('curves', () => {
  const counts = thresholdCounts(rankScores([true, false, true, false, true], [0.9, 0.8, 0.8, 0.3, 0.1]));

  it('have a point for each distinct score', () => {
    expect(counts).toEqual({
      thresholds: [0.9, 0.8, 0.3, 0.1],
      truePositives: [1, 2, 2, 3],
      falsePositives: [0, 1, 2, 2],
      positives: 3,
      negatives: 2,
    });
    expect(rocCurve(counts)).toEqual([
      { x: 0, y: 0, threshold: Infinity },
      { x: 0, y: 1 / 3, threshold: 0.9 },
      { x: 0.5, y: 2 / 3, threshold: 0.8 },
      { x: 1, y: 2 / 3, threshold: 0.3 },
      { x: 1, y: 1, threshold: 0.1 },
    ]);
    expect(precisionRecallCurve(counts)).toEqual([
      { x: 1, y: 3 / 5, threshold: 0.1 },
      { x: 2 / 3, y: 2 / 4, threshold: 0.3 },
      { x: 2 / 3, y: 2 / 3, threshold: 0.8 },
      { x: 1 / 3, y: 1, threshold: 0.9 },
      { x: 0, y: 1, threshold: Infinity },
    ]);
  });

  it('have no rate of what there is none of', () => {
    const positives = thresholdCounts(rankScores([true], [0.5]));
    expect(rocCurve(positives).map(({ x }) => x)).toEqual([null, null]);
    const negatives = thresholdCounts(rankScores([false], [0.5]));
    expect(rocCurve(negatives).map(({ y }) => y)).toEqual([null, null]);
    expect(precisionRecallCurve(negatives)[0]).toEqual({ x: null, y: 0, threshold: 0.5 });
  });

  it('the area under the ROC curve is AUROC', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const area = auroc(ranked(rows));
        if (area === null) return;
        const curve = rocCurve(thresholdCounts(ranked(rows)));
        const trapezoids = curve.slice(1).map((point, i) => {
          const before = curve[i];
          return ((point.x ?? 0) - (before?.x ?? 0)) * (((point.y ?? 0) + (before?.y ?? 0)) / 2);
        });
        expect(trapezoids.reduce((sum, part) => sum + part, 0)).toBeCloseTo(area, 10);
      }),
    );
  });
});

describe('scores of probabilities', () => {
  it('log loss is finite for a sure error and divides by the sum', () => {
    expect(logLosses([0], [[0, 1]])[0]).toBeCloseTo(-Math.log(leastProbability), 9);
    expect(logLosses([1], [[0.2, 0.6]])[0]).toBeCloseTo(-Math.log(0.75), 12);
    expect(logLosses([1], [[0, 1]])[0]).toBeCloseTo(0, 12);
  });

  it('Brier scores', () => {
    expect([
      ...brierScores(
        [0, 2],
        [
          [0.5, 0.3, 0.2],
          [1, 0, 0],
        ],
      ),
    ]).toEqual([0.25 + 0.09 + 0.04000000000000001, 2]);
    expect([...binaryBrierScores([true, false], [0.75, 0.5])]).toEqual([0.0625, 0.25]);
  });

  it('places of the truth: equals keep the order of the labels', () => {
    const rows = [
      [0.2, 0.5, 0.3],
      [0.4, 0.4, 0.2],
      [0.4, 0.4, 0.2],
      [0.1, 0.1, 0.8],
    ];
    expect([...placesOfTruth([0, 0, 1, 1], rows)]).toEqual([2, 0, 1, 2]);
    expect([...mostProbable(rows).label]).toEqual([1, 0, 0, 2]);
    expect([...mostProbable(rows).confidence]).toEqual([0.5, 0.4, 0.4, 0.8]);
  });
});

describe('calibration', () => {
  it('bins are open below and closed above; 0 is in the first', () => {
    const answers = binAnswers({ confidence: [0, 0.2, 0.200001, 0.4, 0.6, 0.8, 1], correct: [] }, 5);
    expect([...answers.binOf]).toEqual([0, 0, 1, 1, 2, 3, 4]);
    for (let bins = 1; bins < 40; bins++) {
      const edges = Array.from({ length: bins }, (_, i) => (i + 1) / bins);
      expect([...binAnswers({ confidence: edges, correct: [] }, bins).binOf]).toEqual([...edges.keys()]);
    }
  });

  it('by hand', () => {
    const answers = binAnswers({ confidence: [0.9, 0.8, 0.7, 0.2], correct: [true, false, true, true] }, 2);
    expect(reliabilityBins(answers)).toEqual([
      { low: 0, high: 0.5, cases: 1, correct: 1, meanConfidence: 0.2, accuracy: 1 },
      { low: 0.5, high: 1, cases: 3, correct: 2, meanConfidence: (0.9 + 0.8 + 0.7) / 3, accuracy: 2 / 3 },
    ]);
    expect(expectedCalibrationError(answers)).toBeCloseTo((0.8 + 0.4) / 4, 12);
    expect(maximumCalibrationError(answers)).toBeCloseTo(0.8, 12);
  });

  it('is empty, not 0, without answers', () => {
    const none = binAnswers({ confidence: [], correct: [] }, 2);
    expect(expectedCalibrationError(none)).toBeNull();
    expect(maximumCalibrationError(none)).toBeNull();
    expect(reliabilityBins(none)[0]).toMatchObject({ cases: 0, meanConfidence: null, accuracy: null });
  });

  it('MCE is at least ECE, both at most 1', () => {
    const answers = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), {
      minLength: 1,
    });
    fc.assert(
      fc.property(answers, (rows) => {
        const binned = binAnswers(
          { confidence: rows.map(([c]) => c), correct: rows.map(([, right]) => right) },
          15,
        );
        const [ece, mce] = [expectedCalibrationError(binned) ?? NaN, maximumCalibrationError(binned) ?? NaN];
        expect(mce).toBeGreaterThanOrEqual(ece - 1e-12);
        expect(mce).toBeLessThanOrEqual(1);
        expect(ece).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('refuses what is no confidence', () => {
    expect(() => binAnswers({ confidence: [0.5, 1.2], correct: [] }, 2)).toThrow(
      'case 1: 1.2 is no confidence',
    );
    expect(() => binAnswers({ confidence: [NaN], correct: [] }, 2)).toThrow('case 0: NaN');
    for (const bins of [0, 1.5])
      expect(() => binAnswers({ confidence: [], correct: [] }, bins)).toThrow('cannot make');
  });
});

describe('risk and coverage', () => {
  it('keeps the surest first', () => {
    const answers = rankByConfidence({
      confidence: [0.5, 0.9, 0.7, 0.7],
      correct: [false, true, true, false],
    });
    expect(riskCoverageCurve(answers)).toEqual([
      { coverage: 0.25, risk: 0, confidence: 0.9 },
      { coverage: 0.75, risk: 1 / 3, confidence: 0.7 },
      { coverage: 1, risk: 0.5, confidence: 0.5 },
    ]);
    // The tied pair half an error each on the way.
    expect(areaUnderRiskCoverage(answers)).toBeCloseTo((0 + 0.5 / 2 + 1 / 3 + 2 / 4) / 4, 12);
  });

  it('is the mean over the orders of tied answers', () => {
    const orders = [
      [true, false],
      [false, true],
    ].map((correct) => areaUnderRiskCoverage(rankByConfidence({ confidence: [0.9, 0.8], correct })) ?? NaN);
    const tied = areaUnderRiskCoverage(rankByConfidence({ confidence: [0.8, 0.8], correct: [true, false] }));
    expect(tied).toBeCloseTo(((orders[0] ?? 0) + (orders[1] ?? 0)) / 2, 12);
    expect(areaUnderRiskCoverage(rankByConfidence({ confidence: [], correct: [] }))).toBeNull();
  });
});
