import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameFigures } from './same-figures.ts';

describe('sameFigures', () => {
  it('finds any value of JSON the same as its copy, and as nothing else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(sameFigures(a, JSON.parse(JSON.stringify(a)))).toBe(true);
        if (JSON.stringify(a) !== JSON.stringify(b) && typeof a !== 'number' && typeof a !== 'object')
          expect(sameFigures(a, b)).toBe(false);
      }),
    );
  });

  it('overlooks the last bit of a number, and no more', () => {
    expect(sameFigures({ low: [19.687459132991048] }, { low: [19.68745913299105] })).toBe(true);
    expect(sameFigures(0.5, 0.5000001)).toBe(false);
    expect(sameFigures(0, 1e-20)).toBe(false);
    expect(sameFigures({ n: 1 }, { n: 1, kind: 'value' })).toBe(false);
    expect(sameFigures([1], { 0: 1 })).toBe(false);
    expect(sameFigures(null, {})).toBe(false);
  });
});
