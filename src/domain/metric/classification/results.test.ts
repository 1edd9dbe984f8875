import { describe, expect, it } from 'vitest';
import type { MetricResult } from '../metric.ts';
import { confidenceResults } from './confidence-results.ts';
import { noAnswer } from './confusion.ts';
import { labelResults } from './label-results.ts';
import { labelSetResults } from './label-set-results.ts';
import { probabilityResults } from './probability-results.ts';
import { topKResults } from './top-k.ts';

const options = { unanswered: 'wrong', resamples: 500, seed: 7, level: 0.95 } as const;
const labels = ['normal', 'effusion', 'mass'];
const truth = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1];
const answers = [0, 0, 0, 0, 1, noAnswer, 1, 1, 1, 1, 0, 0];

function valueOf(result: MetricResult | undefined) {
  if (result?.kind !== 'value') throw new Error(result ? result.reason : 'no such metric');
  return result;
}

describe('labelResults', () => {
  const plain = () => labelResults({ labels, truth, answers }, options);

  it('has every figure over all classes, with what it counted', () => {
    const results = plain();
    const accuracy = valueOf(results.overall.get('accuracy'));
    expect(accuracy).toMatchObject({ value: 8 / 12, n: 12, interval: { method: 'Wilson', level: 0.95 } });
    expect(accuracy.signature).toMatchObject({ metric: 'accuracy', options: { unanswered: 'wrong' } });
    const balanced = valueOf(results.overall.get('balanced-accuracy'));
    expect(balanced.signature.options).toEqual({ classes: '2 of 3', unanswered: 'wrong' });
    expect(balanced.interval?.method).toBe('percentile bootstrap by case, 500 resamples, seed 7');
    expect([...results.overall.keys()]).toEqual([
      'accuracy',
      'balanced-accuracy',
      'macro-f1',
      'micro-f1',
      'weighted-f1',
      'macro-precision',
      'micro-precision',
      'weighted-precision',
      'macro-sensitivity',
      'micro-sensitivity',
      'weighted-sensitivity',
      'matthews-correlation',
      'kappa',
      'kappa-linear',
      'kappa-quadratic',
    ]);
    expect(valueOf(results.overall.get('macro-f1')).signature.options).toEqual({
      averaging: 'macro',
      classes: '2 of 3',
      undefinedClasses: 'left out',
      unanswered: 'wrong',
    });
    expect(valueOf(results.overall.get('micro-f1')).signature.options).toEqual({
      averaging: 'micro',
      unanswered: 'wrong',
    });
    expect(valueOf(results.overall.get('kappa-linear')).signature.options).toMatchObject({
      weights: 'linear',
    });
  });

  it('has the figures of each class, undefined ones with their reason', () => {
    const results = plain();
    const [normal, , mass] = results.byClass;
    expect(valueOf(normal?.get('sensitivity'))).toMatchObject({
      value: 4 / 6,
      n: 6,
      interval: { method: 'Wilson' },
    });
    expect(valueOf(normal?.get('precision'))).toMatchObject({ value: 4 / 6, n: 6 });
    expect(valueOf(normal?.get('f1')).interval?.method).toContain('bootstrap');
    expect(mass?.get('sensitivity')).toMatchObject({ kind: 'undefined', reason: 'no case is mass', n: 0 });
    expect(mass?.get('precision')).toMatchObject({ reason: 'mass was never answered' });
    expect(mass?.get('f1')).toMatchObject({ reason: 'no case is mass and none was answered so' });
    expect(valueOf(mass?.get('specificity'))).toMatchObject({ value: 11 / 12, n: 12 });
    expect(mass?.get('sensitivity')?.signature.options).toEqual({ class: 'mass', unanswered: 'wrong' });
  });

  it('keeps unanswered cases in the confusion whichever way they count', () => {
    const results = plain();
    const leftOut = labelResults({ labels, truth, answers }, { ...options, unanswered: 'left out' });
    expect(leftOut.confusion).toEqual(results.confusion);
    expect(results.confusion.unansweredCount).toBe(1);
    expect(valueOf(leftOut.overall.get('accuracy'))).toMatchObject({ value: 8 / 11, n: 11 });
    expect(valueOf(leftOut.byClass[0]?.get('sensitivity'))).toMatchObject({ value: 4 / 5, n: 5 });
  });

  it('counts undefined classes as 0 where asked to', () => {
    const results = plain();
    const zero = labelResults({ labels, truth, answers }, { ...options, undefinedClasses: 'counted as 0' });
    const [leftOut, counted] = [results, zero].map(({ overall }) => valueOf(overall.get('macro-f1')));
    expect(counted?.value).toBeCloseTo(((leftOut?.value ?? 0) * 2) / 3, 12);
    expect(counted?.signature.options).toMatchObject({ classes: '3 of 3', undefinedClasses: 'counted as 0' });
  });

  it('resamples groups, also for shares, where a group has several cases', () => {
    const results = plain();
    const groups = truth.map((_, i) => `patient ${Math.floor(i / 2)}`);
    const grouped = labelResults({ labels, truth, answers, groups }, options);
    expect(valueOf(grouped.overall.get('accuracy')).interval?.method).toBe(
      'percentile bootstrap by group, 500 resamples, seed 7',
    );
    expect(valueOf(grouped.overall.get('accuracy')).value).toBe(8 / 12);
    const alone = labelResults({ labels, truth, answers, groups: truth.map((_, i) => `${i}`) }, options);
    expect(alone).toEqual(results);
    expect(() => labelResults({ labels, truth, answers, groups: ['a'] }, options)).toThrow(
      '12 cases have 1 groups',
    );
  });

  it('resamples only the groups of counted cases', () => {
    const groups = truth.map((_, i) => (i < 5 ? `${i}` : i === 5 ? '4' : `${i}`));
    const leftOut = labelResults({ labels, truth, answers, groups }, { ...options, unanswered: 'left out' });
    // The only group with two cases has one left.
    expect(valueOf(leftOut.overall.get('accuracy')).interval?.method).toBe('Wilson');
  });

  it('resamples by group those groups of which several cases are counted', () => {
    const groups = truth.map((_, i) => `patient ${Math.floor(i / 2)}`);
    const leftOut = labelResults({ labels, truth, answers, groups }, { ...options, unanswered: 'left out' });
    expect(valueOf(leftOut.overall.get('accuracy')).interval?.method).toContain('by group');
  });

  it('is undefined, not 0, without cases', () => {
    const none = labelResults({ labels, truth: [], answers: [] }, options);
    expect([...none.overall.values()].map(({ kind }) => kind)).toEqual(
      none.overall.size ? Array(15).fill('undefined') : [],
    );
    expect(none.overall.get('accuracy')).toMatchObject({ reason: 'there are no cases', n: 0 });
    expect(none.overall.get('kappa')).toMatchObject({
      reason: 'truth and answers are one and the same class throughout',
    });
    expect(none.overall.get('macro-f1')).toMatchObject({ reason: 'it is undefined for every class' });
    expect(none.overall.get('micro-f1')).toMatchObject({ reason: 'there is nothing to count' });
    expect(none.overall.get('balanced-accuracy')).toMatchObject({ reason: 'no class has cases' });
  });

  it('says what is lacking where all is of one class', () => {
    const one = labelResults({ labels, truth: [1, 1, 1], answers: [1, 1, 1] }, options);
    expect(one.byClass[1]?.get('specificity')).toMatchObject({ reason: 'every case is effusion', n: 0 });
    expect(one.byClass[1]?.get('negative-predictive-value')).toMatchObject({
      reason: 'nothing but effusion was answered',
      n: 0,
    });
    expect(one.overall.get('matthews-correlation')).toMatchObject({
      reason: 'all cases are of one class, or all answers are the same',
      signature: { options: { unanswered: 'wrong' } },
    });
  });
});

