import type { Dataset } from '../../domain/dataset/dataset.ts';
import type { SampleId } from '../../domain/ids.ts';
import { canonicalJson } from '../../domain/plan/identity.ts';
import { openContainer, type ContainerOptions } from '../container/open.ts';
import { ReadAhead } from '../container/read-ahead.ts';
import type { GivenFile } from '../container/given.ts';
import type { Container } from '../container/source.ts';
import { DicomSurvey } from '../dicom/survey.ts';
import { PixelBudget } from '../image/budget.ts';
import type { PictureDecoder } from '../image/decoder.ts';
import { FileIndex } from '../reader/file-index.ts';
import type { CaseDraft } from '../reader/reading.ts';
import { batchesOf, type ImportBatch } from './batches.ts';
import type { ImportChoices } from './choices.ts';
import { partOf, partsByFolder, partsByManifest, type DataSetPart } from './parts.ts';
import { pathsOf, type CaseTools } from './prepare-case.ts';
import { previewOf, type SourcePreview } from './preview.ts';
import { inReadingOrder } from './reading-order.ts';
import { understand, type Understanding } from './understanding.ts';

export interface SourceSummary {
  readonly name: string;
  readonly fileCount: number;
  /** Uncompressed. */
  readonly byteCount: number;
}

/** The data set's row before its first case is stored, and how many cases there are to read. */
export interface ImportHead {
  readonly dataset: Omit<Dataset, 'importedAt'>;
  readonly total: number;
}

/** Files with what their DICOM headers say, and by their names. */
interface Surveyed {
  readonly container: Container;
  readonly survey: DicomSurvey;
  readonly files: FileIndex;
}

async function surveyed(container: Container): Promise<Surveyed> {
  const survey = await DicomSurvey.of(container.files);
  return { container, survey, files: new FileIndex(container.files, survey) };
}

/** Files that were opened once, to be previewed and imported. Runs in the worker; holds no picture longer than it must. */
export class ImportSession {
  readonly #whole: Surveyed;
  /** Data sets in folders of their own. */
  readonly #parts: readonly DataSetPart[];
  readonly #decoder: PictureDecoder;
  readonly #budget = new PixelBudget();
  /** The last understanding: an import follows the preview of the same choices. */
  #understood: { readonly key: string; readonly value: Promise<Understanding> } | null = null;

  /** What was last looked into by itself. */
  #part: { readonly key: string; readonly value: Promise<Surveyed> } | null = null;

  private constructor(whole: Surveyed, parts: readonly DataSetPart[], decoder: PictureDecoder) {
    this.#whole = whole;
    this.#parts = parts;
    this.#decoder = decoder;
  }

  static async open(
    given: readonly GivenFile[],
    decoder: PictureDecoder,
    options: ContainerOptions = {},
  ): Promise<ImportSession> {
    const container = await openContainer(given, options);
    return new ImportSession(await surveyed(container), await partsByManifest(container), decoder);
  }

  summary(): SourceSummary {
    const { name, files } = this.#whole.container;
    return { name, fileCount: files.length, byteCount: files.reduce((sum, file) => sum + file.size, 0) };
  }

  async preview(choices: ImportChoices): Promise<SourcePreview> {
    const understood = await this.#understand(choices);
    const preview = await previewOf(understood, (cases) => this.#toolsFor(cases, understood), this.#decoder);
    const part = this.#partOf(choices);
    return {
      ...preview,
      part,
      parts: this.#partsWhere(understood.several || part !== null),
      mayBeOne: this.#parts.length === 0,
    };
  }

  /** Of known data sets that lie side by side it is the folders at the top that may be one each. */
  #partsWhere(several: boolean): readonly DataSetPart[] {
    if (this.#parts.length > 0 || !several) return this.#parts;
    return partsByFolder(this.#whole.container);
  }

  /** The part that is looked at: one is always chosen where each says everything of itself. */
  #partOf({ part }: ImportChoices): string | null {
    return part ?? this.#parts[0]?.key ?? null;
  }

  #sourceOf(choices: ImportChoices): Promise<Surveyed> {
    const key = this.#partOf(choices);
    if (key === null) return Promise.resolve(this.#whole);
    if (this.#part?.key !== key)
      this.#part = { key, value: surveyed(partOf(this.#whole.container, key, this.#partsWhere(true))) };
    return this.#part.value;
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

  /** Reads every case and gives those that are not here yet in batches: see `batchesOf`. */
  async *batches(
    choices: ImportChoices,
    known: ReadonlyMap<SampleId, number>,
    returning: ReadonlySet<string> | null,
  ): AsyncGenerator<ImportBatch, void, undefined> {
    const understood = await this.#understand(choices);
    const { reading, files, dataset } = understood;
    const cases = inReadingOrder(reading.cases, (path) => files.get(path));
    const tools = this.#toolsFor(
      cases.map(([, draft]) => draft),
      understood,
    );
    yield* batchesOf(cases, dataset, tools, known, returning);
  }

  #understand(choices: ImportChoices): Promise<Understanding> {
    const key = canonicalJson(choices);
    if (this.#understood?.key !== key)
      this.#understood = {
        key,
        value: this.#sourceOf(choices).then(({ container, survey, files }) =>
          understand(container, survey, files, choices),
        ),
      };
    return this.#understood.value;
  }

  /** Reads ahead for `cases`, one after the other. */
  #toolsFor(cases: readonly CaseDraft[], { files: index, names }: Understanding): CaseTools {
    const files = new ReadAhead(
      cases.flatMap((draft) => pathsOf(draft).flatMap((path) => index.get(path) ?? [])),
    );
    return { files, decoder: this.#decoder, budget: this.#budget, names };
  }
}
