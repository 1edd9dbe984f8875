import { proxy } from 'comlink';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Dataset } from '../domain/dataset/dataset.ts';
import { sampleId } from '../domain/ids.ts';
import { ReadingRoomDatabase } from '../storage/database.ts';
import { DatasetRepository } from '../storage/datasets.ts';
import { inKeepingWorker, readInKeepingWorker } from './in-keeping-worker.ts';
import { testDataset } from '../domain/dataset/test-dataset.ts';

/** The worker opens the app's own database: the test has its browser for itself. */
const database = new ReadingRoomDatabase();
const datasets = new DatasetRepository(database);
const total = 4_000;

const dataset: Dataset = testDataset('many', { name: 'Many', synthetic: true });

beforeEach(async () => {
  await datasets.begin(dataset);
  await datasets.addBatch(
    dataset.id,
    Array.from({ length: total }, (_, at) => ({
      id: sampleId(`s${at}`),
      dataset: dataset.id,
      ordinal: at,
      name: `case ${at}`,
      images: [],
      truth: { labels: ['normal'] },
      split: 'test' as const,
      attributes: {},
    })),
    [],
  );
});

afterEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
});

const everyCase = { kind: 'filter', filter: {} } as const;
const hide = { kind: 'hide' } as const;

/** Resolves with the first that it is told. */
function firstStep() {
  let tell: (done: number) => void = () => undefined;
  const begun = new Promise<number>((resolve) => {
    tell = resolve;
  });
  return { begun, onDone: proxy((done: number) => tell(done)) };
}

const hiddenCases = () => database.samples.filter(({ hidden }) => hidden === true).count();

test('a change of many cases tells how far it is, and is taken back whole', async () => {
  const told: (readonly [number, number])[] = [];
  const onDone = proxy((done: number, all: number) => void told.push([done, all]));
  expect(await inKeepingWorker((api) => api.change(dataset.id, everyCase, hide, 77, onDone))).toBe(total);
  expect(told[0]?.[1]).toBe(total);
  expect((await datasets.get(dataset.id))?.hiddenCount).toBe(total);
  expect(await inKeepingWorker((api) => api.takeBack(dataset.id, 77, onDone))).toBe(total);
  expect([(await datasets.get(dataset.id))?.hiddenCount, await hiddenCases()]).toEqual([0, 0]);
});

test('a change that is cancelled midway has changed nothing, and says so', async () => {
  const { begun, onDone } = firstStep();
  const abort = new AbortController();
  const changing = inKeepingWorker(
    (api) => api.change(dataset.id, everyCase, hide, 77, onDone),
    abort.signal,
  );
  expect(await begun).toBeLessThan(total);
  abort.abort();
  await expect(changing).rejects.toMatchObject({ name: 'AbortError' });
  expect([(await datasets.get(dataset.id))?.hiddenCount, await hiddenCases()]).toEqual([undefined, 0]);
});

test('cases whose deleting is killed midway are all here, and can be deleted again', async () => {
  const { begun, onDone } = firstStep();
  const abort = new AbortController();
  const deleting = readInKeepingWorker(
    (api) => api.dismissCases(dataset.id, everyCase, 'd', 30_000, onDone),
    abort.signal,
  );
  expect(await begun).toBeLessThan(total);
  // Ends the worker at once, as a killed browser does.
  abort.abort();
  await expect(deleting).rejects.toMatchObject({ name: 'AbortError' });
  expect(await datasets.countSamples(dataset.id)).toBe(total);
  expect([await database.removed.count(), await database.departures.count()]).toEqual([0, 0]);
  const { onDone: again } = firstStep();
  const gone = await inKeepingWorker((api) => api.dismissCases(dataset.id, everyCase, 'd', 30_000, again));
  expect(gone).toBe(total);
  expect(await datasets.get(dataset.id)).toMatchObject({ sampleCount: 0, deletedCount: total });
});
