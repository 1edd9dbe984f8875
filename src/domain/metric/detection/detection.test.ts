import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../statistics/proportion.ts';
import type { DetectionCase, PredictedBox, TrueBox } from './detection-case.ts';
import { definitions } from './definitions.ts';
import { frocPoints, meanSensitivity, rankDetections, sensitivityAt, usualRates } from './froc.ts';
import { bestOverlaps, matchBoxes } from './matching.ts';
import { pointingHits } from './pointing.ts';
import { frocResult } from './ranked-results.ts';
import { caseFigures, countBoxes, detectionResults } from './results.ts';

const box = (x: number, label = 'nodule', width = 10): TrueBox => ({ x, y: 0, width, height: 10, label });
const scored = (x: number, confidence: number, label = 'nodule'): PredictedBox => ({
  ...box(x, label),
  confidence,
});
const rule = { iouThreshold: 0.5, labels: 'must agree' } as const;
const bootstrapping = { resamples: 60, seed: 3, level: 0.95 };

describe('matching without confidence', () => {
  it('gives the greatest overlap first, one prediction to one true box', () => {
    const truth = [box(0), box(4)];
    const predicted = [box(3), box(100), box(4)];
    const { matches, missed, invented } = matchBoxes(truth, predicted, { ...rule, iouThreshold: 0.3 });
    expect(matches).toEqual([
      { truth: 1, predicted: 2, iou: 1 },
      { truth: 0, predicted: 0, iou: 7 / 13 },
    ]);
    expect(missed).toEqual([]);
    expect(invented).toEqual([1]);
  });

  it('does not depend on the order of the predictions', () => {
    const boxes = fc.array(
      fc.record({
        x: fc.double({ min: 0, max: 40, noNaN: true }),
        y: fc.double({ min: 0, max: 5, noNaN: true }),
      }),
      {
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(boxes, boxes, (a, b) => {
        const truth = a.map(({ x, y }) => ({ ...box(x), y }));
        const predicted = b.map(({ x, y }) => ({ ...box(x), y }));
        const forward = matchBoxes(truth, predicted, rule);
        const backward = matchBoxes(truth, predicted.toReversed(), rule);
        expect(backward.matches.map(({ iou }) => iou)).toEqual(forward.matches.map(({ iou }) => iou));
        expect(forward.matches.length + forward.missed.length).toBe(truth.length);
        expect(forward.matches.length + forward.invented.length).toBe(predicted.length);
      }),
    );
  });

  it('takes the boxes as listed where overlaps are equal', () => {
    const { matches } = matchBoxes([box(0), box(0)], [box(0), box(0)], rule);
    expect(matches.map(({ truth, predicted }) => [truth, predicted])).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  it('asks for the same label unless labels are ignored', () => {
    expect(matchBoxes([box(0)], [box(0, 'mass')], rule)).toEqual({ matches: [], missed: [0], invented: [0] });
    expect(matchBoxes([box(0)], [box(0, 'mass')], { ...rule, labels: 'ignored' }).matches).toHaveLength(1);
    expect(bestOverlaps([box(0)], [box(0, 'mass')], rule)).toEqual([{ iou: 0, giou: -1 }]);
    expect(bestOverlaps([box(0)], [box(0, 'mass')], { labels: 'ignored' })).toEqual([{ iou: 1, giou: 1 }]);
  });

  it('counts the threshold itself as found', () => {
    expect(matchBoxes([box(0)], [box(0, 'nodule', 5)], rule).matches).toHaveLength(1);
    expect(matchBoxes([box(0)], [box(0, 'nodule', 4.99)], rule).matches).toHaveLength(0);
    expect(() => matchBoxes([], [], { ...rule, iouThreshold: 0 })).toThrow(/above 0 and at most 1, not 0/);
    expect(matchBoxes([box(0)], [box(0)], { ...rule, iouThreshold: 1 }).matches).toHaveLength(1);
    expect(() => matchBoxes([], [], { ...rule, iouThreshold: 1.01 })).toThrow(/not 1.01/);
  });

  it('neither asks for a crowd nor punishes predictions in it', () => {
    const crowd = { ...box(50, 'nodule', 100), crowd: true };
    // The box at 145 lies in it by half, the one at 146 by less.
    expect(matchBoxes([crowd], [box(60), box(95), box(145), box(146)], rule)).toEqual({
      matches: [],
      missed: [],
      invented: [3],
    });
    expect(bestOverlaps([crowd, { ...box(60), crowd: false }], [box(60)], rule)).toEqual([
      { iou: 1, giou: 1 },
    ]);
    expect(matchBoxes([{ ...box(0), crowd: false }], [box(0)], rule).matches).toHaveLength(1);
  });
});

describe('detection figures', () => {
  const cases: DetectionCase[] = [
    { truth: [box(0), box(50, 'mass')], predicted: [box(2), box(200)] },
    { truth: [], predicted: [] },
    { truth: [box(0)], predicted: [box(0)] },
  ];

  it('pools the boxes of all images, and counts each label by itself', () => {
    const { overall, byLabel } = detectionResults(cases, ['nodule', 'mass'], { ...rule, ...bootstrapping });
    const value = (map: typeof overall | undefined, id: string) => {
      const result = map?.get(id);
      return result?.kind === 'value' ? result.value : result?.reason;
    };
    expect(value(overall, 'detection-f1')).toBeCloseTo(4 / 6, 12);
    expect(value(overall, 'detection-precision')).toBeCloseTo(2 / 3, 12);
    expect(value(overall, 'detection-sensitivity')).toBeCloseTo(2 / 3, 12);
    expect(value(overall, 'false-positives-per-image')).toBeCloseTo(1 / 3, 12);
    expect(value(overall, 'mean-best-iou')).toBeCloseTo((8 / 12 + 0 + 1) / 3, 12);
    expect(value(overall, 'mean-best-giou')).toBeCloseTo((8 / 12 - 1 + 1) / 3, 12);
    expect(value(overall, 'pointing-accuracy')).toBeCloseTo(2 / 3, 12);
    expect(value(byLabel[0], 'detection-sensitivity')).toBe(1);
    expect(value(byLabel[1], 'detection-sensitivity')).toBe(0);
    expect(value(byLabel[1], 'detection-precision')).toBe('the model gave no box');
    expect(overall.get('detection-f1')?.signature.options).toMatchObject({
      iouThreshold: 0.5,
      labels: 'must agree',
    });
    const f1 = overall.get('detection-f1');
    // How many of the few resamples hold no box at all depends on the generator.
    expect(f1?.kind === 'value' && f1.interval?.method).toMatch(
      /^percentile bootstrap by case, 60 resamples, seed 3\b/,
    );
  });

  it('says in the signature only what bears on the figure, and what was counted', () => {
    const { overall } = detectionResults(cases, [], {
      ...rule,
      ...bootstrapping,
      choices: { unanswered: 'wrong' },
    });
    const averaging = 'pooled over images';
    const options = (id: string) => overall.get(id)?.signature.options;
    expect(options('detection-precision')).toEqual({
      iouThreshold: 0.5,
      labels: 'must agree',
      averaging,
      unanswered: 'wrong',
    });
    expect(options('mean-best-iou')).toEqual({ labels: 'must agree', averaging, unanswered: 'wrong' });
    expect(options('mean-best-giou')).toEqual({ labels: 'must agree', averaging, unanswered: 'wrong' });
    expect(options('pointing-accuracy')).toEqual({ tolerancePixels: 0, averaging, unanswered: 'wrong' });
    expect(overall.get('detection-precision')?.n).toBe(3);
    expect(overall.get('detection-f1')?.n).toBe(6);
    expect(overall.get('false-positives-per-image')?.n).toBe(3);
  });

  it('has an interval from two images on', () => {
    const withInterval = (count: number) => {
      const result = detectionResults(cases.slice(0, count), [], { ...rule, ...bootstrapping }).overall.get(
        'false-positives-per-image',
      );
      return result?.kind === 'value' && result.interval !== undefined;
    };
    expect([1, 2].map(withInterval)).toEqual([false, true]);
  });

  it('leaves a figure of one image undefined where there is nothing to count', () => {
    const figures = (one: DetectionCase | undefined) =>
      caseFigures(countBoxes(one?.truth ?? [], one?.predicted ?? [], rule));
    expect(figures(cases[1])).toEqual({
      'detection-f1': null,
      'detection-sensitivity': null,
      'detection-precision': null,
      'false-positives-per-image': 0,
      'mean-best-iou': null,
      'mean-best-giou': null,
      'pointing-accuracy': null,
    });
    expect(figures(cases[0])).toMatchObject({ 'detection-f1': 0.5, 'false-positives-per-image': 1 });
  });

  it('is undefined without images', () => {
    const { overall } = detectionResults([], [], { ...rule, ...bootstrapping });
    expect(overall.get('false-positives-per-image')).toMatchObject({
      kind: 'undefined',
      reason: 'there is no image',
    });
  });
});

describe('pointing game', () => {
  it('goes by the centre of the most confident box of each label', () => {
    const truth = [box(0), box(50), box(100, 'mass')];
    const predicted = [scored(200, 0.2), scored(47, 0.9), box(300, 'effusion')];
    expect(pointingHits(truth, predicted)).toEqual([
      { label: 'nodule', hit: true },
      { label: 'mass', hit: false },
    ]);
  });

  it('forgives as many pixels as are allowed', () => {
    expect(pointingHits([box(0)], [box(8)])[0]?.hit).toBe(false);
    expect(pointingHits([box(0)], [box(8)], 3)[0]?.hit).toBe(true);
    expect(pointingHits([box(0)], [box(8)], 2.9)[0]?.hit).toBe(false);
    const low = { ...box(0), y: 20 };
    const distanceOf = (y: number) =>
      [2.9, 3].map((tolerance) => pointingHits([low], [{ ...box(0), y }], tolerance)[0]?.hit);
    expect(distanceOf(12)).toEqual([false, true]);
    expect(distanceOf(28)).toEqual([false, true]);
    expect(distanceOf(22)).toEqual([true, true]);
  });
});

describe('FROC', () => {
  const froc = { ...rule, duplicates: 'false positive' } as const;
  // Ranked: right 0.9, wrong 0.8, right 0.7, right again (duplicate) 0.6, wrong 0.5; three boxes to be found in two images.
  const cases: DetectionCase[] = [
    { truth: [box(0), box(50)], predicted: [scored(0, 0.9), scored(300, 0.8), scored(1, 0.6)] },
    { truth: [box(0)], predicted: [scored(0, 0.7), scored(400, 0.5)] },
  ];

  it('has a point for each confidence', () => {
    expect(frocPoints(rankDetections(cases, froc))).toEqual([
      { threshold: 0.9, falsePositivesPerImage: 0, sensitivity: 1 / 3 },
      { threshold: 0.8, falsePositivesPerImage: 0.5, sensitivity: 1 / 3 },
      { threshold: 0.7, falsePositivesPerImage: 0.5, sensitivity: 2 / 3 },
      { threshold: 0.6, falsePositivesPerImage: 1, sensitivity: 2 / 3 },
      { threshold: 0.5, falsePositivesPerImage: 1.5, sensitivity: 2 / 3 },
    ]);
    const notCounted = frocPoints(rankDetections(cases, { ...froc, duplicates: 'not counted' }));
    expect(notCounted?.at(-1)).toEqual({ threshold: 0.5, falsePositivesPerImage: 1, sensitivity: 2 / 3 });
  });

  it('reads the sensitivity between the points', () => {
    const points = frocPoints(rankDetections(cases, froc)) ?? [];
    expect(sensitivityAt(points, 0)).toBeCloseTo(1 / 3, 12);
    expect(sensitivityAt(points, 0.25)).toBeCloseTo(1 / 3, 12);
    expect(sensitivityAt(points, 0.5)).toBeCloseTo(2 / 3, 12);
    expect(sensitivityAt(points, 8)).toBeCloseTo(2 / 3, 12);
    expect(meanSensitivity(points, [0.25, 1])).toBeCloseTo(0.5, 12);
    // The first point has false positives already: the curve comes from (0, 0).
    expect(sensitivityAt([{ threshold: 1, falsePositivesPerImage: 2, sensitivity: 0.5 }], 1)).toBeCloseTo(
      0.25,
      12,
    );
  });

  it('reads along the line between two points', () => {
    const points = [
      { threshold: 0.9, falsePositivesPerImage: 1, sensitivity: 0.2 },
      { threshold: 0.5, falsePositivesPerImage: 3, sensitivity: 0.6 },
    ];
    expect([0.5, 1, 1.5, 3, 4].map((rate) => sensitivityAt(points, rate).toFixed(6))).toEqual([
      '0.100000',
      '0.200000',
      '0.300000',
      '0.600000',
      '0.600000',
    ]);
    expect(usualRates).toEqual([0.125, 0.25, 0.5, 1, 2, 4, 8]);
  });

  it('sets crowds aside, and finds from the threshold on', () => {
    const crowd = { ...box(50, 'nodule', 100), crowd: true };
    const one = {
      truth: [crowd, { ...box(0), crowd: false }],
      predicted: [scored(60, 0.9), { ...box(0, 'nodule', 5), confidence: 0.8 }],
    };
    expect(frocPoints(rankDetections([one], froc))).toEqual([
      { threshold: 0.8, falsePositivesPerImage: 0, sensitivity: 1 },
    ]);
    expect(frocPoints(rankDetections([{ ...one, truth: [crowd] }], froc))).toBeNull();
  });

  it('gives a detection to the free box that it overlaps most', () => {
    const one = { truth: [box(0), box(3)], predicted: [scored(2, 0.9), scored(0, 0.8)] };
    expect(frocPoints(rankDetections([one], froc))?.map(({ sensitivity }) => sensitivity)).toEqual([0.5, 1]);
  });

  it('keeps detections of one confidence together', () => {
    const tied = [{ truth: [box(0)], predicted: [scored(0, 0.5), scored(300, 0.5)] }];
    expect(frocPoints(rankDetections(tied, froc))).toEqual([
      { threshold: 0.5, falsePositivesPerImage: 1, sensitivity: 1 },
    ]);
  });

  it('gives a figure with an interval, and none where it cannot', () => {
    const options = { ...froc, ...bootstrapping };
    const { meanSensitivity: figure, points } = frocResult(cases, options);
    expect(points).toHaveLength(5);
    expect(figure.kind === 'value' && figure.interval?.method).toBe(
      'percentile bootstrap by case, 60 resamples, seed 3',
    );
    expect(
      figure.kind === 'value' &&
        figure.interval &&
        figure.interval.low <= figure.value &&
        figure.value <= figure.interval.high,
    ).toBe(true);
    expect(figure).toMatchObject({
      kind: 'value',
      n: 2,
      signature: { options: { duplicates: 'false positive' } },
    });
    expect(frocResult([{ truth: [box(0)], predicted: [box(0)] }], options).meanSensitivity).toMatchObject({
      kind: 'undefined',
      reason: 'the model gave no confidence, so no threshold can be moved',
    });
    expect(frocResult([{ truth: [], predicted: [scored(0, 0.5)] }], options).meanSensitivity).toMatchObject({
      reason: 'there is nothing to be found',
    });
    const none = frocResult([{ truth: [box(0)], predicted: [] }], options);
    expect(none.meanSensitivity).toMatchObject({ kind: 'value', value: 0 });
  });
});

describe('definitions', () => {
  it('names each metric once and explains it', () => {
    expect(new Set(definitions.map(({ id }) => id)).size).toBe(definitions.length);
    for (const { plain, formula, convention, emptyCase, reference, peer } of definitions) {
      for (const text of [plain, formula, convention, emptyCase, reference, peer])
        expect(text.length).toBeGreaterThan(3);
    }
  });
});

describe('shares of boxes of which every one is alike', () => {
  it('have the interval of as many groups as have a say, not the certainty of equal resamples', () => {
    const image = (group: string, found: boolean): DetectionCase => ({
      truth: found ? [box(0)] : [],
      predicted: found ? [box(0)] : [],
      group,
    });
    // Three boxes of two patients; two more patients have none.
    const cases = [
      image('a', true),
      image('a', true),
      image('b', true),
      image('c', false),
      image('d', false),
    ];
    const { overall } = detectionResults(cases, ['nodule'], { ...bootstrapping, ...rule });
    const method = 'Wilson on 2 groups, since every resample is the same';
    const { low } = wilsonInterval(2, 2, 0.95);
    for (const id of ['sensitivity', 'precision', 'pointing'])
      expect([...overall.entries()].find(([key]) => key.includes(id))?.[1]).toMatchObject({
        value: 1,
        interval: { low, high: 1, method },
      });
  });
});
