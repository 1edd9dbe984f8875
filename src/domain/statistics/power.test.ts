import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mcnemarTest } from './mcnemar.ts';
import { detectableDifference, detectableInWords, mcnemarPower, mcnemarSampleSize } from './power.ts';
import { seededRandom } from './random.ts';

const design = { discordant: 0.3, significance: 0.05 };

describe('power of a paired comparison', () => {
  it('needs as many cases as R MESS power_mcnemar_test(paid = 0.1, psi = 2, power = 0.8, method = "normal")', () => {
    // (1.959964 sqrt 3 + 0.841621 sqrt(3 - 0.1))^2 / 0.1 = 233.8
    expect(mcnemarSampleSize({ discordant: 0.3, significance: 0.05 }, 0.8, 0.1)).toBe(234);
  });

  it('is what simulation of the uncorrected test gives', () => {
    const random = seededRandom(5);
    const [cases, difference] = [150, 0.14];
    let found = 0;
    for (let trial = 0; trial < 3000; trial++) {
      let [b, c] = [0, 0];
      for (let i = 0; i < cases; i++) {
        const u = random.uniform();
        if (u < 0.22) b++;
        else if (u < 0.3) c++;
      }
      if ((mcnemarTest(b, c).uncorrected?.p ?? 1) < 0.05) found++;
    }
    expect(Math.abs(found / 3000 - mcnemarPower(design, cases, difference))).toBeLessThan(0.03);
  });

  it('sample size, power and detectable difference undo each other', () => {
    const shares = fc.double({ min: 0.05, max: 1, noNaN: true });
    fc.assert(
      fc.property(shares, fc.double({ min: 0.05, max: 1, noNaN: true }), (discordant, part) => {
        const own = { discordant, significance: 0.05 };
        const difference = discordant * part;
        const cases = mcnemarSampleSize(own, 0.8, difference);
        expect(mcnemarPower(own, cases, difference)).toBeGreaterThanOrEqual(0.8 - 1e-9);
        if (cases > 2) expect(mcnemarPower(own, cases - 1, difference)).toBeLessThan(0.8 + 1e-9);
        const detectable = detectableDifference(own, cases, 0.8);
        expect(detectable).not.toBeNull();
        expect(detectable ?? 0).toBeLessThanOrEqual(difference + 1e-9);
      }),
    );
  });

  it('does not mind the sign', () => {
    expect(mcnemarPower(design, 100, -0.1)).toBe(mcnemarPower(design, 100, 0.1));
    expect(mcnemarSampleSize(design, 0.8, -0.1)).toBe(mcnemarSampleSize(design, 0.8, 0.1));
  });

  it('says what could have been seen', () => {
    expect(detectableInWords(design, 60, 0.8)).toBe(
      'With 60 cases, of which 30 % are right for one of the two alone, a difference of 19 points would have shown with a chance of 80 %.',
    );
    expect(detectableInWords(design, 5, 0.8)).toBe(
      'With 5 cases, of which 30 % are right for one of the two alone, no difference would have shown with a chance of 80 %.',
    );
    expect(detectableDifference(design, 5, 0.8)).toBeNull();
  });

  it('is certain or hopeless where all discordant cases are for one model', () => {
    const all = { discordant: 1, significance: 0.05 };
    expect([mcnemarPower(all, 100, 1), mcnemarPower(all, 3, 1)]).toEqual([1, 0]);
  });

  it('refuses designs that cannot be', () => {
    expect(() => mcnemarPower({ discordant: 0, significance: 0.05 }, 10, 0)).toThrow(
      'discordant cases must be above 0',
    );
    expect(() => mcnemarPower({ discordant: 1.2, significance: 0.05 }, 10, 0)).toThrow('not 1.2');
    expect(() => mcnemarPower({ discordant: 0.5, significance: 0 }, 10, 0.1)).toThrow('significance level');
    expect(() => mcnemarPower(design, 10, 0.4)).toThrow('a difference of 0.4 cannot come from 0.3');
    expect(() => mcnemarSampleSize(design, 0.8, 0)).toThrow('a difference of 0');
    for (const power of [0, 1]) {
      expect(() => mcnemarSampleSize(design, power, 0.1)).toThrow('power must lie');
      expect(() => detectableDifference(design, 10, power)).toThrow('power must lie');
    }
  });
});
