/**
 * What a picture looks like, in 512 bits: of a grey version of 17 x 17 pixels, whether each pixel is clearly brighter than
 * the one left of it (256 bits) and than the one above it (256 bits). A difference hash after N. Krawetz, "Kind of Like
 * That" (2013), in both directions, and finer than his: radiographs of one view are alike in the coarse. Pictures that
 * differ in size, encoding, brightness or small marks have nearly the same bits; turned, mirrored or cropped ones have
 * not.
 */
export const lookSide = 17;
const steps = lookSide - 1;
export const lookBits = 2 * steps * steps;
/** Grey levels (of 255) that make a pixel clearly brighter: noise in black margins is no difference. */
const margin = 2;

/** The bits of a grey picture of 17 x 17 values (0 to 255), row by row. Throws RangeError where it has another size. */
export function lookOf(grey: ArrayLike<number>): Uint32Array<ArrayBuffer> {
  if (grey.length !== lookSide * lookSide)
    throw new RangeError(`a look is of ${lookSide} x ${lookSide} values`);
  const bits = new Uint32Array(lookBits / 32);
  let at = 0;
  const compare = (value: number | undefined, before: number | undefined) => {
    if ((value ?? 0) - (before ?? 0) > margin) bits[at >> 5] = (bits[at >> 5] ?? 0) | (1 << (at & 31));
    at += 1;
  };
  for (let row = 0; row < steps; row += 1)
    for (let column = 1; column < lookSide; column += 1)
      compare(grey[row * lookSide + column], grey[row * lookSide + column - 1]);
  for (let row = 1; row < lookSide; row += 1)
    for (let column = 0; column < steps; column += 1)
      compare(grey[row * lookSide + column], grey[(row - 1) * lookSide + column]);
  return bits;
}

/** Bits in which two looks differ, from 0 (the same) to 512. */
export function lookDistance(a: Uint32Array, b: Uint32Array): number {
  let distance = 0;
  for (let word = 0; word < a.length; word += 1) distance += bitCount((a[word] ?? 0) ^ (b[word] ?? 0));
  return distance;
}

/** Bits that are set among 32. */
export function bitCount(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
