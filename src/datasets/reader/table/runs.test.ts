import { describe, expect, test } from 'vitest';
import { maskArea, maskBoundingBox } from '../../../domain/geometry/rle.ts';
import { runWritings } from '../../../domain/geometry/run-lengths.ts';
import { readDataset } from '../readers.ts';
import type { Reading } from '../reading.ts';
import { drawnOn, filesOf } from '../test-files.ts';
import type { TableChoice } from './choice.ts';
import { undecidedRuns } from './undecided-runs.ts';
import { faults, roles } from './test-tables.ts';

const pictures = ['images/a.png', 'images/b.png'];
const read = (csv: string, choice: TableChoice = {}, name = 't.csv') =>
  readDataset(filesOf({ [name]: csv }, pictures), { tables: { [name]: choice } });
/** Label, area and corner of each mask on pictures of that size; null where nothing says whether there are any. */
const masks = ({ cases }: Reading, width: number, height: number) =>
  cases.map((draft) =>
    draft.truth.masks === undefined
      ? null
      : drawnOn(draft, width, height).masks.map(({ label, mask }) => {
          const { x, y } = maskBoundingBox(mask) ?? {};
          return [label, maskArea(mask), x, y];
        }),
  );

describe('masks as run lengths', () => {
  test('Severstal: starts and lengths, down the columns, of the class in the row', async () => {
    const reading = await read('ImageId,ClassId,EncodedPixels\na.png,3,258 2 513 1\nb.png,1,-1\n');
    expect(roles(reading)).toEqual({
      ImageId: 'image',
      ClassId: 'mask label',
      EncodedPixels: 'mask as run lengths',
    });
    expect(masks(reading, 1600, 256)).toEqual([[['3', 3, 1, 0]], []]);
    expect(reading.notes).toContain(
      't.csv: the run lengths in “EncodedPixels” are read as starts (from 1) and lengths, down the columns, as Kaggle has them.',
    );
  });

  test('SIIM-ACR: gaps and lengths, told by the name of the table; films of another size are not drawn on', async () => {
    const csv = 'ImageId, EncodedPixels\na, 2048 3 1021 2\na, 5 1\nb, -1\n';
    const reading = await read(csv, {}, 'train-rle.csv');
    expect(masks(reading, 1024, 1024)).toEqual([
      [
        ['object', 5, 2, 0],
        ['object', 1, 0, 5],
      ],
      [],
    ]);
    expect(() => masks(reading, 512, 512)).toThrow('was drawn on a picture of 1024 x 1024 pixels');
  });

  test('of two columns, starts that fall can only be gaps', async () => {
    const reading = await read('ImageId,EncodedPixels\na,50 3 7 2\nb,\n');
    expect(reading.tables[0]?.runs).toBe('relative-columns');
    expect(masks(reading, 10, 10)).toEqual([[['object', 5, 5, 0]], []]);
  });

  test('where both would fit, nothing is guessed: it is said, and asked for', async () => {
    for (const csv of ['ImageId,EncodedPixels\na,3 2 9 4\nb,-1\n', 'picture,tumour_rle\na,9 2 3 4\nb,\n']) {
      const reading = await read(csv);
      expect(reading.tables[0]?.runs).toBeNull();
      expect(masks(reading, 10, 10)).toEqual([null, null]);
      expect(reading.tables.map(undecidedRuns)).toEqual([
        [csv.includes('rle') ? 'tumour_rle' : 'EncodedPixels'],
      ]);
      expect(reading.notes.join()).not.toContain('run lengths');
    }
  });

  test.each(runWritings)('chosen as %s, they are read so', async (runs) => {
    const reading = await read('picture,tumour_rle\na,2 1 4 1\nb,\n', { runs });
    expect(reading.tables[0]?.changed).toBe(true);
    const [x, y] = {
      'absolute-columns': [0, 0],
      'absolute-rows': [0, 0],
      'relative-columns': [0, 2],
      'relative-rows': [2, 0],
    }[runs];
    const [first] = masks(reading, 9, 9);
    expect(first?.[0]?.slice(0, 2)).toEqual(['tumour', 2]);
    expect(runs.startsWith('relative') ? first?.[0]?.slice(2) : [x, y]).toEqual([x, y]);
  });

  test('left out by a person, or chosen, they wait for nobody', async () => {
    const csv = 'picture,tumour_rle\na,9 2 3 4\nb,\n';
    const leftOut = await read(csv, { mapping: { tumour_rle: 'ignore' } });
    expect(leftOut.tables.map(undecidedRuns)).toEqual([[]]);
    const chosen = await read(csv.replace('9 2 3 4', '2 1 4 1'), { runs: 'absolute-rows' });
    expect(chosen.tables.map(undecidedRuns)).toEqual([[]]);
  });

  test('several columns are several masks, called after them', async () => {
    const reading = await read('picture,liver_rle,Tumour RLE\na,1 2,5 1\nb,,-1\n', { runs: 'absolute-rows' });
    expect(masks(reading, 3, 3)).toEqual([
      [
        ['liver', 2, 0, 0],
        ['Tumour', 1, 1, 1],
      ],
      [],
    ]);
  });

  test('a table that waits for a choice is not passed over for names of folders', async () => {
    const { cases } = await readDataset(
      filesOf({ 't.csv': 'picture,tumour_rle\na.png,9 2 3 4\nb.png,\n' }, ['cat/a.png', 'dog/b.png']),
      {},
    );
    expect(cases.map(({ truth }) => truth.labels)).toEqual([undefined, undefined]);
  });

  test('a row that cannot be so is refused with its place', async () => {
    const reading = await read('picture,tumour_rle\na,9 2 3 4\nb,2 1\n', { runs: 'absolute-rows' });
    expect(faults(reading)).toEqual([
      't.csv, row 2: “tumour_rle” cannot be read: pair 2 of its numbers (3 4) begins before the run before it ends, at pixel 10',
    ]);
    const words = await read('picture,rle\na,yes\nb,2 1\n', {
      runs: 'absolute-rows',
      mapping: { rle: 'mask as run lengths' },
    });
    expect(faults(words)).toEqual(['t.csv, row 2: “rle” is “yes”, no pairs of whole numbers']);
  });

  test('UW-Madison: slices in folders, along the rows, a row for each organ', async () => {
    const slice = (n: number) => `train/case9/case9_day2/scans/slice_000${n}_3_2_1.50_1.50.png`;
    const reading = await readDataset(
      filesOf(
        {
          'train.csv':
            'id,class,segmentation\ncase9_day2_slice_0001,stomach,2 3\ncase9_day2_slice_0001,large_bowel,\ncase9_day2_slice_0002,stomach,\ncase7_day2_slice_0001,stomach,\n',
        },
        [slice(1), slice(2)],
      ),
      {},
    );
    expect(masks(reading, 3, 2)).toEqual([[['stomach', 3, 0, 0]], []]);
    expect(reading.refused.map(({ reason }) => reason)).toEqual([
      '1 of 4 rows name pictures that are not here; the first is row 5, “case7_day2_slice_0001”',
    ]);
  });
});
