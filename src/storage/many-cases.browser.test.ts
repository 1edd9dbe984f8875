import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Dataset, Sample } from '../domain/dataset/dataset.ts';
import { blobHash, datasetId, sampleId, type SampleId } from '../domain/ids.ts';
import { CaseBatches } from './case-batches.ts';
import { casesAtOnce, eachPageOf } from './case-pages.ts';
import { ReadingRoomDatabase } from './database.ts';
import { DatasetRepository } from './datasets.ts';
import { DepartureRepository } from './departures.ts';
import { DigestRepository } from './digests.ts';
import { onChange } from './watch.ts';
import { testDataset } from '../domain/dataset/test-dataset.ts';

/** More than two pages of cases. */
const total = 2 * casesAtOnce + 88;
const dataset: Dataset = testDataset('many', { name: 'Many' });

const idOf = (at: number): SampleId => sampleId(`s${at}`);
const idsOf = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => idOf(from + n));

const caseOf = (at: number): Sample => ({
  id: idOf(at),
  dataset: dataset.id,
  ordinal: at,
  name: `case ${at}`,
  images: [{ blob: blobHash(`blob ${at}`), mediaType: 'image/png', width: 1, height: 1, changes: [] }],
  truth: { labels: ['normal'] },
  split: 'train',
  attributes: {},
  ...(at % 5 === 0 && { hidden: true }),
});

let database: ReadingRoomDatabase;
let datasets: DatasetRepository;
let departures: DepartureRepository;
let digests: DigestRepository;

beforeEach(async () => {
  database = new ReadingRoomDatabase(`test-${crypto.randomUUID()}`);
  datasets = new DatasetRepository(database);
  departures = new DepartureRepository(database);
  digests = new DigestRepository(database);
  await datasets.begin(dataset);
  const cases = Array.from({ length: total }, (_, at) => caseOf(at));
  const blobs = cases.map((_, at) => ({
    hash: blobHash(`blob ${at}`),
    bytes: new Uint8Array(1 + (at % 3)),
    mediaType: 'image/png' as const,
  }));
  await datasets.addBatch(dataset.id, cases, blobs);
  await digests.all(dataset.id);
});

afterEach(async () => {
  await database.delete();
});

const everything = async () => ({
  row: await datasets.get(dataset.id),
  cases: await datasets.samples(dataset.id, 0, total),
  digests: await digests.all(dataset.id),
  kept: (await database.digests.toArray()).flatMap((row) => [...row.digests]),
  removed: await database.removed.count(),
  departures: await database.departures.count(),
});

/** As a worker whose work is cancelled: gives up once more than a page is done. */
const givingUp = (done: number, _total: number, unit = 'cases') => {
  if (unit === 'cases' && done > casesAtOnce) throw new DOMException('cancelled', 'AbortError');
};

test('cases are found whether they are few or most of their data set, and none twice', async () => {
  for (const ids of [idsOf(3, 9), idsOf(0, total), idsOf(total - 300, total + 5), []]) {
    const found: SampleId[] = [];
    await eachPageOf(database, dataset.id, ids, (page) => found.push(...page.map(({ id }) => id)));
    expect(found.sort()).toEqual(
      ids.filter((id) => id !== idOf(total) && Number(id.slice(1)) < total).sort(),
    );
  }
});

