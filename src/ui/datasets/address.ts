import { splits } from '../../domain/dataset/dataset.ts';
import { addressOf, segment } from '../kit/address.ts';
import type { CaseFilter } from './services.ts';

export function datasetAddress(dataset: string, filter: CaseFilter = {}): string {
  return addressOf(`/datasets/${segment(dataset)}`, { ...filter });
}

export function caseAddress(dataset: string, sample: string, filter: CaseFilter = {}): string {
  return addressOf(`/datasets/${segment(dataset)}/cases/${segment(sample)}`, { ...filter });
}

/** Where a run on this data set is planned. */
export const evaluateAddress = (dataset: string): string => addressOf('/runs/new', { dataset });

/** Reads what `datasetAddress` wrote; what cannot be read restricts nothing. */
export function readFilter(query: string): CaseFilter {
  const values = new URLSearchParams(query);
  const split = splits.find((known) => known === values.get('split'));
  const label = values.get('label');
  return { ...(split === undefined ? {} : { split }), ...(label === null ? {} : { label }) };
}

export const splitWords = {
  train: 'train',
  validation: 'validation',
  test: 'test',
  none: 'no split given',
} as const;

/** `split test, label effusion`; empty when nothing restricts. */
export function describeFilter({ split, label }: CaseFilter): string {
  return [
    split === undefined ? null : `split ${splitWords[split]}`,
    label === undefined ? null : `label ${label}`,
  ]
    .filter((part) => part !== null)
    .join(', ');
}
