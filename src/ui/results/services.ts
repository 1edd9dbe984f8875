import { createContext } from 'svelte';
import type { Sample } from '../../domain/dataset/dataset.ts';
import type { RunId, SampleId } from '../../domain/ids.ts';
import type { Run } from '../../domain/plan/plan.ts';
import type { ScoringChoices } from '../../domain/task/scoring.ts';
import type { CaseSelection, SummaryOptions, TaskSpec } from '../../domain/task/task.ts';
import type { CaseRow } from '../../results/case-rows.ts';
import type { CaseTrial, RunResults } from '../../results/run-results.ts';
import type { SubgroupChoice, SubgroupComparison } from '../../results/subgroups.ts';
import type { Watch } from '../kit/live.svelte.ts';

export interface ScoredRunEntry {
  readonly run: Run;
  readonly answered: number;
  readonly failed: number;
  /** Names of its models. */
  readonly models: readonly string[];
}

export interface CaseDetail {
  readonly sample: Sample;
  readonly runName: string;
  /** What was asked, scored as chosen. */
  readonly spec: TaskSpec;
  readonly trials: readonly CaseTrial[];
}

/** What the result screens need from the rest of the app. Scoring happens in a worker. */
export interface ResultsServices {
  watchRuns(): Watch<readonly ScoredRunEntry[]>;
  /** Null where there is no such run. `scoring`: what is scored otherwise than the plan has it, here and below. */
  results(run: RunId, options: SummaryOptions, scoring: ScoringChoices): Promise<RunResults | null>;
  /** Tells, after each change of cases, what `cases.truthHash` of the results would be now; null: no such run. */
  watchTruth(run: RunId): Watch<string | null>;
  /** `arm` null: cases for which any arm fits. */
  rows(
    run: RunId,
    arm: number | null,
    selection: CaseSelection,
    scoring: ScoringChoices,
  ): Promise<readonly CaseRow[]>;
  caseDetail(run: RunId, sample: SampleId, scoring: ScoringChoices): Promise<CaseDetail | null>;
  /**
   * A headline figure by subgroup; a sentence where the attribute makes none, null where there is no such run. `onProgress` is called where it takes
   * a while. Rejects when aborted.
   */
  subgroups(
    run: RunId,
    options: SummaryOptions,
    scoring: ScoringChoices,
    choice: SubgroupChoice,
    onProgress: (done: number, total: number) => void,
    signal: AbortSignal,
  ): Promise<SubgroupComparison | string | null>;
  /** `subgroups`: those on the screen, which JSON holds too. */
  export(
    run: RunId,
    options: SummaryOptions,
    scoring: ScoringChoices,
    subgroups: SubgroupChoice | null,
    form: 'csv' | 'json',
  ): Promise<Blob>;
  synthetic(run: RunResults): Promise<boolean>;
}

export const [resultsServices, provideResultsServices] = createContext<ResultsServices>();
