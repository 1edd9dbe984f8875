import type { Dataset } from '../../domain/dataset/dataset.ts';
import { filesOfList } from '../container/dropped.ts';
import type { DroppedFile } from '../container/source.ts';
import type { ImportChoices } from './choices.ts';
import { importWorkers, OpenedSources, type OpenOptions } from './opened-sources.ts';
import type { SourcePreview } from './preview.ts';
import {
  storeImport,
  type ImportProgress,
  type ImportResult,
  type ImportSurroundings,
} from './store-import.ts';

export interface ImportPreview extends SourcePreview {
  /** The data set that these same files were imported into before. */
  readonly existing: Dataset | null;
}

/** Brings a person's files in: opened, previewed, then stored. What is heavy happens in a worker. */
export class DatasetImporter {
  readonly #surroundings: ImportSurroundings;
  readonly #workers = importWorkers();

  constructor(surroundings: ImportSurroundings) {
    this.#surroundings = surroundings;
  }

  /** Files are about to be chosen: what reads them is started meanwhile. The answer lets it go, unless it is in use. */
  prepare(): () => void {
    return this.#workers.prepare();
  }

  async openFiles(files: Iterable<File>, options: OpenOptions = {}): Promise<OpenedSources> {
    return this.openNamed(await filesOfList(files), options);
  }

  /** Files with paths: of a drop (`filesOfDrop`), or of a collection that comes with the app. */
  async openNamed(files: readonly DroppedFile[], options: OpenOptions = {}): Promise<OpenedSources> {
    return OpenedSources.open(files, this.#workers, options);
  }

  /** What would be imported; stores nothing. A source that cannot be read has no cases, and says why in `understood` and `refused`. */
  async preview(sources: OpenedSources, choices: ImportChoices, signal: AbortSignal): Promise<ImportPreview> {
    signal.throwIfAborted();
    const preview = await sources.ask((api) => api.preview(plain(choices)));
    signal.throwIfAborted();
    return { ...preview, existing: await this.#surroundings.store.findBySourceKey(preview.sourceKey) };
  }

  /**
   * Stores what is not here yet. Ends with what was stored intact, and says how, when it is cancelled, the disk is
   * full or the files cannot be read further; rejects only where the store fails in another way.
   */
  async runImport(
    sources: OpenedSources,
    choices: ImportChoices,
    onProgress: (progress: ImportProgress) => void,
    signal: AbortSignal,
  ): Promise<ImportResult> {
    const given = plain(choices);
    const head = await sources.ask((api) => api.head(given));
    const store = () =>
      storeImport(
        head,
        {
          begin: (known, returning) => sources.ask((api) => api.begin(given, known, returning)),
          next: () => sources.ask((api) => api.next()),
          stop: () => sources.ask((api) => api.stop()),
        },
        this.#surroundings,
        onProgress,
        signal,
      );
    return sources.keepAwake(store);
  }
}

/** Without the wrapping of a screen's state, which cannot be sent to a worker. */
const plain = ({ tables, keptMappings, ...rest }: ImportChoices): ImportChoices => ({
  ...rest,
  ...(keptMappings !== undefined && { keptMappings: [...keptMappings] }),
  ...(tables !== undefined && {
    tables: Object.fromEntries(
      Object.entries(tables).map(([file, { mapping, ...choice }]) => [
        file,
        { ...choice, ...(mapping !== undefined && { mapping: { ...mapping } }) },
      ]),
    ),
  }),
});
