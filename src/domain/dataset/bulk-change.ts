import type { SampleId } from '../ids.ts';
import type { Sample, Split } from './dataset.ts';
import { edited, withoutLastEdit } from './edit.ts';

/** One change made to many cases at once, each of which remembers what stood there before. */
export type BulkChange =
  | { readonly kind: 'tag' | 'untag'; readonly tag: string }
  /** `words`: how they were found, `split anew: 70 to 30 by group, seed 1`. */
  | { readonly kind: 'splits'; readonly splits: ReadonlyMap<SampleId, Split>; readonly words: string }
  | { readonly kind: 'hide' | 'show' }
  /** Takes back the change that was made at that time, where nothing was changed since. */
  | { readonly kind: 'take back'; readonly madeAt: number };

/** The case with the change made; the same case where it changes nothing. `at`: milliseconds since the epoch. */
export function bulkChanged(sample: Sample, change: BulkChange, at: number): Sample {
  const tags = sample.tags ?? [];
  switch (change.kind) {
    case 'tag':
      return tags.includes(change.tag)
        ? sample
        : edited(sample, { tags: [...tags, change.tag] }, `tag: ${change.tag}`, at);
    case 'untag': {
      const rest = tags.filter((tag) => tag !== change.tag);
      if (rest.length === tags.length) return sample;
      return edited(
        sample,
        { tags: rest.length === 0 ? undefined : rest },
        `no longer tagged ${change.tag}`,
        at,
      );
    }
    case 'splits': {
      const split = change.splits.get(sample.id);
      return split === undefined ? sample : edited(sample, { split }, change.words, at);
    }
    case 'hide':
      return edited(sample, { hidden: true }, 'hidden', at);
    case 'show':
      return edited(sample, { hidden: undefined }, 'shown again', at);
    case 'take back':
      return sample.edits?.at(-1)?.at === change.madeAt ? (withoutLastEdit(sample) ?? sample) : sample;
  }
}
