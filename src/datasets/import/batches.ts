import type { RefusedFile, Sample } from '../../domain/dataset/dataset.ts';
import type { BlobHash, DatasetId, SampleId } from '../../domain/ids.ts';
import { deidentifiedRefusal } from '../dicom/deidentify.ts';
import type { StoredBlob } from '../ports.ts';
import type { CaseDraft } from '../reader/reading.ts';
import { inOrder } from './in-order.ts';
import { casesAtOnce, pathsOf, prepareCase, type CaseTools } from './prepare-case.ts';
import type { PlacedCase } from './reading-order.ts';

/** A batch is written in one transaction: large enough to be fast, small enough to show progress and to lose little. */
const batchCases = 256;
/** The first is small, so that there is soon something to write while the rest is read, and to see. */
const firstCases = 64;
const batchBytes = 8 * 1024 ** 2;

/** Whole cases with the pictures that no earlier batch brought, and what was refused among those read. */
export interface ImportBatch {
  readonly samples: readonly Sample[];
  readonly blobs: readonly StoredBlob[];
  readonly refused: readonly RefusedFile[];
  /** Cases read so far, with those refused and those that were here already. */
  readonly done: number;
  readonly bytesRead: number;
  readonly alreadyHere: number;
}

/**
 * Reads every case and gives those that are not among `known` in batches, in the order of `cases`. A new one in the place of one that
 * is known has changed behind the same name and size; so has, where all were imported before, any new one but of the
 * files in `returning` (refused then).
 */
export async function* batchesOf(
  cases: readonly PlacedCase[],
  dataset: DatasetId,
  tools: CaseTools,
  known: ReadonlyMap<SampleId, number>,
  returning: ReadonlySet<string> | null,
): AsyncGenerator<ImportBatch, void, undefined> {
  const taken = new Set(known.values());
  const sent = new Set<BlobHash>();
  let batch = emptyBatch();
  let isFirst = true;
  let done = 0;
  let bytesRead = 0;
  const prepared = inOrder(cases, casesAtOnce, async ([ordinal, draft]) => ({
    draft,
    outcome: await prepareCase(draft, ordinal, dataset, tools),
  }));
  for await (const { draft, outcome } of prepared) {
    done += 1;
    bytesRead += outcome.bytesRead;
    if (outcome.kind === 'left out') batch.refused.push(outcome.refused);
    else if (known.has(outcome.sample.id)) batch.alreadyHere += 1;
    else if (
      taken.has(outcome.sample.ordinal) ||
      (returning !== null && !pathsOf(draft).some((path) => returning.has(tools.names.nameOf(path))))
    ) {
      batch.refused.push(deidentifiedRefusal(changedSince(draft), tools.names));
    } else {
      batch.samples.push(outcome.sample);
      for (const blob of outcome.blobs) {
        if (sent.has(blob.hash)) continue;
        sent.add(blob.hash);
        batch.blobs.push(blob);
        batch.bytes += blob.bytes.length;
      }
    }
    const gathered = batch.samples.length + batch.refused.length + batch.alreadyHere;
    if (
      gathered >= (isFirst ? firstCases : batchCases) ||
      batch.bytes >= batchBytes ||
      done === cases.length
    ) {
      const { bytes: _bytes, ...full } = batch;
      yield { ...full, done, bytesRead };
      isFirst = false;
      batch = emptyBatch();
    }
  }
}

const changedSince = (draft: CaseDraft): RefusedFile => ({
  path: pathsOf(draft)[0] ?? draft.name,
  reason: 'its content is not what was imported from a file of this name and size before',
  remedy: 'Delete the data set first, then import again; or give the changed file another name.',
});

interface GrowingBatch {
  readonly samples: Sample[];
  readonly blobs: StoredBlob[];
  readonly refused: RefusedFile[];
  alreadyHere: number;
  bytes: number;
}

const emptyBatch = (): GrowingBatch => ({ samples: [], blobs: [], refused: [], alreadyHere: 0, bytes: 0 });
