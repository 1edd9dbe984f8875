import { describe, expect, it } from 'vitest';
import { isList, isObject } from '../answer/fields.ts';
import type { LabelDefinition } from '../dataset/dataset.ts';
import type { Truth } from '../dataset/truth.ts';
import { encodeMask } from '../geometry/rle.ts';
import { sampleId } from '../ids.ts';
import { definitionOf } from '../metric/catalogue.ts';
import { measured, resampledCases } from '../metric/measure.ts';
import { countedCases } from './outcomes.ts';
import { tasks, taskById } from './registry.ts';
import { renderPrompt, schemaFor } from './render.ts';
import { scoredAs } from './scoring.ts';
import { isSelected } from './selection.ts';
import { taskIds } from './task-id.ts';
import type { EvaluatedCase, SummaryOptions, TaskSpec } from './task.ts';

const labels: readonly LabelDefinition[] = [
  { name: 'effusion', synonyms: ['pleural fluid'], definition: 'fluid in the pleural space' },
  { name: 'nodule', synonyms: [] },
  { name: 'normal', synonyms: [] },
];
const image = { width: 64, height: 32 };
const square = new Uint8Array(64 * 32).map((_, at) =>
  Number(at % 64 >= 16 && at % 64 < 48 && at >= 8 * 64 && at < 24 * 64),
);
const truth: Truth = {
  labels: ['effusion'],
  boxes: [
    { label: 'effusion', x: 10, y: 4, width: 20, height: 10 },
    { label: 'nodule', x: 40, y: 20, width: 8, height: 8 },
  ],
  masks: [{ label: 'effusion', mask: encodeMask(square, 64, 32) }],
  points: [{ label: 'effusion', x: 20, y: 9, toleranceRadius: 2 }],
  regions: [{ label: 'effusion', name: 'costophrenic angle', side: 'left', zone: 'lower', fdi: 36 }],
  findings: [
    { observation: 'effusion', status: 'present' },
    { observation: 'nodule', status: 'absent' },
  ],
  report: {
    findings: 'Blunted left costophrenic angle.',
    impression: 'Small left pleural effusion.',
    language: 'en',
  },
  questions: [{ question: 'Is there an effusion?', answers: ['yes'], kind: 'closed' }],
};
const options: SummaryOptions = { level: 0.95, resamples: 200, seed: 3, unanswered: 'wrong' };

/** Every task with every choice that changes the form of its answers. */
const variants: readonly { readonly name: string; readonly spec: TaskSpec }[] = tasks.flatMap((task) => {
  const choices: Readonly<Record<string, readonly TaskSpec['options'][]>> = {
    classification: [{}, { multiLabel: true }],
    segmentation: [{ form: 'polygon' }, { form: 'grid' }, { form: 'runs' }],
    localization: [{ form: 'side and zone' }, { form: 'region' }, { form: 'point' }, { form: 'tooth' }],
    'report-generation': [{ sections: 'both' }, { sections: 'impression' }],
  };
  const spec = task.defaultSpec(labels, 'en');
  return (choices[task.id] ?? [{}]).map((chosen) => ({
    name: `${task.name} ${Object.values(chosen).join(', ')}`.trim(),
    spec: { ...spec, options: { ...spec.options, ...chosen } },
  }));
});

const conventions = [
  { order: 'xyxy', unit: 'fraction' },
  { order: 'yxyx', unit: 'per-thousand' },
  { order: 'xywh', unit: 'pixels-source' },
  { order: 'cxcywh', unit: 'per-cent' },
  { order: 'xyxy', unit: 'pixels-seen' },
] as const;

describe('registry', () => {
  it('has every task once', () => {
    expect(tasks.map(({ id }) => id).toSorted()).toEqual([...taskIds].toSorted());
    for (const id of taskIds) expect(taskById(id).id).toBe(id);
  });
});

