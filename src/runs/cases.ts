import type { Sample } from '../domain/dataset/dataset.ts';
import type { SampleId } from '../domain/ids.ts';
import type { Plan } from '../domain/plan/plan.ts';
import type { CaseSource } from './ports.ts';

const pageSize = 64;

/**
 * Reads a plan's cases from storage a page at a time, as the lanes come to need them. The last pages stay, so that
 * lanes of different pace mostly find them there; memory does not grow with the plan.
 */
export class CasePages {
  readonly #plan: Plan;
  readonly #source: CaseSource;
  readonly #position: ReadonlyMap<SampleId, number>;
  readonly #pages = new Map<number, Promise<ReadonlyMap<SampleId, Sample>>>();
  readonly #keep: number;

  constructor(plan: Plan, source: CaseSource) {
    this.#plan = plan;
    this.#source = source;
    this.#position = new Map(plan.samples.map((id, index) => [id, index]));
    this.#keep = 2 * plan.models.length + 2;
  }

  /** The case, or null when it was deleted since the plan was made. */
  async get(id: SampleId): Promise<Sample | null> {
    const page = Math.floor((this.#position.get(id) ?? 0) / pageSize);
    let loading = this.#pages.get(page);
    if (!loading) {
      loading = this.#load(page);
      this.#pages.set(page, loading);
      for (const oldest of this.#pages.keys()) {
        if (this.#pages.size <= this.#keep) break;
        this.#pages.delete(oldest);
      }
    }
    return (await loading).get(id) ?? null;
  }

  async #load(page: number): Promise<ReadonlyMap<SampleId, Sample>> {
    const ids = this.#plan.samples.slice(page * pageSize, (page + 1) * pageSize);
    const samples = await this.#source.samplesById(this.#plan.dataset, ids);
    return new Map(samples.map((sample) => [sample.id, sample]));
  }
}