describe('labelSetResults', () => {
  const sets = {
    labels: ['edema', 'mass'],
    truth: [[0], [0, 1], [], [1], [], [0]],
    answers: [[0], [0], [], [0, 1], null, [0]],
  };
  const plain = () => labelSetResults(sets, options);

  it('counts an empty answer to an empty truth as right, and no answer as wrong', () => {
    const results = plain();
    expect(valueOf(results.overall.get('subset-accuracy'))).toMatchObject({
      value: 3 / 6,
      n: 6,
      interval: { method: 'Wilson' },
    });
    expect(valueOf(results.overall.get('hamming-loss')).value).toBeCloseTo((0.5 + 0.5 + 1) / 6, 12);
    expect(valueOf(results.overall.get('jaccard'))).toMatchObject({ value: (1 + 0.5 + 1 + 0.5 + 0 + 1) / 6 });
    expect(valueOf(results.overall.get('samples-f1')).value).toBeCloseTo(
      (1 + 2 / 3 + 1 + 2 / 3 + 0 + 1) / 6,
      12,
    );
    expect(results.overall.get('jaccard')?.signature.options).toEqual({
      emptySets: 'counted as 1',
      unanswered: 'wrong',
    });
  });

  it('counts empty sets otherwise where asked to', () => {
    const jaccardOf = (emptySets: 'counted as 0' | 'left out') =>
      valueOf(labelSetResults(sets, { ...options, emptySets }).overall.get('jaccard'));
    expect(jaccardOf('counted as 0').value).toBeCloseTo(3 / 6, 12);
    expect(jaccardOf('left out')).toMatchObject({ value: 3 / 5, n: 5 });
  });

  it('leaves out cases without an answer where asked to', () => {
    const leftOut = labelSetResults(sets, { ...options, unanswered: 'left out' });
    expect(valueOf(leftOut.overall.get('subset-accuracy'))).toMatchObject({ value: 3 / 5, n: 5 });
    expect(leftOut.overall.get('subset-accuracy')?.signature.options).toEqual({ unanswered: 'left out' });
    expect(leftOut.cases).toEqual([3, 2]);
    const grouped = (groups: readonly string[]) =>
      valueOf(
        labelSetResults({ ...sets, groups }, { ...options, unanswered: 'left out' }).overall.get('jaccard'),
      ).interval?.method;
    // Who shares a group with the case without an answer is alone.
    expect(grouped(['a', 'b', 'c', 'd', 'a', 'e'])).toContain('by case');
    expect(grouped(['a', 'a', 'c', 'd', 'b', 'e'])).toContain('by group');
    expect(() =>
      labelSetResults({ ...sets, answers: [[0]] }, { ...options, unanswered: 'left out' }),
    ).toThrow('6 cases have 1 answers');
  });

  it('has each label against its absence', () => {
    const results = plain();
    const [edema, mass] = results.byLabel;
    expect(valueOf(edema?.get('sensitivity'))).toMatchObject({ value: 1, n: 3 });
    // Three cases without edema: one answered so, one without an answer.
    expect(valueOf(edema?.get('specificity'))).toMatchObject({
      value: 1 / 3,
      n: 3,
      interval: { method: 'Wilson' },
    });
    expect(valueOf(mass?.get('sensitivity'))).toMatchObject({ value: 1 / 2, n: 2 });
    expect(results.cases).toEqual([3, 2]);
    expect(valueOf(results.overall.get('micro-label-f1')).value).toBeCloseTo((2 * 4) / (5 + 5), 12);
    expect(valueOf(results.overall.get('macro-label-f1')).value).toBeCloseTo((6 / 7 + 2 / 3) / 2, 12);
    expect(valueOf(results.overall.get('weighted-label-f1')).value).toBeCloseTo(
      (3 * (6 / 7) + 2 * (2 / 3)) / 5,
      12,
    );
    expect(results.overall.get('macro-label-f1')?.signature.options).toEqual({
      averaging: 'macro',
      labels: '2 of 2',
      undefinedClasses: 'left out',
      unanswered: 'wrong',
    });
    expect(results.overall.get('weighted-label-f1')?.signature.options).toMatchObject({
      averaging: 'weighted',
    });
    expect(results.overall.get('micro-label-f1')).toMatchObject({
      n: 6,
      signature: { options: { averaging: 'micro', unanswered: 'wrong' } },
    });
    expect(edema?.get('sensitivity')?.signature.options).toEqual({ class: 'edema', unanswered: 'wrong' });
  });

  it('averages precision and sensitivity over labels too', () => {
    const { overall } = plain();
    const value = (id: string) => valueOf(overall.get(id)).value;
    // Edema 3 of 4 answers and 3 of 3 cases, mass 1 of 1 and 1 of 2.
    expect(value('macro-label-precision')).toBeCloseTo((3 / 4 + 1) / 2, 12);
    expect(value('micro-label-precision')).toBeCloseTo(4 / 5, 12);
    expect(value('weighted-label-precision')).toBeCloseTo((3 * (3 / 4) + 2) / 5, 12);
    expect(value('macro-label-sensitivity')).toBeCloseTo((1 + 1 / 2) / 2, 12);
    expect(value('micro-label-sensitivity')).toBeCloseTo(4 / 5, 12);
    expect(value('weighted-label-sensitivity')).toBeCloseTo((3 + 1) / 5, 12);
    expect([...overall.keys()]).toHaveLength(13);
  });

  it('leaves undefined labels out of an average, or counts them as 0', () => {
    const sparse = { labels: ['edema', 'mass'], truth: [[0], [0]], answers: [[0], []] };
    const of = (undefinedClasses: 'left out' | 'counted as 0') =>
      valueOf(labelSetResults(sparse, { ...options, undefinedClasses }).overall.get('macro-label-precision'));
    expect(of('left out')).toMatchObject({ value: 1, signature: { options: { labels: '1 of 2' } } });
    expect(of('counted as 0')).toMatchObject({ value: 1 / 2, signature: { options: { labels: '2 of 2' } } });
  });

  it('is undefined, not 0, without cases', () => {
    const none = labelSetResults({ labels: ['edema'], truth: [], answers: [] }, options);
    for (const [id, reason] of [
      ['subset-accuracy', 'there are no cases to count'],
      ['macro-label-f1', 'it is undefined for every label'],
      ['micro-label-f1', 'there is nothing to count'],
    ] as const) {
      expect(none.overall.get(id)).toMatchObject({ kind: 'undefined', reason, n: 0 });
    }
    expect(none.byLabel[0]?.get('sensitivity')).toMatchObject({ kind: 'undefined', n: 0 });
    expect(none.cases).toEqual([0]);
  });

  it('resamples groups for all', () => {
    const grouped = labelSetResults({ ...sets, groups: ['a', 'a', 'b', 'b', 'c', 'c'] }, options);
    expect(valueOf(grouped.overall.get('subset-accuracy')).interval?.method).toContain('by group');
  });

  it('names the case of a label that does not exist', () => {
    expect(() => labelSetResults({ labels: ['a'], truth: [[0], [1]], answers: [[0], []] }, options)).toThrow(
      'case 1: 1 is no label from 0 to 0',
    );
    for (const label of [-1, 0.5]) {
      expect(() => labelSetResults({ labels: ['a'], truth: [[0]], answers: [[label]] }, options)).toThrow(
        `case 0: ${label} is no label from 0 to 0`,
      );
    }
    expect(() => labelSetResults({ labels: ['a'], truth: [[0]], answers: [] }, options)).toThrow(
      '1 cases have 0 answers',
    );
    expect(() => labelSetResults({ labels: [], truth: [], answers: [] }, options)).toThrow(
      'at least one label',
    );
  });
});

