import { describe, expect, it } from 'vitest';
import type { Sample } from '../domain/dataset/dataset.ts';
import { edited } from '../domain/dataset/edit.ts';
import { blobHash, datasetId, modelId, runId, sampleId } from '../domain/ids.ts';
import type { OpenAiCompatibleProfile } from '../domain/plan/model.ts';
import { makePlan } from '../domain/plan/make.ts';
import type { Attempt, Plan, Run, TrialRecord } from '../domain/plan/plan.ts';
import { trialsOfModel } from '../domain/plan/trials.ts';
import { taskById } from '../domain/task/registry.ts';
import type { SubgroupSelection, SummaryOptions } from '../domain/task/task.ts';
import { runAsCsv, runAsJson } from './export.ts';
import { ScoredRun } from './run-results.ts';
import { compareSubgroups } from './subgroups.ts';
import { truthHash } from './truth-hash.ts';
import { testDataset } from '../domain/dataset/test-dataset.ts';

const options: SummaryOptions = { level: 0.95, resamples: 500, seed: 3, unanswered: 'wrong' };
const labels = ['normal', 'opacity'].map((name) => ({ name, synonyms: [] }));

const samples = Array.from({ length: 12 }, (_, index): Sample => ({
  id: sampleId(`s${String(index)}`),
  dataset: datasetId('d'),
  ordinal: index,
  name: `=case ${String(index)}`,
  images: [{ blob: blobHash(`b${String(index)}`), mediaType: 'image/png', width: 8, height: 8, changes: [] }],
  truth: { labels: [index < 6 ? 'normal' : 'opacity'] },
  split: 'test',
  group: `patient ${String(Math.floor(index / 2))}`,
  attributes: {},
}));

function modelNamed(name: string): OpenAiCompatibleProfile {
  return {
    id: modelId(name),
    kind: 'openai-compatible',
    name,
    colour: 1,
    addedAt: 0,
    concurrency: 1,
    timeoutMs: 1000,
    boxConvention: { order: 'xyxy', unit: 'fraction' },
    address: 'http://localhost/v1',
    model: name,
    needsKey: false,
    structuredOutput: 'none',
    images: true,
  };
}

const task = taskById('classification');
const plan: Plan = makePlan({
  name: 'two models',
  createdAt: 0,
  task: task.defaultSpec(labels, 'en'),
  dataset: testDataset('d', { synthetic: true, labels, sampleCount: 12, importedAt: 0, sourceKey: 'k' }),
  selection: { split: 'all', size: null, seed: 1 },
  samples: samples.map(({ id }) => id),
  models: [modelNamed('first'), modelNamed('second')],
  prompts: task.prompts.slice(0, 1),
  repeats: 1,
  parameters: { temperature: 0, maxTokens: null, seed: null },
});

const run: Run = {
  id: runId('r'),
  plan: plan.id,
  name: 'two models',
  state: 'finished',
  createdAt: 0,
  updatedAt: 0,
  trialCount: 24,
};

const said = (text: string): Attempt => ({
  startedAt: 0,
  finishedAt: 100,
  result: {
    kind: 'response',
    response: { text, finishReason: 'stop', firstTokenMs: 10, totalMs: 100, structuredOutput: 'none' },
  },
});

const broke: Attempt = {
  startedAt: 0,
  finishedAt: 1,
  result: { kind: 'failure', failure: { code: 'server', sentence: 'The server broke.', retryable: true } },
};

/** The first model is always right; the second answers by a script. */
function trials(second: (index: number) => Attempt): TrialRecord[] {
  return plan.models.flatMap((model, which) =>
    [...trialsOfModel(plan, model)].map((trial, index) => {
      const attempt =
        which === 0 ? said(JSON.stringify({ label: index < 6 ? 'normal' : 'opacity' })) : second(index);
      return {
        ...trial,
        run: run.id,
        sent: { images: [], system: '', user: '', parameters: plan.parameters },
        attempts: [attempt],
        state: attempt.result.kind === 'response' ? ('answered' as const) : ('failed' as const),
      };
    }),
  );
}

async function scored(records: readonly TrialRecord[], stored = samples): Promise<ScoredRun> {
  const loaded = await ScoredRun.load(
    {
      run: () => Promise.resolve(run),
      plan: () => Promise.resolve(plan),
      trials: () => Promise.resolve(records),
      samplesById: () => Promise.resolve(stored),
    },
    run.id,
  );
  if (!loaded) throw new Error('the run was not found');
  return loaded;
}

const mixed = (index: number): Attempt =>
  [
    said('{"label":"normal"}'),
    said("I'm sorry, but I can't help with medical images."),
    said('It could be anything.'),
    broke,
    said(''),
  ][index] ?? said('{"label":"normal"}');

