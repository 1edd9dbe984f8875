import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blobHash, modelId, sampleId } from '../ids.ts';
import type { Dataset, Sample } from '../dataset/dataset.ts';
import { taskById } from '../task/registry.ts';
import { canonicalJson } from './identity.ts';
import { makePlan, questionsAsked, selectCases } from './make.ts';
import type { PlanParts } from './make.ts';
import type { ModelProfile } from './model.ts';
import { countTrials, trialsOfModel } from './trials.ts';
import { testDataset } from '../dataset/test-dataset.ts';

const labels = ['normal', 'opacity', 'effusion'].map((name) => ({ name, synonyms: [] }));
const spec = taskById('classification').defaultSpec(labels, 'en');

const cases = (
  truths: readonly (readonly string[])[],
): Pick<Sample, 'id' | 'name' | 'split' | 'truth' | 'images'>[] =>
  truths.map((truth, index) => ({
    id: sampleId(`s${String(index)}`),
    name: `case ${String(index)}`,
    split: index % 2 === 0 ? 'test' : 'train',
    truth: { labels: truth },
    images: [{ blob: blobHash('b'), mediaType: 'image/png', width: 1, height: 1, changes: [] }],
  }));

describe('canonicalJson', () => {
  it('does not depend on the order of keys, and reads back as the same value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('selectCases', () => {
  it('takes the split, leaves out with a reason what has no single label, in the order of the data set', () => {
    const { chosen, eligible, leftOut } = selectCases(
      cases([['normal'], ['opacity'], ['opacity', 'effusion'], ['normal'], [], ['effusion'], ['opacity']]),
      { split: 'test', size: null, seed: 1 },
      spec,
    );
    expect(chosen.map(({ id }) => id)).toEqual(['s0', 's6']);
    expect(eligible).toBe(2);
    expect(leftOut.map(({ name }) => name)).toEqual(['case 2', 'case 4']);
    for (const { reason } of leftOut) expect(reason.length).toBeGreaterThan(10);
  });

  it('asks about data with several labels a case where exactly one of those asked about holds', () => {
    const narrow = { ...spec, labels: labels.filter(({ name }) => name !== 'effusion') };
    const { chosen } = selectCases(
      cases([['opacity', 'effusion'], ['normal']]),
      { split: 'all', size: null, seed: 1 },
      narrow,
    );
    expect(chosen).toHaveLength(2);
  });

  it('samples by seed: the same seed the same cases, a smaller sample within a larger', () => {
    const many = cases(Array.from({ length: 50 }, () => ['normal']));
    const pick = (size: number, seed: number) =>
      selectCases(many, { split: 'all', size, seed }, spec).chosen.map(({ id }) => id);
    expect(pick(10, 7)).toEqual(pick(10, 7));
    expect(pick(10, 7)).not.toEqual(pick(10, 8));
    expect(pick(20, 7)).toEqual(expect.arrayContaining(pick(10, 7)));
    expect(pick(500, 7)).toHaveLength(50);
  });
});

const spoken: ModelProfile = {
  id: modelId('spoken'),
  kind: 'openai-compatible',
  name: 'spoken',
  colour: 0,
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
const network: ModelProfile = {
  ...spoken,
  id: modelId('network'),
  kind: 'onnx',
  location: 'models/bundled',
  backend: 'wasm',
  bundled: true,
};
const dataset: Dataset = testDataset('d', { synthetic: true, labels, importedAt: 0, sourceKey: 'k' });
const parts: PlanParts = {
  name: 'plan',
  createdAt: 0,
  task: spec,
  dataset,
  selection: { split: 'all', size: null, seed: 1 },
  samples: ['s0', 's1'].map(sampleId),
  models: [spoken, network],
  prompts: taskById('classification').prompts.slice(0, 1),
  repeats: 1,
  parameters: { temperature: 0, maxTokens: null, seed: 1 },
};
const examples = {
  counts: [0, 2],
  split: 'train',
  pictures: true,
  cases: ['e0', 'e1'].map((id) => ({ sample: sampleId(id) })),
} as const;
const trialsOf = (plan: ReturnType<typeof makePlan>) =>
  plan.models.map((model) => [...trialsOfModel(plan, model)]);

describe('trials', () => {
  it('without questions and examples have the keys that they always had', () => {
    const [first] = trialsOf(makePlan(parts)).flat();
    expect(first?.key).toMatch(/^s0\/spoken\/[0-9a-f]{16}\/0\/source$/u);
    expect(first).not.toHaveProperty('question');
    expect(first).not.toHaveProperty('examples');
  });

  it('are one for each question of a case', () => {
    const plan = makePlan({ ...parts, questions: { s0: [1, 3], s1: [1] } });
    const [asked = []] = trialsOf(plan);
    expect(asked.map(({ sample, question }) => [sample, question])).toEqual([
      ['s0', 1],
      ['s0', 3],
      ['s1', 1],
    ]);
    expect(new Set(asked.map(({ key }) => key)).size).toBe(3);
    expect(countTrials(plan)).toBe(6);
  });

  it('are one for each number of examples, of models that read them', () => {
    const plan = makePlan({ ...parts, examples });
    const [told = [], shown = []] = trialsOf(plan);
    expect(told.map((trial) => trial.examples ?? 0)).toEqual([0, 2, 0, 2]);
    expect(shown.map((trial) => trial.examples ?? 0)).toEqual([0, 0]);
    expect(new Set(told.map(({ key }) => key)).size).toBe(4);
    expect(countTrials(plan)).toBe(6);
  });
});

describe('identity of a plan', () => {
  it('changes with the examples, their pictures and their number, and with the questions', () => {
    const ids = [
      parts,
      { ...parts, examples },
      { ...parts, examples: { ...examples, pictures: false } },
      { ...parts, examples: { ...examples, counts: [2] } },
      { ...parts, examples: { ...examples, cases: examples.cases.toReversed() } },
      { ...parts, questions: { s0: [1], s1: [1] } },
      { ...parts, questions: { s0: [1, 2], s1: [1] } },
    ].map((each) => makePlan(each).id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('does not change with the name, and refuses an example that is asked about, or too few', () => {
    expect(makePlan({ ...parts, name: 'other' }).id).toBe(makePlan(parts).id);
    expect(() =>
      makePlan({
        ...parts,
        examples: { ...examples, cases: [{ sample: sampleId('s1') }, ...examples.cases] },
      }),
    ).toThrow(/asked about cannot serve/u);
    expect(() => makePlan({ ...parts, examples: { ...examples, counts: [3] } })).toThrow(/wants 3 examples/u);
  });
});

describe('questions of a case', () => {
  const asking = taskById('visual-question-answering').defaultSpec([], 'en');
  const [base] = cases([['normal']]);
  const question = { question: 'Is it left?', answers: ['yes'], kind: 'closed' } as const;
  const of = (questions: readonly object[], options: object = {}) =>
    selectCases(
      base ? [{ ...base, truth: { questions: questions.map((each) => ({ ...question, ...each })) } }] : [],
      { split: 'all', size: null, seed: 1 },
      { ...asking, options: { ...asking.options, ...options } },
    );

  it('are all asked, and one that cannot be scored is left out with its reason', () => {
    const { chosen, leftOut, eligible } = of([{}, { answers: [] }, {}]);
    expect(eligible).toBe(1);
    expect(questionsAsked(chosen)).toEqual({ questions: { s0: [1, 3] } });
    expect(leftOut).toEqual([expect.objectContaining({ sample: 's0', question: 2 })]);
  });

  it('or one of them, as the plan has it', () => {
    expect(questionsAsked(of([{}, {}], { questions: 'one' }).chosen)).toEqual({});
    expect(of([{}], { questions: 'one', question: 2 }).eligible).toBe(0);
  });

  it('a case without any is left out', () => {
    expect(of([])).toMatchObject({ eligible: 0, leftOut: [{ sample: 's0' }] });
  });
});

describe('languages', () => {
  it('of the text, else of the report, narrow a selection', () => {
    const worded = (index: number, language: string, inTruth: boolean) => ({
      id: sampleId(`w${String(index)}`),
      name: `w${String(index)}`,
      split: 'test' as const,
      images: [],
      truth: { report: { impression: 'Clear.', language: inTruth ? language : 'en' } },
      ...(inTruth ? {} : { text: { findings: 'Clear.', language } }),
    });
    const all = [worded(0, 'zh-CN', false), worded(1, 'en', false), worded(2, 'zh', true)];
    const summary = taskById('report-summarization').defaultSpec([], 'en');
    const ids = (language: string) =>
      selectCases(all, { split: 'test', language, size: null, seed: 1 }, summary).chosen.map(({ id }) => id);
    expect(ids('zh')).toEqual(['w0', 'w2']);
    expect(ids('en')).toEqual(['w1']);
  });
});
