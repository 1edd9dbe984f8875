import type { ImportChoices } from '../../datasets/import/choices.ts';
import type { OpenOptions } from '../../datasets/import/opened-sources.ts';
import type { ImportProgress } from '../../datasets/import/store-import.ts';
import type { TableChoice } from '../../datasets/reader/table/choice.ts';
import type { TableReading } from '../../datasets/reader/table/mapping.ts';
import { tableRecipeOf } from '../../datasets/reader/table/recipe-of.ts';
import { undecidedRuns } from '../../datasets/reader/table/undecided-runs.ts';
import { sourceKey } from '../../datasets/reader/table/sources.ts';
import type { ColumnRole, KeptMapping } from '../../domain/dataset/table-mapping.ts';
import type { ImportPhase } from './import-phase.ts';
import type { DatasetServices, OpenedSources } from './services.ts';

/** So many files are listed before a person would read how far it is. */
const listedSilently = 2_000;

const sessions = new WeakMap<DatasetServices, ImportSession>();

/** The session of these services: an import goes on, and is found again, when the person looks at other screens meanwhile. */
export function importSessionOf(services: DatasetServices): ImportSession {
  const session = sessions.get(services) ?? new ImportSession(services);
  sessions.set(services, session);
  return session;
}

/** Bringing data in: choosing, seeing what was understood, correcting it, importing, and what came of it. */
export class ImportSession {
  readonly #services: DatasetServices;
  readonly #now: () => number;
  #controller = new AbortController();

  phase = $state.raw<ImportPhase>({ kind: 'choosing' });
  /** What went wrong last, with what to do; null when nothing did. */
  failure = $state.raw<{ readonly title: string; readonly text: string } | null>(null);
  /** The preview is being made again after a correction. */
  refreshing = $state(false);
  /** Cancel was pressed, and the last cases are being stored. */
  cancelling = $state(false);
  /** As edited; null leaves the name that was read. */
  name = $state<string | null>(null);
  progress = $state.raw<ImportProgress>({ done: 0, total: 0, bytes: 0 });
  /** Cases a second so far; null before there is enough to tell. */
  rate = $state.raw<number | null>(null);
  /** Did the browser agree to keep the data? null: it was not asked now. */
  persistence = $state.raw<boolean | null>(null);
  /** What columns of tables mean, as it was kept when these files were opened, and since. */
  kept = $state.raw<readonly KeptMapping[]>([]);
  #choices: Omit<ImportChoices, 'name'> = {};
  /** Of data sets that were dropped together, the keys of those that were imported. */
  #imported: readonly string[] = [];

  /** @param now milliseconds, for the rate. */
  constructor(services: DatasetServices, now: () => number = () => performance.now()) {
    this.#services = services;
    this.#now = now;
  }

  async openDrop(transfer: DataTransfer): Promise<void> {
    // The browser empties a DataTransfer when the event is over: it is opened before anything is awaited.
    await this.#read('what was dropped', (options) => this.#services.openDrop(transfer, options));
  }

  async openFiles(files: readonly File[]): Promise<void> {
    if (files.length > 0)
      await this.#read('the files', (options) => this.#services.openFiles(files, options));
  }

  /** Says what a column of a table means; the preview is made again with it. */
  async setRole(file: string, column: string, role: ColumnRole): Promise<void> {
    const table = this.#tableOf(file);
    if (table === undefined) return;
    const roles = table.columns.map(({ name, role: read }): [string, ColumnRole] => [name, read]);
    await this.#choose(file, { mapping: { ...Object.fromEntries(roles), [column]: role } });
  }

  /** Tables with masks that nobody has said how to read, nor to leave out: nothing is imported before. */
  get undecided(): readonly TableReading[] {
    return this.phase.kind === 'previewing'
      ? this.phase.preview.tables.filter((table) => undecidedRuns(table).length > 0)
      : [];
  }

