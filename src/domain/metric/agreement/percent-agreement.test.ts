import { describe, expect, it } from 'vitest';
import { percentAgreement } from './percent-agreement.ts';

describe('per cent agreement', () => {
  it('is the mean over items of agreeing pairs', () => {
    const agreement = percentAgreement([
      [0, 0, 1],
      [2, 2, null],
      [1, null, null],
    ]);
    expect(agreement()).toBeCloseTo((1 / 3 + 1) / 2, 12);
    expect(agreement(Uint32Array.of(3, 1, 5))).toBeCloseTo(2 / 4, 12);
    expect(percentAgreement([[1]])()).toBeNull();
  });
});
