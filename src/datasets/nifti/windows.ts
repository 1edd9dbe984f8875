import type { Samples } from '../../domain/raster/raster.ts';
import type { NamedWindow } from '../../domain/raster/view.ts';
import { smallestToLargest } from '../image/value-windows.ts';

interface Scale {
  readonly slope: number;
  readonly intercept: number;
}

const bins = 4_096;
/** Shares of the values that lie below black and above white: a few voxels that are far brighter than the rest would leave it dark. */
const cut = 0.02;

/** What the file asks for, then the middle of the values, then all of them; what would be the same, or has no width, is left out. */
export function windowsOfVolume(
  values: Samples,
  range: readonly [smallest: number, largest: number],
  scale: Scale,
  display: readonly [black: number, white: number] | null,
): readonly NamedWindow[] {
  const middle = middleOf(values, range);
  const scaled = middle.map((value) => value * scale.slope + scale.intercept);
  const [low, high] = [Math.min(...scaled), Math.max(...scaled)];
  return [
    ...(display === null ? [] : [between('As the file asks', ...display)]),
    ...(high > low && (middle[0] > range[0] || middle[1] < range[1])
      ? [between('Middle 96 % of the values', low, high)]
      : []),
    smallestToLargest(range, scale),
  ];
}

const between = (name: string, black: number, white: number): NamedWindow => ({
  name,
  window: { kind: 'linear exact', centre: (black + white) / 2, width: white - black },
});

/** The 2nd and 98th percentile, to a 4096th of the range. */
function middleOf(
  values: Samples,
  [smallest, largest]: readonly [number, number],
): readonly [low: number, high: number] {
  if (!(largest > smallest)) return [smallest, largest];
  const counts = new Float64Array(bins);
  const step = (largest - smallest) / bins;
  let total = 0;
  for (const value of values) {
    if (!(value >= smallest && value <= largest)) continue; // NaN, infinities
    const bin = Math.min(bins - 1, Math.floor((value - smallest) / step));
    counts[bin] = (counts[bin] ?? 0) + 1;
    total += 1;
  }
  let below = 0;
  let low = 0;
  while (low < bins && below + (counts[low] ?? 0) <= cut * total) {
    below += counts[low] ?? 0;
    low += 1;
  }
  let above = 0;
  let high = bins - 1;
  while (high > low && above + (counts[high] ?? 0) <= cut * total) {
    above += counts[high] ?? 0;
    high -= 1;
  }
  return [
    low === 0 ? smallest : smallest + low * step,
    high === bins - 1 ? largest : smallest + (high + 1) * step,
  ];
}
