import { SvelteMap } from 'svelte/reactivity';
import type { ImportProgress } from '../../datasets/import/store-import.ts';
import type { BundledCollection, DatasetServices } from './services.ts';

export type Adding =
  | { readonly kind: 'adding'; readonly progress: ImportProgress; readonly stop: () => void }
  | { readonly kind: 'failed'; readonly reason: string };

const importsOfServices = new WeakMap<DatasetServices, BundledImports>();

/** What these services are adding: it goes on, and is found again, when the person looks at other screens meanwhile. */
export function bundledImportsOf(services: DatasetServices): BundledImports {
  const imports = importsOfServices.get(services) ?? new BundledImports(services);
  importsOfServices.set(services, imports);
  return imports;
}

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
    show({ done: 0, total: collection.caseCount, bytes: 0 });
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
