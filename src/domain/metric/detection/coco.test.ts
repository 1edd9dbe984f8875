import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cocoFigureNames, cocoFigures, labelFigures } from './coco-figures.ts';
import { iouThresholds, matchAsCoco } from './coco-matching.ts';
import type { DetectionCase, PredictedBox, TrueBox } from './detection-case.ts';
import { cocoResults } from './ranked-results.ts';

const label = 'nodule';
const at = (x: number, side = 50): TrueBox => ({ x, y: 0, width: side, height: side, label });
const found = (x: number, confidence: number, side = 50): PredictedBox => ({ ...at(x, side), confidence });
const bootstrapping = { resamples: 50, seed: 1, level: 0.95 };

const boxes = fc.record({
  x: fc.integer({ min: 0, max: 60 }),
  y: fc.integer({ min: 0, max: 60 }),
  width: fc.integer({ min: 1, max: 60 }),
  height: fc.integer({ min: 1, max: 60 }),
  label: fc.constantFrom('a', 'b'),
});
const caseLists = fc.array(
  fc.record({
    truth: fc.array(boxes, { maxLength: 4 }),
    predicted: fc.uniqueArray(
      fc
        .tuple(boxes, fc.integer({ min: 0, max: 1e6 }))
        .map(([box, score]) => ({ ...box, confidence: score / 1e6 })),
      { maxLength: 6, selector: ({ confidence }) => confidence },
    ),
  }),
  { minLength: 1, maxLength: 6 },
);

