import { describe, expect, it } from 'vitest';
import { blobHash, sampleId } from '../domain/ids.ts';
import type { Dataset, Sample } from '../domain/dataset/dataset.ts';
import { edited, withoutLastEdit } from '../domain/dataset/edit.ts';
import { openTestDatabase } from './test-database.ts';
import { DatasetRepository } from './datasets.ts';
import { DigestRepository } from './digests.ts';
import { testDataset } from '../domain/dataset/test-dataset.ts';

function datasetNamed(name: string): Dataset {
  return testDataset(name, {
    modality: 'chest radiograph',
    state: { kind: 'importing' },
    sourceKey: `key of ${name}`,
  });
}

function sampleOf(dataset: Dataset, index: number, blob: string): Sample {
  return {
    id: sampleId(`s${String(index)}`),
    dataset: dataset.id,
    ordinal: index,
    name: `case ${String(index)}`,
    images: [{ blob: blobHash(blob), mediaType: 'image/png', width: 1, height: 1, changes: [] }],
    truth: { labels: [index % 2 === 0 ? 'normal' : 'opacity'] },
    split: index < 3 ? 'train' : 'test',
    attributes: {},
  };
}

const blobOf = (hash: string, size = 10) => ({
  hash: blobHash(hash),
  bytes: new Uint8Array(size),
  mediaType: 'image/png' as const,
});

