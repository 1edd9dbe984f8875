/** How the levels of a picture of one shape on a background lie. */
export type Shades =
  /** Two levels at most, or nearly so in a lossy file: `least` and above is the shape. */
  | { readonly kind: 'two'; readonly least: number }
  /** In between there are shades, at edges only. */
  | { readonly kind: 'edges'; readonly least: number }
  /** Whole areas of levels in between; `levels` are the most frequent, at most eight, in order. */
  | { readonly kind: 'areas'; readonly levels: readonly number[] };

/** Half of full white: what is nearer to white than to black is the shape's. */
export const half = 128;
/** Levels of a lossy file within this of black or white are noise about them. */
const noise = 48;
/** Neighbours within this of each other are of one area. */
const alike = 8;
/** Below this share of the picture, areas in between are specks at thick edges. */
const fewest = 0.002;

/**
 * Tells a shape with smoothed edges from a map of several areas: pixels at an edge differ from their neighbours, those
 * inside an area do not.
 *
 * @param levels row-major, `width` a row, 0 to 255
 */
export function shadesOf(levels: Uint8Array, width: number, lossy: boolean): Shades {
  const counts = new Uint32Array(256);
  for (const level of levels) counts[level] = (counts[level] ?? 0) + 1;
  const present = [...counts.keys()].filter((level) => (counts[level] ?? 0) > 0);
  const brightest = present.at(-1) ?? 0;
  if (present.length <= 2) return { kind: 'two', least: brightest === 0 ? 1 : brightest };
  const [low, high] = lossy ? [noise, 255 - noise] : [present[0] ?? 0, brightest];
  const between = (level: number) => level > low && level < high;
  let inside = 0;
  for (let at = 0; at < levels.length; at += 1) {
    const level = levels[at] ?? 0;
    if (!between(level)) continue;
    const x = at % width;
    const near = [
      x > 0 ? levels[at - 1] : level,
      x < width - 1 ? levels[at + 1] : level,
      at >= width ? levels[at - width] : level,
      at + width < levels.length ? levels[at + width] : level,
    ];
    if (near.every((other) => Math.abs((other ?? level) - level) <= (lossy ? alike : 0))) inside += 1;
  }
  const isMap = inside > levels.length * fewest || (!lossy && brightest < half);
  if (isMap) {
    const frequent = present
      .filter((level) => !lossy || between(level))
      .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0))
      .slice(0, 8);
    return { kind: 'areas', levels: frequent.sort((a, b) => a - b) };
  }
  return lossy && present.every((level) => !between(level))
    ? { kind: 'two', least: half }
    : { kind: 'edges', least: half };
}