describe('COCO figures', () => {
  it('has the thresholds that numpy.linspace makes', () => {
    expect(iouThresholds).toEqual([0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.8999999999999999, 0.95]);
  });

  it('is 1 for perfect detections, 0 for none, undefined without truth', () => {
    const truth = [at(0), at(200, 20)];
    const perfect = cocoFigures(
      matchAsCoco([{ truth, predicted: [found(0, 0.9), found(200, 0.8, 20)] }], [label]),
    );
    expect(perfect.ap).toBeCloseTo(1, 12);
    expect(perfect).toMatchObject({
      ar1: 0.5,
      ar10: 1,
      ar100: 1,
      arSmall: 1,
      arMedium: 1,
      apLarge: null,
      arLarge: null,
    });
    const nothing = cocoFigures(matchAsCoco([{ truth, predicted: [] }], [label]));
    expect(nothing).toMatchObject({ ap: 0, ap50: 0, ar100: 0, apSmall: 0, apLarge: null });
    const noTruth = cocoFigures(matchAsCoco([{ truth: [], predicted: [found(0, 0.9)] }], [label]));
    expect(cocoFigureNames.map((name) => noTruth[name])).toEqual(cocoFigureNames.map(() => null));
  });

  it('lowers the precision by a wrong detection only where it ranks first', () => {
    const wrongLast = { truth: [at(0)], predicted: [found(0, 0.9), found(300, 0.1)] };
    const wrongFirst = { truth: [at(0)], predicted: [found(0, 0.1), found(300, 0.9)] };
    expect(cocoFigures(matchAsCoco([wrongLast], [label])).ap).toBeCloseTo(1, 12);
    expect(cocoFigures(matchAsCoco([wrongFirst], [label])).ap).toBeCloseTo(0.5, 12);
  });

  it('neither rewards nor punishes detections in a crowd', () => {
    const crowd = { ...at(200, 100), crowd: true };
    const predicted = [found(210, 0.95, 10), found(240, 0.94, 10), found(0, 0.5)];
    expect(cocoFigures(matchAsCoco([{ truth: [crowd, at(0)], predicted }], [label])).ap).toBeCloseTo(1, 12);
  });

  it('takes the outline, where one is given, for the size class', () => {
    const truth = [{ ...at(0, 50), area: 900 }];
    const figures = cocoFigures(matchAsCoco([{ truth, predicted: [found(0, 0.9)] }], [label]));
    expect(figures).toMatchObject({ arSmall: 1, arMedium: null });
  });

  it('gives a detection to a box of the size class rather than to a better one outside it', () => {
    // Small: 30 x 30 pixels; medium: 33 x 33. The detection is the medium box; its IoU with the small one is 0.826.
    const truth = [at(0, 33), at(0, 30)];
    const figures = cocoFigures(matchAsCoco([{ truth, predicted: [found(0, 0.9, 33)] }], [label]));
    expect(figures.arSmall).toBeCloseTo(0.7, 12);
    expect(figures.arMedium).toBe(1);
  });

  it('counts the bounds of a size class to both sides', () => {
    const cases = [32, 96].map((side): DetectionCase => ({
      truth: [at(0, side)],
      predicted: [found(0, 0.9, side)],
    }));
    const figures = cocoFigures(matchAsCoco(cases, [label]));
    expect(figures).toMatchObject({ arSmall: 1, arMedium: 1, arLarge: 1 });
    // Wrong detections on the bounds, ranked first, are wrong on both sides.
    const [small, medium, large] = [[32], [32, 96], [96]].map((sides) =>
      cocoFigures(
        matchAsCoco(
          sides.map((side) => ({
            truth: [at(0, side)],
            predicted: [found(0, 0.1, side), found(500, 0.9, side)],
          })),
          [label],
        ),
      ),
    );
    expect(small?.apSmall).toBeCloseTo(0.5, 12);
    expect(medium?.apMedium).toBeCloseTo(0.5, 12);
    expect(large?.apLarge).toBeCloseTo(0.5, 12);
  });

  it.each([
    // numpy: 0.29 is among the thresholds up to 0.29, but threshold 57 is 0.5700000000000001.
    { finds: 29, thresholds: 30 },
    { finds: 57, thresholds: 57 },
    { finds: 50, thresholds: 51 },
  ])('reaches $thresholds recall thresholds with $finds of 100 boxes found', ({ finds, thresholds }) => {
    const cases = Array.from({ length: 100 }, (_, i) => ({
      truth: [at(0)],
      predicted: i < finds ? [found(0, 0.9)] : [],
    }));
    expect(cocoFigures(matchAsCoco(cases, [label])).ap).toBeCloseTo(thresholds / 101, 12);
  });

  it('looks at no more than 100 detections of an image, the most confident', () => {
    const predicted = [...Array.from({ length: 100 }, () => found(500, 0.9)), found(0, 0.1)];
    expect(cocoFigures(matchAsCoco([{ truth: [at(0)], predicted }], [label])).ar100).toBe(0);
    expect(cocoFigures(matchAsCoco([{ truth: [at(0)], predicted: predicted.slice(1) }], [label])).ar100).toBe(
      1,
    );
  });

  it('counts detections in images without the label as wrong', () => {
    const cases = [
      { truth: [], predicted: [found(0, 0.9)] },
      { truth: [at(0)], predicted: [found(0, 0.5)] },
    ];
    expect(cocoFigures(matchAsCoco(cases, [label])).ap).toBeCloseTo(0.5, 12);
  });

  it('stays between 0 and 1, and finds no less when more detections are looked at', () => {
    fc.assert(
      fc.property(caseLists, (cases) => {
        const figures = cocoFigures(matchAsCoco(cases, ['a', 'b']));
        for (const name of cocoFigureNames) {
          const value = figures[name] ?? 0;
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
        expect(figures.ar1 ?? 0).toBeLessThanOrEqual(figures.ar10 ?? 0);
        expect(figures.ar10 ?? 0).toBeLessThanOrEqual(figures.ar100 ?? 0);
        expect(figures.ap50 ?? 0).toBeGreaterThanOrEqual(figures.ap75 ?? 0);
      }),
    );
  });

  it('counts a resampled image as often as it was drawn', () => {
    fc.assert(
      fc.property(
        caseLists,
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 6 }),
        (cases, drawn) => {
          const copies = cases.flatMap((one, i) => Array.from({ length: drawn[i] ?? 0 }, () => one));
          const weighted = cocoFigures(matchAsCoco(cases, ['a', 'b']), Uint32Array.from(drawn));
          const copied = cocoFigures(matchAsCoco(copies, ['a', 'b']));
          for (const name of cocoFigureNames) {
            if (copied[name] === null) expect(weighted[name]).toBeNull();
            else expect(weighted[name]).toBeCloseTo(copied[name], 12);
          }
        },
      ),
    );
  });

  it('is the mean over the labels that have a truth', () => {
    fc.assert(
      fc.property(caseLists, (cases) => {
        const matches = matchAsCoco(cases, ['a', 'b', 'never']);
        const defined = matches.flatMap((one) => labelFigures(one).ap ?? []);
        const mean = defined.length === 0 ? null : defined.reduce((sum, ap) => sum + ap, 0) / defined.length;
        expect(cocoFigures(matches).ap).toEqual(mean);
      }),
    );
  });

  it('refuses a label that is not listed and a confidence that is no number', () => {
    expect(() => matchAsCoco([{ truth: [at(0)], predicted: [] }], ['mass'])).toThrow(/"nodule" is not among/);
    const predicted = [found(0, NaN), found(1, 0.5)];
    expect(() => matchAsCoco([{ truth: [at(0)], predicted }], [label])).toThrow(
      /confidence must be a number, not NaN/,
    );
  });
});

