import { proxy, wrap, type Remote } from 'comlink';
import type { Sample } from '../domain/dataset/dataset.ts';
import type { CaseFilter } from '../domain/dataset/filter.ts';
import type { DatasetStatistics } from '../domain/dataset/statistics.ts';
import type { DatasetTally } from '../domain/dataset/tally.ts';
import type { DatasetId, SampleId } from '../domain/ids.ts';
import type { DatasetRepository, Place } from '../storage/datasets.ts';
import type { OnDone } from '../storage/on-done.ts';
import type { CaseListsWorker } from './case-lists.worker.ts';

/**
 * Lists of cases: all of a data set straight from an index, any other from digests in a worker. Hidden cases are in no
 * index of their own, so where there are some the worker lists.
 */
export class CaseLists {
  readonly #datasets: DatasetRepository;
  #worker: Remote<CaseListsWorker> | null = null;

  constructor(datasets: DatasetRepository) {
    this.#datasets = datasets;
  }

  async count(dataset: DatasetId, filter: CaseFilter): Promise<number> {
    return (await this.#indexed(dataset, filter))
      ? this.#datasets.countSamples(dataset)
      : this.#lists().count(dataset, filter);
  }

  async cases(
    dataset: DatasetId,
    filter: CaseFilter,
    offset: number,
    limit: number,
  ): Promise<readonly Sample[]> {
    if (await this.#indexed(dataset, filter)) return this.#datasets.samples(dataset, offset, limit);
    return this.#datasets.samplesById(dataset, await this.#lists().page(dataset, filter, offset, limit));
  }

  async place(dataset: DatasetId, filter: CaseFilter, id: SampleId): Promise<Place | null> {
    return (await this.#indexed(dataset, filter))
      ? this.#datasets.placeOf(dataset, id)
      : this.#lists().place(dataset, filter, id);
  }

  tally(dataset: DatasetId, onDone: OnDone): Promise<DatasetTally> {
    return this.#lists().tally(dataset, proxy(onDone));
  }

  statistics(dataset: DatasetId, onDone: OnDone): Promise<DatasetStatistics> {
    return this.#lists().statistics(dataset, proxy(onDone));
  }

  async #indexed(dataset: DatasetId, filter: CaseFilter): Promise<boolean> {
    if (Object.keys(filter).length > 0) return false;
    return ((await this.#datasets.get(dataset))?.hiddenCount ?? 0) === 0;
  }

  #lists(): Remote<CaseListsWorker> {
    return (this.#worker ??= wrap<CaseListsWorker>(
      new Worker(new URL('./case-lists.worker.ts', import.meta.url), { type: 'module' }),
    ));
  }
}
