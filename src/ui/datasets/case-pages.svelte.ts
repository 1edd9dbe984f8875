import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { Sample } from '../../domain/dataset/dataset.ts';
import type { DatasetId } from '../../domain/ids.ts';
import type { CaseFilter } from '../../domain/dataset/filter.ts';
import type { DatasetServices } from './services.ts';

const pageSize = 60;

/** The cases of a filter, read from storage page by page as they come into sight. */
export class CasePages {
  readonly #services: Pick<DatasetServices, 'cases'>;
  readonly #dataset: DatasetId;
  readonly #filter: CaseFilter;
  readonly #pages = new SvelteMap<number, readonly Sample[]>();
  readonly #reading = new SvelteSet<number>();
  /** Why the last page asked for could not be read. */
  failure = $state<string | null>(null);

  constructor(services: Pick<DatasetServices, 'cases'>, dataset: DatasetId, filter: CaseFilter) {
    this.#services = services;
    this.#dataset = dataset;
    this.#filter = filter;
  }

  /** The case at a position of the filter; null while it is not here yet. */
  at(index: number): Sample | null {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize] ?? null;
  }

  /** Reads what is missing of the positions `first` to `last`; `total` cases there are in all. */
  async need(first: number, last: number, total: number): Promise<void> {
    const reads: Promise<void>[] = [];
    for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page += 1) {
      const wanted = Math.min(pageSize, total - page * pageSize);
      // A page that was short while its data set was still growing is read again.
      if ((this.#pages.get(page)?.length ?? 0) < wanted && !this.#reading.has(page))
        reads.push(this.#read(page));
    }
    await Promise.all(reads);
  }

  async #read(page: number): Promise<void> {
    this.#reading.add(page);
    try {
      this.#pages.set(
        page,
        await this.#services.cases(this.#dataset, this.#filter, page * pageSize, pageSize),
      );
      this.failure = null;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    } finally {
      this.#reading.delete(page);
    }
  }
}
