import { describe, expect, it } from 'vitest';
import { sampleId } from '../../ids.ts';
import type { EvaluatedCase, SummaryOptions, TaskSpec } from '../task.ts';
import { classification } from './task.ts';

const labels = ['normal', 'opacity', 'effusion'].map((name) => ({ name, synonyms: [] }));
const spec: TaskSpec = classification.defaultSpec(labels, 'en');
const several: TaskSpec = { ...spec, options: { multiLabel: true } };
const options: SummaryOptions = { level: 0.95, resamples: 500, seed: 7, unanswered: 'wrong' };

function cases(
  pairs: readonly (readonly [truth: string, answer: string])[],
  of = spec,
): readonly EvaluatedCase[] {
  const task = classification.bind(of);
  return pairs.map(([truth, answer], order) => ({
    sample: { id: sampleId(`s${order}`), name: `case ${order}`, attributes: {}, split: 'test' },
    evaluation:
      answer === 'failed'
        ? task.evaluateFailure('the server was silent', { labels: truth.split(',') })
        : task.evaluate({ text: answer }, { labels: truth === '' ? [] : truth.split(',') }),
  }));
}

describe('one label', () => {
  const mixed = cases([
    ['normal', 'normal'],
    ['normal', 'opacity'],
    ['opacity', 'opacity'],
    ['effusion', 'effusion'],
    ['effusion', "I'm sorry, I can't help with that."],
    ['effusion', 'failed'],
  ]);

  it('counts trials without an answer as wrong, or leaves them out', () => {
    const wrong = classification.bind(spec).summarize(mixed, options);
    expect(wrong.headline[0]).toMatchObject({
      name: 'Accuracy',
      result: { kind: 'value', value: 3 / 6, n: 6 },
    });
    const left = classification.bind(spec).summarize(mixed, { ...options, unanswered: 'left out' });
    expect(left.headline[0]).toMatchObject({ result: { value: 3 / 4, n: 4 } });
  });

  it('has a column for no answer and counts every outcome', () => {
    const { confusion, outcomes } = classification.bind(spec).summarize(mixed, options);
    expect(confusion?.answerColumns).toEqual(['normal', 'opacity', 'effusion', 'no answer']);
    expect(confusion?.counts).toEqual([
      [1, 1, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 2],
    ]);
    expect(outcomes).toEqual({ answered: 4, unreadable: 0, refused: 1, empty: 0, failed: 1 });
  });

  it('leads from every figure to its cases', () => {
    const { tables } = classification.bind(spec).summarize(mixed, options);
    const effusion = tables[0]?.rows[2];
    expect(effusion?.entries.map(({ name, selection }) => [name, selection])).toEqual([
      ['Cases', { truth: 'effusion' }],
      ['Sensitivity (recall)', { truth: 'effusion' }],
      ['Specificity', { notTruth: 'effusion' }],
      ['Precision (positive predictive value)', { answer: 'effusion' }],
      ['Negative predictive value', { notAnswer: 'effusion' }],
      ['F1', { truth: 'effusion' }],
    ]);
    expect(effusion?.entries[1]?.result).toMatchObject({
      value: 1 / 3,
      n: 3,
      interval: { method: 'Wilson' },
    });
  });

  it('is undefined, not 0, without cases', () => {
    const { headline } = classification.bind(spec).summarize([], options);
    for (const { result } of headline) expect(result.kind).toBe('undefined');
  });

  it('asks for exactly one of its labels to hold', () => {
    expect(classification.missing({ labels: ['normal', 'other'] }, spec)).toBeNull();
    expect(classification.missing({}, spec)).toMatch(/no reference labels/u);
    expect(classification.missing({ labels: ['other'] }, spec)).toMatch(/None of the labels/u);
    expect(classification.missing({ labels: ['opacity', 'effusion'] }, spec)).toMatch(/opacity, effusion/u);
    expect(classification.missing({ labels: [] }, several)).toBeNull();
  });

  it('says which option or label does not fit', () => {
    expect(() => classification.bind({ ...spec, options: { multilabel: true } })).toThrow(
      /no option "multilabel"/u,
    );
    expect(() => classification.bind({ ...spec, options: { multiLabel: 'yes' } })).toThrow(/true or false/u);
    expect(() => classification.bind({ ...spec, labels: labels.slice(0, 1) })).toThrow(/at least 2 labels/u);
    const twins = [...labels, { name: 'Normal', synonyms: [] }];
    expect(() => classification.bind({ ...spec, labels: twins })).toThrow(/"normal" and "Normal"/u);
  });

  it('keeps the mask of a local model for drawing', () => {
    const mask = { size: [4, 4], counts: '52203' };
    const text = JSON.stringify({ label: 'effusion', confidence: 0.8, mask });
    const { drawing } = classification.bind(spec).evaluate({ text }, { labels: ['effusion'] });
    expect(drawing?.masks).toEqual([{ label: 'effusion', mask }]);
  });
});

describe('several labels', () => {
  const task = classification.bind(several);

  it('scores sets', () => {
    const { values, correct } = task.evaluate({ text: '["opacity","effusion"]' }, { labels: ['effusion'] });
    expect(correct).toBe(false);
    expect(values).toEqual({ accuracy: 0, 'subset-accuracy': 0, 'hamming-loss': 1 / 3, jaccard: 1 / 2 });
    expect(task.evaluate({ text: '{"labels":[]}' }, { labels: [] })).toMatchObject({
      correct: true,
      answerText: 'none',
    });
  });

  it('scores each label by itself', () => {
    const { tables } = task.summarize(
      cases(
        [
          ['opacity,effusion', '["effusion"]'],
          ['', '["effusion"]'],
          ['effusion', 'no idea'],
        ],
        several,
      ),
      options,
    );
    const effusion = tables[0]?.rows[2]?.entries.map(({ result }) =>
      result.kind === 'value' ? result.value : null,
    );
    expect(effusion).toEqual([2, 1 / 2, 0, 1 / 2, null, 1 / 2]);
  });
});
