import type { Sample } from '../domain/dataset/dataset.ts';
import type { DatasetId, PlanId, RunId, SampleId } from '../domain/ids.ts';
import type { Plan, Run, TrialRecord } from '../domain/plan/plan.ts';

/** What the results need from storage. */
export interface ResultsSource {
  run(id: RunId): Promise<Run | null>;
  plan(id: PlanId): Promise<Plan | null>;
  trials(run: RunId): Promise<readonly TrialRecord[]>;
  samplesById(dataset: DatasetId, ids: readonly SampleId[]): Promise<readonly Sample[]>;
}
