import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Region } from '../../dataset/truth.ts';
import { encodeMask } from '../../geometry/rle.ts';
import { definitions } from './definitions.ts';
import type { LocatedTarget } from './located-target.ts';
import { locateAreas, locatePoints, usualPointRule } from './points.ts';
import { locateRegions, regionAgreement, regionHit, sideOf } from './regions.ts';
import { caseLocalizationFigures, localizationResults } from './results.ts';

const frame = { size: { width: 300, height: 400 } };
const fovea = { label: 'fovea', x: 100, y: 100 };

describe('points', () => {
  it('hits within the radius of the data set, bound included', () => {
    const at = (x: number) =>
      locatePoints([{ ...fovea, toleranceRadius: 5 }], [{ label: 'fovea', x, y: 100 }], frame)[0]?.hit;
    expect(at(105)).toBe(true);
    expect(at(105.01)).toBe(false);
  });

  it('hits within a share of the diagonal where the data set gives no radius', () => {
    const at = (x: number) => locatePoints([fovea], [{ label: 'fovea', x, y: 100 }], frame)[0]?.hit;
    // The diagonal is 500 pixels: 5 % of it are 25.
    expect(at(125)).toBe(true);
    expect(at(125.01)).toBe(false);
  });

  it('measures the distance in pixels, in millimetres and as a share of the diagonal', () => {
    const answer = [{ label: 'fovea', x: 103, y: 104 }];
    expect(locatePoints([fovea], answer, frame)[0]?.distance).toEqual({
      pixels: 5,
      millimetres: null,
      ofDiagonal: 0.01,
    });
    const spaced = { ...frame, pixelSpacing: [2, 3] } as const;
    expect(locatePoints([fovea], answer, spaced)[0]?.distance?.millimetres).toBeCloseTo(Math.hypot(9, 8), 12);
  });

  it('misses without an answer of the label; the distance goes by the rule', () => {
    const other = [{ label: 'disc', x: 100, y: 100 }];
    expect(locatePoints([fovea], other, frame)).toEqual([
      { label: 'fovea', hit: false, distance: null, sideAgrees: null, sideSwapped: null },
    ]);
    const rule = { ...usualPointRule, distanceOfMissing: 'image diagonal' } as const;
    expect(locatePoints([fovea], other, frame, rule)[0]).toMatchObject({
      hit: false,
      distance: { pixels: 500, millimetres: null, ofDiagonal: 1 },
    });
  });

  it('gives each answer to one point, the nearest pairs first', () => {
    const truth = [fovea, { ...fovea, x: 110 }];
    const answered = [
      { label: 'fovea', x: 111, y: 100 },
      { label: 'fovea', x: 130, y: 100 },
    ];
    expect(locatePoints(truth, answered, frame).map(({ distance }) => distance?.pixels)).toEqual([30, 1]);
    const turned = <P extends { x: number; y: number }>(points: readonly P[]) =>
      points.map((point) => ({ ...point, x: point.y, y: point.x }));
    const along = locatePoints(turned(truth), turned(answered), frame);
    expect(along.map(({ distance }) => distance?.pixels)).toEqual([30, 1]);
  });

  it('never measures less than 0, and never hits beyond the radius', () => {
    const coordinate = fc.double({ min: 0, max: 300, noNaN: true });
    fc.assert(
      fc.property(
        coordinate,
        coordinate,
        fc.double({ min: 0, max: 50, noNaN: true }),
        (x, y, toleranceRadius) => {
          const [located] = locatePoints([{ ...fovea, toleranceRadius }], [{ label: 'fovea', x, y }], frame);
          expect(located?.distance?.pixels).toBeGreaterThanOrEqual(0);
          expect(located?.hit).toBe((located?.distance?.pixels ?? NaN) <= toleranceRadius);
        },
      ),
    );
  });

  it('hits an area from inside a box or a mask of its label', () => {
    const boxes = [{ label: 'nodule', x: 10, y: 10, width: 10, height: 10 }];
    const mask = encodeMask(Uint8Array.from([0, 1, 0, 0]), 2, 2);
    const truth = { boxes, masks: [{ label: 'cup', mask }] };
    const hits = (label: string, x: number, y: number) =>
      locateAreas(truth, [{ label, x, y }])
        .filter(({ hit }) => hit)
        .map((target) => target.label);
    expect(hits('nodule', 10, 20)).toEqual(['nodule']);
    expect(hits('nodule', 9.9, 15)).toEqual([]);
    expect(hits('cup', 15, 15)).toEqual([]);
    expect(hits('cup', 1.5, 0.5)).toEqual(['cup']);
    expect(hits('cup', 2, 0)).toEqual(['cup']);
    expect(hits('cup', 0.5, 0.5)).toEqual([]);
    expect(hits('cup', 1.5, -1)).toEqual([]);
    expect(hits('cup', 2.5, 0.5)).toEqual([]);
    expect(hits('nodule', 1.5, 0.5)).toEqual([]);
  });

  it('takes edges as inside, of a box and of the image, and nothing beyond', () => {
    const boxes = [{ label: 'nodule', x: 10, y: 10, width: 10, height: 20 }];
    const mask = encodeMask(Uint8Array.from([0, 1, 1, 0]), 2, 2);
    const hit = (label: string, x: number, y: number) =>
      locateAreas({ boxes, masks: [{ label: 'cup', mask }] }, [{ label, x, y }]).some((one) => one.hit);
    for (const [x, y, inside] of [
      [10, 10, true],
      [20, 30, true],
      [20, 10, true],
      [10, 30, true],
      [20.1, 20, false],
      [9.9, 20, false],
      [15, 9.9, false],
      [15, 30.1, false],
    ] as const) {
      expect(hit('nodule', x, y), `${x}, ${y} in the box`).toBe(inside);
    }
    for (const [x, y, inside] of [
      [0.5, 1.5, true],
      [0, 2, true],
      [0.5, 2.1, false],
      [-0.5, 1.5, false],
      [1.5, 1.5, false],
      [2, 0.5, true],
      [1.5, 0, true],
    ] as const) {
      expect(hit('cup', x, y), `${x}, ${y} in the mask`).toBe(inside);
    }
  });

  it('is hit in any of several boxes or masks, and there may be none', () => {
    const boxes = [0, 50].map((x) => ({ label: 'nodule', x, y: 0, width: 10, height: 10 }));
    expect(locateAreas({ boxes }, [{ label: 'nodule', x: 55, y: 5 }])).toMatchObject([{ hit: true }]);
    const masks = [
      [1, 0],
      [0, 1],
    ].map((pixels) => ({ label: 'cup', mask: encodeMask(Uint8Array.from(pixels), 2, 1) }));
    expect(locateAreas({ masks }, [{ label: 'cup', x: 1.5, y: 0.5 }])).toMatchObject([{ hit: true }]);
    expect(locateAreas({ masks }, [])).toMatchObject([{ hit: false }]);
    expect(locateAreas({}, [{ label: 'cup', x: 1, y: 1 }])).toEqual([]);
  });
});

