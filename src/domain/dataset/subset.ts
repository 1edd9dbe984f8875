import { canonicalJson, hashText } from '../plan/identity.ts';
import type { DatasetId, SampleId } from '../ids.ts';
import type { Dataset, Sample } from './dataset.ts';
import { datasetIdOf } from './identity.ts';

/**
 * The row of a new data set of some cases of another, which stays as it is. `words`: how they were chosen. Its
 * sensitivity is the whole's, less the review: that one counted other cases; and a part of a known set is not that set. `at`: milliseconds since the epoch.
 */
export function subsetDataset(
  whole: Dataset,
  ids: readonly SampleId[],
  { name, words }: { readonly name: string; readonly words: string },
  at: number,
): Dataset {
  const { hiddenCount: _hidden, deletedCount: _deleted, recipe: _recipe, sensitivity, ...rest } = whole;
  const sourceKey = hashText(canonicalJson({ subset: whole.id, ids, at }));
  return {
    ...rest,
    id: datasetIdOf(sourceKey),
    name,
    description: whole.description === '' ? words : `${whole.description} ${words}`,
    state: { kind: 'complete' },
    sampleCount: ids.length,
    byteCount: 0,
    importedAt: at,
    sourceKey,
    refused: [],
    ...(sensitivity !== undefined && {
      sensitivity: sensitivity.kind === 'public' ? sensitivity : { kind: 'private' as const, review: null },
    }),
  };
}

/** The copy of a case in another data set: the same case, at another place. */
export const copiedCase = (sample: Sample, dataset: DatasetId, ordinal: number): Sample => ({
  ...sample,
  dataset,
  ordinal,
});