  /** Leaves the masks of a table that are written as run lengths unread. */
  async leaveMasksOut(file: string): Promise<void> {
    const table = this.#tableOf(file);
    if (table === undefined) return;
    const roles = table.columns.map(({ name, role }): [string, ColumnRole] => [
      name,
      role === 'mask as run lengths' ? 'ignore' : role,
    ]);
    await this.#choose(file, { mapping: Object.fromEntries(roles) });
  }

  /** Says what joins several labels in a cell of a table, or how its boxes and letters are written. */
  async setChoice(file: string, choice: TableChoice): Promise<void> {
    await this.#choose(file, choice);
  }

  /** Reads the columns of a table by another source; what was changed by hand is taken back. */
  async setSource(file: string, source: string): Promise<void> {
    const { encoding } = this.#choices.tables?.[file] ?? {};
    await this.#replace(file, { source, ...(encoding !== undefined && { encoding }) });
  }

  /** Keeps what the columns of a table mean now, and reads the table by it. False, and a failure says why, where it was not stored. */
  async keepMapping(file: string, name: string): Promise<boolean> {
    const table = this.#tableOf(file);
    if (table === undefined) return false;
    try {
      await this.#services.keepMapping(tableRecipeOf(name, table.columns, table));
      this.kept = await this.#services.keptMappings();
    } catch (error) {
      this.#fail('The mapping was not kept.', error);
      return false;
    }
    await this.setSource(file, sourceKey({ kind: 'kept', name, keptAt: 0 }));
    return true;
  }

  /** Reads the files as they are, not as the known data set that they look like; or, with false, as that after all. */
  async setAsFiles(asFiles: boolean): Promise<void> {
    await this.#correct({ ...this.#choices, asFiles });
  }

  /** Looks at another of the data sets that were dropped together: of all that was said, nothing is of it. */
  async setPart(part: string | null): Promise<void> {
    const { phase } = this;
    if (phase.kind !== 'previewing' && phase.kind !== 'ended') return;
    this.name = null;
    if (phase.kind === 'ended') await this.#look(phase.sources, part);
    else await this.#correct(part === null ? {} : { part });
  }

