import { expose } from 'comlink';
import type { ExportFormat, ExportOutcome, ExportSource } from '../datasets/export/source.ts';
import { writeExport, type ExportProgress } from '../datasets/export/write.ts';
import type { Sample } from '../domain/dataset/dataset.ts';
import { matches, type CaseFilter } from '../domain/dataset/filter.ts';
import type { DatasetId } from '../domain/ids.ts';
import { BlobRepository } from '../storage/blobs.ts';
import { ReadingRoomDatabase } from '../storage/database.ts';
import { DatasetRepository } from '../storage/datasets.ts';
import { DigestRepository } from '../storage/digests.ts';

const pageSize = 64;
const tellEveryMilliseconds = 100;

const database = new ReadingRoomDatabase();
const datasets = new DatasetRepository(database);
const digests = new DigestRepository(database);
const blobs = new BlobRepository(database);
const abort = new AbortController();

async function sourceOf(id: DatasetId, filter: CaseFilter | null): Promise<ExportSource> {
  const dataset = await datasets.get(id);
  if (dataset === null) throw new Error('The data set is no longer here.');
  const picture: ExportSource['picture'] = (hash) => blobs.get(hash);
  if (filter === null) return { dataset, cases: () => everyCase(id), picture };
  const ids = (await digests.all(id)).filter((digest) => matches(filter, digest)).map((digest) => digest.id);
  return {
    dataset: { ...dataset, sampleCount: ids.length },
    async *cases() {
      for (let at = 0; at < ids.length; at += pageSize)
        yield await datasets.samplesById(id, ids.slice(at, at + pageSize));
    },
    picture,
  };
}

async function* everyCase(id: DatasetId): AsyncGenerator<readonly Sample[]> {
  let from = 0;
  for (;;) {
    const page = await datasets.samplesFrom(id, from, pageSize);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    from = last.ordinal + 1;
  }
}

/** Writes one data set as a zip; one worker an export. */
const api = {
  /** Into `file`, or, without one, into a blob that is given back. `onProgress` is a proxy, and told of little. */
  async write(
    dataset: DatasetId,
    format: ExportFormat,
    filter: CaseFilter | null,
    file: FileSystemFileHandle | null,
    onProgress: (progress: ExportProgress) => void,
  ): Promise<{ readonly outcome: ExportOutcome; readonly blob: Blob | null }> {
    const source = await sourceOf(dataset, filter);
    let told = 0;
    const tell = (progress: ExportProgress) => {
      if (performance.now() - told < tellEveryMilliseconds) return;
      told = performance.now();
      onProgress(progress);
    };
    if (file !== null) {
      // The browser writes beside the file, and puts it in its place when all is written.
      const target = await file.createWritable();
      return { outcome: await writeExport(format, source, target, tell, abort.signal), blob: null };
    }
    const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
    const gathering = new Response(readable).blob();
    gathering.catch(() => undefined);
    const outcome = await writeExport(format, source, writable, tell, abort.signal);
    return { outcome, blob: await gathering };
  },
  cancel(): void {
    abort.abort(new DOMException('The export was cancelled.', 'AbortError'));
  },
};

export type ExportWorkerApi = typeof api;

expose(api);
