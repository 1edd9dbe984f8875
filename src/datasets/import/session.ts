import type { Dataset, RefusedFile, Sample, Split } from '../../domain/dataset/dataset.ts';
import type { BlobHash, DatasetId, SampleId } from '../../domain/ids.ts';
import { canonicalJson } from '../../domain/plan/identity.ts';
import { openContainer, type ContainerOptions } from '../container/open.ts';
import { ReadAhead } from '../container/read-ahead.ts';
import type { Container, DroppedFile } from '../container/source.ts';
import { PixelBudget } from '../image/budget.ts';
import type { PictureDecoder } from '../image/decoder.ts';
import { deidentified, deidentifiedRefusal } from '../dicom/deidentify.ts';
import { DicomSurvey } from '../dicom/survey.ts';
import type { StoredBlob } from '../ports.ts';
import { FileIndex } from '../reader/file-index.ts';
import type { CaseDraft, Reading } from '../reader/reading.ts';
import type { TableReading } from '../reader/table/mapping.ts';
import type { ImportChoices } from './choices.ts';
import { pictureOf } from '../image/picture-of.ts';
import { readByRecipe, type RecipeFound } from '../recipe/read.ts';
import { recipes } from '../recipe/recipes.ts';
import { datasetIdOf } from '../../domain/dataset/identity.ts';
import { sourceKeyOf } from './identity.ts';
import { inOrder } from './in-order.ts';
import { leftovers } from './leftovers.ts';
import { bytesOf, countLabels, countSplits, spread } from './preview-facts.ts';
import { prepareCase, type CaseTools, type PreparedCase } from './prepare-case.ts';

/** Cases shown before anything is stored, spread over the whole. */
const previewCases = 12;
const thumbnailPixels = 240;
/** Cases read and decoded at once: enough to keep the decoders busy while files are read. */
const casesAtOnce = 16;
/** A batch is written in one transaction: large enough to be fast, small enough to show progress and to lose little. */
const batchCases = 250;
const batchBytes = 8 * 1024 ** 2;

export interface SourceSummary {
  readonly name: string;
  readonly fileCount: number;
  /** Uncompressed. */
  readonly byteCount: number;
}

/** What would be imported. */
export interface SourcePreview {
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
  /** Some cases, read in full, spread over all; the first picture small, null for a case of text. */
  readonly cases: readonly { readonly sample: Sample; readonly thumbnail: Blob | null }[];
  readonly refused: readonly RefusedFile[];
  /** Papers and files of the system that were left aside. */
  readonly ignored: number;
  readonly tables: readonly TableReading[];
}

/** The data set's row before its first case is stored, and how many cases there are to read. */
export interface ImportHead {
  readonly dataset: Omit<Dataset, 'importedAt'>;
  readonly total: number;
}

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

interface Understanding {
  readonly reading: Reading;
  readonly recipe: RecipeFound | null;
  /** Those that were dropped, and the pictures inside them. */
  readonly files: FileIndex;
  readonly sourceKey: string;
  readonly dataset: DatasetId;
  readonly name: string;
  readonly refused: readonly RefusedFile[];
  readonly ignored: number;
}

/** Files that were opened once, to be previewed and imported. Runs in the worker; holds no picture longer than it must. */
export class ImportSession {
  readonly #container: Container;
  readonly #survey: DicomSurvey;
  readonly #files: FileIndex;
  readonly #decoder: PictureDecoder;
  readonly #budget = new PixelBudget();
  /** The last understanding: an import follows the preview of the same choices. */
  #understood: { readonly key: string; readonly value: Promise<Understanding> } | null = null;

  private constructor(container: Container, survey: DicomSurvey, decoder: PictureDecoder) {
    this.#container = container;
    this.#survey = survey;
    this.#files = new FileIndex(container.files, survey);
    this.#decoder = decoder;
  }

  static async open(
    dropped: readonly DroppedFile[],
    decoder: PictureDecoder,
    options: ContainerOptions = {},
  ): Promise<ImportSession> {
    const container = await openContainer(dropped, options);
    return new ImportSession(container, await DicomSurvey.of(container.files), decoder);
  }

  summary(): SourceSummary {
    const { name, files } = this.#container;
    return { name, fileCount: files.length, byteCount: files.reduce((sum, file) => sum + file.size, 0) };
  }

