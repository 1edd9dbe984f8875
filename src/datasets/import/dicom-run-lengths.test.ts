import { expect, test } from 'vitest';
import { maskArea } from '../../domain/geometry/rle.ts';
import { dicomBytes, testImage } from '../dicom/test-dicom.ts';
import { undecidedRuns } from '../reader/table/undecided-runs.ts';
import { ImportSession } from './session.ts';
import { noDecoder } from './test-import.ts';

const open = () =>
  ImportSession.open(
    [
      { path: 'set/films/a1.dcm', file: new Blob([dicomBytes(testImage({ rows: 4, columns: 6 }, '1.1'))]) },
      { path: 'set/films/b2.dcm', file: new Blob([dicomBytes(testImage({ rows: 4, columns: 6 }, '1.2'))]) },
      { path: 'set/masks.csv', file: new Blob(['film,lesion_rle\na1,2 1 4 2\nb2,\n']) },
    ],
    noDecoder,
  );

test('run lengths of DICOM images: the table is offered while nobody has said how they are written', async () => {
  const session = await open();
  const { tables } = await session.preview({});
  expect(tables.map(({ file, inUse, runs }) => [file, inUse, runs])).toEqual([['masks.csv', true, null]]);
  expect(tables.map(undecidedRuns)).toEqual([['lesion_rle']]);
});

test('once it is said, they are masks', async () => {
  const choices = { tables: { 'masks.csv': { runs: 'absolute-rows' } } } as const;
  const batches = await Array.fromAsync((await open()).batches(choices, new Map(), null));
  const samples = batches.flatMap((batch) => batch.samples);
  expect(samples.map(({ truth }) => truth.masks?.map(({ label, mask }) => [label, maskArea(mask)]))).toEqual([
    [['lesion', 3]],
    [],
  ]);
});
