import { describe, expect, test } from 'vitest';
import { maskArea, maskBoundingBox } from '../../domain/geometry/rle.ts';
import { datasetId } from '../../domain/ids.ts';
import { PixelBudget } from '../image/budget.ts';
import type { MaskRule } from '../mask/rule.ts';
import { plain, shorts, type TestVolume } from '../nifti/test-nifti.ts';
import type { CaseDraft } from '../reader/reading.ts';
import { prepareCase } from './prepare-case.ts';
import { noDecoder } from './test-import.ts';

const size = [4, 3, 5] as const;
const image = shorts(size, (n) => n);
/** A liver of 2 x 2 voxels on slice 1 and 2 x 1 on slice 3 (where there is a tumour of one voxel beside it). */
const labelAt = (n: number): number => {
  const [i, j, k] = [n % 4, Math.floor(n / 4) % 3, Math.floor(n / 12)];
  if (k === 3 && i === 3 && j === 2) return 2;
  return (k === 1 && i < 2 && j < 2) || (k === 3 && i < 2 && j === 0) ? 1 : 0;
};
const map = (more: Partial<TestVolume> = {}): Uint8Array<ArrayBuffer> => shorts(size, labelAt, more);
const named: MaskRule = {
  kind: 'numbered',
  labels: [
    { value: 1, label: 'liver' },
    { value: 2, label: 'tumour' },
  ],
};

async function prepare(
  files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>,
  rule: MaskRule = named,
  images = ['a.nii'],
) {
  const draft: CaseDraft = {
    name: 'a',
    images: images.map((path) => ({ path })),
    truth: {},
    maskFiles: Object.keys(files)
      .filter((path) => path.includes('seg'))
      .map((path) => ({ path, rule })),
    split: 'none',
    attributes: {},
  };
  const read = (path: string) => Promise.resolve((files[path] ?? new Uint8Array()).slice());
  return prepareCase(draft, 0, datasetId('d'.repeat(32)), {
    files: { read, view: read },
    decoder: noDecoder,
    budget: new PixelBudget(),
    names: { nameOf: (path) => path, isFree: () => true, say: (text) => text },
  });
}

async function sampleOf(...args: Parameters<typeof prepare>) {
  const prepared = await prepare(...args);
  if (prepared.kind !== 'case') throw new Error(prepared.refused.reason);
  return prepared.sample;
}

async function refusalOf(...args: Parameters<typeof prepare>): Promise<string> {
  const prepared = await prepare(...args);
  return prepared.kind === 'case' ? '' : `${prepared.refused.path}: ${prepared.refused.reason}`;
}

describe('a label map becomes the masks of the slice on which most is labelled', () => {
  test('with the names of its values, and that slice is shown', async () => {
    const { truth, images } = await sampleOf({ 'a.nii': image, 'a_seg.nii': map() });
    expect(images[0]?.raster?.shown.frame).toBe(1);
    expect(images[0]?.changes).toContain('frame 2 is shown: the one on which most is drawn');
    expect(truth.masks?.map(({ label, mask }) => [label, maskArea(mask)])).toEqual([['liver', 4]]);
    // i 0 and 1 lie on the patient's left of 4 columns that run from right to left: columns 2 and 3; j 0 and 1 at the back.
    expect(truth.masks?.[0] && maskBoundingBox(truth.masks[0].mask)).toEqual({
      x: 2,
      y: 1,
      width: 2,
      height: 2,
    });
  });

  test('the same, however it is stored', async () => {
    const turned = shorts([5, 4, 3], (n) => labelAt(n2(n)), {
      affine: [
        [0, 1, 0, 0],
        [0, 0, 1, 0],
        [1, 0, 0, 0],
      ],
    });
    /** Of a voxel with k fastest, then i, then j. */
    function n2(n: number): number {
      const [k, i, j] = [n % 5, Math.floor(n / 5) % 4, Math.floor(n / 20)];
      return i + 4 * j + 12 * k;
    }
    const plainly = await sampleOf({ 'a.nii': image, 'a_seg.nii': map() });
    expect((await sampleOf({ 'a.nii': image, 'a_seg.nii': turned })).truth).toEqual(plainly.truth);
  });

  test('of several files, of all together; other series of the case show the same slice', async () => {
    const tumour = shorts(size, (n) => (n >= 48 ? 7 : 0));
    const sample = await sampleOf(
      { 'a.nii': image, 'b.nii': image, 'seg1.nii': map(), 'seg2.nii': tumour },
      undefined,
      ['a.nii', 'b.nii'],
    );
    expect(sample.images.map(({ raster }) => raster?.shown.frame)).toEqual([4, 4]);
    expect(sample.truth.masks?.map(({ label }) => label)).toEqual(['label 7']);
  });

  test('that is empty is known to show nothing', async () => {
    const { truth, images } = await sampleOf({ 'a.nii': image, 'a_seg.nii': shorts(size, () => 0) });
    expect(truth.masks).toEqual([]);
    expect(images[0]?.raster?.shown.frame).toBe(2);
  });

  test('read by rules of other readers', async () => {
    const above = await sampleOf({ 'a.nii': image, 'a_seg.nii': map() }, { kind: 'above', label: 'lesion' });
    expect(above.truth.masks?.map(({ label, mask }) => [label, maskArea(mask)])).toEqual([['lesion', 4]]);
    expect(
      await refusalOf(
        { 'a.nii': image, 'a_seg.nii': map() },
        { kind: 'map', by: 'colour', label: null, seen: [] },
      ),
    ).toContain('numbers');
  });
});

describe('a label map is refused', () => {
  test.each([
    ['of another size', shorts([4, 3, 4], () => 1), '4 x 3 x 4 voxels, its volume 4 x 3 x 5'],
    ['elsewhere', map({ affine: [[1, 0, 0, 9], plain[1], plain[2]] }), 'lies elsewhere'],
    ['with fractions', map({ slope: 0.5 }), '0.5, and only whole numbers'],
    ['cut off', map().slice(0, 380), 'break off'],
  ])('%s', async (_, bytes, reason) => {
    const refused = await refusalOf({ 'a.nii': image, 'a_seg.nii': bytes });
    expect(refused).toMatch(/^a_seg\.nii: /);
    expect(refused).toContain(reason);
  });

  test('as a picture where it has more values than labels', async () => {
    const wide = [60, 60, 1];
    const many = shorts(wide, (n) => n);
    expect(await refusalOf({ 'a.nii': shorts(wide, (n) => n), 'a_seg.nii': many })).toContain(
      'it is a picture',
    );
  });
});