  async preview(choices: ImportChoices): Promise<SourcePreview> {
    const { reading, recipe, files, refused, ignored, name, sourceKey, dataset } =
      await this.#understand(choices);
    const cases: { sample: Sample; thumbnail: Blob | null }[] = [];
    const unreadable: RefusedFile[] = [];
    const shown = spread([...reading.cases.entries()], previewCases);
    const tools = this.#toolsFor(
      shown.map(([, draft]) => draft),
      files,
    );
    const read = inOrder(shown, casesAtOnce, ([ordinal, draft]) =>
      prepareCase(draft, ordinal, dataset, tools),
    );
    for await (const outcome of read) {
      if (outcome.kind === 'left out') unreadable.push(outcome.refused);
      else {
        cases.push({ sample: outcome.sample, thumbnail: await this.#thumbnail(outcome) });
      }
    }
    return {
      reader: reading.reader,
      understood: reading.understood,
      recipe,
      sourceKey,
      name,
      synthetic: reading.synthetic,
      // Less those that the preview has already found broken; others may come to light when all are read.
      caseCount: reading.cases.length - unreadable.length,
      byteCount: bytesOf(reading, files),
      labels: countLabels(reading),
      splits: countSplits(reading),
      groupCount: new Set(reading.cases.flatMap(({ group }) => group ?? [])).size,
      notes: reading.notes,
      cases,
      refused: [...refused, ...unreadable],
      ignored,
      tables: reading.tables,
    };
  }

  async head(choices: ImportChoices): Promise<ImportHead> {
    const { reading, recipe, refused, name, sourceKey, dataset } = await this.#understand(choices);
    const { description, synthetic, specialty, modality, license, source, labels, notes } = reading;
    return {
      dataset: {
        id: dataset,
        name,
        description,
        synthetic,
        specialty,
        modality,
        license,
        source,
        labels,
        notes,
        ...(recipe?.inUse === true && { recipe: recipe.id }),
        state: { kind: 'importing' },
        sampleCount: 0,
        byteCount: 0,
        sourceKey,
        refused,
      },
      total: reading.cases.length,
    };
  }

  /**
   * Reads every case and gives those that are not among `known` in batches, in order. A new one in the place of one that
   * is known has changed behind the same name and size; so has, where all were imported before, any new one but of the
   * files in `returning` (refused then).
   */
  async *batches(
    choices: ImportChoices,
    known: ReadonlyMap<SampleId, number>,
    returning: ReadonlySet<string> | null,
  ): AsyncGenerator<ImportBatch, void, undefined> {
    const { reading, files, dataset } = await this.#understand(choices);
    const taken = new Set(known.values());
    const sent = new Set<BlobHash>();
    let batch = emptyBatch();
    let done = 0;
    let bytesRead = 0;
    const tools = this.#toolsFor(reading.cases, files);
    const prepared = inOrder(reading.cases.entries(), casesAtOnce, async ([ordinal, draft]) => ({
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
        (returning !== null && !pathsOf(draft).some((path) => returning.has(this.#survey.nameOf(path))))
      ) {
        batch.refused.push(deidentifiedRefusal(changedSince(draft), this.#survey));
      } else {
        batch.samples.push(outcome.sample);
        for (const blob of outcome.blobs) {
          if (sent.has(blob.hash)) continue;
          sent.add(blob.hash);
          batch.blobs.push(blob);
          batch.bytes += blob.bytes.length;
        }
      }
      const cases = batch.samples.length + batch.refused.length + batch.alreadyHere;
      if (cases >= batchCases || batch.bytes >= batchBytes || done === reading.cases.length) {
        const { bytes: _bytes, ...full } = batch;
        yield { ...full, done, bytesRead };
        batch = emptyBatch();
      }
    }
  }

  #understand(choices: ImportChoices): Promise<Understanding> {
    const key = canonicalJson(choices);
    if (this.#understood?.key !== key) this.#understood = { key, value: this.#read(choices) };
    return this.#understood.value;
  }

  async #read(choices: ImportChoices): Promise<Understanding> {
    const container = this.#container;
    const survey = this.#survey;
    const read = await readByRecipe(this.#files, choices, recipes);
    const rest = await leftovers(this.#files, read.reading);
    const reading = deidentified(read.reading, survey);
    const sourceKey = sourceKeyOf(container.files, reading.key);
    return {
      reading,
      recipe: read.recipe,
      files: this.#files.with(reading.embedded),
      sourceKey,
      dataset: datasetIdOf(sourceKey),
      name: choices.name?.trim() || (reading.name ?? this.#ownName()),
      refused: [
        ...[...container.refused, ...rest.refused].map((file) => deidentifiedRefusal(file, survey)),
        ...reading.refused,
      ],
      ignored: container.ignored + rest.ignored,
    };
  }

  /** The name of the folder or archive, where that names no patient. */
  #ownName(): string {
    const { name } = this.#container;
    return this.#survey.nameOf(name) === name ? name : 'DICOM files';
  }

  /** Reads ahead for `cases`, one after the other. */
  #toolsFor(cases: readonly CaseDraft[], index: FileIndex): CaseTools {
    const files = new ReadAhead(
      cases.flatMap((draft) => pathsOf(draft).flatMap((path) => index.get(path) ?? [])),
    );
    return { files, decoder: this.#decoder, budget: this.#budget, names: this.#survey };
  }

  async #thumbnail({ sample, blobs }: Extract<PreparedCase, { kind: 'case' }>): Promise<Blob | null> {
    const [blob] = blobs;
    const [image] = sample.images;
    if (blob === undefined || image === undefined) return null;
    const { bytes, mediaType } = pictureOf(blob, image);
    return this.#decoder.thumbnail(bytes, mediaType, thumbnailPixels);
  }
}

const pathsOf = ({ images, maskFiles }: CaseDraft): string[] =>
  [...images, ...maskFiles].map(({ path }) => path);

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
