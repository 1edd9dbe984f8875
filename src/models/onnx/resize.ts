/**
 * Resizes a picture to what a network takes: the mean of the source pixels that each target pixel covers, edge pixels
 * by the share that is covered ("area"), width and height each stretched to the target's without keeping the aspect.
 * Enlarging follows the same rule, so that pixels are repeated with blended borders. Alpha is ignored.
 *
 * The bundled model was trained on pictures resized by this function, so browser and training see the same numbers.
 *
 * @param rgba row-major, 8 bits a channel, `width * height * 4` long.
 * @param size `[height, width]` of the target in pixels.
 * @returns `[3, height, width]` in row-major order: red, green, blue, each 0 to 1.
 * @throws RangeError where the pixels do not fit the size or a size is not a whole number from 1.
 */
export function resizeToTensor(
  rgba: Uint8ClampedArray | Uint8Array,
  width: number,
  height: number,
  size: readonly [height: number, width: number],
): Float32Array {
  const [targetHeight, targetWidth] = size;
  for (const length of [width, height, targetHeight, targetWidth])
    if (!Number.isInteger(length) || length < 1)
      throw new RangeError(`A picture's width and height must be whole numbers from 1, not ${length}.`);
  if (rgba.length !== width * height * 4)
    throw new RangeError(
      `The picture has ${rgba.length} bytes but ${width} x ${height} in RGBA needs ${width * height * 4}.`,
    );
  const cells = targetHeight * targetWidth;
  const sums = new Float64Array(3 * cells);
  const narrowed = new Float64Array(3 * targetWidth);
  const columns = coverage(width, targetWidth);
  const rows = coverage(height, targetHeight);
  for (const { source, target, share } of rows) {
    // Sources come in order; a row that two targets share is narrowed once for each, which costs nothing noticeable.
    narrowRow(rgba, source * width * 4, columns, targetWidth, narrowed);
    for (let channel = 0; channel < 3; channel++)
      for (let x = 0; x < targetWidth; x++) {
        const at = channel * cells + target * targetWidth + x;
        sums[at] = (sums[at] ?? 0) + share * (narrowed[channel * targetWidth + x] ?? 0);
      }
  }
  return Float32Array.from(sums, (sum) => sum / 255);
}

interface Covered {
  readonly source: number;
  readonly target: number;
  /** Of the target pixel's extent: the shares of one target add up to 1. */
  readonly share: number;
}

/** Which source pixels each target pixel covers along one direction, and by how much. */
function coverage(sourceLength: number, targetLength: number): Covered[] {
  const step = sourceLength / targetLength;
  const result: Covered[] = [];
  for (let target = 0; target < targetLength; target++) {
    const from = (target * sourceLength) / targetLength;
    const to = ((target + 1) * sourceLength) / targetLength;
    for (let source = Math.floor(from); source < Math.min(sourceLength, Math.ceil(to)); source++) {
      const overlap = Math.min(to, source + 1) - Math.max(from, source);
      if (overlap > 0) result.push({ source, target, share: overlap / step });
    }
  }
  return result;
}

function narrowRow(
  rgba: Uint8ClampedArray | Uint8Array,
  start: number,
  columns: readonly Covered[],
  targetWidth: number,
  narrowed: Float64Array,
): void {
  narrowed.fill(0);
  for (const { source, target, share } of columns) {
    const pixel = start + source * 4;
    for (let channel = 0; channel < 3; channel++) {
      const at = channel * targetWidth + target;
      narrowed[at] = (narrowed[at] ?? 0) + share * (rgba[pixel + channel] ?? 0);
    }
  }
}
