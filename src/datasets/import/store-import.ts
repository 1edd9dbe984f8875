import type { Dataset, DatasetState, RefusedFile } from '../../domain/dataset/dataset.ts';
import type { SampleId } from '../../domain/ids.ts';
import { byPath } from '../container/path.ts';
import type { DatasetStore } from '../ports.ts';
import type { ImportBatch } from './batches.ts';
import type { ImportHead } from './session.ts';

/** Batches on demand: of a worker, or of a test. */
export interface BatchSource {
  /**
   * `known`: cases that are here already, with their places. `returning`: paths refused by an earlier import that was complete, whose
   * cases alone may be new; null where any case may be.
   */
  begin(known: ReadonlyMap<SampleId, number>, returning: ReadonlySet<string> | null): Promise<void>;
  next(): Promise<ImportBatch | null>;
  stop(): Promise<void>;
}

export interface ImportProgress {
  /** Cases read and stored, refused or here already. */
  readonly done: number;
  readonly total: number;
  /** Of files read. */
  readonly bytes: number;
}

export interface ImportResult {
  readonly dataset: Dataset;
  /** Cases that were not here before. */
  readonly added: number;
  readonly alreadyHere: number;
  /** Files refused in this import. */
  readonly refused: readonly RefusedFile[];
  /** `cancelled` keeps what is stored; `stopped` says why (the disk is full). */
  readonly end:
    { readonly kind: 'complete' | 'cancelled' } | { readonly kind: 'stopped'; readonly reason: string };
}

/** Writes batches as they come: while one is written the next is handed over, so that the database never waits, and the one after it is read. */
export async function storeImport(
  head: ImportHead,
  source: BatchSource,
  surroundings: ImportSurroundings,
  onProgress: (progress: ImportProgress) => void,
  signal: AbortSignal,
): Promise<ImportResult> {
  const record = await ImportRecord.open(head, surroundings);
  const { total } = head;
  const read = (): Promise<Read> => source.next().then(asRead, asFailure);
  const write = async (batch: ImportBatch): Promise<void> => {
    await record.add(batch);
    onProgress({ done: batch.done, total, bytes: batch.bytesRead });
  };
  let writing = Promise.resolve();
  try {
    onProgress({ done: 0, total, bytes: 0 });
    let reading = source.begin(record.known, record.returning).then(read, asFailure);
    for (;;) {
      const outcome = await reading;
      if (outcome.kind !== 'batch' || signal.aborted) {
        await writing;
        if (outcome.kind === 'end') return await record.complete();
        if (outcome.kind === 'failed') return await record.endEarly('stopped', outcome.reason, restOfIt);
        return await record.endEarly('cancelled', 'Cancelled', restOfIt);
      }
      reading = read();
      const before = writing;
      writing = write(outcome.batch);
      writing.catch(() => undefined);
      await before;
    }
  } catch (error) {
    // What was handed over may be stored yet, and is counted then.
    await writing.catch(() => undefined);
    if (isDiskFull(error))
      return await record.endEarly('stopped', 'The browser has no more room', afterSpace);
    await record.endEarly('stopped', 'The import failed', restOfIt).catch(() => undefined);
    throw error;
  } finally {
    await source.stop().catch(() => undefined);
  }
}

const restOfIt = 'Import the same files again to add the rest.';
const afterSpace = 'Free some space, then import the same files again to add the rest.';

export interface ImportSurroundings {
  readonly store: DatasetStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

type Read =
  | { readonly kind: 'batch'; readonly batch: ImportBatch }
  | { readonly kind: 'end' }
  | { readonly kind: 'failed'; readonly reason: string };

const asRead = (batch: ImportBatch | null): Read =>
  batch === null ? { kind: 'end' } : { kind: 'batch', batch };
const asFailure = (error: unknown): Read => ({
  kind: 'failed',
  reason: error instanceof Error ? error.message : String(error),
});

/** The storage's own code, or the browser's name where the error came as it was. */
function isDiskFull(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  return (
    ('code' in error && error.code === 'disk-full') ||
    ('name' in error && error.name === 'QuotaExceededError')
  );
}

/** A data set's row while it is imported, and what was done so far. One that was complete is left alone until a case is added. */
class ImportRecord {
  readonly known: ReadonlyMap<SampleId, number>;
  readonly returning: ReadonlySet<string> | null;
  readonly #store: DatasetStore;
  readonly #row: Dataset;
  readonly #total: number;
  /** Before any case was read. */
  readonly #refusedAtOnce: readonly RefusedFile[];
  /** In the order of reading, which is that of an archive. */
  readonly #refusedCases: RefusedFile[] = [];
  #beginning: Promise<void> | null = null;
  #begun = false;
  #added = 0;
  #alreadyHere = 0;

  private constructor(
    store: DatasetStore,
    row: Dataset,
    head: ImportHead,
    known: ReadonlyMap<SampleId, number>,
  ) {
    this.#store = store;
    this.#row = row;
    this.#total = head.total;
    this.#refusedAtOnce = head.dataset.refused;
    this.known = known;
    // Cases that were deleted may come back, as may those of an import that was not whole.
    const whole = row.state.kind === 'complete' && row.deletedCount === undefined;
    this.returning = whole ? new Set(row.refused.map(({ path }) => path)) : null;
  }

  static async open(head: ImportHead, { store, now }: ImportSurroundings): Promise<ImportRecord> {
    const existing = await store.findBySourceKey(head.dataset.sourceKey);
    const row = existing ?? { ...head.dataset, importedAt: now() };
    const known = existing === null ? new Map<SampleId, number>() : await store.placesOfCases(existing.id);
    const record = new ImportRecord(store, row, head, known);
    if (row.state.kind !== 'complete') await record.#begin();
    return record;
  }

  async add({ samples, blobs, refused, alreadyHere }: ImportBatch): Promise<void> {
    if (samples.length > 0) {
      await this.#begin();
      await this.#store.addBatch(this.#row.id, samples, blobs);
    }
    this.#added += samples.length;
    this.#alreadyHere += alreadyHere;
    for (const one of refused) this.#refusedCases.push(one);
  }

  complete(): Promise<ImportResult> {
    return this.#finish({ kind: 'complete' }, { kind: 'complete' });
  }

  endEarly(kind: 'cancelled' | 'stopped', why: string, remedy: string): Promise<ImportResult> {
    const here = this.#added + this.#alreadyHere;
    const reason = `${why.replace(/\.$/, '')}; ${here} of ${this.#total} cases are stored. ${remedy}`;
    return this.#finish(kind === 'stopped' ? { kind, reason } : { kind }, { kind: 'partial', reason });
  }

  #begin(): Promise<void> {
    const begin = async () => {
      await this.#store.begin({ ...this.#row, state: { kind: 'importing' } });
      this.#begun = true;
    };
    return (this.#beginning ??= begin());
  }

  async #finish(end: ImportResult['end'], state: DatasetState): Promise<ImportResult> {
    const refused = [...this.#refusedAtOnce, ...this.#refusedCases.toSorted(byPath)];
    const dataset = this.#begun ? await this.#store.finish(this.#row.id, state, refused) : this.#row;
    return { dataset, added: this.#added, alreadyHere: this.#alreadyHere, refused, end };
  }
}
