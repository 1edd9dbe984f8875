import { describe, expect, it } from 'vitest';
import { valueOf } from '../test-value.ts';
import { topKResults } from './top-k.ts';

const options = { unanswered: 'wrong', resamples: 500, seed: 7, level: 0.95 } as const;

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