describe('DatasetRepository', () => {
  it('renames a data set and changes nothing else of it', async () => {
    const database = openTestDatabase();
    const datasets = new DatasetRepository(database);
    const before = datasetNamed('chest');
    await datasets.begin(before);
    await datasets.rename(before.id, 'Chests of ward 7');
    expect(await datasets.get(before.id)).toEqual({ ...before, name: 'Chests of ward 7' });
  });

  it('stores a picture once, however many cases use it, and counts what it stored', async () => {
    const database = openTestDatabase();
    const datasets = new DatasetRepository(database);
    const dataset = datasetNamed('a');
    await datasets.begin(dataset);
    await datasets.addBatch(
      dataset.id,
      [sampleOf(dataset, 0, 'x'), sampleOf(dataset, 1, 'x')],
      [blobOf('x', 7)],
    );
    expect(await database.blobs.count()).toBe(1);
    const row = await datasets.get(dataset.id);
    expect([row?.sampleCount, row?.byteCount]).toEqual([2, 7]);
    expect([...(await datasets.placesOfCases(dataset.id))]).toEqual([
      ['s0', 0],
      ['s1', 1],
    ]);
    expect((await datasets.placesOfCases(datasetNamed('b').id)).size).toBe(0);
  });

  it('stores of a shared buffer what a picture is, and nothing that lies beside it', async () => {
    const database = openTestDatabase();
    const datasets = new DatasetRepository(database);
    const dataset = datasetNamed('a');
    await datasets.begin(dataset);
    const shared = Uint8Array.from({ length: 30 }, (_, at) => at);
    const part = { ...blobOf('x'), bytes: shared.subarray(10, 14) };
    await datasets.addBatch(dataset.id, [sampleOf(dataset, 0, 'x')], [part]);
    const stored = await database.blobs.get(blobHash('x'));
    expect([...(stored?.bytes ?? [])]).toEqual([10, 11, 12, 13]);
    expect(stored?.bytes.buffer.byteLength).toBe(4);
  });

  it('pages by order from an index', async () => {
    const datasets = new DatasetRepository(openTestDatabase());
    const dataset = datasetNamed('a');
    await datasets.begin(dataset);
    const samples = Array.from({ length: 6 }, (_, index) => sampleOf(dataset, index, `b${String(index)}`));
    await datasets.addBatch(
      dataset.id,
      samples.toReversed(),
      samples.map((_, index) => blobOf(`b${String(index)}`)),
    );
    const names = async (...parameters: Parameters<DatasetRepository['samples']>) =>
      (await datasets.samples(...parameters)).map(({ ordinal }) => ordinal);
    expect(await names(dataset.id, 1, 3)).toEqual([1, 2, 3]);
    expect(await datasets.countSamples(dataset.id)).toBe(6);
    expect(await datasets.placeOf(dataset.id, sampleId('s4'))).toEqual({
      position: 4,
      total: 6,
      previous: 's3',
      next: 's5',
    });
    expect(await datasets.placeOf(dataset.id, sampleId('s0'))).toMatchObject({
      position: 0,
      previous: null,
      next: 's1',
    });
    expect(await datasets.placeOf(dataset.id, sampleId('s6'))).toBeNull();
  });

  it('keeps digests in step with cases that are changed, hidden and deleted', async () => {
    const database = openTestDatabase();
    const datasets = new DatasetRepository(database);
    const digests = new DigestRepository(database);
    const dataset = datasetNamed('a');
    await datasets.begin(dataset);
    // Two rows of digests, and a case that is added after they were made.
    const samples = Array.from({ length: 600 }, (_, index) => sampleOf(dataset, index, 'x'));
    await datasets.addBatch(dataset.id, samples.slice(0, 599), [blobOf('x')]);
    expect((await digests.all(dataset.id)).map(({ ordinal }) => ordinal)).toEqual(
      samples.slice(0, 599).map(({ ordinal }) => ordinal),
    );
    await datasets.addBatch(dataset.id, samples.slice(599), []);
    const told: string[] = [];
    expect((await digests.all(dataset.id, (done, total) => told.push(`${done} of ${total}`))).length).toBe(
      600,
    );
    expect(told).toEqual(['0 of 600', '512 of 600']);
    // They are kept now: there is nothing to tell.
    await digests.all(dataset.id, () => told.push('again'));
    expect(told).toHaveLength(2);

    const changed = await datasets.changeSample(dataset.id, sampleId('s550'), (sample) =>
      edited(sample, { hidden: true, truth: { labels: ['effusion'] } }, 'both', 5),
    );
    expect(changed?.edits?.length).toBe(1);
    expect((await digests.all(dataset.id))[550]).toMatchObject({
      labels: ['effusion'],
      hidden: true,
      edited: true,
    });
    expect((await datasets.get(dataset.id))?.hiddenCount).toBe(1);
    await datasets.changeSample(dataset.id, sampleId('s550'), (sample) => withoutLastEdit(sample) ?? sample);
    expect((await digests.all(dataset.id))[550]).toMatchObject({ labels: ['normal'] });
    expect((await datasets.get(dataset.id))?.hiddenCount).toBe(0);
    expect(await datasets.changeSample(dataset.id, sampleId('none'), (sample) => sample)).toBeNull();
    await datasets.delete(dataset.id);
    expect(await database.digests.count()).toBe(0);
  });

  it('stores a batch whole or not at all', async () => {
    const database = openTestDatabase();
    const datasets = new DatasetRepository(database);
    const dataset = datasetNamed('a');
    await datasets.begin(dataset);
    await datasets.addBatch(dataset.id, [sampleOf(dataset, 0, 'x')], [blobOf('x')]);
    // The same position twice breaks a unique index in the middle of the batch.
    const clash = { ...sampleOf(dataset, 0, 'z'), id: sampleId('other') };
    await expect(
      datasets.addBatch(dataset.id, [sampleOf(dataset, 1, 'y'), clash], [blobOf('y'), blobOf('z')]),
    ).rejects.toThrow();
    expect(await datasets.countSamples(dataset.id)).toBe(1);
    expect(await database.blobs.count()).toBe(1);
    expect((await datasets.get(dataset.id))?.sampleCount).toBe(1);
  });

  it('deletes a data set and keeps the pictures that another uses', async () => {
    const database = openTestDatabase();
    const datasets = new DatasetRepository(database);
    const [first, second] = [datasetNamed('a'), datasetNamed('b')];
    for (const dataset of [first, second]) await datasets.begin(dataset);
    await datasets.addBatch(
      first.id,
      [sampleOf(first, 0, 'shared'), sampleOf(first, 1, 'own')],
      [blobOf('shared'), blobOf('own')],
    );
    await datasets.addBatch(second.id, [sampleOf(second, 0, 'shared')], [blobOf('shared')]);
    await datasets.delete(first.id);
    expect(await database.blobs.toCollection().primaryKeys()).toEqual(['shared']);
    expect(await datasets.countSamples(first.id)).toBe(0);
    expect(await datasets.countSamples(second.id)).toBe(1);
  });

  it('says of an import that was cut off what it is, and drops one that stored nothing', async () => {
    const datasets = new DatasetRepository(openTestDatabase());
    const [begun, empty] = [datasetNamed('begun'), datasetNamed('empty')];
    for (const dataset of [begun, empty]) await datasets.begin(dataset);
    await datasets.addBatch(begun.id, [sampleOf(begun, 0, 'x')], [blobOf('x')]);
    await datasets.closeInterruptedImports();
    expect((await datasets.get(begun.id))?.state.kind).toBe('partial');
    expect(await datasets.get(empty.id)).toBeNull();
  });
});
