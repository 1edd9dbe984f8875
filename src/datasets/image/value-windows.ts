import { fullWindow } from '../../domain/raster/render.ts';
import type { NamedWindow } from '../../domain/raster/view.ts';

/**
 * Windows for whole numbers of `bits` bits that nothing says how to show: from the smallest to the largest that is
 * there, as values of a scanner seldom fill their bits, and all that the bits can hold, as a browser would show them.
 */
export function windowsOfBits(
  range: readonly [smallest: number, largest: number],
  bits: number,
): [NamedWindow, NamedWindow] {
  const most = 2 ** bits - 1;
  const whole: NamedWindow = {
    name: `All ${bits} bits`,
    window: { kind: 'linear exact', centre: most / 2, width: most },
  };
  const own = smallestToLargest(range);
  return bits <= 8 ? [whole, own] : [own, whole];
}

export const smallestToLargest = (
  range: readonly [smallest: number, largest: number],
  scale: { readonly slope: number; readonly intercept: number } = { slope: 1, intercept: 0 },
): NamedWindow => ({ name: 'Smallest to largest', window: fullWindow({ ...scale, range }) });
