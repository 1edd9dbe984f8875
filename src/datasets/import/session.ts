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
    given: readonly GivenFile[],
    decoder: PictureDecoder,
    options: ContainerOptions = {},
  ): Promise<ImportSession> {
    const container = await openContainer(given, options);
    return new ImportSession(container, await DicomSurvey.of(container.files), decoder);
  }

  summary(): SourceSummary {
    const { name, files } = this.#container;
    return { name, fileCount: files.length, byteCount: files.reduce((sum, file) => sum + file.size, 0) };
  }

  async preview(choices: ImportChoices): Promise<SourcePreview> {
    const understood = await this.#understand(choices);
    return previewOf(understood, (cases) => this.#toolsFor(cases, understood), this.#decoder);
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
        value: understand(this.#container, this.#survey, this.#files, choices),
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
