import { afterEach, describe, expect, it } from 'vitest';
import type { Dataset, Sample } from '../domain/dataset/dataset.ts';
import { blobHash, sampleId } from '../domain/ids.ts';
import { CaseBatches } from './case-batches.ts';
import { ReadingRoomDatabase } from './database.ts';
import { DatasetRepository } from './datasets.ts';
import { DepartureRepository } from './departures.ts';
import { DigestRepository } from './digests.ts';
import { testDataset } from '../domain/dataset/test-dataset.ts';

const opened: ReadingRoomDatabase[] = [];

afterEach(async () => {
  for (const database of opened.splice(0)) await database.delete();
});

const datasetNamed = (name: string): Dataset => testDataset(name, { sourceKey: `key of ${name}` });

const caseOf = (dataset: Dataset, at: number, blob: string): Sample => ({
  id: sampleId(`s${at}`),
  dataset: dataset.id,
  ordinal: at,
  name: `case ${at}`,
  images: [{ blob: blobHash(blob), mediaType: 'image/png', width: 1, height: 1, changes: [] }],
  truth: { labels: ['normal'] },
  split: 'train',
  attributes: {},
  ...(at === 1 && { hidden: true }),
});

/** Two data sets that share a picture: a with pictures own0, shared, own2; b with shared. */
async function stored() {
  const database = new ReadingRoomDatabase(`test-${crypto.randomUUID()}`);
  opened.push(database);
  const datasets = new DatasetRepository(database);
  const [a, b] = [datasetNamed('a'), datasetNamed('b')];
  for (const dataset of [a, b]) await datasets.begin(dataset);
  const blobOf = (hash: string, size: number) => ({
    hash: blobHash(hash),
    bytes: new Uint8Array(size),
    mediaType: 'image/png' as const,
  });
  await datasets.addBatch(
    a.id,
    [caseOf(a, 0, 'own0'), caseOf(a, 1, 'shared'), caseOf(a, 2, 'own2')],
    [blobOf('own0', 10), blobOf('shared', 20), blobOf('own2', 40)],
  );
  await datasets.addBatch(b.id, [caseOf(b, 0, 'shared')], [blobOf('shared', 20)]);
  const everything = async () => ({
    a: await datasets.get(a.id),
    cases: await datasets.samples(a.id, 0, 10),
    digests: await new DigestRepository(database).all(a.id),
    blobs: await database.blobs.toCollection().primaryKeys(),
    removed: await database.removed.count(),
    departures: await database.departures.count(),
  });
  return { database, datasets, departures: new DepartureRepository(database), a, b, everything };
}

describe('a data set that is deleted', () => {
  it('is in no list at once, comes back whole, and goes for good with its own pictures alone', async () => {
    const { database, datasets, departures, a, everything } = await stored();
    const before = await everything();
    const departure = await departures.dismissDataset(a.id, 5);
    expect(departure).toMatchObject({ name: 'a', caseCount: 3, kind: 'dataset' });
    expect((await datasets.list()).map(({ name }) => name)).toEqual(['b']);
    expect(await datasets.get(a.id)).toBeNull();
    expect(await departures.dismissDataset(a.id, 6)).toBeNull();

    expect(await departures.bringBack(departure?.id ?? '')).toBe(true);
    expect(await everything()).toEqual(before);
    expect(await departures.bringBack(departure?.id ?? '')).toBe(false);

    await departures.dismissDataset(a.id, 5);
    await departures.complete(departure?.id ?? '');
    await departures.complete(departure?.id ?? '');
    expect(await database.datasets.count()).toBe(1);
    expect(await database.samples.count()).toBe(1);
    expect(await database.blobs.toCollection().primaryKeys()).toEqual(['shared']);
    expect(await departures.list()).toEqual([]);
  });

  it('is imported anew from nothing, and is then no longer leaving', async () => {
    const { datasets, departures, a } = await stored();
    const departure = await departures.dismissDataset(a.id, 5);
    expect(await datasets.findBySourceKey(a.sourceKey)).toBeNull();
    await datasets.begin({ ...a, state: { kind: 'importing' } });
    expect(await datasets.countSamples(a.id)).toBe(0);
    await departures.complete(departure?.id ?? '');
    expect((await datasets.get(a.id))?.state.kind).toBe('importing');
  });
});

