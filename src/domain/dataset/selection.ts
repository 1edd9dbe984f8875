import type { SampleId } from '../ids.ts';
import type { CaseFilter } from './filter.ts';

/** Cases that something is done with: those that a filter lists, or those that a person has picked. */
export type CaseSelection =
  | { readonly kind: 'filter'; readonly filter: CaseFilter }
  | { readonly kind: 'picked'; readonly ids: readonly SampleId[] };
