import { describe, expect, it } from 'vitest';
import { valueOf } from '../test-value.ts';
import { confidenceResults } from './confidence-results.ts';

const options = { unanswered: 'wrong', resamples: 500, seed: 7, level: 0.95 } as const;

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
