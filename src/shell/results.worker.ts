import { expose } from 'comlink';
import type { RunId, SampleId } from '../domain/ids.ts';
import type { ScoringChoices } from '../domain/task/scoring.ts';
import type { CaseSelection, SummaryOptions, TaskSpec } from '../domain/task/task.ts';
import { sharedFigures } from '../results/figures.ts';
import { runAsCsv, runAsJson } from '../results/export.ts';
import { ScoredRun } from '../results/run-results.ts';
import type { CaseRow } from '../results/case-rows.ts';
import type { CaseTrial, RunResults } from '../results/run-results.ts';
import type { SubgroupChoice, SubgroupComparison } from '../results/subgroups.ts';
import { truthHash } from '../results/truth-hash.ts';
import { helpersFor } from './resampling-helpers.ts';
import { ReadingRoomDatabase } from '../storage/database.ts';
import { DatasetRepository } from '../storage/datasets.ts';
import { RunRepository } from '../storage/runs.ts';
import { onChange } from '../storage/watch.ts';
import { subgroupsInWorkers } from './subgroups-in-workers.ts';

/**
 * Scores runs off the main thread, straight from storage. It stands in the shell because it brings two stages
 * together: results, and the storage that they are read from.
 */
const database = new ReadingRoomDatabase();
const runs = new RunRepository(database);
const datasets = new DatasetRepository(database);
const source = {
  run: (id: RunId) => runs.get(id),
  plan: runs.plan.bind(runs),
  trials: (id: RunId) => runs.trials(id),
  samplesById: datasets.samplesById.bind(datasets),
};

/** Truth that a person corrects makes other figures of the same answers. */
let changesOfCases = 0;
onChange(database, ['samples'], () => (changesOfCases += 1));

/** The run that was scored last, and how things stood then: scored again only when it or its cases have changed. */
let last: { readonly id: RunId; readonly stamp: string; readonly scored: ScoredRun } | null = null;

async function scoredRun(id: RunId, scoring: ScoringChoices): Promise<ScoredRun | null> {
  const [run, progress] = await Promise.all([runs.get(id), runs.progress(id)]);
  if (!run) return null;
  const stamp = JSON.stringify([run.updatedAt, run.state, progress, changesOfCases, scoring]);
  if (last?.id === id && last.stamp === stamp) return last.scored;
  const scored = await ScoredRun.load(source, id, scoring);
  if (scored) last = { id, stamp, scored };
  return scored;
}

async function resultsOf(scored: ScoredRun, options: SummaryOptions): Promise<RunResults> {
  const work = scored.work(options);
  return scored.results(options, await sharedFigures(work, helpersFor(work)));
}

/** The comparisons of subgroups that are under way, by their tickets. */
const comparing = new Map<number, AbortController>();

const api = {
  async results(id: RunId, options: SummaryOptions, scoring: ScoringChoices): Promise<RunResults | null> {
    const scored = await scoredRun(id, scoring);
    return scored && resultsOf(scored, options);
  },
  /** Of the cases of a run as they are stored now; null where there is no such run. */
  async truthHash(id: RunId): Promise<string | null> {
    const run = await runs.get(id);
    const plan = run && (await runs.plan(run.plan));
    if (!plan) return null;
    const samples = await datasets.samplesById(plan.dataset, plan.samples);
    const byId = new Map(samples.map((sample) => [sample.id, sample]));
    const hash = truthHash(plan.samples.flatMap((sample) => byId.get(sample) ?? []));
    // The page may hear of a change before this worker does.
    if (last?.id === id && last.scored.truthHash !== hash) last = null;
    return hash;
  },
  async rows(
    id: RunId,
    arm: number | null,
    selection: CaseSelection,
    scoring: ScoringChoices,
  ): Promise<readonly CaseRow[]> {
    return (await scoredRun(id, scoring))?.rows(arm, selection) ?? [];
  },
  /** What was asked of a case, scored as chosen, and every answer; null where there is no such run. */
  async answersTo(
    id: RunId,
    sample: SampleId,
    scoring: ScoringChoices,
  ): Promise<{ readonly spec: TaskSpec; readonly trials: readonly CaseTrial[] } | null> {
    const scored = await scoredRun(id, scoring);
    return scored && { spec: scored.spec, trials: scored.trialsOf(sample) };
  },
  async export(
    id: RunId,
    options: SummaryOptions,
    scoring: ScoringChoices,
    choice: SubgroupChoice | null,
    form: 'csv' | 'json',
  ): Promise<string> {
    const scored = await scoredRun(id, scoring);
    if (!scored) throw new Error('The run was deleted.');
    if (form === 'csv') return runAsCsv(scored);
    const work = choice && scored.subgroupWork(options, choice);
    const [results, subgroups] = await Promise.all([
      resultsOf(scored, options),
      typeof work === 'object' && work !== null
        ? subgroupsInWorkers(work, () => undefined, new AbortController().signal)
        : null,
    ]);
    return runAsJson(scored, { ...results, ...(subgroups ? { subgroups } : {}) });
  },
  /**
   * Figures by subgroup; a sentence where there are none to compare, null where there is no such run. `ticket`: a new one for each call, by
   * which `stopSubgroups` ends it. `onProgress` is a proxy.
   */
  async subgroups(
    ticket: number,
    id: RunId,
    options: SummaryOptions,
    scoring: ScoringChoices,
    choice: SubgroupChoice,
    onProgress: (done: number, total: number) => void,
  ): Promise<SubgroupComparison | string | null> {
    const abort = new AbortController();
    comparing.set(ticket, abort);
    try {
      const scored = await scoredRun(id, scoring);
      const work = scored && scored.subgroupWork(options, choice);
      if (work === null || typeof work === 'string') return work;
      return await subgroupsInWorkers(work, onProgress, abort.signal);
    } finally {
      comparing.delete(ticket);
    }
  },
  stopSubgroups(ticket: number): void {
    comparing.get(ticket)?.abort(new DOMException('It was cancelled.', 'AbortError'));
  },
};

export type ResultsWorker = typeof api;

expose(api);
