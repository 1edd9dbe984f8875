import { normalDensity, normalUpper } from './normal.ts';

/**
 * P(range > q) of the range of `groups` independent standard normals: the studentized range with infinite degrees of
 * freedom, to about 1e-12 of itself. With m = groups - 1 and U(z) = P(Z > z) it is
 * groups x integral of phi(z) (U(z)^m - (U(z) - U(z + q))^m) dz, z being the least of them; by the trapezoidal rule, whose
 * error vanishes faster than any power of the step for such integrands.
 *
 * @param groups a whole number from 2.
 */
export function studentizedRangeUpper(q: number, groups: number): number {
  if (!Number.isInteger(groups) || groups < 2)
    throw new RangeError(`a range is of 2 or more, not of ${groups}`);
  if (q <= 0) return 1;
  const others = groups - 1;
  const step = 1 / 16;
  let sum = 0;
  for (let z = -q - 9; z <= 9; z += step) {
    const above = normalUpper(z);
    const beyond = normalUpper(z + q) / above;
    // above^m - (above - beyond)^m, without a difference of near equals.
    sum += normalDensity(z) * above ** others * -Math.expm1(others * Math.log1p(-beyond));
  }
  return Math.min(1, groups * sum * step);
}
