import { afterEach, expect, test } from 'vitest';
import { testDataset } from '../domain/dataset/test-dataset.ts';
import { blobHash, sampleId } from '../domain/ids.ts';
import { ReadingRoomDatabase } from '../storage/database.ts';
import { DatasetRepository } from '../storage/datasets.ts';
import { watch } from '../storage/watch.ts';
import { importStore } from './import-store.ts';

const database = new ReadingRoomDatabase('import-store-test');
const datasets = new DatasetRepository(database);
afterEach(() => Promise.all(database.tables.map((table) => table.clear())));

const dataset = testDataset('d', { name: 'D', synthetic: true });
const sampleAt = (ordinal: number) => ({
  id: sampleId(`s${ordinal}`),
  dataset: dataset.id,
  ordinal,
  name: `case ${ordinal}`,
  images: [],
  truth: { labels: ['normal'] },
  split: 'test' as const,
  attributes: {},
});
const blobAt = (ordinal: number) => ({
  hash: blobHash(`b${ordinal}`),
  bytes: new Uint8Array(100).fill(ordinal),
  mediaType: 'image/png' as const,
});

test('batches are written by a worker, whole; who watches the data set is told of each', async () => {
  const store = importStore(datasets, database.name);
  await store.begin(dataset);
  const counts: number[] = [];
  const stop = watch(database, ['datasets'], () => datasets.get(dataset.id))((row) => {
    counts.push(row?.sampleCount ?? -1);
  }, console.error);
  for (const first of [0, 2])
    await store.addBatch(
      dataset.id,
      [sampleAt(first), sampleAt(first + 1)],
      [blobAt(first), blobAt(first + 1)],
    );
  await expect.poll(() => counts.at(-1)).toBe(4);
  expect(await store.finish(dataset.id, { kind: 'complete' }, [])).toMatchObject({
    sampleCount: 4,
    byteCount: 400,
    state: { kind: 'complete' },
  });
  expect((await database.blobs.toArray()).map(({ bytes }) => bytes[0])).toEqual([0, 1, 2, 3]);
  stop();
});

test('what cannot be written is an error of the import, and nothing of it stays', async () => {
  const store = importStore(datasets, database.name);
  await store.begin(dataset);
  await store.addBatch(dataset.id, [sampleAt(0)], [blobAt(0)]);
  // The place is taken already, by another case.
  const clash = { ...sampleAt(0), id: sampleId('other') };
  await expect(store.addBatch(dataset.id, [sampleAt(1), clash], [blobAt(1)])).rejects.toThrow();
  expect(await datasets.countSamples(dataset.id)).toBe(1);
  expect(await database.blobs.count()).toBe(1);
  await store.finish(dataset.id, { kind: 'complete' }, []);
});

test('a batch that was handed over is not stored where the one before it cannot be: it may need its pictures', async () => {
  const store = importStore(datasets, database.name);
  await store.begin(dataset);
  const clash = { ...sampleAt(0), id: sampleId('other') };
  const outcomes = await Promise.allSettled([
    store.addBatch(dataset.id, [sampleAt(0), clash], [blobAt(0)]),
    store.addBatch(dataset.id, [sampleAt(1)], [blobAt(1)]),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await datasets.countSamples(dataset.id)).toBe(0);
  expect(await database.blobs.count()).toBe(0);
  await store.finish(dataset.id, { kind: 'complete' }, []);
});

test('two imports at once write each by a worker of its own: the end of one ends no other', async () => {
  const store = importStore(datasets, database.name);
  const second = testDataset('e', { name: 'E', synthetic: true });
  await store.begin(dataset);
  await store.begin(second);
  await store.finish(second.id, { kind: 'complete' }, []);
  await store.addBatch(dataset.id, [sampleAt(0)], [blobAt(0)]);
  expect(await store.finish(dataset.id, { kind: 'complete' }, [])).toMatchObject({ sampleCount: 1 });
});
