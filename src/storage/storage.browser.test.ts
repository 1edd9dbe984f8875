import { describe, expect, it } from 'vitest';
import { blobHash, modelId, planId, promptId, runId, sampleId, trialKey } from '../domain/ids.ts';
import type { Dataset, Sample } from '../domain/dataset/dataset.ts';
import { edited, withoutLastEdit } from '../domain/dataset/edit.ts';
import type { TrialRecord } from '../domain/plan/plan.ts';
import { openTestDatabase } from './test-database.ts';
import { DatasetRepository } from './datasets.ts';
import { DigestRepository } from './digests.ts';
import { DiskFullError, rethrowStorageError } from './errors.ts';
import { LedgerRepository } from './ledger.ts';
import { RunRepository } from './runs.ts';
import { latestVersion } from './schema.ts';
import { SettingsRepository } from './settings.ts';
import { watch } from './watch.ts';
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

function trialOf(run: string, index: number, state: TrialRecord['state'] = 'answered'): TrialRecord {
  return {
    key: trialKey(`t${String(index)}`),
    run: runId(run),
    sample: sampleId(`s${String(index)}`),
    model: modelId('m'),
    prompt: promptId('p'),
    repeat: 0,
    condition: 'source',
    sent: { images: [], system: '', user: '', parameters: { temperature: 0, maxTokens: null, seed: null } },
    attempts: [],
    state,
  };
}

describe('schema', () => {
  it.each(Array.from({ length: latestVersion }, (_, index) => index + 1))(
    'a database of version %i opens with its rows',
    async (version) => {
      const name = `test-migration-${crypto.randomUUID()}`;
      const old = openTestDatabase(name, version);
      const dataset = datasetNamed('old');
      await old.table('datasets').put(dataset);
      await old.table('settings').put({ name: 'theme', value: 'light' });
      old.close();
      const current = openTestDatabase(name);
      expect(await new DatasetRepository(current).get(dataset.id)).toEqual(dataset);
      expect((await new SettingsRepository(current).read()).theme).toBe('light');
      expect(current.verno).toBe(latestVersion);
    },
  );
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

describe('RunRepository', () => {
  it('resolves an append when the trial is committed, many at once', async () => {
    const database = openTestDatabase();
    const runs = new RunRepository(database);
    await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        await runs.append(trialOf('r', index, index % 10 === 0 ? 'failed' : 'answered'));
        expect(await database.trials.get([runId('r'), trialKey(`t${String(index)}`)])).toBeDefined();
      }),
    );
    expect(await runs.progress(runId('r'))).toEqual({ answered: 90, failed: 10 });
    expect((await runs.finishedKeys(runId('r'))).size).toBe(100);
    expect(await runs.failed(runId('r'), 3)).toHaveLength(3);
  });

  it('replaces a trial that is asked again', async () => {
    const runs = new RunRepository(openTestDatabase());
    await runs.append(trialOf('r', 1, 'failed'));
    await runs.append(trialOf('r', 1, 'answered'));
    expect(await runs.progress(runId('r'))).toEqual({ answered: 1, failed: 0 });
  });

  it('goes on after a write that failed', async () => {
    const runs = new RunRepository(openTestDatabase());
    // A function cannot be stored: the structured clone refuses it.
    const broken: TrialRecord = Object.assign(trialOf('r', 1), { sent: () => 0 });
    await expect(runs.append(broken)).rejects.toThrow();
    await runs.append(trialOf('r', 2));
    expect(await runs.progress(runId('r'))).toEqual({ answered: 1, failed: 0 });
  });

  it('deletes a run with its trials, and its plan when no other run has it', async () => {
    const database = openTestDatabase();
    const runs = new RunRepository(database);
    const base = {
      plan: planId('p'),
      name: '',
      state: 'finished',
      createdAt: 1,
      updatedAt: 1,
      trialCount: 1,
    } as const;
    await runs.put({ ...base, id: runId('a') });
    await runs.put({ ...base, id: runId('b') });
    await runs.append(trialOf('a', 1));
    await runs.append(trialOf('b', 1));
    await runs.delete(runId('a'));
    expect(await runs.finishedKeys(runId('a'))).toEqual(new Set());
    expect((await runs.finishedKeys(runId('b'))).size).toBe(1);
  });
});

describe('LedgerRepository', () => {
  it('sums the bytes of a day by host', async () => {
    const ledger = new LedgerRepository(openTestDatabase());
    const at = new Date(2026, 0, 2, 12).getTime();
    const row = {
      at,
      host: 'a.example',
      method: 'POST',
      path: '/',
      bytesSent: 10,
      bytesReceived: 1,
      outcome: '200',
      purpose: '',
    };
    await ledger.append(row);
    await ledger.append(row);
    await ledger.append({ ...row, host: 'b.example', bytesSent: 5 });
    await ledger.append({ ...row, at: new Date(2026, 0, 1, 12).getTime(), bytesSent: 1000 });
    expect(await ledger.totalsOfDay(at)).toEqual([
      { host: 'a.example', requests: 2, bytesSent: 20, bytesReceived: 2 },
      { host: 'b.example', requests: 1, bytesSent: 5, bytesReceived: 1 },
    ]);
    expect((await ledger.page(0, 1))[0]?.at).toBe(at);
  });
});

describe('SettingsRepository', () => {
  it('falls back to the default of a setting that cannot be read, and keeps the rest', async () => {
    const database = openTestDatabase();
    const settings = new SettingsRepository(database);
    await settings.write({ localOnly: true });
    await database.settings.put({ name: 'theme', value: 42 });
    const read = await settings.read();
    expect([read.localOnly, read.theme]).toEqual([true, 'dark']);
  });
});

describe('watch', () => {
  it('tells the present value and the last one of many changes', async () => {
    const database = openTestDatabase();
    const runs = new RunRepository(database);
    const seen: number[] = [];
    const stop = watch(
      database,
      ['trials'],
      async () => (await runs.progress(runId('r'))).answered,
      20,
    )(
      (value) => seen.push(value),
      (error) => {
        throw error;
      },
    );
    for (let index = 0; index < 50; index += 1) await database.trials.put(trialOf('r', index));
    await expect.poll(() => seen.at(-1)).toBe(50);
    expect(seen.length).toBeLessThan(50);
    stop();
  });
});

describe('rethrowStorageError', () => {
  it('names a full disk, however deeply it is wrapped', () => {
    const quota = new DOMException('full', 'QuotaExceededError');
    expect(() => rethrowStorageError(quota)).toThrow(DiskFullError);
    expect(() => rethrowStorageError(new TypeError('other'))).toThrow(TypeError);
  });
});