describe('regions', () => {
  const lobe: Region = { label: 'nodule', name: 'lung', side: 'left', zone: 'Upper' };

  it('agrees part by part, on what the truth gives', () => {
    expect(regionAgreement(lobe, { label: 'nodule', name: 'Lung ', side: 'right', zone: 'upper' })).toEqual({
      name: true,
      side: false,
      zone: true,
      fdi: null,
      quadrant: null,
    });
    expect(regionHit(regionAgreement(lobe, { ...lobe, zone: 'upper' }))).toBe(true);
    expect(regionHit(regionAgreement(lobe, { label: 'nodule', name: 'lung', side: 'left' }))).toBe(false);
    expect(regionHit(regionAgreement({ label: 'nodule' }, lobe))).toBe(true);
  });

  it('lets the number of a tooth decide, and knows its quadrant and side', () => {
    const tooth: Region = { label: 'caries', name: 'tooth', fdi: 36 };
    expect(regionHit(regionAgreement(tooth, { label: 'caries', fdi: 36 }))).toBe(true);
    expect(regionAgreement(tooth, { label: 'caries', fdi: 37 })).toMatchObject({
      fdi: false,
      quadrant: true,
      side: true,
    });
    expect([11, 21, 31, 41, 51, 61, 71, 81].map((fdi) => sideOf({ label: '', fdi }))).toEqual([
      'right',
      'left',
      'left',
      'right',
      'right',
      'left',
      'left',
      'right',
    ]);
    expect(sideOf({ label: '', quadrant: 4 })).toBe('right');
    expect(sideOf({ label: '', fdi: 36, side: 'right' })).toBe('right');
    expect(sideOf({ label: '', name: 'spine' })).toBeUndefined();
  });

  it('tells a swapped side from a missing one', () => {
    const located = (side?: Region['side']) =>
      locateRegions([lobe], [{ label: 'nodule', name: 'lung', zone: 'upper', ...(side ? { side } : {}) }])[0];
    expect(located('left')).toMatchObject({ hit: true, sideAgrees: true, sideSwapped: false });
    expect(located('right')).toMatchObject({ hit: false, sideAgrees: false, sideSwapped: true });
    expect(located('bilateral')).toMatchObject({ hit: false, sideAgrees: false, sideSwapped: false });
    expect(located()).toMatchObject({ hit: false, sideAgrees: false, sideSwapped: false });
    const right: Region = { ...lobe, side: 'right' };
    expect(locateRegions([right], [lobe])[0]).toMatchObject({ sideAgrees: false, sideSwapped: true });
    expect(locateRegions([right], [right])[0]).toMatchObject({ sideAgrees: true, sideSwapped: false });
    expect(locateRegions([{ ...lobe, side: 'midline' }], [lobe])[0]).toMatchObject({
      sideAgrees: false,
      sideSwapped: null,
    });
    expect(locateRegions([{ label: 'nodule' }], [])[0]).toMatchObject({
      hit: false,
      sideAgrees: null,
      sideSwapped: null,
    });
  });

  it('pairs the regions of a label so that most are hit', () => {
    const right: Region = { ...lobe, side: 'right' };
    expect(locateRegions([lobe, right], [right, lobe]).map(({ hit }) => hit)).toEqual([true, true]);
    expect(locateRegions([lobe, right], [right]).map(({ hit }) => hit)).toEqual([false, true]);
    expect(locateRegions([lobe, lobe], [lobe]).map(({ hit }) => hit)).toEqual([true, false]);
    const [partly] = locateRegions(
      [lobe],
      [
        { ...right, zone: 'lower' },
        { ...lobe, zone: 'lower' },
      ],
    );
    expect(partly).toMatchObject({ hit: false, sideAgrees: true });
    expect(locateRegions([lobe], [{ ...lobe, label: 'mass' }])[0]?.hit).toBe(false);
  });
});

