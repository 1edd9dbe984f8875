import { expose, transfer } from 'comlink';
import type { SampleId } from '../domain/ids.ts';
import type { OnUnpacking } from './container/opening.ts';
import { diskScratch } from './container/scratch-disk.ts';
import { SpillingScratch } from './container/scratch.ts';
import type { Handover } from './container/source.ts';
import { browserDecoder } from './image/browser-decoder.ts';
import type { ImportChoices } from './import/choices.ts';
import type { ImportBatch } from './import/batches.ts';
import { handOver } from './import/hand-over.ts';
import { ImportSession } from './import/session.ts';

const tellEveryMilliseconds = 100;

const listed: { readonly path: string; readonly size: number }[] = [];
let session: ImportSession | null = null;
let batches: AsyncGenerator<ImportBatch, void, undefined> | null = null;

function opened(): ImportSession {
  if (session === null) throw new Error('The worker was asked about files before it had them.');
  return session;
}

/** One source of files: listed part by part, opened, then previewed and imported. Batches are asked for, so that no more than two wait to be written. */
const api = {
  list(files: typeof listed): void {
    for (const file of files) listed.push(file);
  },
  /** Both are proxies. `handover` gives the files that were listed; `onUnpacking` is told of little: a message for each piece would be many. */
  async open(handover: Handover, onUnpacking: OnUnpacking) {
    let told = 0;
    const given = listed.map((file, place) => ({ ...file, by: handover, place }));
    session = await ImportSession.open(given, browserDecoder, {
      scratch: new SpillingScratch(diskScratch()),
      onUnpacking(path, read, size) {
        if (performance.now() - told < tellEveryMilliseconds) return;
        told = performance.now();
        onUnpacking(path, read, size);
      },
    });
    return session.summary();
  },
  preview: (choices: ImportChoices) => opened().preview(choices),
  head: (choices: ImportChoices) => opened().head(choices),
  /** Begins to read; whatever an earlier import was at is given up. */
  async begin(
    choices: ImportChoices,
    known: ReadonlyMap<SampleId, number>,
    returning: ReadonlySet<string> | null,
  ) {
    await batches?.return();
    batches = opened().batches(choices, known, returning);
  },
  /** The next batch, its pictures handed over, or null after the last. */
  async next(): Promise<ImportBatch | null> {
    if (batches === null) throw new Error('The import was not begun in this worker.');
    const batch = await batches.next();
    if (batch.done === true) return null;
    const { batch: handed, buffers } = handOver(batch.value);
    return transfer(handed, [...buffers]);
  },
  async stop() {
    await batches?.return();
    batches = null;
  },
};

export type ImportWorkerApi = typeof api;

expose(api);