describe.each(variants)('$name', ({ spec }) => {
  const task = taskById(spec.task);
  const bound = task.bind(spec);
  const sample = { name: 'case 1', images: [], text: { findings: 'Blunted angle.', language: 'en' }, truth };

  it('reads its own ideal answer as right, in every convention, with and without words around', () => {
    for (const boxConvention of conventions) {
      const frame = { image, seen: { width: 128, height: 96 }, boxConvention };
      const json = JSON.stringify(task.idealAnswer(truth, spec, frame));
      for (const text of [
        json,
        `Here you are:\n\`\`\`json\n${json}\n\`\`\``,
        `<think>Hm.</think>\n${json}`,
      ]) {
        const evaluation = bound.evaluate({ text, ...frame }, truth);
        expect(evaluation.outcome.kind, evaluation.answerText).toBe('answered');
        expect(evaluation.correct).not.toBe(false);
        expect(evaluation.values[task.comparedBy]).toBeGreaterThan(0.95);
      }
    }
  });

  it('gives a schema that strict providers take: every property required, no others', () => {
    const check = (schema: unknown): void => {
      if (!isObject(schema)) return;
      const properties = schema['properties'];
      if (isObject(properties)) {
        expect(schema['additionalProperties']).toBe(false);
        expect(schema['required']).toEqual(Object.keys(properties));
        Object.values(properties).forEach(check);
      }
      check(schema['items']);
    };
    check(bound.answerSchema);
    expect(Object.keys(task.idealAnswer(truth, spec, { image }))).toEqual(bound.answerSchema['required']);
    for (const prompt of task.prompts) {
      const { required } = schemaFor(prompt, spec);
      expect(isList(required) && required[0] === 'reasoning').toBe(prompt.variant === 'reasoning');
    }
  });

  it('renders each of its prompts, with examples', () => {
    const shown = { ...sample, name: 'case 2', images: [] };
    for (const prompt of task.prompts) {
      const { system, user } = renderPrompt(prompt, spec, sample);
      expect(`${system}${user}`).not.toMatch(/\{\{|undefined|\[object/u);
      if (task.id === 'detection' || spec.options['form'] === 'point') continue;
      const few = renderPrompt(prompt, spec, sample, { examples: [{ sample: shown }] }).user;
      expect(few.length).toBeGreaterThan(user.length);
    }
  });

  it('says what a case lacks, and does not score it', () => {
    const missing = task.missing({}, spec);
    expect(missing).toMatch(/^[A-Z].*\.$/u);
    expect(() => bound.evaluate({ text: 'x' }, {})).toThrow(missing ?? '');
    expect(task.missing(truth, spec)).toBeNull();
  });

  it('refuses options that it does not know', () => {
    expect(() => task.bind({ ...spec, options: { ...spec.options, nonsense: 1 } })).toThrow(
      /no option "nonsense"/u,
    );
    const wrong = taskIds.find((id) => id !== task.id) ?? task.id;
    expect(() => task.bind({ ...spec, task: wrong })).toThrow(RangeError);
  });

  it('describes every option, and takes its default', () => {
    for (const option of task.options) {
      expect(option.words.label).toMatch(/^[A-Z]/u);
      expect(option.words.help).toMatch(/\.$/u);
      expect(option.isValid(option.byDefault)).toBe(true);
      expect(option.isValid('nonsense, of course')).toBe(option.form.kind === 'text');
      const { choiceWords } = option.words;
      if (option.form.kind === 'choice' && choiceWords !== undefined)
        expect(Object.keys(choiceWords).toSorted()).toEqual(option.form.choices.toSorted());
    }
    expect(Object.keys(spec.options).toSorted()).toEqual(task.options.map(({ name }) => name).toSorted());
  });

  it('asks the same whatever decides only the scoring', () => {
    const others = task.options.filter(({ words }) => words.decides === 'scoring');
    const changed = Object.fromEntries(
      others.map(({ name, form, byDefault }) => [
        name,
        form.kind === 'switch'
          ? byDefault !== true
          : form.kind === 'choice'
            ? (form.choices.find((choice) => choice !== byDefault) ?? byDefault)
            : form.kind === 'number'
              ? form.least
              : byDefault,
      ]),
    );
    const other = scoredAs(spec, changed);
    expect(other.options).toEqual({ ...spec.options, ...changed });
    for (const prompt of task.prompts) {
      expect(renderPrompt(prompt, other, sample)).toEqual(renderPrompt(prompt, spec, sample));
    }
    expect(task.missing(truth, other)).toBeNull();
  });

  it('summarises answers and their absence, each figure with the cases behind it', () => {
    const frame = { image };
    const ideal = JSON.stringify(task.idealAnswer(truth, spec, frame));
    const texts = [ideal, ideal, "I'm sorry, I can't help with that.", '', 'zzz???'];
    const evaluations = [
      ...texts.map((text) => bound.evaluate({ text, image }, truth)),
      bound.evaluateFailure('the server was silent', truth),
    ];
    const cases: readonly EvaluatedCase[] = evaluations.map((evaluation, at) => ({
      sample: {
        id: sampleId(`s${at}`),
        name: `case ${at}`,
        group: `p${at % 4}`,
        attributes: {},
        split: 'test',
      },
      evaluation,
    }));
    const { headline, tables, outcomes } = bound.summarize(cases, options);
    expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(cases.length);
    expect(outcomes).toMatchObject({ refused: 1, empty: 1, failed: 1 });
    expect(headline.length).toBeGreaterThan(0);
    const left = bound.summarize(cases, { ...options, unanswered: 'left out' });
    const [first] = headline;
    const [firstLeft] = left.headline;
    if (first?.result.kind !== 'value' || firstLeft?.result.kind !== 'value') throw new Error('no headline');
    expect(first.result.value).toBeLessThan(firstLeft.result.value);
    expect(first.result.interval?.method).toMatch(/group/u);
    const entries = [...headline, ...tables.flatMap(({ rows }) => rows.flatMap(({ entries: own }) => own))];
    for (const { result, selection } of entries) {
      if (result.kind === 'value') {
        expect(Number.isFinite(result.value)).toBe(true);
        expect(definitionOf(result.signature.metric)?.name, result.signature.metric).toBeTruthy();
      } else expect(result.reason).not.toBe('');
      expect(() => evaluations.filter((evaluation) => isSelected(selection, evaluation))).not.toThrow();
    }
    for (const { columns, rows } of tables) {
      for (const { entries: own } of rows) expect(own.length).toBe(columns.length);
    }
  });

  it.each(['wrong', 'left out'] as const)(
    'has headline figures that can be computed again (%s)',
    (unanswered) => {
      const counting = { ...options, unanswered };
      const ideal = JSON.stringify(task.idealAnswer(truth, spec, { image }));
      const cases = [ideal, 'zzz???', ideal, '', ideal].map((text, at): EvaluatedCase => ({
        sample: { id: sampleId(`s${at}`), name: '', group: `p${at % 3}`, attributes: {}, split: 'test' },
        evaluation: bound.evaluate({ text, image }, truth),
      }));
      const counted = countedCases(cases, unanswered);
      const figures = bound.headline(counted, counting);
      const results = measured(
        figures.map(({ measure }) => measure),
        resampledCases(counted.map(({ sample: { group } }) => group)),
        counting,
      );
      expect(figures.map(({ name }, at) => ({ name, result: results[at], selection: {} }))).toEqual(
        bound.summarize(cases, counting).headline,
      );
      const none = measured(
        bound.headline([], counting).map(({ measure }) => measure),
        resampledCases([]),
        counting,
      );
      expect(none.map(({ kind }) => kind)).toEqual(figures.map(() => 'undefined'));
    },
  );

  it('has no figure, not 0, without cases', () => {
    const { headline, tables } = bound.summarize([], options);
    for (const { result } of headline) expect(result.kind).toBe('undefined');
    for (const { rows } of tables) {
      for (const { entries } of rows) {
        for (const { result } of entries) {
          if (result.signature.metric !== 'cases')
            expect(result.kind, result.signature.metric).toBe('undefined');
        }
      }
    }
  });

  it('is plain JSON', () => {
    const text = JSON.stringify(task.idealAnswer(truth, spec, { image }));
    const evaluation = bound.evaluate({ text, image }, truth);
    expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation);
  });
});