describe('localization figures', () => {
  const target = (more: Partial<LocatedTarget>): LocatedTarget => ({
    label: 'fovea',
    hit: false,
    distance: null,
    sideAgrees: null,
    sideSwapped: null,
    ...more,
  });
  const cases = [
    {
      targets: [
        target({ hit: true, distance: { pixels: 2, millimetres: 1, ofDiagonal: 0.01 } }),
        target({ label: 'disc' }),
      ],
      group: 'a',
    },
    {
      targets: [
        target({ sideAgrees: false, sideSwapped: true }),
        target({ sideAgrees: true, sideSwapped: null }),
      ],
      group: 'b',
    },
    {
      targets: [target({ hit: true, distance: { pixels: 4, millimetres: null, ofDiagonal: 0.03 } })],
      group: 'b',
    },
  ];
  const options = { resamples: 30, seed: 2, level: 0.95 };

  it('pools the targets of all cases', () => {
    const { overall, byLabel } = localizationResults(cases, ['fovea', 'disc'], options);
    expect(overall.get('localization-hit-rate')).toMatchObject({ value: 2 / 5, n: 5 });
    expect(overall.get('distance-pixels')).toMatchObject({
      value: 3,
      n: 2,
      signature: { options: { missing: 'left out' } },
    });
    expect(overall.get('distance-of-diagonal')).toMatchObject({ value: 0.02, n: 2 });
    expect(overall.get('distance-mm')).toMatchObject({ value: 1, n: 1 });
    expect(overall.get('laterality-accuracy')).toMatchObject({ value: 1 / 2, n: 2 });
    expect(overall.get('side-swap-rate')).toMatchObject({ value: 1, n: 1 });
    expect(byLabel[1]?.get('localization-hit-rate')).toMatchObject({
      value: 0,
      n: 1,
      signature: { options: { label: 'disc' } },
    });
    expect(byLabel[1]?.get('distance-pixels')).toMatchObject({
      kind: 'undefined',
      reason: 'no true point has an answer',
    });
    const hits = overall.get('localization-hit-rate');
    expect(hits?.kind === 'value' && hits.interval?.method).toBe(
      'percentile bootstrap by group, 30 resamples, seed 2',
    );
  });

  it('says in the signature only what bears on the figure', () => {
    const { overall } = localizationResults(cases, [], { ...options, choices: { unanswered: 'wrong' } });
    const averaging = 'pooled over cases';
    const signed = (id: string) => overall.get(id)?.signature.options;
    expect(signed('localization-hit-rate')).toEqual({
      toleranceOfDiagonal: 0.05,
      averaging,
      unanswered: 'wrong',
    });
    expect(signed('distance-mm')).toEqual({ missing: 'left out', averaging, unanswered: 'wrong' });
    expect(signed('side-swap-rate')).toEqual({ averaging, unanswered: 'wrong' });
  });

  it('has figures of one case', () => {
    expect(caseLocalizationFigures(cases[0]?.targets ?? [])).toEqual({
      'localization-hit-rate': 0.5,
      'distance-of-diagonal': 0.01,
      'distance-pixels': 2,
      'distance-mm': 1,
      'laterality-accuracy': null,
      'side-swap-rate': null,
    });
  });

  it('names each metric once', () => {
    expect(new Set(definitions.map(({ id }) => id)).size).toBe(definitions.length);
  });
});
