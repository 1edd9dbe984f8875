import type { RunId } from '../../domain/ids.ts';
import { countTrials } from '../../domain/plan/trials.ts';
import type { SummaryOptions } from '../../domain/task/task.ts';
import type { RunResults } from '../../results/run-results.ts';
import type { SubgroupChoice } from '../../results/subgroups.ts';
import type { ResultsSettings } from './address.ts';
import { save } from './save.ts';
import type { ResultsServices } from './services.ts';

/** How figures are computed under the settings chosen. */
export function optionsOf({ unanswered, seed }: ResultsSettings): SummaryOptions {
  return { level: 0.95, resamples: 2000, seed, unanswered };
}

type ViewState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'ready'; readonly results: RunResults };

/** The results of one run under the settings that its address names. */
export class ResultsView {
  readonly #services: ResultsServices;
  readonly #run: RunId;
  #settings: ResultsSettings;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  state = $state.raw<ViewState>({ kind: 'loading' });
  synthetic = $state(false);
  /** New figures are being computed; what stands on the screen stays until they are there. */
  scoring = $state(false);
  /** Of the cases as they are stored now, where they have changed since this screen is open. */
  #truthNow = $state<string | null>(null);
  exportError = $state<string | null>(null);

  constructor(services: ResultsServices, run: RunId, settings: ResultsSettings) {
    this.#services = services;
    this.#run = run;
    this.#settings = settings;
    this.reload();
  }

  get results(): RunResults | null {
    return this.state.kind === 'ready' ? this.state.results : null;
  }

  /** Cases were corrected since the figures on the screen were computed. */
  get outdated(): boolean {
    return (
      this.#truthNow !== null && this.results !== null && this.results.cases.truthHash !== this.#truthNow
    );
  }

  /** Told what the cases are now. The figures stay until the person asks: numbers that change under her eyes mislead. */
  followTruth(hash: string | null): void {
    this.#truthNow = hash;
  }

  /** The run has gone on since it was scored: scores it again, at most once every two seconds. */
  follow(done: number): void {
    const { results } = this;
    if (!results) return;
    const notAsked = results.arms.reduce((sum, arm) => sum + arm.notAsked, 0);
    if (done === countTrials(results.plan) - notAsked || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.reload();
    }, 2000);
  }

  /** Other settings: what stands on the screen stays until the new figures are there. */
  show(settings: ResultsSettings): void {
    if (JSON.stringify(settings) === JSON.stringify(this.#settings)) return;
    this.#settings = settings;
    this.reload();
  }

  /** Scores again; an answer that comes late, after the settings changed once more, is dropped. */
  reload(): void {
    this.#asked += 1;
    const mine = this.#asked;
    this.scoring = true;
    this.#services.results(this.#run, optionsOf(this.#settings), this.#settings.scoring).then(
      async (results) => {
        if (mine !== this.#asked) return;
        this.scoring = false;
        this.state = results ? { kind: 'ready', results } : { kind: 'missing' };
        if (results) this.synthetic = await this.#services.synthetic(results);
      },
      (error: unknown) => {
        if (mine !== this.#asked) return;
        this.scoring = false;
        this.state = { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
      },
    );
  }

  /** `subgroups`: those on the screen. */
  async download(form: 'csv' | 'json', subgroups: SubgroupChoice | null): Promise<void> {
    this.exportError = null;
    try {
      const options = optionsOf(this.#settings);
      const { scoring } = this.#settings;
      const blob = await this.#services.export(this.#run, options, scoring, subgroups, form);
      save(blob, `${this.results?.run.name ?? 'run'}.${form}`);
    } catch (error) {
      this.exportError = error instanceof Error ? error.message : String(error);
    }
  }
}
