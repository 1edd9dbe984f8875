import { proxy, type Remote } from 'comlink';
import { afterEach, expect, test } from 'vitest';
import type { Dataset, Sample } from '../domain/dataset/dataset.ts';
import { blobHash, sampleId } from '../domain/ids.ts';
import { ReadingRoomDatabase } from '../storage/database.ts';
import { DatasetRepository } from '../storage/datasets.ts';
import type { OnDone } from '../storage/on-done.ts';
import { inWorker } from './in-worker.ts';
import type { NearDuplicatesApi } from './near-duplicates.worker.ts';
import { testDataset } from '../domain/dataset/test-dataset.ts';

/** The worker opens the app's own database: the test has its browser for itself. */
const database = new ReadingRoomDatabase();
const datasets = new DatasetRepository(database);

afterEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
});

const dataset: Dataset = testDataset('near-test', { name: 'Near', synthetic: true });

/** Clouds that differ with `seed`, drawn in any size. */
async function picture(seed: number, size: number, type: 'image/png' | 'image/jpeg', mark = false) {
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = '#000';
  context.fillRect(0, 0, size, size);
  let state = seed * 7919 + 1;
  const random = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  for (let n = 0; n < 24; n += 1) {
    const [x, y, radius] = [random() * size, random() * size, (0.1 + random() * 0.2) * size];
    const cloud = context.createRadialGradient(x, y, 0, x, y, radius);
    cloud.addColorStop(0, `rgb(255 255 255 / ${random() * 0.8})`);
    cloud.addColorStop(1, 'rgb(255 255 255 / 0)');
    context.fillStyle = cloud;
    context.fillRect(0, 0, size, size);
  }
  if (mark) {
    context.fillStyle = '#fff';
    context.fillRect(size * 0.02, size * 0.02, size * 0.04, size * 0.06);
  }
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type, quality: 0.8 })).arrayBuffer());
  return { hash: blobHash(`${seed}-${size}-${type}`), bytes, mediaType: type, size };
}

const find = (threshold: number, onDone: OnDone = () => undefined) =>
  inWorker(
    () => new Worker(new URL('./near-duplicates.worker.ts', import.meta.url), { type: 'module' }),
    (api: Remote<NearDuplicatesApi>) => api.find(dataset.id, threshold, proxy(onDone)),
  );

test('finds copies in another size, format and with a mark, and no others; looks are kept; what cannot be read is named', async () => {
  const pictures = [
    ...(await Promise.all(Array.from({ length: 20 }, (_, seed) => picture(seed, 256, 'image/png')))),
    await picture(3, 180, 'image/jpeg', true),
    { hash: blobHash('broken'), bytes: new Uint8Array(9), mediaType: 'image/png' as const, size: 1 },
  ];
  const samples = pictures.map(({ hash, mediaType, size }, at): Sample => ({
    id: sampleId(`s${at}`),
    dataset: dataset.id,
    ordinal: at,
    name: `case ${at}`,
    images: [{ blob: hash, mediaType, width: size, height: size, changes: [] }],
    truth: {},
    split: at === 3 ? 'train' : 'test',
    attributes: {},
  }));
  await datasets.begin(dataset);
  await datasets.addBatch(dataset.id, samples, pictures);

  const told = new Map<string | undefined, readonly [number, number]>();
  const found = await find(20, (done, total, unit) => told.set(unit, [done, total]));
  expect(found).toMatchObject({ compared: 21, unreadable: ['case 21'], found: 1 });
  expect(found.pairs.map(({ a, b }) => [a.name, a.split, b.name, b.split])).toEqual([
    ['case 3', 'train', 'case 20', 'test'],
  ]);
  // What is told comes by another way than the answer, and may come after it.
  await expect
    .poll(() => [...told])
    .toEqual([
      [undefined, [22, 22]],
      ['pictures', [21, 21]],
    ]);
  expect(await database.prints.count()).toBe(21);

  // Nothing is looked at a second time: the looks that are kept are what is compared.
  await database.prints.toCollection().modify((row, context) => {
    context.value = { ...row, bits: new Uint32Array(16) };
  });
  expect((await find(0)).found).toBe(20);
  await datasets.delete(dataset.id);
  expect(await database.prints.count()).toBe(0);
});
