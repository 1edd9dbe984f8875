import type { RunId } from '../../../domain/ids.ts';
import type { RunResults } from '../../../results/run-results.ts';
import type { SubgroupChoice, SubgroupComparison } from '../../../results/subgroups.ts';
import type { ResultsServices } from '../services.ts';

type SubgroupState =
  | { readonly kind: 'none chosen' }
  | { readonly kind: 'computing' }
  | { readonly kind: 'cancelled' }
  /** The attribute makes no subgroups. */
  | { readonly kind: 'no subgroups'; readonly reason: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'ready' };

/** The figures by subgroup of one run: computed when an attribute is chosen, and again when what they rest on changes. */
export class SubgroupView {
  readonly #services: ResultsServices;
  readonly #run: RunId;
  #asked: AbortController | null = null;
  /** What was asked for last. */
  #results: RunResults | null = null;
  #choice = '';

  state = $state.raw<SubgroupState>({ kind: 'none chosen' });
  /** What was computed last: it stays on the screen until the next is there. */
  comparison = $state.raw<SubgroupComparison | null>(null);
  /** Of the work under way, where it is told. */
  progress = $state.raw<{ readonly done: number; readonly total: number } | null>(null);

  constructor(services: ResultsServices, run: RunId) {
    this.#services = services;
    this.#run = run;
  }

  /** Compares by what is chosen, of the answers as `results` has them scored. What was under way is ended. */
  show(results: RunResults, choice: SubgroupChoice | null): void {
    const shown = JSON.stringify(choice);
    if (this.#results === results && this.#choice === shown) return;
    this.#results = results;
    this.#choice = shown;
    this.#compare(results, choice);
  }

  #compare({ options, scoring }: RunResults, choice: SubgroupChoice | null): void {
    this.#asked?.abort();
    this.progress = null;
    if (choice === null) {
      this.comparison = null;
      this.state = { kind: 'none chosen' };
      return;
    }
    const mine = new AbortController();
    this.#asked = mine;
    this.state = { kind: 'computing' };
    const onProgress = (done: number, total: number): void => {
      if (!mine.signal.aborted) this.progress = { done, total };
    };
    this.#services.subgroups(this.#run, options, scoring, choice, onProgress, mine.signal).then(
      (comparison) => {
        if (mine.signal.aborted) return;
        this.comparison = typeof comparison === 'object' ? comparison : null;
        this.state =
          typeof comparison === 'string'
            ? { kind: 'no subgroups', reason: comparison }
            : comparison === null
              ? { kind: 'failed', message: 'The run was deleted.' }
              : { kind: 'ready' };
      },
      (error: unknown) => {
        if (mine.signal.aborted) return;
        this.comparison = null;
        this.state = { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
      },
    );
  }

  /** Ends the work under way; figures of another choice do not stay. */
  cancel(): void {
    this.stop();
    this.#results = null;
    this.comparison = null;
    this.state = { kind: 'cancelled' };
  }

  /** The screen is left. */
  stop(): void {
    this.#asked?.abort();
  }
}
