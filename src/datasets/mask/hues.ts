import type { MaskPixels } from './decoded.ts';
import { colourOfNumber, coloursOf } from './pixels.ts';
import type { Colour } from './rule.ts';

/** A hue of fewer pixels than this share of the picture is a speck, or the rim that a lossy file has around an edge. */
const fewest = 0.002;
/** And than this share of what is not background. */
const fewestOfShape = 0.05;

/**
 * The colours of a mask's areas, the most frequent first, where it has areas of several hues: each then means something of its own.
 * Empty where it is grey throughout or of one hue (red on black is one shape).
 *
 * @param levels how bright each pixel is, 0 to 255
 * @param least from where on it is no background
 */
export function severalHues(pixels: MaskPixels, levels: Uint8Array, least: number): readonly Colour[] {
  if (pixels.channels < 3 && pixels.palette === null) return [];
  const colours = coloursOf(pixels);
  const counts = new Map<number, number>();
  const hues = new Map<number, number>();
  let inside = 0;
  for (let at = 0; at < colours.length; at += 1) {
    if ((levels[at] ?? 0) < least) continue;
    inside += 1;
    const colour = colours[at] ?? 0;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
    const hue = hueOf(colour);
    hues.set(hue, (hues.get(hue) ?? 0) + 1);
  }
  const enough = Math.max(levels.length * fewest, inside * fewestOfShape);
  if ([...hues.values()].filter((count) => count >= enough).length < 2) return [];
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 16)
    .map(([colour]) => colourOfNumber(colour));
}

/** Which of the three channels are at least half as bright as the brightest. */
function hueOf(colour: number): number {
  const channels = colourOfNumber(colour);
  const half = Math.max(...channels) / 2;
  return channels.reduce((bits, channel, at) => (channel >= half ? bits | (1 << at) : bits), 0);
}