describe('ScoredRun', () => {
  it('counts every outcome, and keeps trials without an answer in the denominator', async () => {
    const { arms } = (await scored(trials(mixed))).results(options);
    const [first, second] = arms;
    expect(second?.summary.outcomes).toEqual({ answered: 8, refused: 1, unreadable: 1, failed: 1, empty: 1 });
    const accuracyOf = (arm: typeof first) => arm?.summary.headline[0]?.result;
    expect(accuracyOf(first)).toMatchObject({ kind: 'value', value: 1, n: 12 });
    expect(accuracyOf(second)).toMatchObject({ kind: 'value', value: 2 / 12, n: 12 });
    const leftOut = (await scored(trials(mixed))).results({ ...options, unanswered: 'left out' });
    expect(accuracyOf(leftOut.arms[1])).toMatchObject({ kind: 'value', value: 2 / 8, n: 8 });
  });

  it('compares on the paired cases, with the exact McNemar test and an interval by group', async () => {
    const [comparison] = (await scored(trials(mixed))).results(options).comparisons;
    expect(comparison).toMatchObject({
      n: 12,
      firstBetter: 10,
      secondBetter: 0,
      equal: 2,
      clustered: true,
      test: 'McNemar exact',
    });
    // Ten discordant pairs, all for one side: 2 * 0.5^10.
    expect(comparison?.p).toBeCloseTo(2 * 0.5 ** 10, 12);
    expect(comparison?.difference).toBeCloseTo(10 / 12, 12);
    expect(comparison?.interval?.method).toContain('seed 3');
    expect(comparison?.sentence).toMatch(/first is better than second by 83 points of accuracy/);
  });

  it('gives no interval without a width where every pair differs alike, and says what the test says', async () => {
    const opposite = (index: number) => said(JSON.stringify({ label: index < 6 ? 'opacity' : 'normal' }));
    const [comparison] = (await scored(trials(opposite))).results(options).comparisons;
    expect(comparison).toMatchObject({ firstBetter: 12, equal: 0, difference: 1, interval: null });
    expect(comparison?.sentence).toMatch(/first is better than second by 100 points/);
  });

  it('tells with the comparison how many trials failed and count as wrong', async () => {
    const down = (await scored(trials(() => broke))).results(options).comparisons[0];
    expect(down?.sentence).toMatch(/\. 12 of 12 trials of second failed and count as wrong\.$/);
    const fine = (await scored(trials(() => said('{"label":"normal"}')))).results(options).comparisons[0];
    expect(fine?.sentence).not.toContain('failed');
    const leftOut = (await scored(trials(mixed))).results({ ...options, unanswered: 'left out' });
    expect(leftOut.comparisons[0]?.sentence).not.toContain('count as wrong');
  });

  it('says that chance could explain a small difference', async () => {
    const almost = (index: number) => said(JSON.stringify({ label: index < 5 ? 'normal' : 'opacity' }));
    const [comparison] = (await scored(trials(almost))).results(options).comparisons;
    expect(comparison?.sentence).toContain('chance alone could explain');
  });

  it('leads from a number to its cases', async () => {
    const run12 = await scored(trials(mixed));
    expect(run12.rows(1, { outcome: 'refused' }).map(({ name }) => name)).toEqual(['=case 1']);
    expect(run12.rows(1, { truth: 'opacity', answer: 'normal' })).toHaveLength(6);
    expect(run12.rows(1, { truth: 'normal', answer: 'no answer' })).toHaveLength(4);
    expect(run12.rows(null, {})).toHaveLength(12);
    expect(run12.rows(null, {}).every(({ subgroup }) => subgroup === null)).toBe(true);
  });

  it('says of unfinished trials and deleted cases that they are not there', async () => {
    const partial = await scored(trials(mixed).slice(0, 15), samples.slice(0, 11));
    const { arms } = partial.results(options);
    expect(arms.map(({ notAsked, caseGone }) => [notAsked, caseGone])).toEqual([
      [0, 1],
      [9, 0],
    ]);
    expect(partial.results(options).cases).toMatchObject({ total: 12, gone: 1, truthChanged: 0, groups: 6 });
  });

  it('counts the cases whose truth was changed after the run began, and no other changes', async () => {
    const [first, second, third, ...others] = samples;
    if (!first || !second || !third) throw new Error('no cases');
    const later = [
      edited(first, { truth: { labels: ['opacity'] } }, 'corrected', 1000),
      edited(second, { tags: ['looked at'] }, 'tagged', 1000),
      edited(third, { truth: { labels: ['opacity'] } }, 'corrected before', -1000),
    ];
    const run12 = await scored(trials(mixed), [...later, ...others]);
    expect(run12.results(options).cases).toMatchObject({ gone: 0, truthChanged: 1 });
  });
});

describe('cases on which two models agree', () => {
  it('are those that the figures of their agreement rest on', async () => {
    const run12 = await scored(trials(mixed));
    const [agreement] = run12.results(options).agreements;
    const listed = (same?: boolean) =>
      run12.rows(0, { beside: { arm: 1, ...(same === undefined ? {} : { same }) } });
    expect(listed()).toHaveLength(agreement?.n ?? NaN);
    expect(listed(true)).toHaveLength(agreement?.same ?? NaN);
    expect(listed(false)).toHaveLength((agreement?.n ?? NaN) - (agreement?.same ?? NaN));
    expect(agreement?.n).toBeGreaterThan(0);
    expect(agreement?.n).toBeLessThan(12);
  });
});

