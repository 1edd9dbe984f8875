import { describe, expect, it } from 'vitest';
import type { Sample } from '../domain/dataset/dataset.ts';
import { blobHash, datasetId, modelId, runId, sampleId } from '../domain/ids.ts';
import { makePlan, questionsAsked, selectCases } from '../domain/plan/make.ts';
import type { PlanParts } from '../domain/plan/make.ts';
import type { ModelProfile } from '../domain/plan/model.ts';
import type { Trial, TrialRecord } from '../domain/plan/plan.ts';
import { trialsOfModel } from '../domain/plan/trials.ts';
import { taskById } from '../domain/task/registry.ts';
import type { SummaryOptions, TaskSpec } from '../domain/task/task.ts';
import { runAsCsv, runAsJson } from './export.ts';
import { ScoredRun } from './run-results.ts';
import { testDataset } from '../domain/dataset/test-dataset.ts';

const options: SummaryOptions = { level: 0.95, resamples: 300, seed: 3, unanswered: 'wrong' };
const task = taskById('visual-question-answering');
const spec = task.defaultSpec([], 'en');

/** Three cases of two questions each; no case has a group. */
const samples = Array.from({ length: 3 }, (_, index): Sample => ({
  id: sampleId(`s${String(index)}`),
  dataset: datasetId('d'),
  ordinal: index,
  name: `case ${String(index)}`,
  images: [{ blob: blobHash(`b${String(index)}`), mediaType: 'image/png', width: 8, height: 8, changes: [] }],
  truth: {
    questions: [
      { question: 'Is there an effusion?', answers: ['yes'], kind: 'closed' },
      { question: 'What is seen?', answers: ['pleural effusion'], kind: 'open' },
    ],
  },
  split: 'test',
  attributes: {},
}));

const model: ModelProfile = {
  id: modelId('m'),
  kind: 'openai-compatible',
  name: 'Reader',
  colour: 1,
  addedAt: 0,
  concurrency: 1,
  timeoutMs: 1000,
  boxConvention: { order: 'xyxy', unit: 'fraction' },
  address: 'http://localhost/v1',
  model: 'm',
  needsKey: false,
  structuredOutput: 'none',
  images: true,
};

const selection = { split: 'all', size: null, seed: 1 } as const;
const parts: PlanParts = {
  name: 'questions',
  createdAt: 0,
  task: spec,
  dataset: testDataset('d', { synthetic: true, sampleCount: 3, importedAt: 0, sourceKey: 'k' }),
  selection,
  samples: samples.map(({ id }) => id),
  models: [model],
  prompts: task.prompts.slice(0, 1),
  repeats: 1,
  parameters: { temperature: 0, maxTokens: null, seed: null },
};
const asked = (of: TaskSpec) => questionsAsked(selectCases(samples, selection, of).chosen);

async function scored(
  changes: Partial<PlanParts>,
  answer: (trial: Trial) => string,
  scoring: TaskSpec['options'] = {},
): Promise<ScoredRun> {
  const plan = makePlan({ ...parts, ...changes });
  const records = plan.models.flatMap((each) =>
    [...trialsOfModel(plan, each)].map((trial): TrialRecord => {
      const response = {
        text: answer(trial),
        finishReason: 'stop',
        firstTokenMs: 1,
        totalMs: 2,
        structuredOutput: 'none',
      } as const;
      return {
        ...trial,
        run: runId('r'),
        sent: { images: [], system: '', user: '', parameters: plan.parameters },
        attempts: [{ startedAt: 0, finishedAt: 1, result: { kind: 'response', response } }],
        state: 'answered',
      };
    }),
  );
  const run = {
    id: runId('r'),
    plan: plan.id,
    name: 'questions',
    state: 'finished',
    createdAt: 0,
    updatedAt: 0,
    trialCount: records.length,
  } as const;
  const source = {
    run: () => Promise.resolve(run),
    plan: () => Promise.resolve(plan),
    trials: () => Promise.resolve(records.toReversed()),
    samplesById: () => Promise.resolve(samples),
  };
  const loaded = await ScoredRun.load(source, run.id, scoring);
  if (!loaded) throw new Error('the run was not found');
  return loaded;
}

