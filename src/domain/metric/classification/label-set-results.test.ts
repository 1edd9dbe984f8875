import { describe, expect, it } from 'vitest';
import { valueOf } from '../test-value.ts';
import { labelSetResults } from './label-set-results.ts';

const options = { unanswered: 'wrong', resamples: 500, seed: 7, level: 0.95 } as const;

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
