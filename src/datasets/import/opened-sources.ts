import { proxy, wrap, type Remote } from 'comlink';
import { archiveKindOf } from '../container/archive-name.ts';
import type { OnUnpacking } from '../container/opening.ts';
import { clearScratch } from '../container/scratch-disk.ts';
import type { DroppedFile } from '../container/source.ts';
import type { ImportWorkerApi } from '../import.worker.ts';
import { handoverOf, listFiles, type OnListing } from './listing-files.ts';
import type { SourceSummary } from './session.ts';
import { Spare } from './spare.ts';

/**
 * After this long without a question the worker is let go, with the memory and the scratch space that it holds; a later
 * question starts another. What took long to open is kept longer.
 */
const idleMilliseconds = 60_000;
const idleForEachMillisecondOfOpening = 20;

export interface OpenOptions {
  readonly onListing?: OnListing;
  readonly onUnpacking?: OnUnpacking;
  /** Gives the opening up. */
  readonly signal?: AbortSignal;
}

interface Running {
  readonly worker: Worker;
  readonly api: Remote<ImportWorkerApi>;
  readonly summary: Promise<SourceSummary>;
  /** Never resolves; rejects when the worker dies. */
  readonly death: Promise<never>;
}

/** Files that a person chose, opened by a worker of their own: described at once, read when asked. */
export class OpenedSources {
  /** `chest (folder, 212 files)` in words. */
  readonly description: string;
  readonly fileCount: number;
  readonly byteCount: number;
  readonly #files: readonly DroppedFile[];
  readonly #workers: ImportWorkers;
  #running: Running;
  #alive = true;
  #busy = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;
  readonly #patience: number;

  private constructor(
    files: readonly DroppedFile[],
    workers: ImportWorkers,
    running: Running,
    summary: SourceSummary,
    milliseconds: number,
  ) {
    this.#workers = workers;
    this.#patience = Math.max(idleMilliseconds, idleForEachMillisecondOfOpening * milliseconds);
    this.#files = files;
    this.#running = running;
    this.description = `${summary.name} (${kindOf(files)}${summary.fileCount} ${summary.fileCount === 1 ? 'file' : 'files'})`;
    this.fileCount = summary.fileCount;
    this.byteCount = summary.byteCount;
    this.#rest();
  }

  static async open(
    files: readonly DroppedFile[],
    workers: ImportWorkers,
    options: OpenOptions = {},
  ): Promise<OpenedSources> {
    const { signal } = options;
    signal?.throwIfAborted();
    const began = performance.now();
    const running = start(files, workers, options);
    try {
      const summary = await Promise.race([running.summary, running.death, givenUp(signal)]);
      return new OpenedSources(files, workers, running, summary, performance.now() - began);
    } catch (error) {
      end(running);
      throw error;
    }
  }

  /** Asks the worker; rejects when it dies meanwhile. */
  async ask<Answer>(question: (api: Remote<ImportWorkerApi>) => Promise<Answer>): Promise<Answer> {
    return this.keepAwake(async () => {
      if (!this.#alive) {
        this.#running = start(this.#files, this.#workers, {});
        this.#alive = true;
      }
      const { api, summary, death } = this.#running;
      try {
        return await Promise.race([summary.then(() => question(api)), death]);
      } catch (error) {
        if (error instanceof WorkerDeath) this.#letGo();
        throw error;
      }
    });
  }

  /** The worker is not let go while `work` lasts, however long it asks nothing: an import is at a certain place in the files. */
  async keepAwake<Result>(work: () => Promise<Result>): Promise<Result> {
    clearTimeout(this.#idle);
    this.#busy += 1;
    try {
      return await work();
    } finally {
      this.#busy -= 1;
      if (this.#busy === 0) this.#rest();
    }
  }

  #rest(): void {
    this.#idle = setTimeout(() => this.#letGo(), this.#patience);
  }

  #letGo(): void {
    end(this.#running);
    this.#alive = false;
  }
}

class WorkerDeath extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WorkerDeath';
  }
}

/** Never resolves; rejects when the signal is given. */
const givenUp = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => {
      const reason: unknown = signal.reason;
      reject(reason instanceof Error ? reason : new DOMException('The opening was given up.', 'AbortError'));
    });
  });

/** Workers that read files; each takes some tenths of a second to start. */
export type ImportWorkers = Spare<Worker>;

export const importWorkers = (): ImportWorkers =>
  new Spare(
    () => new Worker(new URL('../import.worker.ts', import.meta.url), { type: 'module', name: 'import' }),
    (worker) => worker.terminate(),
  );

function start(
  files: readonly DroppedFile[],
  workers: ImportWorkers,
  { onListing = () => undefined, onUnpacking = () => undefined, signal }: OpenOptions,
): Running {
  const worker = workers.take();
  const api = wrap<ImportWorkerApi>(worker);
  const death = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      reject(
        new WorkerDeath(
          `The files could not be read further: ${event.message || 'the reader ran out of memory'}.`,
        ),
      );
    });
  });
  const summary = listFiles(files, api, onListing, signal).then(() =>
    api.open(handoverOf(files), proxy(onUnpacking)),
  );
  // Whoever asks hears of these; nobody asking is no fault.
  death.catch(() => undefined);
  summary.catch(() => undefined);
  return { worker, api, summary, death };
}

/** With its scratch space, which is free once its lock has fallen. */
function end({ worker }: Running): void {
  worker.terminate();
  setTimeout(() => void clearScratch().catch(() => undefined), 1_000);
}

function kindOf(files: readonly DroppedFile[]): string {
  const [first] = files;
  if (first === undefined) return '';
  const kind = files.length === 1 ? archiveKindOf(first.path) : null;
  if (kind !== null) return `${kind === 'gzip' ? 'file packed by gzip' : `${kind} archive`}, `;
  return first.path.includes('/') ? 'folder, ' : '';
}
