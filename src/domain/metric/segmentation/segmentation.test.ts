import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeMask, maskFromCounts } from '../../geometry/rle.ts';
import type { RunLengthMask } from '../../dataset/truth.ts';
import { definitions } from './definitions.ts';
import { maskFigures, usualEmptyRules } from './mask-figures.ts';
import type { SegmentationCase } from './results.ts';
import { caseMaskFigures, segmentationResults } from './results.ts';
import { surfaceDistances } from './surface-distances.ts';

/** A drawing: `#` is foreground. */
function drawn(...rows: string[]): RunLengthMask {
  const pixels = rows.flatMap((row) => Array.from(row, (character) => (character === '#' ? 1 : 0)));
  return encodeMask(Uint8Array.from(pixels), rows[0]?.length ?? 0, rows.length);
}

const sides = fc.integer({ min: 1, max: 12 });
const pairs = fc.tuple(sides, sides).chain(([width, height]) => {
  const mask = fc
    .array(fc.integer({ min: 0, max: 1 }), { minLength: width * height, maxLength: width * height })
    .map((pixels) => encodeMask(Uint8Array.from(pixels), width, height));
  return fc.tuple(mask, mask);
});

const empty = drawn('....', '....');
const left = drawn('##..', '##..');
const right = drawn('..##', '..##');
const all = drawn('####', '####');

describe('figures of a mask', () => {
  it('counts pixels', () => {
    expect(maskFigures(left, drawn('.#..', '.##.'))).toMatchObject({
      dice: 4 / 7,
      'mask-iou': 2 / 5,
      'mask-sensitivity': 2 / 4,
      'mask-precision': 2 / 3,
      'mask-specificity': 3 / 4,
      'pixel-accuracy': 5 / 8,
      'area-difference': -1,
      'relative-area-difference': -1 / 4,
    });
  });

  it('keeps to what holds of any two masks', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const figures = maskFigures(a, b);
        const swapped = maskFigures(b, a);
        for (const id of ['dice', 'mask-iou', 'hausdorff', 'hausdorff-95', 'assd'] as const) {
          expect(swapped[id]).toEqual(figures[id]);
        }
        expect(swapped['mask-precision']).toEqual(figures['mask-sensitivity']);
        const { dice, 'mask-iou': iou } = figures;
        if (dice !== null && iou !== null) expect(dice).toBeCloseTo((2 * iou) / (1 + iou), 12);
        if (figures.hausdorff === null || figures['hausdorff-95'] === null || figures.assd === null) return;
        expect(figures['hausdorff-95']).toBeLessThanOrEqual(figures.hausdorff);
        expect(figures.assd).toBeLessThanOrEqual(figures.hausdorff);
        expect(figures.hausdorff).toBeLessThanOrEqual(Math.hypot(...a.size));
      }),
    );
  });

  it('measures distances in millimetres by the size of a pixel', () => {
    expect(maskFigures(drawn('#...', '....'), drawn('...#', '...#'))).toMatchObject({
      hausdorff: Math.sqrt(10),
      'hausdorff-95': 3 + 0.95 * (Math.sqrt(10) - 3),
      assd: (3 + 3 + Math.sqrt(10)) / 3,
    });
    const figures = maskFigures(drawn('#...', '....'), drawn('...#', '....'), { row: 2, column: 0.5 });
    expect(figures).toMatchObject({ hausdorff: 1.5, assd: 1.5, 'area-difference': 0 });
    expect(maskFigures(left, all, { row: 2, column: 1.5 })['area-difference']).toBe(12);
    expect(maskFigures(left, all, null)).toMatchObject({
      hausdorff: null,
      'area-difference': null,
      dice: 2 / 3,
    });
    expect(() => maskFigures(left, all, { row: 0, column: 1 })).toThrow(/above 0/);
    expect(() => surfaceDistances(left, empty, { row: 1, column: 0 })).toThrow(/above 0/);
  });

  it('takes all pixels where asked', () => {
    const ring = drawn('###', '#.#', '###');
    const full = drawn('###', '###', '###');
    expect(surfaceDistances(ring, full)?.hausdorff).toBe(0);
    expect(surfaceDistances(ring, full, undefined, 'all pixels')?.hausdorff).toBe(1);
  });

  it('has no figure, rather than a wrong one, where a mask is empty', () => {
    expect(maskFigures(empty, empty)).toEqual({
      dice: null,
      'mask-iou': null,
      'mask-sensitivity': null,
      'mask-precision': null,
      'mask-specificity': 1,
      'pixel-accuracy': 1,
      hausdorff: null,
      'hausdorff-95': null,
      assd: null,
      'area-difference': 0,
      'relative-area-difference': null,
    });
    expect(maskFigures(left, empty)).toMatchObject({ dice: 0, 'mask-precision': null, hausdorff: null });
    expect(maskFigures(empty, left)).toMatchObject({ dice: 0, 'mask-sensitivity': null, hausdorff: null });
    expect(maskFigures(all, left)['mask-specificity']).toBeNull();
  });

  it('follows other rules for empty masks where they are given', () => {
    const rules = {
      overlapOfBothEmpty: 1,
      distanceOfBothEmpty: 0,
      distanceOfOneEmpty: 'image diagonal',
    } as const;
    expect(maskFigures(empty, empty, 'pixels', rules)).toMatchObject({
      dice: 1,
      'mask-iou': 1,
      hausdorff: 0,
      assd: 0,
    });
    const farOff = Math.hypot(2 * 3, 4 * 0.5);
    expect(maskFigures(left, empty, { row: 3, column: 0.5 }, rules)).toMatchObject({
      dice: 0,
      'hausdorff-95': farOff,
    });
  });

  it('refuses masks of different sizes', () => {
    expect(() => maskFigures(left, drawn('##', '##'))).toThrow(/different sizes: 4 x 2 and 2 x 2/);
    expect(() => surfaceDistances(left, drawn('##', '##'))).toThrow(/different sizes: 4 x 2 and 2 x 2/);
    expect(() => surfaceDistances(left, drawn('####'))).toThrow(/different sizes: 4 x 2 and 4 x 1/);
  });
});

