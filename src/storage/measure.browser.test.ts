import { afterEach, expect, it, vi } from 'vitest';
import type { Dataset, Sample } from '../domain/dataset/dataset.ts';
import { blobHash, modelId, planId, promptId, runId, sampleId, trialKey } from '../domain/ids.ts';
import { deleteCache, measureCaches, measureFiles } from './caches.ts';
import { ReadingRoomDatabase } from './database.ts';
import { DatasetRepository } from './datasets.ts';
import { DepartureRepository } from './departures.ts';
import { DigestRepository } from './digests.ts';
import { clearDerived, clearUnused, measureDatabase } from './measure.ts';
import { testDataset } from '../domain/dataset/test-dataset.ts';

const opened: ReadingRoomDatabase[] = [];

afterEach(async () => {
  for (const database of opened.splice(0)) await database.delete();
});

const dataset: Dataset = testDataset('d', { name: 'Films' });

const caseOf = (at: number): Sample => ({
  id: sampleId(`s${at}`),
  dataset: dataset.id,
  ordinal: at,
  name: `case ${at}`,
  images: [{ blob: blobHash(`b${at}`), mediaType: 'image/png', width: 1, height: 1, changes: [] }],
  truth: {},
  split: 'none',
  attributes: {},
});

const blobOf = (hash: string, size: number) => ({
  hash: blobHash(hash),
  bytes: new Uint8Array(size),
  mediaType: 'image/png' as const,
});

it('tells what each part takes, and clears it without touching another', async () => {
  const database = new ReadingRoomDatabase(`test-${crypto.randomUUID()}`);
  opened.push(database);
  const datasets = new DatasetRepository(database);
  await datasets.begin(dataset);
  await datasets.addBatch(
    dataset.id,
    [caseOf(0), caseOf(1), caseOf(2)],
    [blobOf('b0', 100), blobOf('b1', 200), blobOf('b2', 300)],
  );
  await database.blobs.put(blobOf('nobody', 7_000));
  await new DigestRepository(database).all(dataset.id);
  await database.runs.put({
    id: runId('r'),
    plan: planId('p'),
    name: 'Run 1',
    state: 'finished',
    createdAt: 1,
    updatedAt: 1,
    trialCount: 1,
  });
  await database.trials.put({
    key: trialKey('t'),
    run: runId('r'),
    sample: sampleId('s0'),
    model: modelId('m'),
    prompt: promptId('q'),
    repeat: 0,
    condition: 'source',
    sent: {
      images: [],
      system: 'x'.repeat(5_000),
      user: '',
      parameters: { temperature: 0, maxTokens: null, seed: null },
    },
    attempts: [],
    state: 'answered',
  });
  await new DepartureRepository(database).dismissCases(dataset.id, [sampleId('s2')], 'x', () => 5);

  const told: number[] = [];
  const measured = await measureDatabase(database, (done, total) => told.push(done, total));
  expect(measured).toMatchObject({
    datasets: [{ name: 'Films', cases: 2, pictureBytes: 300 }],
    runs: [{ name: 'Run 1', trials: 1 }],
    leaving: { count: 1, bytes: 300 },
    unused: { count: 1, bytes: 7_000 },
    derived: { count: 1 },
    mappings: { count: 0, bytes: 0 },
    ledger: { count: 0, bytes: 0 },
  });
  expect(measured.datasets[0]?.caseBytes).toBeGreaterThan(100);
  expect(measured.runs[0]?.bytes).toBeGreaterThan(5_000);
  expect(told).toEqual([3, 3]);

  await clearUnused(database);
  await clearDerived(database);
  const after = await measureDatabase(database);
  expect(after).toMatchObject({ unused: { count: 0 }, derived: { count: 0 }, leaving: { count: 1 } });
  expect(await database.blobs.count()).toBe(3);
});

it('counts the files of a cache, and deletes one cache alone', async () => {
  const [kept, gone] = [`kept-${crypto.randomUUID()}`, `gone-${crypto.randomUUID()}`];
  for (const name of [kept, gone]) {
    const cache = await caches.open(name);
    await cache.put('/a', new Response('12345'));
    await cache.put('/b', new Response('1', { headers: { 'content-length': '1000' } }));
  }
  const mine = async () => (await measureCaches()).filter(({ name }) => name === kept || name === gone);
  expect(await mine()).toEqual([
    { name: kept, count: 2, bytes: 1005 },
    { name: gone, count: 2, bytes: 1005 },
  ]);
  await deleteCache(gone);
  expect((await mine()).map(({ name }) => name)).toEqual([kept]);
  await deleteCache(kept);
});

it('counts no files where the browser refuses them, as Firefox does in a private window', async () => {
  const refusal = vi
    .spyOn(navigator.storage, 'getDirectory')
    .mockRejectedValue(new DOMException('Security error when calling GetDirectory', 'SecurityError'));
  try {
    expect(await measureFiles()).toEqual({ count: 0, bytes: 0 });
  } finally {
    refusal.mockRestore();
  }
});
