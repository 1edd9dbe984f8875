import { encodeMask } from '../../domain/geometry/rle.ts';
import type { RunLengthMask } from '../../domain/dataset/truth.ts';
import type { KnownLabels } from './known-labels.ts';

export interface NetworkOutput {
  readonly logits: Float32Array;
  /** Row-major values of the lesion map of one collection. */
  readonly mask?: { readonly values: Float32Array; readonly width: number; readonly height: number };
}

export interface AnswerChoices {
  /** Where the collection's classes begin among the logits. */
  readonly offset: number;
  readonly pairs: KnownLabels['pairs'];
  readonly lesion: KnownLabels['lesion'];
  readonly temperature: number;
  readonly maskThreshold: number;
}

/**
 * The network's answer in words: `{"label", "confidence", "probabilities", "mask"?}` as JSON. Probabilities are a
 * softmax over the labels asked about that it knows, so that they add up to 1 among them; where there is but one to
 * name a region by, they would say nothing and are left out. The mask is in the pixels of the source image, `width` x
 * `height`. Throws RangeError when the output does not hold the classes.
 */
export function answerText(
  output: NetworkOutput,
  choices: AnswerChoices,
  width: number,
  height: number,
): string {
  const mask = output.mask && { mask: sourceMask(output.mask, choices.maskThreshold, width, height) };
  const only = choices.lesion ?? (choices.pairs.length === 1 ? choices.pairs[0]?.label : undefined);
  if (only !== undefined) return JSON.stringify({ label: only, ...mask });
  const logits = choices.pairs.map(({ classIndex, className }) => {
    const logit = output.logits[choices.offset + classIndex];
    if (logit === undefined || !Number.isFinite(logit)) {
      throw new RangeError(`The network gave no number for "${className}"`);
    }
    return logit / choices.temperature;
  });
  const probabilities = softmax(logits).map((probability) => Number(probability.toFixed(6)));
  const confidence = Math.max(...probabilities);
  const label = choices.pairs[probabilities.indexOf(confidence)]?.label;
  if (label === undefined) throw new RangeError('There are no labels to choose from');
  return JSON.stringify({
    label,
    confidence,
    probabilities: Object.fromEntries(choices.pairs.map((pair, index) => [pair.label, probabilities[index]])),
    ...mask,
  });
}

/** exp(x) / sum exp(x), shifted by the maximum so that nothing overflows. */
function softmax(logits: readonly number[]): number[] {
  const highest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The map at the size of the source image: each pixel takes the cell in which its centre lies. */
function sourceMask(
  mask: NonNullable<NetworkOutput['mask']>,
  threshold: number,
  width: number,
  height: number,
): RunLengthMask {
  const bitmap = new Uint8Array(width * height);
  const columns = Array.from({ length: width }, (_, x) => Math.floor(((x + 0.5) * mask.width) / width));
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(((y + 0.5) * mask.height) / height) * mask.width;
    for (let x = 0; x < width; x += 1) {
      const value = mask.values[row + (columns[x] ?? 0)];
      if (value !== undefined && value >= threshold) bitmap[y * width + x] = 1;
    }
  }
  return encodeMask(bitmap, width, height);
}