describe('probabilityResults', () => {
  const two = { labels: ['normal', 'mass'], truth: [0, 0, 0, 1, 1, 1] };
  const probabilities = [0.1, 0.4, 0.6, 0.5, 0.8, 0.9].map((p) => [1 - p, p]);

  it('with two classes is about the positive one', () => {
    const { overall, byClass, thresholds } = probabilityResults(
      { ...two, probabilities, without: 3 },
      options,
    );
    expect([...overall.keys()]).toEqual(['auroc', 'average-precision', 'brier', 'log-loss']);
    expect(valueOf(overall.get('auroc')).value).toBeCloseTo(8 / 9, 12);
    expect(overall.get('auroc')?.signature.options).toEqual({ positive: 'mass', withoutProbabilities: 3 });
    expect(overall.get('auroc')).toMatchObject({ n: 6 });
    expect(valueOf(overall.get('average-precision')).value).toBeCloseTo((1 + 1 + 3 / 4) / 3, 12);
    expect(valueOf(overall.get('brier')).value).toBeCloseTo(
      (0.01 + 0.16 + 0.36 + 0.25 + 0.04 + 0.01) / 6,
      12,
    );
    expect(overall.get('brier')?.signature.options).toEqual({ positive: 'mass', withoutProbabilities: 3 });
    expect(overall.get('log-loss')?.signature.options).toEqual({ withoutProbabilities: 3 });
    expect(valueOf(byClass[0]?.get('auroc')).value).toBeCloseTo(8 / 9, 12);
    expect(thresholds).toHaveLength(2);
    const other = probabilityResults({ ...two, probabilities }, { ...options, positive: 0 }).overall;
    expect(other.get('auroc')?.signature.options).toMatchObject({ positive: 'normal' });
    expect(() => probabilityResults({ ...two, probabilities }, { ...options, positive: 2 })).toThrow(
      'the positive class must be 0 or 1',
    );
  });

  it('with more averages over classes and pairs, and says over how many', () => {
    const three = probabilityResults(
      {
        labels,
        truth: [0, 0, 1, 1],
        probabilities: [
          [0.7, 0.2, 0.1],
          [0.4, 0.5, 0.1],
          [0.3, 0.6, 0.1],
          [0.5, 0.4, 0.1],
        ],
      },
      options,
    );
    expect([...three.overall.keys()]).toEqual([
      'auroc-one-versus-rest',
      'auroc-one-versus-one',
      'brier-over-classes',
      'log-loss',
    ]);
    expect(three.overall.get('auroc-one-versus-rest')).toMatchObject({
      n: 4,
      signature: { options: { averaging: 'macro', classes: '2 of 3', withoutProbabilities: 0 } },
    });
    expect(three.byClass.map((own) => own.size)).toEqual([2, 2, 2]);
    expect(three.byClass.map((own) => own.get('auroc')?.signature.options['positive'])).toEqual(labels);
    expect(three.byClass[0]?.get('average-precision')).toMatchObject({ n: 4 });
    expect(three.overall.get('auroc-one-versus-one')?.signature.options).toMatchObject({ pairs: '1 of 3' });
    expect(valueOf(three.overall.get('auroc-one-versus-one')).value).toBe(0.75);
    expect(three.byClass[2]?.get('auroc')).toMatchObject({
      kind: 'undefined',
      reason: 'all cases are mass, or none is',
    });
    expect(three.byClass[2]?.get('average-precision')).toMatchObject({ reason: 'no case is mass' });
  });

  it('names the case whose row is no probabilities', () => {
    const rows = (row: readonly number[]) => () =>
      probabilityResults({ labels: ['a', 'b'], truth: [0, 1], probabilities: [[1, 0], row] }, options);
    expect(rows([1])).toThrow('case 1 has 1 probabilities for 2 classes');
    expect(rows([1.2, 0])).toThrow('case 1: 1.2 is no probability');
    expect(rows([NaN, 0])).toThrow('case 1: NaN is no probability');
    expect(() => probabilityResults({ labels: ['a', 'b'], truth: [0], probabilities: [] }, options)).toThrow(
      '1 cases have 0 scores',
    );
  });

  it('is undefined without cases', () => {
    const none = probabilityResults({ labels, truth: [], probabilities: [] }, options);
    expect(none.overall.get('log-loss')).toMatchObject({
      reason: 'there are no cases with probabilities',
      n: 0,
    });
    expect(none.overall.get('auroc-one-versus-rest')).toMatchObject({
      reason: 'fewer than two classes have cases',
      n: 0,
    });
  });
});

