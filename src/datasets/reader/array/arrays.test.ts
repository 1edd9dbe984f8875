import fc from 'fast-check';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { readOwnRaster } from '../../image/own-raster.ts';
import { readDataset } from '../readers.ts';
import { filesOf } from '../test-files.ts';
import { labels, npy, npz, plain } from './test-npz.ts';

const read = (files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>) => readDataset(filesOf(files), {});
const pathmnist = npz({
  train_images: plain([10, 20, 30], 28, 28, 3),
  train_labels: labels([8], [0], [8]),
  val_images: plain([40], 28, 28, 3),
  val_labels: labels([7]),
  test_images: plain([50, 60], 28, 28, 3),
  test_labels: labels([1], [2]),
});

describe('MedMNIST', () => {
  test('PathMNIST: a case of each picture, with split and the name of its label', async () => {
    const reading = await read({ 'pathmnist.npz': pathmnist });
    expect(reading.refused).toEqual([]);
    expect(reading.cases.map(({ name, truth, split }) => [name, truth.labels, split])).toEqual([
      ['pathmnist.npz/train_images 0.png', ['colorectal adenocarcinoma epithelium'], 'train'],
      ['pathmnist.npz/train_images 1.png', ['adipose'], 'train'],
      ['pathmnist.npz/train_images 2.png', ['colorectal adenocarcinoma epithelium'], 'train'],
      ['pathmnist.npz/val_images 0.png', ['cancer-associated stroma'], 'validation'],
      ['pathmnist.npz/test_images 0.png', ['background'], 'test'],
      ['pathmnist.npz/test_images 1.png', ['debris'], 'test'],
    ]);
    expect(reading.labels).toHaveLength(9);
    const second = reading.embedded[1];
    const png = decode((await second?.read()) ?? new Uint8Array());
    expect([png.width, png.height, png.channels, new Set(png.data)]).toEqual([28, 28, 3, new Set([20])]);
  });

  test('ChestMNIST: each column of 1 is a label, no 1 is none of them', async () => {
    const row = (...set: readonly number[]) =>
      Array.from({ length: 14 }, (_, at) => (set.includes(at) ? 1 : 0));
    const { cases } = await read({
      'data/chestmnist_64.npz': npz({
        test_images: plain([1, 2], 64, 64),
        test_labels: labels(row(0, 13), row()),
      }),
    });
    expect(cases.map(({ truth }) => truth.labels)).toEqual([['atelectasis', 'hernia'], []]);
  });

  test('OrganMNIST3D: a volume is a raster of its slices, the middle one shown', async () => {
    const data = Uint8Array.from({ length: 28 ** 3 }, (_, at) => Math.floor(at / 28 ** 2));
    const { cases, embedded } = await read({
      'organmnist3d.npz': npz({
        train_images: npy('|u1', [1, 28, 28, 28], data),
        train_labels: labels([10]),
      }),
    });
    expect(cases[0]?.truth.labels).toEqual(['pancreas']);
    const raster = await readOwnRaster((await embedded[0]?.read()) ?? new Uint8Array(), 'a.rrr');
    expect('reason' in raster ? raster.reason : '').toBe('');
    expect(raster).toMatchObject({ kind: 'raster', view: { frames: 28, shown: { frame: 14 } } });
    expect('raster' in raster && raster.raster.frames.map((frame) => frame[0])).toEqual([
      ...Array(28).keys(),
    ]);
  });

  test('several sets at once keep their own names', async () => {
    const { cases } = await read({
      'breastmnist.npz': npz({ test_images: plain([1], 28, 28), test_labels: labels([0]) }),
      'mine.npz': npz({ test_images: plain([1], 28, 28), test_labels: labels([0]) }),
    });
    expect(cases.map(({ truth }) => truth.labels)).toEqual([['malignant'], ['mine.npz 0']]);
  });
});

test('arrays of an unknown set: labels by their numbers, of any type, and a word about it', async () => {
  const numbers = npy('<i8', [2], new Uint8Array(new BigInt64Array([3n, 1n]).buffer));
  const { cases, notes } = await read({ 'a.npz': npz({ images: plain([1, 2], 4, 5), labels: numbers }) });
  expect(cases.map(({ truth }) => truth.labels)).toEqual([['3'], ['1']]);
  expect(notes.join()).toContain('they are called by their numbers');
});

describe('what is refused, and why', () => {
  const reasonOf = async (path: string, arrays: Readonly<Record<string, Uint8Array>>) =>
    (await read({ [path]: npz(arrays) })).refused.map(({ reason }) => reason).join();

  test.each([
    [
      'a label that the set does not have',
      'pneumoniamnist.npz',
      { train_images: plain([1], 4, 4), train_labels: labels([2]) },
      'train_labels[0] is 2, which is none of its labels',
    ],
    [
      'fewer labels than pictures',
      'a.npz',
      { train_images: plain([1, 2], 4, 4), train_labels: labels([1]) },
      '2 pictures, and train_labels 1 rows',
    ],
    ['no names that tell', 'a.npz', { arr_0: plain([1], 4, 4) }, 'its arrays (arr_0) are not named'],
    [
      'fractions',
      'a.npz',
      { images: npy('<f4', [1, 2, 2], new Uint8Array(16)), labels: labels([1]) },
      'images: its pictures are numbers of type f4',
    ],
    [
      'Fortran’s order',
      'a.npz',
      { images: npy('|u1', [1, 2, 2], new Uint8Array(4), 'True'), labels: labels([1]) },
      'Fortran’s order',
    ],
    [
      'pictures that break off',
      'a.npz',
      { images: npy('|u1', [9, 2, 2], new Uint8Array(4)), labels: labels([1]) },
      'break off',
    ],
    [
      'objects',
      'a.npz',
      { images: plain([1], 2, 2), labels: npy('|O', [1], new Uint8Array(8)) },
      'labels: it holds something other than numbers',
    ],
    ['colours before rows', 'a.npz', { images: plain([1], 3, 8, 8), labels: labels([1]) }, '1 x 3 x 8 x 8'],
  ] as const)('%s', async (_, path, arrays, reason) => {
    expect(await reasonOf(path, arrays)).toContain(reason);
  });

  test('a file that is no zip, and one that breaks off', async () => {
    for (const bytes of [new TextEncoder().encode('hello'), pathmnist.slice(0, 400)]) {
      const { refused, cases } = await read({ 'pathmnist.npz': Uint8Array.from(bytes) });
      expect([refused.length, cases.length]).toEqual([1, 0]);
    }
  });

  test('damaged arrays are read or refused: none throws', async () => {
    const whole = npz({ images: plain([1, 2], 4, 5), labels: labels([3], [1]) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 5 }),
        fc.nat(whole.length),
        fc.boolean(),
        async (flips, cut, isCut) => {
          const bytes = Uint8Array.from(whole);
          for (const [at, value] of flips) bytes[at] = value;
          const { refused } = await read({ 'a.npz': isCut ? bytes.slice(0, cut) : bytes });
          for (const { reason, remedy } of refused) expect([reason, remedy]).not.toContain('');
        },
      ),
      { numRuns: 200 },
    );
  });
});