describe('cases that are deleted', () => {
  it('leave counts and lists in step, and come back as they were', async () => {
    const { departures, a, everything } = await stored();
    const before = await everything();
    await departures.dismissCases(a.id, [sampleId('s1'), sampleId('s2'), sampleId('none')], 'd', () => 5);
    const after = await everything();
    // The shared picture counts among the bytes of this data set, since no other of its cases shows it.
    expect(after.a).toMatchObject({ sampleCount: 1, byteCount: 10, hiddenCount: 0, deletedCount: 2 });
    expect(after.cases.map(({ name }) => name)).toEqual(['case 0']);
    expect(after.digests.map(({ name }) => name)).toEqual(['case 0']);
    expect(after.blobs).toEqual(before.blobs);
    expect(await departures.bringBack('d')).toBe(true);
    expect(await everything()).toEqual(before);
  });

  it('can be brought back for longer; what is gone is not there again for it', async () => {
    const { departures, a } = await stored();
    await departures.dismissCases(a.id, [sampleId('s0')], 'd', () => 5);
    await departures.postpone('d', 9);
    expect(await departures.list()).toMatchObject([{ id: 'd', caseCount: 1, until: 9 }]);
    await departures.complete('d');
    await departures.postpone('d', 12);
    expect(await departures.list()).toEqual([]);
  });

  it('go for good with the pictures that nothing else shows, also such as can be brought back', async () => {
    const { departures, a, everything } = await stored();
    await departures.dismissCases(a.id, [sampleId('s0')], 'first', () => 5);
    await departures.dismissCases(a.id, [sampleId('s1'), sampleId('s2')], 'second', () => 9);
    await departures.complete('first');
    expect(await everything()).toMatchObject({ blobs: ['own2', 'shared'], removed: 2, departures: 1 });
    expect(await departures.bringBack('first')).toBe(false);
    await departures.complete('second');
    expect(await everything()).toMatchObject({ blobs: ['shared'], removed: 0, departures: 0 });
  });

  it('find another place where an import has taken theirs, and are not there twice', async () => {
    const { datasets, departures, a } = await stored();
    await departures.dismissCases(a.id, [sampleId('s0'), sampleId('s1')], 'd', () => 5);
    const [again, other] = [caseOf(a, 0, 'own0'), { ...caseOf(a, 1, 'own0'), id: sampleId('other') }];
    await datasets.addBatch(a.id, [again, other], []);
    expect(await departures.bringBack('d')).toBe(true);
    expect((await datasets.samples(a.id, 0, 10)).map(({ id, ordinal }) => [id, ordinal])).toEqual([
      ['s0', 0],
      ['other', 1],
      ['s2', 2],
      ['s1', 3],
    ]);
  });

  it('are covered by a review no longer: others in their place must be reviewed', async () => {
    const { datasets, departures, a } = await stored();
    const review = { at: 1, caseCount: 3, words: [] };
    await datasets.setSensitivity(a.id, { kind: 'private', review });
    const whole = await datasets.get(a.id);
    await departures.dismissCases(a.id, [sampleId('s0')], 'd', () => 5);
    expect((await datasets.get(a.id))?.sensitivity).toEqual({
      kind: 'private',
      review: { ...review, caseCount: 2 },
    });
    await departures.bringBack('d');
    expect(await datasets.get(a.id)).toEqual(whole);
  });

  it('go with their data set', async () => {
    const { database, departures, a } = await stored();
    await departures.dismissCases(a.id, [sampleId('s0')], 'd', () => 5);
    const departure = await departures.dismissDataset(a.id, 5);
    await departures.complete(departure?.id ?? '');
    expect([await database.removed.count(), await database.departures.count()]).toEqual([0, 0]);
    expect(await database.blobs.toCollection().primaryKeys()).toEqual(['shared']);
  });
});

it('nothing is added to a data set that was deleted while it was imported', async () => {
  const { database, datasets, a } = await stored();
  await datasets.delete(a.id);
  await expect(datasets.addBatch(a.id, [caseOf(a, 9, 'x')], [])).rejects.toThrow('deleted');
  expect(await database.samples.count()).toBe(1);
});

describe('work on many cases', () => {
  it('changes all or none, with digests and counts', async () => {
    const { database, a, everything } = await stored();
    const batches = new CaseBatches(database);
    const before = await everything();
    const ids = [sampleId('s0'), sampleId('s1'), sampleId('s2')];
    const failing = batches.change(a.id, ids, (sample) => {
      if (sample.ordinal === 2) throw new Error('broken');
      return { ...sample, split: 'test' };
    });
    await expect(failing).rejects.toThrow('broken');
    expect(await everything()).toEqual(before);
    const hide = (sample: Sample): Sample => (sample.ordinal === 1 ? sample : { ...sample, hidden: true });
    expect(await batches.change(a.id, ids, hide)).toBe(2);
    const after = await everything();
    expect(after.a?.hiddenCount).toBe(3);
    expect(after.digests.every(({ hidden }) => hidden)).toBe(true);
  });

  it('copies cases into a new data set with shared pictures, or leaves nothing', async () => {
    const { database, datasets, a, b } = await stored();
    const batches = new CaseBatches(database);
    const made = datasetNamed('c');
    const from = [
      { dataset: b.id, id: sampleId('s0') },
      { dataset: a.id, id: sampleId('s1') },
      { dataset: a.id, id: sampleId('s2') },
    ];
    const copy = (sample: Sample, place: number): Sample => ({
      ...sample,
      dataset: made.id,
      ordinal: place,
      id: sampleId(`copy${place}`),
    });
    const gone = [...from, { dataset: a.id, id: sampleId('gone') }];
    await expect(batches.copyInto(made, gone, copy)).rejects.toThrow('deleted meanwhile');
    expect(await datasets.get(made.id)).toBeNull();
    expect(await database.samples.count()).toBe(4);
    expect(await batches.copyInto(made, from, copy)).toMatchObject({
      sampleCount: 3,
      byteCount: 60,
      hiddenCount: 1,
    });
    expect((await datasets.samples(made.id, 0, 9)).map(({ id }) => id)).toEqual(['copy0', 'copy1', 'copy2']);
    await datasets.delete(a.id);
    expect(await database.blobs.toCollection().primaryKeys()).toEqual(['own2', 'shared']);
  });
});
