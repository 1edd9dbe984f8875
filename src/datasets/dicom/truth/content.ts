import type { DataSet, Items } from '../parse/data-set.ts';
import { tags } from '../parse/tags.ts';

/** Code values of the concepts that are read (PS3.16 annex D, scheme DCM). */
export const concepts = {
  finding: '121071',
  findingSite: '363698007',
  findingSiteRetired: 'G-C0E3',
  measurementGroup: '125007',
} as const;

/** The value of the code that names an item. */
export const conceptOf = (item: DataSet): string | undefined =>
  item.items(tags.ConceptNameCodeSequence).at(0)?.text(tags.CodeValue);

/** The meaning of the code that an item holds. */
export const meaningOf = (item: DataSet): string | undefined =>
  item.items(tags.ConceptCodeSequence).at(0)?.text(tags.CodeMeaning);

export const valueTypeOf = (item: DataSet): string => item.text(tags.ValueType) ?? '';

export const contentOf = (item: DataSet): Items => item.items(tags.ContentSequence);

/** Deeper than any template nests; what is nested further is passed over. */
const mostDepth = 64;

/** An item and all beneath it, top first. `stop`: of which nothing beneath is visited. */
export function* itemsIn(
  item: DataSet,
  stop: (item: DataSet) => boolean = () => false,
  depth = 0,
): Generator<DataSet, void, undefined> {
  for (const child of contentOf(item)) {
    yield child;
    if (depth < mostDepth && !stop(child)) yield* itemsIn(child, stop, depth + 1);
  }
}
