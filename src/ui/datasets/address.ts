import { splits } from '../../domain/dataset/dataset.ts';
import { truthKinds, type TruthKind } from '../../domain/dataset/digest.ts';
import type { CaseFilter } from '../../domain/dataset/filter.ts';
import { addressOf, segment } from '../kit/address.ts';

export function datasetAddress(dataset: string, filter: CaseFilter = {}): string {
  return addressOf(`/datasets/${segment(dataset)}`, written(filter));
}

export function caseAddress(dataset: string, sample: string, filter: CaseFilter = {}): string {
  return addressOf(`/datasets/${segment(dataset)}/cases/${segment(sample)}`, written(filter));
}

/** Where what is known of a data set is told. */
export const recipeAddress = (recipe: string): string => addressOf('/datasets/known', { recipe });

export const statisticsAddress = (dataset: string): string =>
  addressOf(`/datasets/${segment(dataset)}/statistics`);

/** Where a run on this data set is planned. */
export const evaluateAddress = (dataset: string): string => addressOf('/runs/new', { dataset });

function written({ attribute, ...rest }: CaseFilter): Readonly<Record<string, string | true | undefined>> {
  return attribute === undefined ? rest : { ...rest, attribute: attribute.name, value: attribute.value };
}

/** Reads what `datasetAddress` wrote; what cannot be read restricts nothing. */
export function readFilter(query: string): CaseFilter {
  const values = new URLSearchParams(query);
  const split = splits.find((known) => known === values.get('split'));
  const truth = truthKinds.find((known) => known === values.get('truth'));
  const missing = [...truthKinds, 'all' as const].find((known) => known === values.get('missing'));
  const [name, value] = [values.get('attribute'), values.get('value')];
  const [label, tag, text, group] = ['label', 'tag', 'text', 'group'].map(
    (key) => values.get(key) ?? undefined,
  );
  return {
    ...(split !== undefined && { split }),
    ...(label !== undefined && { label }),
    ...(name !== null && value !== null && { attribute: { name, value } }),
    ...(truth !== undefined && { truth }),
    ...(missing !== undefined && { missing }),
    ...(tag !== undefined && { tag }),
    ...(text !== undefined && { text }),
    ...(group !== undefined && { group }),
    ...(values.get('edited') === 'true' && { edited: true as const }),
    ...(values.get('hidden') === 'true' && { hidden: true as const }),
  };
}

export const splitWords = {
  train: 'train',
  validation: 'validation',
  test: 'test',
  none: 'no split given',
} as const;

export const truthWords: Readonly<Record<TruthKind, string>> = {
  labels: 'labels',
  boxes: 'boxes',
  masks: 'masks',
  points: 'points',
  regions: 'regions',
  findings: 'findings',
  report: 'a report',
  questions: 'questions',
};

/** `split test, label effusion`; empty when nothing restricts. */
export function describeFilter(filter: CaseFilter): string {
  const { split, label, attribute, truth, missing, tag, text, group, edited, hidden } = filter;
  return [
    split === undefined ? null : `split ${splitWords[split]}`,
    label === undefined ? null : `label ${label}`,
    attribute === undefined ? null : `${attribute.name} ${attribute.value}`,
    truth === undefined ? null : `truth of ${truthWords[truth]}`,
    missing === undefined ? null : missing === 'all' ? 'no truth' : `no truth of ${truthWords[missing]}`,
    tag === undefined ? null : `tag ${tag}`,
    group === undefined ? null : `group ${group}`,
    text === undefined ? null : `the words “${text}”`,
    edited === true ? 'changed since the import' : null,
    hidden === true ? 'hidden' : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}