describe('cases by subgroup', () => {
  const sited = samples.map((sample, i) => ({
    ...sample,
    attributes: { age: 20 + i, ...(i < 4 ? { site: 'north' } : i < 10 ? { site: 'south' } : {}) },
  }));

  it('are those that a number by subgroup rests on', async () => {
    const run12 = await scored(trials(mixed), sited);
    const work = run12.subgroupWork(options, { by: 'site' });
    if (typeof work === 'string') throw new Error(work);
    const [first] = compareSubgroups(work).arms;
    expect(first?.rows.map(({ name, cases }) => [name, cases])).toEqual([
      ['north', 4],
      ['south', 6],
    ]);
    expect(first?.unknown).toBe(2);
    const listed = (subgroup: Omit<SubgroupSelection, 'by'>) =>
      run12.rows(0, { subgroup: { by: 'site', ...subgroup } }).map((row) => row.subgroup);
    expect(listed({ in: 'north' })).toEqual(Array.from({ length: 4 }, () => 'north'));
    expect(listed({ notIn: 'north' })).toEqual(Array.from({ length: 6 }, () => 'south'));
    expect(listed({ known: true })).toHaveLength(10);
    expect(listed({ known: false })).toEqual([null, null]);
    expect(listed({})).toHaveLength(12);
    const old = { by: 'age', cuts: [28], in: '28 or more' };
    expect(run12.rows(1, { subgroup: old, truth: 'opacity' })).toHaveLength(4);
    expect(run12.rows(1, { subgroup: { by: 'sex', in: 'F' } })).toEqual([]);
  });

  it('are without those that gave no answer, where these do not count', async () => {
    const run12 = await scored(trials(mixed), sited);
    const work = run12.subgroupWork({ ...options, unanswered: 'left out' }, { by: 'site' });
    if (typeof work === 'string') throw new Error(work);
    const second = compareSubgroups(work).arms[1];
    const counts = second?.rows.map(({ cases }) => cases) ?? [];
    expect(counts).toEqual(
      ['north', 'south'].map(
        (site) => run12.rows(1, { subgroup: { by: 'site', in: site }, outcome: 'answered' }).length,
      ),
    );
    expect(counts).not.toEqual([4, 6]);
  });

  it('are listed with what can be compared, and with their attributes in CSV', async () => {
    const run12 = await scored(trials(mixed), sited);
    expect(run12.results(options).attributes).toMatchObject([
      { name: 'age', kind: 'subgroups' },
      { name: 'site', kind: 'subgroups', names: ['north', 'south'] },
    ]);
    const [header, first] = runAsCsv(run12).split('\r\n');
    expect(header).toMatch(/,failure,attribute age,attribute site$/u);
    expect(first).toMatch(/,20,north$/u);
  });
});

describe('truthHash', () => {
  const [first, ...others] = samples;
  if (!first) throw new Error('no cases');

  it.each([
    ['truth', { truth: { labels: ['opacity'] } }],
    ['group', { group: 'another' }],
    ['attributes', { attributes: { sex: 'F' } }],
    ['split', { split: 'train' }],
  ] as const)('differs with the %s of a case', (_, change) => {
    expect(truthHash([{ ...first, ...change }, ...others])).not.toBe(truthHash(samples));
  });

  it('differs where a case is gone, and not for what is in no figure', () => {
    expect(truthHash(others)).not.toBe(truthHash(samples));
    const tagged = edited(first, { tags: ['seen'] }, 'tagged', 1);
    expect(truthHash([tagged, ...others])).toBe(truthHash(samples));
  });
});

describe('export', () => {
  it('writes a row a trial, verbatim, with formulas of a spreadsheet defused', async () => {
    const csv = runAsCsv(await scored(trials(mixed)));
    const lines = csv.trimEnd().split('\r\n');
    expect(lines).toHaveLength(25);
    expect(lines[1]).toMatch(/^'=case 0,,patient 0,test,first,/);
    expect(csv).toContain('"{""label"":""normal""}"');
    expect(csv).toContain('The server broke.');
    const [header = [], ...rows] = lines.map((row) => row.split(','));
    expect(header).toContain('reading');
    expect(rows.every((cells) => cells.length >= header.length)).toBe(true);
  });

  it('holds in JSON all that the numbers rest on, and no key', async () => {
    const scoredRun = await scored(trials(mixed));
    const exported: unknown = JSON.parse(runAsJson(scoredRun, scoredRun.results(options)));
    expect(exported).toMatchObject({
      format: 'reading-room/run',
      version: 1,
      plan: { id: plan.id },
      run: { id: 'r' },
    });
    expect(JSON.stringify(exported)).not.toMatch(/"key":"(?!s)/);
  });
});
