import { describe, expect, it } from 'vitest';
import { accuracy } from '../../../domain/metric/classification/label-definitions.ts';
import { metricUndefined, metricValue, signatureOf } from '../../../domain/metric/metric.ts';
import type { GapReading } from '../../../domain/metric/subgroup-results.ts';
import { formatGap, readingInWords, scaleOf } from './gap-words.ts';

const signature = signatureOf(accuracy);
const corrected = { low: -0.3, high: 0.1, level: 0.99, method: '' };
const row = (reading: GapReading, gap: number, told = true) => ({
  reading,
  gap: metricValue(signature, gap, 40),
  corrected: told ? corrected : null,
});

describe('what a gap says', () => {
  it.each([
    [row('holds 0', -0.2), 3, 'shows nothing: 0 lies in the interval'],
    [row('no interval', -0.2), 3, 'cannot be told: no interval'],
    [row('without 0', -0.2), 3, 'worse than all others by itself; shows nothing when corrected'],
    [
      row('without 0', -0.2, false),
      300,
      'worse than all others by itself; corrected it cannot be told from so few resamples',
    ],
    [row('without 0 when corrected', -0.2), 3, 'worse than all others, also when corrected'],
    [row('without 0 when corrected', 0.2), 1, 'better than all others'],
    [{ ...row('undefined', 0), gap: metricUndefined(signature, 'nothing', 0) }, 1, ''],
  ])('%#: of a figure of which more is better', (given, gaps, words) => {
    expect(readingInWords(given, 'higher is better', gaps)).toBe(words);
  });

  it('turns with the direction of the figure', () => {
    const given = row('without 0 when corrected', 0.2);
    expect(readingInWords(given, 'lower is better', 1)).toBe('worse than all others');
    expect(readingInWords(given, 'neither', 1)).toBe('higher than all others');
  });
});

describe('a gap in figures', () => {
  it('has a sign, and points where the figure lies between 0 and 1', () => {
    expect([0.147, -0.147, 0].map((gap) => formatGap(gap, true))).toEqual(['+14.7', '-14.7', '0.0']);
    expect(formatGap(12.34, false)).toBe('+12.3');
    expect([formatGap(-0.0001, true), formatGap(-0.0001, false)]).toEqual(['0.0', '0.000']);
  });

  it('stands on a scale that reaches beyond all of them', () => {
    expect(scaleOf([])).toBe(1);
    expect(scaleOf([-0.42, 0.36])).toBe(0.5);
    expect(scaleOf([0.1, -0.02])).toBeCloseTo(0.1, 12);
    expect(scaleOf([63])).toBe(100);
    expect(scaleOf([0.55])).toBe(1);
  });
});