describe('COCO results', () => {
  const cases: DetectionCase[] = [
    { truth: [at(0)], predicted: [found(0, 0.9)], group: 'p1' },
    { truth: [at(0)], predicted: [found(300, 0.8)], group: 'p1' },
    { truth: [at(0)], predicted: [found(5, 0.7)], group: 'p2' },
  ];

  it('has an interval by group and says that confidences were given', () => {
    const { overall, byLabel } = cocoResults(cases, [label], bootstrapping);
    const ap = overall.get('coco-ap');
    expect(ap).toMatchObject({ kind: 'value', n: 3, signature: { options: { confidence: 'given' } } });
    expect(ap?.kind === 'value' && ap.interval?.method).toBe(
      'percentile bootstrap by group, 50 resamples, seed 1',
    );
    expect(byLabel[0]?.get('coco-ap')).toMatchObject({ value: ap?.kind === 'value' ? ap.value : NaN });
    expect(overall.get('coco-ap-small')).toMatchObject({
      kind: 'undefined',
      reason: 'no label has a box to be found',
    });
  });

  it('draws the same resamples for each label as for that label alone', () => {
    const second = (box: TrueBox | PredictedBox) => ({ ...box, x: box.x * 1.3, label: 'mass' });
    const alone = cases.map(({ truth, predicted, group }) => ({
      truth: truth.map(second),
      predicted: predicted.map(second),
      group,
    }));
    const both = cases.map((one, i) => ({
      truth: [...one.truth, ...(alone[i]?.truth ?? [])],
      predicted: [...one.predicted, ...(alone[i]?.predicted ?? [])],
      group: one.group,
    }));
    const together = cocoResults(both, [label, 'mass'], bootstrapping);
    const first = cocoResults(cases, [label], bootstrapping).byLabel[0];
    const other = cocoResults(alone, ['mass'], bootstrapping).byLabel[0];
    expect([...(together.byLabel[0] ?? [])]).toEqual([...(first ?? [])]);
    expect([...(together.byLabel[1] ?? [])]).toEqual([...(other ?? [])]);
    const whole = cocoResults(cases, [label], bootstrapping).overall;
    for (const id of ['coco-ap', 'coco-ap-50', 'coco-ar-medium']) {
      const [one, all] = [first?.get(id), whole.get(id)];
      expect(one?.kind === 'value' && one.interval).toMatchObject({ level: 0.95 });
      expect(one?.kind === 'value' && one.interval).toEqual(all?.kind === 'value' && all.interval);
    }
    const ap = together.overall.get('coco-ap');
    expect(
      ap?.kind === 'value' &&
        ap.interval &&
        ap.interval.low < ap.interval.high &&
        ap.value >= ap.interval.low &&
        ap.value <= ap.interval.high,
    ).toBe(true);
  });

  it('says so where the model gave no confidence, or gave it in part', () => {
    const without = cases.map(({ truth }) => ({ truth, predicted: [at(0)] }));
    const signatureOf = (list: readonly DetectionCase[]) =>
      cocoResults(list, [label], bootstrapping).overall.get('coco-ap')?.signature.options['confidence'];
    expect(signatureOf(without)).toBe('none given: boxes rank as listed');
    expect(signatureOf([...without, ...cases])).toBe('given in part: boxes without rank last');
  });
});
