import type {
  ColumnRole,
  DatasetServices,
  ImportChoices,
  ImportPreview,
  ImportProgress,
  ImportResult,
  OpenedSources,
} from './services.ts';

export type ImportPhase =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'reading'; readonly what: string }
  | { readonly kind: 'previewing'; readonly sources: OpenedSources; readonly preview: ImportPreview }
  | { readonly kind: 'importing'; readonly name: string }
  | { readonly kind: 'ended'; readonly result: ImportResult };

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
  progress = $state.raw<ImportProgress>({ done: 0, total: 0 });
  /** Cases a second so far; null before there is enough to tell. */
  rate = $state.raw<number | null>(null);
  /** Did the browser agree to keep the data? null: it was not asked now. */
  persistence = $state.raw<boolean | null>(null);
  #mapping = $state.raw<Readonly<Record<string, ColumnRole>>>({});

  /** @param now milliseconds, for the rate. */
  constructor(services: DatasetServices, now: () => number = () => performance.now()) {
    this.#services = services;
    this.#now = now;
  }

  async openDrop(transfer: DataTransfer): Promise<void> {
    // The browser empties a DataTransfer when the event is over: it is opened before anything is awaited.
    await this.#read('what was dropped', this.#services.openDrop(transfer));
  }

  async openFiles(files: readonly File[]): Promise<void> {
    if (files.length > 0) await this.#read('the files', this.#services.openFiles(files));
  }

  /** Says what a column means; the preview is made again with it. */
  async setRole(column: string, role: ColumnRole): Promise<void> {
    if (this.phase.kind !== 'previewing') return;
    const { sources, preview } = this.phase;
    const roles = (preview.table?.columns ?? []).map(({ name, role: read }): [string, ColumnRole] => [
      name,
      read,
    ]);
    this.#mapping = { ...Object.fromEntries(roles), ...this.#mapping, [column]: role };
    const controller = this.#restart();
    this.refreshing = true;
    try {
      const next = await this.#services.preview(sources, this.#choices, controller.signal);
      if (controller.signal.aborted) return;
      this.phase = { kind: 'previewing', sources, preview: next };
      this.failure = null;
    } catch (error) {
      if (!controller.signal.aborted) this.#fail('It cannot be read with these columns.', error);
    } finally {
      if (!controller.signal.aborted) this.refreshing = false;
    }
  }

  async start(): Promise<void> {
    if (this.phase.kind !== 'previewing' || this.refreshing) return;
    const { sources, preview } = this.phase;
    const controller = this.#restart();
    this.failure = null;
    this.cancelling = false;
    this.progress = { done: 0, total: preview.caseCount };
    this.rate = null;
    this.phase = { kind: 'importing', name: this.name ?? preview.name };
    const began = this.#now();
    try {
      this.persistence = await this.#askForPersistence();
      const result = await this.#services.runImport(
        sources,
        this.#choices,
        (progress) => {
          this.progress = progress;
          const seconds = (this.#now() - began) / 1000;
          this.rate = seconds >= 1 && progress.done > 0 ? progress.done / seconds : null;
        },
        controller.signal,
      );
      this.phase = { kind: 'ended', result };
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

  get #choices(): ImportChoices {
    const name = this.name?.trim();
    return {
      ...(name === undefined || name === '' ? {} : { name }),
      ...(Object.keys(this.#mapping).length === 0 ? {} : { mapping: this.#mapping }),
    };
  }

  async #read(what: string, opening: Promise<OpenedSources>): Promise<void> {
    const { signal } = this.#restart();
    const left = () => signal.aborted;
    this.failure = null;
    this.name = null;
    this.#mapping = {};
    this.persistence = null;
    this.phase = { kind: 'reading', what };
    try {
      const sources = await opening;
      if (left()) return;
      this.phase = { kind: 'reading', what: sources.description };
      const preview = await this.#services.preview(sources, {}, signal);
      if (left()) return;
      this.phase = { kind: 'previewing', sources, preview };
    } catch (error) {
      if (left()) return;
      this.#fail('This could not be read.', error);
      this.phase = { kind: 'choosing' };
    }
  }

  /** Only once: a browser that has said no is not asked at every import. */
  async #askForPersistence(): Promise<boolean | null> {
    const { persisted } = await this.#services.storageFacts();
    return persisted ? null : this.#services.askForPersistence();
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
