import type { StorageParts } from '../../domain/storage-parts.ts';
import type { SettingsServices, StoragePart } from './services.ts';

export type PartsPhase =
  | { readonly kind: 'measuring'; readonly done: number; readonly total: number }
  | { readonly kind: 'measured'; readonly parts: StorageParts }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly reason: string };

/** What is stored, measured when the page is opened and after each part that is cleared. */
export class PartsMeasure {
  readonly #services: Pick<SettingsServices, 'measureStorage' | 'clearPart'>;
  #abort = new AbortController();
  phase = $state.raw<PartsPhase>({ kind: 'cancelled' });
  failure = $state<string | null>(null);

  constructor(services: Pick<SettingsServices, 'measureStorage' | 'clearPart'>) {
    this.#services = services;
  }

  async measure(): Promise<void> {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    this.phase = { kind: 'measuring', done: 0, total: 0 };
    try {
      const parts = await this.#services.measureStorage((done, total) => {
        if (!signal.aborted) this.phase = { kind: 'measuring', done, total };
      }, signal);
      if (!signal.aborted) this.phase = { kind: 'measured', parts };
    } catch (error) {
      if (!signal.aborted)
        this.phase = { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  cancel(): void {
    this.#abort.abort();
    this.phase = { kind: 'cancelled' };
  }

  async clear(part: StoragePart): Promise<void> {
    this.failure = null;
    try {
      await this.#services.clearPart(part);
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
    await this.measure();
  }
}
