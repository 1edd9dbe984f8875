import { expose } from 'comlink';
import { assignedSplits, type SplitShare } from '../domain/dataset/assign-splits.ts';
import { bulkChanged, type BulkChange } from '../domain/dataset/bulk-change.ts';
import type { Dataset, Split } from '../domain/dataset/dataset.ts';
import type { CaseDigest } from '../domain/dataset/digest.ts';
import { matches } from '../domain/dataset/filter.ts';
import {
  idsInSeveral,
  mergedCase,
  mergedDataset,
  planMerge,
  type MergeOptions,
  type MergePlan,
  type MergeSource,
} from '../domain/dataset/merge.ts';
import type { CaseSelection } from '../domain/dataset/selection.ts';
import { copiedCase, subsetDataset } from '../domain/dataset/subset.ts';
import type { DatasetId, SampleId } from '../domain/ids.ts';
import { canonicalJson } from '../domain/plan/identity.ts';
import { seededSample } from '../domain/statistics/sample.ts';
import { CaseBatches } from '../storage/case-batches.ts';
import { eachPageOf } from '../storage/case-pages.ts';
import { ReadingRoomDatabase } from '../storage/database.ts';
import { DatasetRepository } from '../storage/datasets.ts';
import { DepartureRepository } from '../storage/departures.ts';
import { DigestRepository } from '../storage/digests.ts';
import type { OnDone } from '../storage/on-done.ts';
import { clearUnused, measureDatabase, type MeasuredDatabase } from '../storage/measure.ts';

const database = new ReadingRoomDatabase();
const datasets = new DatasetRepository(database);
const digests = new DigestRepository(database);
const batches = new CaseBatches(database);
const departures = new DepartureRepository(database);

/** Told how far the planning of a merge is: of the cases of all sets, then of those that are in several. */
type OnPlanning = (stage: 'reading' | 'comparing', done: number, total: number) => void;

const abort = new AbortController();
const tellEveryMilliseconds = 100;

/** Tells the page now and then; gives the work up where it was cancelled, and a transaction with it. */
function steps(tell: OnDone): OnDone {
  let told = -Infinity;
  return (done, total, unit) => {
    abort.signal.throwIfAborted();
    if (performance.now() - told < tellEveryMilliseconds) return;
    told = performance.now();
    tell(done, total, unit);
  };
}

const allOf = (dataset: DatasetId, onDone: OnDone = steps(() => undefined)): Promise<readonly CaseDigest[]> =>
  digests.all(dataset, onDone);

async function selected(dataset: DatasetId, selection: CaseSelection): Promise<readonly CaseDigest[]> {
  const all = await allOf(dataset);
  if (selection.kind === 'filter') return all.filter((digest) => matches(selection.filter, digest));
  const picked = new Set(selection.ids);
  return all.filter(({ id }) => picked.has(id));
}

const idsOf = (cases: readonly CaseDigest[]) => cases.map(({ id }) => id);

async function rowOf(id: DatasetId): Promise<Dataset> {
  const row = await datasets.get(id);
  if (row === null) throw new Error('The data set is no longer here.');
  return row;
}

async function mergeOf(
  ids: readonly DatasetId[],
  options: MergeOptions,
  onDone: OnPlanning,
): Promise<{ readonly rows: readonly Dataset[]; readonly plan: MergePlan }> {
  const rows = await Promise.all(ids.map(rowOf));
  const count = rows.reduce((sum, { sampleCount }) => sum + sampleCount, 0);
  const read = steps((done, total) => onDone('reading', done, total));
  const bare: MergeSource[] = [];
  let before = 0;
  for (const dataset of rows) {
    const cases = await allOf(dataset.id, (done) => read(before + done, count));
    bare.push({ dataset, cases });
    before += cases.length;
    read(before, count);
  }
  const several = idsInSeveral(bare);
  const wanted = bare.map(({ cases }) => cases.filter(({ id }) => several.has(id)).map(({ id }) => id));
  const compare = steps((done, total) => onDone('comparing', done, total));
  const compared = wanted.reduce((sum, each) => sum + each.length, 0);
  let done = 0;
  const sources: MergeSource[] = [];
  for (const [at, { dataset, cases }] of bare.entries()) {
    const keys = new Map<SampleId, string>();
    await eachPageOf(database, dataset.id, wanted[at] ?? [], (found) => {
      for (const { id, truth } of found) keys.set(id, canonicalJson(truth));
      done += found.length;
      compare(done, compared);
    });
    sources.push({
      dataset,
      cases: cases.map(({ id, name, group }) => {
        const truthKey = keys.get(id);
        return {
          id,
          name,
          ...(group !== undefined && { group }),
          ...(truthKey !== undefined && { truthKey }),
        };
      }),
    });
  }
  return { rows, plan: planMerge(sources, options) };
}

