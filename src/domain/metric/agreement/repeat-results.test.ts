import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../statistics/proportion.ts';
import { valueOf } from '../test-value.ts';
import { repeatResults } from './repeat-results.ts';

const options = { resamples: 300, seed: 7, level: 0.95 };

describe('repeatResults', () => {
  const answers = [
    ['mass', 'mass', 'mass'],
    ['mass', 'normal', 'mass'],
    [null, null],
    ['mass'],
    [null, 'mass'],
  ];

  it('counts no answer as an answer of its own kind', () => {
    const results = repeatResults(answers, undefined, options);
    expect(valueOf(results.get('unanimity'))).toMatchObject({
      value: 2 / 4,
      n: 4,
      interval: wilsonInterval(2, 4, 0.95),
    });
    expect(valueOf(results.get('consistency')).value).toBeCloseTo((1 + 1 / 3 + 1 + 0) / 4, 12);
    expect(results.get('consistency')?.signature.options).toEqual({ repeats: '2 to 3' });
    expect(repeatResults([['a', 'a']], undefined, options).get('unanimity')?.signature.options).toEqual({
      repeats: '2',
    });
  });

  it('is undefined where no case was repeated', () => {
    const none = repeatResults([['a'], []], undefined, options);
    expect(none.get('unanimity')).toMatchObject({ kind: 'undefined', reason: 'no case was repeated', n: 0 });
    expect(none.get('consistency')?.signature.options).toEqual({ repeats: 'none' });
  });

  it('resamples the groups of repeated cases', () => {
    const results = repeatResults(answers, ['a', 'a', 'b', 'b', 'c'], options);
    expect(valueOf(results.get('unanimity')).interval?.method).toContain('by group');
    const alone = repeatResults(answers, ['a', 'd', 'b', 'b', 'c'], options);
    expect(valueOf(alone.get('unanimity')).interval?.method).toBe('Wilson');
  });
});