describe('confidenceResults', () => {
  const confidence = [0.95, 0.9, 0.6, 0.55];
  const correct = [true, true, false, true];

  it('has calibration and selective prediction', () => {
    const { overall, bins, riskCoverage } = confidenceResults(
      { confidence, correct, without: 2 },
      { ...options, bins: 2 },
    );
    expect(valueOf(overall.get('expected-calibration-error')).value).toBe(0);
    expect(overall.get('expected-calibration-error')?.signature.options).toEqual({
      bins: 2,
      withoutConfidence: 2,
    });
    const most = overall.get('maximum-calibration-error');
    expect(most).toMatchObject({ value: 0, signature: { options: { bins: 2, withoutConfidence: 2 } } });
    expect(overall.get('area-under-risk-coverage')?.signature.options).toEqual({ withoutConfidence: 2 });
    expect(valueOf(overall.get('area-under-risk-coverage')).value).toBeCloseTo((1 / 3 + 1 / 4) / 4, 12);
    expect(bins).toHaveLength(2);
    expect(riskCoverage).toHaveLength(4);
    expect(confidenceResults({ confidence, correct }, options).bins).toHaveLength(15);
  });

  it('is undefined without confidences', () => {
    const none = confidenceResults({ confidence: [], correct: [] }, options);
    for (const result of none.overall.values()) {
      expect(result).toMatchObject({ kind: 'undefined', reason: 'no answer has a confidence', n: 0 });
    }
  });
});

describe('topKResults', () => {
  it('counts a truth that is not named as a miss', () => {
    const results = topKResults([0, 1, 2, null], [1, 2, 3], undefined, options);
    expect(results.map((result) => valueOf(result).value)).toEqual([0.25, 0.5, 0.75]);
    expect(results[1]).toMatchObject({
      n: 4,
      interval: { method: 'Wilson' },
      signature: { options: { k: 2 } },
    });
    expect(topKResults([], [1], undefined, options)[0]).toMatchObject({ reason: 'there are no cases' });
    expect(() => topKResults([0], [0], undefined, options)).toThrow('k must be a whole number from 1');
  });
});