  #tableOf(file: string): TableReading | undefined {
    if (this.phase.kind !== 'previewing') return undefined;
    return this.phase.preview.tables.find((table) => table.file === file);
  }

  async #choose(file: string, change: TableChoice): Promise<void> {
    await this.#replace(file, { ...this.#choices.tables?.[file], ...change });
  }

  async #replace(file: string, choice: TableChoice): Promise<void> {
    await this.#correct({ ...this.#choices, tables: { ...this.#choices.tables, [file]: choice } });
  }

  async #correct(choices: Omit<ImportChoices, 'name'>): Promise<void> {
    if (this.phase.kind !== 'previewing') return;
    const { sources } = this.phase;
    const { signal } = this.#restart();
    const left = () => signal.aborted;
    this.refreshing = true;
    try {
      const preview = await this.#services.preview(sources, this.#asked(choices), signal);
      if (left()) return;
      this.#choices = choices;
      this.phase = { kind: 'previewing', sources, preview };
      this.failure = null;
    } catch (error) {
      if (!left()) this.#fail('It cannot be read so.', error);
    } finally {
      if (!left()) this.refreshing = false;
    }
  }

  async start(): Promise<void> {
    if (this.phase.kind !== 'previewing' || this.refreshing || this.undecided.length > 0) return;
    const { sources, preview } = this.phase;
    const controller = this.#restart();
    this.failure = null;
    this.cancelling = false;
    this.progress = { done: 0, total: preview.caseCount, bytes: 0 };
    this.rate = null;
    this.phase = { kind: 'importing', name: this.name ?? preview.name };
    const began = this.#now();
    void this.#askForPersistence().then((isKept) => {
      if (this.#controller === controller) this.persistence = isKept;
    });
    try {
      const result = await this.#services.runImport(
        sources,
        this.#asked(this.#choices),
        (progress) => {
          this.progress = progress;
          const seconds = (this.#now() - began) / 1000;
          this.rate = seconds >= 1 && progress.done > 0 ? progress.done / seconds : null;
        },
        controller.signal,
      );
      // A data set that was cancelled before its first case is none.
      if (result.end.kind === 'cancelled' && result.dataset.sampleCount === 0) {
        await this.#services.delete(result.dataset.id);
      }
      this.#imported = [...this.#imported, ...(preview.part === null ? [] : [preview.part])];
      const others =
        preview.part === null ? [] : preview.parts.filter(({ key }) => !this.#imported.includes(key));
      this.phase = { kind: 'ended', result, others, sources };
    } catch (error) {
      this.#fail('The import ended with an error.', error);
      this.phase = { kind: 'previewing', sources, preview };
    }
  }

  /** Ends the import; what is stored so far stays. */
  cancel(): void {
    this.cancelling = true;
    this.#controller.abort();
  }

  /** Back to choosing files. */
  reset(): void {
    this.#restart();
    this.phase = { kind: 'choosing' };
    this.failure = null;
    this.refreshing = false;
  }

  /** A name that the person has left empty is the source's. */
  #asked(choices: Omit<ImportChoices, 'name'>): ImportChoices {
    const name = this.name?.trim() ?? '';
    return {
      ...(name !== '' && { name }),
      ...(this.kept.length > 0 && { keptMappings: this.kept }),
      ...choices,
    };
  }

  async #read(what: string, open: (options: OpenOptions) => Promise<OpenedSources>): Promise<void> {
    const { signal } = this.#restart();
    const left = () => signal.aborted;
    const opening = open({
      signal,
      onListing: (listed, total) => {
        if (left() || (total ?? listed) < listedSilently) return;
        this.phase = { kind: 'reading', what, ...(listed !== total && { listing: { listed, total } }) };
      },
      onUnpacking: (path, read, size) => {
        if (!left()) this.phase = { kind: 'reading', what, unpacking: { path, read, size } };
      },
    });
    this.failure = null;
    this.name = null;
    this.#choices = {};
    this.#imported = [];
    this.persistence = null;
    this.phase = { kind: 'reading', what };
    try {
      const sources = await opening;
      if (left()) return;
      this.kept = await this.#services.keptMappings();
      if (left()) return;
      await this.#look(sources, null);
    } catch (error) {
      if (left()) return;
      this.#fail('This could not be read.', error);
      this.phase = { kind: 'choosing' };
    }
  }

  /** From the beginning at what was opened, or at one of the data sets in it. */
  async #look(sources: OpenedSources, part: string | null): Promise<void> {
    const { signal } = this.#restart();
    this.failure = null;
    this.#choices = part === null ? {} : { part };
    this.phase = { kind: 'reading', what: sources.description };
    try {
      const preview = await this.#services.preview(sources, this.#asked(this.#choices), signal);
      if (!signal.aborted) this.phase = { kind: 'previewing', sources, preview };
    } catch (error) {
      if (signal.aborted) return;
      this.#fail('This could not be read.', error);
      this.phase = { kind: 'choosing' };
    }
  }

  /**
   * null where it is kept already, or cannot be asked for. Nothing may wait for it: Firefox asks the person, who may leave the
   * question open for good.
   */
  async #askForPersistence(): Promise<boolean | null> {
    try {
      const { persisted } = await this.#services.storageFacts();
      return persisted === false ? await this.#services.askForPersistence() : null;
    } catch {
      return null;
    }
  }

  #fail(title: string, error: unknown): void {
    this.failure = { title, text: error instanceof Error ? error.message : String(error) };
  }

  #restart(): AbortController {
    this.#controller.abort();
    this.#controller = new AbortController();
    return this.#controller;
  }
}
