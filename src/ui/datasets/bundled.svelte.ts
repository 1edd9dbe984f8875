import { SvelteMap } from 'svelte/reactivity';
import type { BundledCollection, DatasetServices, ImportProgress } from './services.ts';

export type Adding =
  | { readonly kind: 'adding'; readonly progress: ImportProgress; readonly stop: () => void }
  | { readonly kind: 'failed'; readonly reason: string };

/** Collections of the sample data that are being added now, or could not be, by their folder. */
export class BundledImports {
  readonly #services: DatasetServices;
  readonly #state = new SvelteMap<string, Adding>();

  constructor(services: DatasetServices) {
    this.#services = services;
  }

  of(collection: BundledCollection): Adding | null {
    return this.#state.get(collection.folder) ?? null;
  }

  async add(collection: BundledCollection): Promise<void> {
    const { folder } = collection;
    if (this.#state.get(folder)?.kind === 'adding') return;
    const controller = new AbortController();
    const show = (progress: ImportProgress) =>
      this.#state.set(folder, { kind: 'adding', progress, stop: () => controller.abort() });
    show({ done: 0, total: collection.caseCount });
    try {
      const sources = await this.#services.openBundled(collection);
      const { end } = await this.#services.runImport(sources, {}, show, controller.signal);
      if (end.kind === 'stopped') this.#state.set(folder, { kind: 'failed', reason: end.reason });
      else this.#state.delete(folder);
    } catch (error) {
      if (controller.signal.aborted) this.#state.delete(folder);
      else
        this.#state.set(folder, {
          kind: 'failed',
          reason: error instanceof Error ? error.message : String(error),
        });
    }
  }
}