/** What is done with many cases or whole data sets, off the main thread; one worker for each thing that is done. */
const api = {
  async change(
    dataset: DatasetId,
    selection: CaseSelection,
    change: BulkChange,
    at: number,
    onDone: OnDone,
  ): Promise<number> {
    const ids = idsOf(await selected(dataset, selection));
    return batches.change(dataset, ids, (sample) => bulkChanged(sample, change, at), steps(onDone));
  },
  /** Takes back what was changed at that time, in every case where nothing was changed since. */
  async takeBack(dataset: DatasetId, madeAt: number, onDone: OnDone): Promise<number> {
    const ids = idsOf((await allOf(dataset)).filter(({ edited }) => edited === true));
    const change = { kind: 'take back', madeAt } as const;
    return batches.change(dataset, ids, (sample) => bulkChanged(sample, change, madeAt), steps(onDone));
  },
  /** Divides cases among splits by group. Answers how many each split got. */
  async split(
    dataset: DatasetId,
    selection: CaseSelection,
    shares: readonly SplitShare[],
    seed: number,
    at: number,
    onDone: OnDone,
  ): Promise<ReadonlyMap<Split, number>> {
    const cases = await selected(dataset, selection);
    const splits = assignedSplits(cases, shares, seed);
    const parts = shares.map(({ split, share }) => `${split} ${share}`).join(', ');
    const change = { kind: 'splits', splits, words: `split anew by group: ${parts}; seed ${seed}` } as const;
    await batches.change(dataset, idsOf(cases), (sample) => bulkChanged(sample, change, at), steps(onDone));
    const counts = new Map<Split, number>();
    for (const split of splits.values()) counts.set(split, (counts.get(split) ?? 0) + 1);
    return counts;
  },
  /** A new data set of some of the cases, drawn by chance. */
  async sample(
    dataset: DatasetId,
    selection: CaseSelection,
    { size, seed, name }: { readonly size: number; readonly seed: number; readonly name: string },
    at: number,
    onDone: OnDone,
  ): Promise<Dataset> {
    const whole = await rowOf(dataset);
    const all = idsOf(await selected(dataset, selection));
    const ids = seededSample(all, Math.min(size, all.length), seed);
    const words = `${ids.length} of ${all.length} cases of “${whole.name}”, drawn with seed ${seed}.`;
    const row = subsetDataset(whole, ids, { name, words }, at);
    const from = ids.map((id) => ({ dataset, id }));
    return batches.copyInto(row, from, (sample, place) => copiedCase(sample, row.id, place), steps(onDone));
  },
  async planMerge(ids: readonly DatasetId[], options: MergeOptions, onDone: OnPlanning) {
    const { plan } = await mergeOf(ids, options, onDone);
    const { cases, ...rest } = plan;
    return { ...rest, caseCount: cases.length };
  },
  async merge(
    ids: readonly DatasetId[],
    options: MergeOptions,
    name: string,
    at: number,
    onDone: OnDone,
  ): Promise<Dataset> {
    const { rows, plan } = await mergeOf(ids, options, () => undefined);
    const row = mergedDataset(rows, plan, name, at);
    const names = new Map(rows.map((each) => [each.id, each.name]));
    const from = plan.cases.map(({ from: set, id }) => ({ dataset: set, id }));
    return batches.copyInto(
      row,
      from,
      (sample, place) => {
        const merged = plan.cases[place];
        if (merged === undefined) throw new RangeError(`no case is planned for place ${place}`);
        return mergedCase(sample, merged, row.id, place, names.get(merged.from) ?? '');
      },
      steps(onDone),
    );
  },
  /** They can be brought back for so many milliseconds after they have left. */
  async dismissCases(
    dataset: DatasetId,
    selection: CaseSelection,
    departure: string,
    graceMs: number,
    onDone: OnDone,
  ): Promise<number> {
    const ids = idsOf(await selected(dataset, selection));
    const until = () => Date.now() + graceMs;
    const row = await departures.dismissCases(dataset, ids, departure, until, steps(onDone));
    return row?.caseCount ?? 0;
  },
  bringBack: (departure: string, onDone: OnDone): Promise<boolean> =>
    departures.bringBack(departure, steps(onDone)),
  deleteDataset: (dataset: DatasetId): Promise<void> => datasets.delete(dataset),
  measureDatabase: (onDone: OnDone): Promise<MeasuredDatabase> => measureDatabase(database, onDone),
  clearUnused: (): Promise<void> => clearUnused(database),
  completeDeparture: (id: string): Promise<void> => departures.complete(id),
  /** Nothing of what is being changed stays; what is changed already stays, and is answered. */
  cancel(): void {
    abort.abort(new DOMException('It was cancelled.', 'AbortError'));
  },
};

export type KeepingWorkerApi = typeof api;

expose(api);
