import type { RefusedFile, Sample, Split } from '../../domain/dataset/dataset.ts';
import type { PictureDecoder } from '../image/decoder.ts';
import { pictureOf } from '../image/picture-of.ts';
import type { CaseDraft } from '../reader/reading.ts';
import type { TableReading } from '../reader/table/mapping.ts';
import type { RecipeFound } from '../recipe/read.ts';
import { inOrder } from './in-order.ts';
import { casesAtOnce, prepareCase, type CaseTools, type PreparedCase } from './prepare-case.ts';
import type { DataSetPart } from './parts.ts';
import { bytesOf, countLabels, countSplits, spread } from './preview-facts.ts';
import type { Understanding } from './understanding.ts';

/** Cases shown before anything is stored, spread over the whole. */
const previewCases = 12;
const thumbnailPixels = 240;

export interface PreviewedCase {
  readonly sample: Sample;
  /** The first picture, small; null for a case of text. `damaged`: its checksums are right and yet it cannot be decoded. */
  readonly thumbnail: Blob | 'damaged' | null;
}

/** What would be imported of the files, or of one of the data sets among them. */
export interface PartPreview {
  /** `Folder per class`, `Table (CSV)` ... */
  readonly reader: string;
  /** What was understood, in one sentence. */
  readonly understood: string;
  /** The known data set that the files were recognised as; null where they are none. */
  readonly recipe: RecipeFound | null;
  readonly sourceKey: string;
  readonly name: string;
  readonly synthetic: boolean;
  readonly caseCount: number;
  /** Of the files of all cases, as they come. */
  readonly byteCount: number;
  readonly labels: readonly { readonly label: string; readonly count: number }[];
  readonly splits: readonly { readonly split: Split; readonly count: number }[];
  /** Distinct groups (patients), 0 where the source names none. */
  readonly groupCount: number;
  readonly notes: readonly string[];
  /** Some cases, spread over all. */
  readonly cases: readonly PreviewedCase[];
  readonly refused: readonly RefusedFile[];
  /** Papers and files of the system that were left aside. */
  readonly ignored: number;
  readonly tables: readonly TableReading[];
}

export interface SourcePreview extends PartPreview {
  /** The data sets that were dropped together; empty where it is one. */
  readonly parts: readonly DataSetPart[];
  /** The key of the one that this preview is of; null: of everything as one. */
  readonly part: string | null;
  /** Everything may be read as one data set, too. */
  readonly mayBeOne: boolean;
}

/** Reads some cases in full; stores nothing. */
export async function previewOf(
  { reading, recipe, files, refused, ignored, name, sourceKey, dataset }: Understanding,
  toolsFor: (cases: readonly CaseDraft[]) => CaseTools,
  decoder: PictureDecoder,
): Promise<PartPreview> {
  const cases: PreviewedCase[] = [];
  const unreadable: RefusedFile[] = [];
  const broken = new Set<CaseDraft>();
  const shown = spread([...reading.cases.entries()], previewCases);
  const tools = toolsFor(shown.map(([, draft]) => draft));
  const read = inOrder(shown, casesAtOnce, ([ordinal, draft]) => prepareCase(draft, ordinal, dataset, tools));
  let at = 0;
  for await (const outcome of read) {
    const draft = shown[at]?.[1];
    at += 1;
    if (outcome.kind === 'left out') {
      unreadable.push(outcome.refused);
      if (draft) broken.add(draft);
    } else cases.push({ sample: outcome.sample, thumbnail: await thumbnailOf(outcome, decoder) });
  }
  // Without those that the preview has already found broken; others may come to light when all are read.
  const sound = { ...reading, cases: reading.cases.filter((draft) => !broken.has(draft)) };
  return {
    reader: reading.reader,
    understood: reading.understood,
    recipe,
    sourceKey,
    name,
    synthetic: reading.synthetic,
    caseCount: sound.cases.length,
    byteCount: bytesOf(sound, files),
    labels: countLabels(sound),
    splits: countSplits(sound),
    groupCount: new Set(sound.cases.flatMap(({ group }) => group ?? [])).size,
    notes: reading.notes,
    cases,
    refused: [...refused, ...unreadable],
    ignored,
    tables: reading.tables,
  };
}

async function thumbnailOf(
  { sample, blobs }: Extract<PreparedCase, { kind: 'case' }>,
  decoder: PictureDecoder,
): Promise<PreviewedCase['thumbnail']> {
  const [blob] = blobs;
  const [image] = sample.images;
  if (blob === undefined || image === undefined) return null;
  const { bytes, mediaType } = pictureOf(blob, image);
  return decoder.thumbnail(bytes, mediaType, thumbnailPixels).catch(() => 'damaged' as const);
}
