import { clamp, valueAt, type Plane } from './plane.ts';
import type { IndexedPicture } from './png.ts';

/** Red, green and blue, 0 to 1. */
export type ColourPlanes = readonly [red: Plane, green: Plane, blue: Plane];

/** Grey in 52 steps: the pictures' grain hides the steps, and the file is a third smaller. */
export function quantiseGrey(source: Plane): IndexedPicture {
  const { width, height, data } = source;
  const pixels = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) pixels[i] = Math.round(clamp(data[i] ?? 0) * 51) * 5;
  return { width, height, pixels };
}

interface Bin {
  red: number;
  green: number;
  blue: number;
  count: number;
  index: number;
}

/** A palette of at most `colours` by median cut over a histogram of five bits a channel, ordered from dark to bright. */
export function quantiseColour(planes: ColourPlanes, colours: number): IndexedPicture {
  const { width, height } = planes[0];
  const keys = new Uint16Array(width * height);
  const bins = new Map<number, Bin>();
  for (let i = 0; i < keys.length; i++) {
    const [red, green, blue] = [byteAt(planes[0], i), byteAt(planes[1], i), byteAt(planes[2], i)];
    const key = ((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3);
    keys[i] = key;
    const bin = bins.get(key) ?? { red: 0, green: 0, blue: 0, count: 0, index: 0 };
    bin.red += red;
    bin.green += green;
    bin.blue += blue;
    bin.count++;
    bins.set(key, bin);
  }
  for (const bin of bins.values()) {
    bin.red /= bin.count;
    bin.green /= bin.count;
    bin.blue /= bin.count;
  }
  const means = medianCut([...bins.values()], colours).map(mean);
  means.sort((a, b) => luminance(a) - luminance(b));
  for (const bin of bins.values()) bin.index = nearest(means, bin);
  return {
    width,
    height,
    pixels: Uint8Array.from(keys, (key) => bins.get(key)?.index ?? 0),
    palette: Uint8Array.from(means.flatMap(({ red, green, blue }) => [red, green, blue].map(Math.round))),
  };
}

const byteAt = (source: Plane, index: number) => Math.round(clamp(valueAt(source, index)) * 255);

const channels = ['red', 'green', 'blue'] as const;
const luminance = (bin: Bin) => 0.3 * bin.red + 0.59 * bin.green + 0.11 * bin.blue;

interface Bucket {
  readonly bins: readonly Bin[];
  readonly channel: (typeof channels)[number];
  /** How much a split gains: the spread along the widest channel, weighted by the root of the pixels in it. */
  readonly gain: number;
}

function medianCut(bins: readonly Bin[], colours: number): (readonly Bin[])[] {
  const buckets = [bucketOf(bins)];
  while (buckets.length < colours) {
    buckets.sort((a, b) => b.gain - a.gain);
    const widest = buckets[0];
    if (widest === undefined || widest.bins.length < 2) break;
    buckets.splice(0, 1, ...halves(widest).map(bucketOf));
  }
  return buckets.map((bucket) => bucket.bins);
}

function bucketOf(bins: readonly Bin[]): Bucket {
  const count = bins.reduce((sum, bin) => sum + bin.count, 0);
  const spreads = channels.map((channel) => {
    const values = bins.map((bin) => bin[channel]);
    return { channel, spread: Math.max(...values) - Math.min(...values) };
  });
  const widest = spreads.reduce((best, next) => (next.spread > best.spread ? next : best));
  return { bins, channel: widest.channel, gain: bins.length < 2 ? 0 : widest.spread * Math.sqrt(count) };
}

function halves({ bins, channel }: Bucket): [readonly Bin[], readonly Bin[]] {
  const sorted = [...bins].sort((a, b) => a[channel] - b[channel]);
  const half = sorted.reduce((sum, bin) => sum + bin.count, 0) / 2;
  let seen = 0;
  let cut = 0;
  while (cut < sorted.length - 1 && (cut === 0 || seen < half)) seen += sorted[cut++]?.count ?? 0;
  return [sorted.slice(0, cut), sorted.slice(cut)];
}

function mean(bins: readonly Bin[]): Bin {
  const total: Bin = { red: 0, green: 0, blue: 0, count: 0, index: 0 };
  for (const bin of bins) {
    total.count += bin.count;
    for (const channel of channels) total[channel] += bin[channel] * bin.count;
  }
  for (const channel of channels) total[channel] /= total.count;
  return total;
}

function nearest(means: readonly Bin[], bin: Bin): number {
  let best = 0;
  let least = Infinity;
  means.forEach((candidate, index) => {
    const [r, g, b] = [candidate.red - bin.red, candidate.green - bin.green, candidate.blue - bin.blue];
    const gap = r * r + g * g + b * b;
    if (gap < least) {
      least = gap;
      best = index;
    }
  });
  return best;
}
