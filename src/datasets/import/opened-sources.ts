import { wrap, type Remote } from 'comlink';
import type { DroppedFile } from '../container/source.ts';
import type { ImportWorkerApi } from '../import.worker.ts';
import type { SourceSummary } from './session.ts';

/** After this long without a question the worker is let go, with the memory that it holds; a later question starts another. */
const idleMilliseconds = 60_000;

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
  #running: Running;
  #alive = true;
  #busy = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  private constructor(files: readonly DroppedFile[], running: Running, summary: SourceSummary) {
    this.#files = files;
    this.#running = running;
    this.description = `${summary.name} (${kindOf(files)}${summary.fileCount} ${summary.fileCount === 1 ? 'file' : 'files'})`;
    this.fileCount = summary.fileCount;
    this.byteCount = summary.byteCount;
    this.#rest();
  }

  static async open(files: readonly DroppedFile[]): Promise<OpenedSources> {
    const running = start(files);
    try {
      return new OpenedSources(files, running, await Promise.race([running.summary, running.death]));
    } catch (error) {
      running.worker.terminate();
      throw error;
    }
  }

  /** Asks the worker; rejects when it dies meanwhile. */
  async ask<Answer>(question: (api: Remote<ImportWorkerApi>) => Promise<Answer>): Promise<Answer> {
    return this.keepAwake(async () => {
      if (!this.#alive) {
        this.#running = start(this.#files);
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
    this.#idle = setTimeout(() => this.#letGo(), idleMilliseconds);
  }

  #letGo(): void {
    this.#running.worker.terminate();
    this.#alive = false;
  }
}

class WorkerDeath extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WorkerDeath';
  }
}

function start(files: readonly DroppedFile[]): Running {
  const worker = new Worker(new URL('../import.worker.ts', import.meta.url), {
    type: 'module',
    name: 'import',
  });
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
  const summary = api.open(files);
  // Whoever asks hears of these; nobody asking is no fault.
  death.catch(() => undefined);
  summary.catch(() => undefined);
  return { worker, api, summary, death };
}

function kindOf(files: readonly DroppedFile[]): string {
  const [first] = files;
  if (first === undefined) return '';
  if (files.length === 1 && /\.zip$/i.test(first.path)) return 'zip archive, ';
  return first.path.includes('/') ? 'folder, ' : '';
}
