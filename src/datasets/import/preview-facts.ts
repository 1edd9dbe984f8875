import type { Split } from '../../domain/dataset/dataset.ts';
import { drawnLabels } from '../reader/draft-labels.ts';
import type { FileIndex } from '../reader/file-index.ts';
import type { Reading } from '../reader/reading.ts';

/** Bytes of the files of all pictures, each counted once. */
export function bytesOf(reading: Reading, files: FileIndex): number {
  const paths = new Set(reading.cases.flatMap(({ images }) => images.map(({ path }) => path)));
  return [...paths].reduce((sum, path) => sum + (files.get(path)?.size ?? 0), 0);
}

/** Up to `most` of the items, spread evenly. */
export function spread<Item>(items: readonly Item[], most: number): Item[] {
  const step = Math.max(1, items.length / most);
  return items.filter((_, at) => Math.floor(at / step) > Math.floor((at - 1) / step));
}

/** In the order of the data set's labels; those of boxes where cases have no labels of their own. */
export function countLabels({ cases, labels }: Reading): { label: string; count: number }[] {
  const own = cases.flatMap(({ truth }) => truth.labels ?? []);
  const counted = new Map(count(own.length > 0 ? own : cases.flatMap(drawnLabels)));
  const known = labels.map(({ name }) => name);
  return [...known, ...[...counted.keys()].filter((label) => !known.includes(label))].map((label) => ({
    label,
    count: counted.get(label) ?? 0,
  }));
}

/** In the order in which they occur. */
export function countSplits({ cases }: Reading): { split: Split; count: number }[] {
  return count(cases.map(({ split }) => split)).map(([split, n]) => ({ split, count: n }));
}

function count<Value>(values: readonly Value[]): [Value, number][] {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts];
}
