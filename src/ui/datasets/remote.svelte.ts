import type { RemoteFile } from '../../datasets/address/remote-file.ts';
import type { DatasetServices } from './services.ts';

export type RemotePhase =
  | { readonly kind: 'asking' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'found'; readonly file: RemoteFile }
  | { readonly kind: 'fetching'; readonly file: RemoteFile; readonly read: number };

/** A file that lies elsewhere: looked at, so that a person knows what she asks for, then fetched. */
export class RemoteFetch {
  readonly #services: Pick<DatasetServices, 'findRemote' | 'fetchRemote'>;
  #controller = new AbortController();

  address = $state('');
  phase = $state.raw<RemotePhase>({ kind: 'asking' });
  problem = $state.raw<string | null>(null);

  constructor(services: Pick<DatasetServices, 'findRemote' | 'fetchRemote'>) {
    this.#services = services;
  }

  async look(): Promise<void> {
    const { signal } = this.#restart({ kind: 'looking' });
    await this.#trying(signal, async () => {
      const file = await this.#services.findRemote(this.address, signal);
      if (!signal.aborted) this.phase = { kind: 'found', file };
    });
  }

  /** The file, or null where it did not come. */
  async fetch(): Promise<File | null> {
    if (this.phase.kind !== 'found') return null;
    const { file } = this.phase;
    const { signal } = this.#restart({ kind: 'fetching', file, read: 0 });
    let fetched: File | null = null;
    await this.#trying(signal, async () => {
      fetched = await this.#services.fetchRemote(
        file,
        (read) => {
          if (!signal.aborted) this.phase = { kind: 'fetching', file, read };
        },
        signal,
      );
      this.phase = { kind: 'asking' };
    });
    return fetched;
  }

  /** Gives up whatever is under way. */
  cancel(): void {
    this.#restart({ kind: 'asking' });
  }

  async #trying(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (signal.aborted) return;
      this.problem = error instanceof Error ? error.message : String(error);
      this.phase = { kind: 'asking' };
    }
  }

  #restart(phase: RemotePhase): AbortController {
    this.#controller.abort();
    this.#controller = new AbortController();
    this.problem = null;
    this.phase = phase;
    return this.#controller;
  }
}
