import { describe, expect, it } from 'vitest';
import { valueOf } from '../test-value.ts';
import { noAnswer } from './confusion.ts';
import { labelResults } from './label-results.ts';

const options = { unanswered: 'wrong', resamples: 500, seed: 7, level: 0.95 } as const;

const labels = ['normal', 'effusion', 'mass'];

const truth = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1];

const answers = [0, 0, 0, 0, 1, noAnswer, 1, 1, 1, 1, 0, 0];

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
