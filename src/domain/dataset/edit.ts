import type { Editable, PastChange, Sample } from './dataset.ts';
import type { LabelledBox, LabelledMask, Truth } from './truth.ts';

/** Parts to be replaced; undefined takes a part away. */
export type Change = { readonly [Key in keyof Editable]?: Editable[Key] | undefined };
const editableKeys = [
  'truth',
  'split',
  'group',
  'attributes',
  'text',
  'tags',
  'hidden',
  'images',
] as const satisfies readonly (keyof Editable)[];

/** The case with parts replaced, and the edit that can be taken back. The same case where nothing differs. */
export function edited(sample: Sample, change: Change, words: string, at: number): Sample {
  const keys = editableKeys.filter(
    (key) => Object.hasOwn(change, key) && JSON.stringify(change[key]) !== JSON.stringify(sample[key]),
  );
  if (keys.length === 0) return sample;
  const before = Object.fromEntries(keys.map((key) => [key, sample[key] ?? null]));
  const kept = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return withoutAbsent(
    { ...sample, ...kept, edits: [...(sample.edits ?? []), { at, words, before }] },
    keys.filter((key) => change[key] === undefined),
  );
}

/** The case without its last edit; null where there is none. */
export function withoutLastEdit(sample: Sample): Sample | null {
  const last = sample.edits?.at(-1);
  if (last === undefined) return null;
  const edits = sample.edits?.slice(0, -1) ?? [];
  const restored = Object.fromEntries(Object.entries(last.before).filter(([, value]) => value !== null));
  const absent = editableKeys.filter((key) => last.before[key] === null);
  const { edits: _edits, ...rest } = { ...sample, ...restored };
  return withoutAbsent(edits.length === 0 ? rest : { ...rest, edits }, absent);
}

function withoutAbsent(sample: Sample, keys: readonly (keyof Editable)[]): Sample {
  const gone = new Set<string>(keys.filter((key) => key !== 'truth' && key !== 'images'));
  if (gone.size === 0) return sample;
  const { group, text, tags, hidden, ...rest } = sample;
  return {
    ...rest,
    ...(group !== undefined && !gone.has('group') && { group }),
    ...(text !== undefined && !gone.has('text') && { text }),
    ...(tags !== undefined && !gone.has('tags') && { tags }),
    ...(hidden !== undefined && !gone.has('hidden') && { hidden }),
  };
}

/** Every change in words, oldest first, without what stood there before. */
export const pastChangesOf = ({ history = [], edits = [] }: Sample): readonly PastChange[] => [
  ...history,
  ...edits.map(({ at, words }) => ({ at, words })),
];

/** The truth with another list of labels; an empty list says that none holds. */
export const withLabels = (truth: Truth, labels: readonly string[]): Truth => ({ ...truth, labels });

/** The truth with the box at `index` replaced, taken away (null), or one added (an index beyond the last). */
export function withBox(truth: Truth, index: number, box: LabelledBox | null): Truth {
  return { ...truth, boxes: replacedAt(truth.boxes ?? [], index, box) };
}

/** As `withBox`, of masks. */
export function withMask(truth: Truth, index: number, mask: LabelledMask | null): Truth {
  return { ...truth, masks: replacedAt(truth.masks ?? [], index, mask) };
}

function replacedAt<Item>(list: readonly Item[], index: number, item: Item | null): readonly Item[] {
  if (item === null) return list.filter((_, at) => at !== index);
  return index < list.length ? list.map((old, at) => (at === index ? item : old)) : [...list, item];
}
