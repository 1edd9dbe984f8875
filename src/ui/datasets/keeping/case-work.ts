import { createContext } from 'svelte';
import type { DatasetId } from '../../../domain/ids.ts';
import type { CaseActions } from './case-actions.svelte.ts';

/** What is done with many cases, one a data set: it goes on, and can be cancelled, whatever screen is shown meanwhile. */
export class CaseWork {
  readonly #actions = new Map<DatasetId, CaseActions>();

  of(dataset: DatasetId, begin: () => CaseActions): CaseActions {
    const known = this.#actions.get(dataset);
    if (known !== undefined) return known;
    const actions = begin();
    this.#actions.set(dataset, actions);
    return actions;
  }
}

export const [caseWork, provideCaseWork] = createContext<CaseWork>();
