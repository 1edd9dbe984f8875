import { proxy } from 'comlink';
import type { DatasetId } from '../domain/ids.ts';
import type { DepartureRow } from '../storage/database.ts';
import { DepartureRepository } from '../storage/departures.ts';
import type { OnDone } from '../storage/on-done.ts';
import { watch, type Watch } from '../storage/watch.ts';
import type { Core } from './core.ts';
import { inKeepingWorker } from './in-keeping-worker.ts';

/** How long what was deleted can be brought back. */
export const graceMs = 30_000;

/** What is being deleted: listed with the way back, and deleted for good once its time is over, by whichever tab is open. */
export class Departures {
  readonly #core: Core;
  readonly #rows: DepartureRepository;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly watchAll: Watch<readonly DepartureRow[]>;

  constructor(core: Core) {
    this.#core = core;
    this.#rows = new DepartureRepository(core.database);
    this.watchAll = watch(core.database, ['departures'], () => this.#rows.list());
    this.watchAll((rows) => this.#schedule(rows), console.error);
  }

  /** A data set without cases is nothing to be brought back, and goes at once. */
  async dismissDataset(id: DatasetId): Promise<void> {
    const row = await this.#core.datasets.get(id);
    if (row?.sampleCount === 0) await inKeepingWorker((api) => api.deleteDataset(id));
    else await this.#rows.dismissDataset(id, Date.now() + graceMs);
  }

  /**
   * False where it is gone. Many cases take a while: their time begins anew, so that they can be brought back also
   * after that was cancelled or the tab closed meanwhile.
   */
  async bringBack(id: string, onDone: OnDone, signal: AbortSignal): Promise<boolean> {
    clearTimeout(this.#timers.get(id));
    try {
      await this.#rows.postpone(id, Date.now() + graceMs);
      return await inKeepingWorker((api) => api.bringBack(id, proxy(onDone)), signal);
    } catch (error) {
      this.#timers.delete(id);
      this.#schedule(await this.#rows.list());
      throw error;
    }
  }

  completeNow(id: string): Promise<void> {
    this.#forget(id);
    return inKeepingWorker((api) => api.completeDeparture(id));
  }

  #schedule(rows: readonly DepartureRow[]): void {
    const present = new Set(rows.map(({ id }) => id));
    for (const id of this.#timers.keys()) if (!present.has(id)) this.#forget(id);
    for (const { id, until } of rows) {
      if (this.#timers.has(id)) continue;
      const due = () => void this.#whenDue(id).catch(console.error);
      this.#timers.set(id, setTimeout(due, Math.max(0, until - Date.now())));
    }
  }

  /** Another tab may have given it more time. */
  async #whenDue(id: string): Promise<void> {
    const rows = await this.#rows.list();
    this.#forget(id);
    if (rows.some((row) => row.id === id && row.until > Date.now())) this.#schedule(rows);
    else await this.completeNow(id);
  }

  #forget(id: string): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }
}