describe('figures over cases', () => {
  const size = { width: 4, height: 2 };
  const mask = (label: string, one: RunLengthMask) => ({ label, mask: one });
  const cases: SegmentationCase[] = [
    { truth: [mask('cup', left)], predicted: [mask('cup', left)], size, group: 'p1' },
    { truth: [mask('cup', left), mask('disc', right)], predicted: [mask('cup', right)], size, group: 'p1' },
    { truth: [], predicted: [], size, group: 'p2', pixelSpacing: [1, 1] },
    {
      truth: [mask('cup', left)],
      predicted: [mask('cup', all)],
      size,
      group: 'p3',
      pixelSpacing: [0.5, 0.5],
    },
  ];
  const options = { unit: 'pixels', resamples: 40, seed: 5, level: 0.95 } as const;
  const labels = ['cup', 'disc'];

  it('averages over the cases that have a figure, and says how many', () => {
    const { overall, byLabel } = segmentationResults(cases, labels, options);
    expect(overall.get('dice')).toMatchObject({ kind: 'value', value: (1 + 0 + 2 / 3) / 3, n: 3 });
    expect(byLabel[0]?.get('dice')).toMatchObject({ value: (1 + 0 + 2 / 3) / 3, n: 3 });
    expect(byLabel[0]?.get('mask-precision')?.signature.options).toEqual({
      averaging: 'mean over cases',
      label: 'cup',
    });
    expect(byLabel[1]?.get('dice')).toMatchObject({ value: 0, n: 1 });
    expect(byLabel[1]?.get('hausdorff')).toMatchObject({
      kind: 'undefined',
      reason: 'no case has this figure',
    });
    expect(overall.get('pooled-dice')).toMatchObject({ value: (2 * (4 + 0 + 4)) / (8 + 8 + 4 + 12), n: 4 });
    expect(byLabel[0]?.get('pooled-dice')).toMatchObject({
      value: (2 * 8) / (8 + 8 + 12),
      signature: { options: { label: 'cup' } },
    });
    expect(byLabel[1]?.get('pooled-dice')).toMatchObject({
      value: 0,
      signature: { options: { label: 'disc' } },
    });
    expect(overall.size).toBe(12);
    expect(byLabel.map((row) => row.size)).toEqual([12, 12]);
  });

  it('averages over the labels of a case first', () => {
    const truth = [mask('cup', left), mask('disc', right)];
    const predicted = [mask('cup', left), mask('disc', all)];
    const { mean, byLabel } = caseMaskFigures({ truth, predicted, size }, labels, options);
    expect(byLabel.map(({ dice }) => dice)).toEqual([1, 2 / 3]);
    expect(mean.dice).toBeCloseTo(5 / 6, 12);
    const single = caseMaskFigures({ truth, predicted, size }, ['disc'], options);
    expect(single.mean).toEqual(single.byLabel[0]);
    expect(single.mean.hausdorff).not.toBeNull();
  });

  it('shows the unit and the rule for empty masks in the signature', () => {
    const { overall } = segmentationResults(cases, labels, { ...options, choices: { unanswered: 'wrong' } });
    expect(overall.get('dice')?.signature.options).toEqual({
      oneEmpty: 0,
      bothEmpty: 'undefined',
      averaging: 'mean over labels, then over cases',
      unanswered: 'wrong',
    });
    expect(overall.get('assd')?.signature.options).toMatchObject({
      unit: 'pixels',
      oneEmpty: 'undefined',
      bothEmpty: 'undefined',
    });
    const emptyRules = { ...usualEmptyRules, distanceOfBothEmpty: 0 };
    const ruled = segmentationResults(cases, labels, { ...options, emptyRules }).overall;
    expect(ruled.get('hausdorff-95')?.signature.options).toMatchObject({ bothEmpty: 0 });
    expect(overall.get('area-difference')?.signature.options).toMatchObject({ unit: 'square pixels' });
    expect(overall.get('mask-precision')?.signature.options).not.toHaveProperty('unit');
    const dice = overall.get('dice');
    expect(dice?.kind === 'value' && dice.interval?.method).toMatch(
      /^percentile bootstrap by group, 40 resamples/,
    );
  });

  it('leaves cases without spacing out of figures in millimetres', () => {
    const { overall } = segmentationResults(cases, labels, { ...options, unit: 'millimetres' });
    expect(overall.get('hausdorff')).toMatchObject({
      value: 1,
      n: 1,
      signature: { options: { unit: 'millimetres' } },
    });
    expect(overall.get('area-difference')).toMatchObject({ n: 2, signature: { options: { unit: 'mm²' } } });
    expect(overall.get('dice')).toMatchObject({ n: 3 });
  });

  it('measures in pixels where asked, whatever the spacing', () => {
    const one: SegmentationCase = {
      truth: [mask('cup', left)],
      predicted: [mask('cup', all)],
      size,
      pixelSpacing: [2, 3],
    };
    const of = (unit: 'pixels' | 'millimetres') => caseMaskFigures(one, ['cup'], { unit }).mean;
    expect(of('pixels')).toMatchObject({ 'area-difference': 4, hausdorff: 2 });
    expect(of('millimetres')).toMatchObject({ 'area-difference': 24, hausdorff: 6 });
  });

  it('has no pooled Dice where there is nothing', () => {
    const none = [{ truth: [], predicted: [], size }];
    expect(segmentationResults(none, ['cup'], options).overall.get('pooled-dice')).toMatchObject({
      kind: 'undefined',
      reason: 'every mask of every case is empty',
    });
  });

  it('joins the masks of one label', () => {
    const truth = [mask('cup', drawn('#...', '....')), mask('cup', drawn('....', '#...'))];
    const { byLabel } = caseMaskFigures({ truth, predicted: [mask('cup', left)], size }, ['cup'], options);
    expect(byLabel[0]?.dice).toBe(4 / 6);
  });

  it('refuses a mask of another size than the image', () => {
    const truth = [mask('cup', maskFromCounts([4], 2, 2))];
    expect(() => caseMaskFigures({ truth, predicted: [], size }, ['cup'], options)).toThrow(
      /different sizes/,
    );
  });

  it('counts an empty case where the rule gives it a value', () => {
    const emptyRules = { ...usualEmptyRules, overlapOfBothEmpty: 1 };
    const { byLabel } = segmentationResults(cases, labels, { ...options, emptyRules });
    expect(byLabel[0]?.get('dice')).toMatchObject({ value: (1 + 0 + 1 + 2 / 3) / 4, n: 4 });
    expect(byLabel[0]?.get('dice')?.signature.options['bothEmpty']).toBe(1);
  });
});

describe('definitions', () => {
  it('names each metric once', () => {
    expect(new Set(definitions.map(({ id }) => id)).size).toBe(definitions.length);
  });
});
