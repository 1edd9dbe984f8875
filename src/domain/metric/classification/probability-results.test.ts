import { describe, expect, it } from 'vitest';
import { valueOf } from '../test-value.ts';
import { probabilityResults } from './probability-results.ts';

const options = { unanswered: 'wrong', resamples: 500, seed: 7, level: 0.95 } as const;

const labels = ['normal', 'effusion', 'mass'];

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