/** Right about the closed question, wordy about the open one. */
const wordy = ({ question }: Trial) => (question === 1 ? 'yes' : 'There is a pleural effusion on the left.');

describe('several questions a case', () => {
  it('are trials of their own, resampled by case', async () => {
    const run = await scored(asked(spec), (trial) =>
      trial.key.startsWith('s0/m') && trial.question === 1 ? 'no' : wordy(trial),
    );
    const [arm] = run.results(options).arms;
    expect(arm).toMatchObject({ notAsked: 0, caseGone: 0 });
    const [accuracy] = arm?.summary.headline ?? [];
    expect(accuracy?.result).toMatchObject({ kind: 'value', value: 5 / 6, n: 6 });
    expect(accuracy?.result.kind === 'value' && accuracy.result.interval?.method).toMatch(/by group/u);
    const alike = (await scored(asked(spec), wordy)).results(options).arms[0]?.summary.headline[0]?.result;
    expect(alike?.kind === 'value' && alike.interval?.method).toMatch(/^Wilson on 3 groups/u);
  });

  it('are listed one by one, and shown together in their case', async () => {
    const run = await scored(asked(spec), ({ sample, question }) =>
      sample === 's1' && question === 1 ? 'no' : question === 1 ? 'yes' : 'pleural effusion',
    );
    expect(run.rows(0, { correct: false })).toMatchObject([
      { sample: 's1', number: 1, question: 'Is there an effusion?', cells: [{ answerText: 'no' }] },
    ]);
    expect(run.rows(0, {})).toHaveLength(6);
    expect(run.trialsOf(sampleId('s1')).map(({ record }) => record.question)).toEqual([1, 2]);
  });

  it('are told apart in the exports', async () => {
    const run = await scored(asked(spec), wordy);
    expect(runAsCsv(run)).toContain('case 0,What is seen?,,test,Reader');
    expect(JSON.parse(runAsJson(run, run.results(options)))).toMatchObject({
      plan: { questions: { s0: [1, 2] } },
    });
  });

  it('one question a case needs no numbers', async () => {
    const one = { ...spec, options: { ...spec.options, questions: 'one', question: 2 } };
    const run = await scored({ ...asked(one), task: one }, () => 'pleural effusion');
    expect(run.rows(0, {}).map(({ number, question }) => [number, question])).toEqual(
      samples.map(() => [null, 'What is seen?']),
    );
    expect(run.results(options).arms[0]?.summary.headline[0]?.result).toMatchObject({ value: 1, n: 3 });
  });
});

describe('scoring chosen after the run', () => {
  it('reads the same answers by another rule, and says so', async () => {
    const run = await scored(asked(spec), wordy, { open: 'exact', questions: 'one' });
    const results = run.results(options);
    expect(results.scoring).toEqual({ open: 'exact' });
    expect(results.spec.options).toEqual({ ...spec.options, open: 'exact' });
    expect(results.arms[0]?.summary.headline[0]?.result).toMatchObject({ value: 0.5, n: 6 });
    expect(JSON.parse(runAsJson(run, results))).toMatchObject({ results: { scoring: { open: 'exact' } } });
  });
});

describe('arms with examples', () => {
  const examples = {
    counts: [0, 1],
    split: 'all',
    pictures: true,
    cases: [{ sample: sampleId('e'), question: 1 }],
  } as const;

  it('stand beside those without, and are compared question by question', async () => {
    const run = await scored({ ...asked(spec), examples }, (trial) =>
      trial.examples === 1 ? wordy(trial) : 'no',
    );
    const { arms, comparisons } = run.results(options);
    expect(arms.map(({ name }) => name)).toEqual(['Reader, no examples', 'Reader, 1 example']);
    expect(arms.map(({ summary }) => summary.headline[0]?.result)).toMatchObject([
      { value: 0 },
      { value: 1 },
    ]);
    expect(comparisons).toMatchObject([{ n: 6, secondBetter: 6, clustered: true }]);
    expect(comparisons[0]?.sentence).toContain('6 paired questions');
  });
});
