import type { RunId } from '../../domain/ids.ts';
import type { SummaryOptions, UnansweredRule } from '../../domain/task/task.ts';
import type { RunResults } from '../../results/run-results.ts';
import type { ResultsServices } from './services.ts';

export const defaultOptions: SummaryOptions = { level: 0.95, resamples: 2000, seed: 1, unanswered: 'wrong' };

type ViewState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'ready'; readonly results: RunResults };

/** The results of one run under the options chosen. */
export class ResultsView {
  readonly #services: ResultsServices;
  readonly #run: RunId;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  state = $state.raw<ViewState>({ kind: 'loading' });
  synthetic = $state(false);
  options = $state.raw<SummaryOptions>(defaultOptions);
  exportError = $state<string | null>(null);

  constructor(services: ResultsServices, run: RunId) {
    this.#services = services;
    this.#run = run;
    this.reload();
  }

  get results(): RunResults | null {
    return this.state.kind === 'ready' ? this.state.results : null;
  }

  /** The run has gone on since it was scored: scores it again, at most once every two seconds. */
  follow(done: number): void {
    const { results } = this;
    if (!results) return;
    const scored =
      results.plan.samples.length * results.arms.length -
      results.arms.reduce((sum, arm) => sum + arm.notAsked, 0);
    if (done === scored || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.reload();
    }, 2000);
  }

  setUnanswered(unanswered: UnansweredRule): void {
    this.options = { ...this.options, unanswered };
    this.reload();
  }

  setSeed(seed: number): void {
    this.options = { ...this.options, seed };
    this.reload();
  }

  /** Scores again; an answer that comes late, after the options changed once more, is dropped. */
  reload(): void {
    this.#asked += 1;
    const mine = this.#asked;
    this.#services.results(this.#run, this.options).then(
      async (results) => {
        if (mine !== this.#asked) return;
        this.state = results ? { kind: 'ready', results } : { kind: 'missing' };
        if (results) this.synthetic = await this.#services.synthetic(results);
      },
      (error: unknown) => {
        if (mine === this.#asked)
          this.state = { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
      },
    );
  }

  async download(form: 'csv' | 'json'): Promise<void> {
    this.exportError = null;
    try {
      const blob = await this.#services.export(this.#run, this.options, form);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = `${this.results?.run.name ?? 'run'}.${form}`.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-');
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    } catch (error) {
      this.exportError = error instanceof Error ? error.message : String(error);
    }
  }
}
