import { describe, expect, test } from 'vitest';
import type { Sample } from '../../domain/dataset/dataset.ts';
import { blobHash, datasetId, sampleId } from '../../domain/ids.ts';
import type { ImportBatch } from './batches.ts';
import type { ImportHead } from './session.ts';
import { storeImport, type BatchSource, type ImportProgress } from './store-import.ts';
import { MemoryStore } from './test-store.ts';

const containing = (text: string): unknown => expect.stringContaining(text);

const dataset = datasetId('d');
const head: ImportHead = {
  dataset: {
    id: dataset,
    name: 'n',
    description: '',
    synthetic: false,
    specialty: 'other',
    modality: '',
    license: '',
    source: '',
    labels: [],
    notes: [],
    state: { kind: 'importing' },
    sampleCount: 0,
    byteCount: 0,
    sourceKey: 'key',
    refused: [],
  },
  total: 6,
};

const sample = (n: number): Sample => ({
  id: sampleId(`s${n}`),
  dataset,
  ordinal: n,
  name: `case ${n}`,
  images: [],
  truth: {},
  split: 'none',
  attributes: {},
});

/** Six cases in three batches of two, with a picture of 10 bytes each; those known are left out, as a worker does. */
function sourceOf(fail?: { readonly at: number; readonly with: Error }): BatchSource & { stopped: boolean } {
  let known: ReadonlyMap<string, number> = new Map();
  let at = 0;
  return {
    stopped: false,
    begin(ids) {
      known = ids;
      return Promise.resolve();
    },
    next(): Promise<ImportBatch | null> {
      if (fail?.at === at) return Promise.reject(fail.with);
      if (at === 3) return Promise.resolve(null);
      const both = [sample(2 * at), sample(2 * at + 1)];
      at += 1;
      const samples = both.filter(({ id }) => !known.has(id));
      return Promise.resolve({
        samples,
        blobs: samples.map(({ id }) => ({
          hash: blobHash(id),
          bytes: new Uint8Array(10),
          mediaType: 'image/png',
        })),
        refused: [],
        done: 2 * at,
        bytesRead: 20 * at,
        alreadyHere: both.length - samples.length,
      });
    },
    stop() {
      this.stopped = true;
      return Promise.resolve();
    },
  };
}

const run = (
  store: MemoryStore,
  source = sourceOf(),
  onProgress: (p: ImportProgress) => void = () => undefined,
  signal = new AbortController().signal,
) => storeImport(head, source, { store, now: () => 5 }, onProgress, signal);

describe('an import', () => {
  test('stores every case and says so', async () => {
    const store = new MemoryStore();
    const progress: ImportProgress[] = [];
    const result = await run(store, sourceOf(), (p) => progress.push(p));
    expect(result).toMatchObject({
      added: 6,
      alreadyHere: 0,
      end: { kind: 'complete' },
      dataset: { state: { kind: 'complete' }, sampleCount: 6, byteCount: 60, importedAt: 5 },
    });
    expect(progress.map(({ done }) => done)).toEqual([0, 2, 4, 6]);
  });

  test('of the same files again adds nothing and leaves the row alone', async () => {
    const store = new MemoryStore();
    const first = await run(store);
    const second = await run(store);
    expect(second).toMatchObject({ added: 0, alreadyHere: 6, end: { kind: 'complete' } });
    expect(second.dataset).toEqual(first.dataset);
    expect(store.batches).toBe(3);
  });

  test('that is cancelled keeps what is stored; the next one adds the rest', async () => {
    const store = new MemoryStore();
    const abort = new AbortController();
    const source = sourceOf();
    const cancelled = await run(
      store,
      source,
      ({ done }) => {
        if (done === 2) abort.abort();
      },
      abort.signal,
    );
    expect(cancelled.end).toEqual({ kind: 'cancelled' });
    expect(cancelled.dataset.state).toEqual({
      kind: 'partial',
      // The second batch was handed over while the first was written.
      reason: 'Cancelled; 4 of 6 cases are stored. Import the same files again to add the rest.',
    });
    expect(source.stopped).toBe(true);
    const rest = await run(store);
    expect(rest).toMatchObject({ added: 2, alreadyHere: 4, end: { kind: 'complete' } });
    expect(rest.dataset).toMatchObject({ state: { kind: 'complete' }, sampleCount: 6 });
  });

  test.each([
    ['the browser’s error', new DOMException('x', 'QuotaExceededError')],
    ['the storage’s code', Object.assign(new Error('full'), { code: 'disk-full' })],
  ])('onto a full disk (%s) ends with what was stored', async (_, error) => {
    const store = new MemoryStore();
    const add = store.addBatch.bind(store);
    store.addBatch = (...batch) => (store.batches === 2 ? Promise.reject(error) : add(...batch));
    const result = await run(store);
    expect(result.end).toEqual({
      kind: 'stopped',
      reason:
        'The browser has no more room; 4 of 6 cases are stored. Free some space, then import the same files again to add the rest.',
    });
    expect(result.dataset).toMatchObject({ state: { kind: 'partial' }, sampleCount: 4 });
  });

  test('hands a batch over while the one before is written, and not a third', async () => {
    const store = new MemoryStore();
    const add = store.addBatch.bind(store);
    let [underWay, most] = [0, 0];
    store.addBatch = async (...batch) => {
      most = Math.max(most, (underWay += 1));
      await new Promise((resolve) => setTimeout(resolve));
      await add(...batch);
      underWay -= 1;
    };
    expect(await run(store)).toMatchObject({ added: 6, end: { kind: 'complete' } });
    expect(most).toBe(2);
  });

  test('whose reader dies ends with what was stored and the reason', async () => {
    const store = new MemoryStore();
    const result = await run(store, sourceOf({ at: 1, with: new Error('The reader ran out of memory.') }));
    expect(result).toMatchObject({
      added: 2,
      end: { kind: 'stopped', reason: containing('The reader ran out of memory; 2 of 6') },
    });
  });

  test('whose store fails in another way rejects, and leaves no import open', async () => {
    const store = new MemoryStore();
    const add = store.addBatch.bind(store);
    store.addBatch = (...batch) =>
      store.batches === 1 ? Promise.reject(new Error('broken')) : add(...batch);
    await expect(run(store)).rejects.toThrow('broken');
    expect(store.row(dataset).state.kind).toBe('partial');
  });
});