describe('what is given up midway', () => {
  test('has changed no case, digest or count', async () => {
    const before = await everything();
    const hide = (sample: Sample): Sample => ({ ...sample, hidden: true });
    const changing = new CaseBatches(database).change(dataset.id, idsOf(0, total), hide, givingUp);
    await expect(changing).rejects.toMatchObject({ name: 'AbortError' });
    expect(await everything()).toEqual(before);
  });

  test('has deleted nothing', async () => {
    const before = await everything();
    const leaving = departures.dismissCases(dataset.id, idsOf(0, total), 'd', () => 5, givingUp);
    await expect(leaving).rejects.toMatchObject({ name: 'AbortError' });
    expect(await everything()).toEqual(before);
  });

  test('has brought back nothing, and can be brought back later', async () => {
    const whole = await everything();
    await departures.dismissCases(dataset.id, idsOf(0, total - 1), 'd', () => 5);
    const before = await everything();
    await expect(departures.bringBack('d', givingUp)).rejects.toMatchObject({ name: 'AbortError' });
    expect(await everything()).toEqual(before);
    expect(await departures.bringBack('d')).toBe(true);
    expect(await everything()).toEqual(whole);
  });

  test('has copied nothing', async () => {
    const made = { ...dataset, id: datasetId('copy') };
    const from = idsOf(0, total).map((id) => ({ dataset: dataset.id, id }));
    const copy = (sample: Sample, place: number): Sample => ({ ...sample, dataset: made.id, ordinal: place });
    await expect(new CaseBatches(database).copyInto(made, from, copy, givingUp)).rejects.toThrow('cancelled');
    expect(await database.samples.count()).toBe(total);
    expect(await datasets.get(made.id)).toBeNull();
  });
});

test('copies stand in the order in which they were asked for, and their bytes are those of their pictures', async () => {
  const made = { ...dataset, id: datasetId('copy') };
  const ids = idsOf(0, total - 60).reverse();
  const copy = (sample: Sample, place: number): Sample => ({ ...sample, dataset: made.id, ordinal: place });
  const row = await new CaseBatches(database).copyInto(
    made,
    ids.map((id) => ({ dataset: dataset.id, id })),
    copy,
  );
  expect((await datasets.samples(made.id, 0, total)).map(({ id }) => id)).toEqual(ids);
  expect(row.byteCount).toBe(ids.reduce((sum, id) => sum + 1 + (Number(id.slice(1)) % 3), 0));
});

test('the time to think again begins when the cases have left', async () => {
  let done = 0;
  const row = await departures.dismissCases(
    dataset.id,
    idsOf(0, total),
    'd',
    () => done,
    (cases) => (done = cases),
  );
  expect(row?.until).toBe(total);
});

test('the bytes of what leaves and what stays are those of their pictures, whichever is less', async () => {
  const whole = await datasets.get(dataset.id);
  for (const [from, to] of [
    [0, 40],
    [20, total],
    [0, total],
  ] as const) {
    const row = await departures.dismissCases(dataset.id, idsOf(from, to), 'd', () => 5);
    const bytes = idsOf(from, to).reduce((sum, id) => sum + 1 + (Number(id.slice(1)) % 3), 0);
    expect(row?.byteCount).toBe(bytes);
    expect((await datasets.get(dataset.id))?.byteCount).toBe((whole?.byteCount ?? 0) - bytes);
    await departures.bringBack('d');
    expect(await datasets.get(dataset.id)).toEqual(whole);
  }
});

test('cases whose places are taken come behind all others, those that come back with them included', async () => {
  await departures.dismissCases(dataset.id, idsOf(2, total), 'd', () => 5);
  const others = [2, 3].map((at) => ({ ...caseOf(at), id: sampleId(`other${at}`) }));
  await datasets.addBatch(dataset.id, others, []);
  expect(await departures.bringBack('d')).toBe(true);
  const cases = await datasets.samples(dataset.id, 0, total + 2);
  expect(cases).toHaveLength(total + 2);
  expect(cases.slice(-2).map(({ id, ordinal }) => [id, ordinal])).toEqual([
    ['s2', total],
    ['s3', total + 1],
  ]);
  expect((await digests.all(dataset.id)).map(({ id }) => id)).toEqual(cases.map(({ id }) => id));
});

test('deleting many tells other tabs little, and still that something was deleted', async () => {
  let letters = 0;
  const heard = (parts: unknown) => (letters += JSON.stringify(parts).length);
  let changes = 0;
  const stop = onChange(database, ['samples'], () => (changes += 1));
  Dexie.on.storagemutated.subscribe(heard);
  try {
    await departures.dismissCases(dataset.id, idsOf(0, total - 1), 'd', () => 5);
    expect(changes).toBeGreaterThan(0);
    await departures.complete('d');
    expect(letters).toBeLessThan(8_000);
  } finally {
    Dexie.on.storagemutated.unsubscribe(heard);
    stop();
  }
  expect(await database.blobs.count()).toBe(1);
});
