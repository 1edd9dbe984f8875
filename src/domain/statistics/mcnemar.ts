import { binomialLower, binomialMass } from './distributions/binomial.ts';
import { chiSquaredUpper } from './distributions/gamma.ts';

/** McNemar's test that two paired classifiers are right equally often, from the cases in which one alone is right. */
export interface McnemarTest {
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** Two-sided binomial p; 1 where no case is discordant. */
  readonly exactP: number;
  /** Less conservative than the exact p, and close to the level it promises. Source: Fagerland, Lydersen, Laake 2013. */
  readonly midP: number;
  /** With Edwards' continuity correction; absent where no case is discordant. */
  readonly corrected?: ChiSquaredTest;
  /** Without correction. */
  readonly uncorrected?: ChiSquaredTest;
}

export interface ChiSquaredTest {
  readonly chiSquared: number;
  readonly freedom: number;
  readonly p: number;
}

/**
 * @param onlyFirst cases that the first alone has right; @param onlySecond cases that the second alone has right.
 * @throws RangeError where a count is no whole number from 0.
 */
export function mcnemarTest(onlyFirst: number, onlySecond: number): McnemarTest {
  for (const count of [onlyFirst, onlySecond]) {
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`${count} is no count of cases`);
  }
  const discordant = onlyFirst + onlySecond;
  if (discordant === 0) return { onlyFirst, onlySecond, exactP: 1, midP: 1 };
  const fewer = Math.min(onlyFirst, onlySecond);
  const tail = binomialLower(fewer, discordant, 0.5);
  const mass = binomialMass(fewer, discordant, 0.5);
  const difference = Math.abs(onlyFirst - onlySecond);
  return {
    onlyFirst,
    onlySecond,
    exactP: Math.min(1, 2 * tail),
    // At b = c both tails and the middle make up the whole.
    midP: difference === 0 ? 1 : Math.min(1, 2 * tail - mass),
    // statsmodels and Edwards: (|b - c| - 1)^2; where b = c the correction makes it 1 / n, not 0.
    corrected: chiSquaredTest((difference - 1) ** 2 / discordant),
    uncorrected: chiSquaredTest(difference ** 2 / discordant),
  };
}

function chiSquaredTest(chiSquared: number): ChiSquaredTest {
  return { chiSquared, freedom: 1, p: chiSquaredUpper(chiSquared, 1) };
}
