import { decodeMask } from '../../src/domain/geometry/rle.ts';
import { resizeToTensor } from '../../src/models/onnx/resize.ts';
import type { WrittenMask } from '../datasets/collection.ts';
import type { IndexedPicture } from '../datasets/png.ts';
import { inputSize } from './classes.ts';

function rgbaOf({ width, height, pixels, palette }: IndexedPicture): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  pixels.forEach((value, pixel) => {
    for (let channel = 0; channel < 3; channel++)
      rgba[pixel * 4 + channel] = palette === undefined ? value : (palette[value * 3 + channel] ?? 0);
  });
  return rgba;
}

/** What the network sees of a picture. */
export function inputOf(picture: IndexedPicture): Float32Array {
  return resizeToTensor(rgbaOf(picture), picture.width, picture.height, [inputSize, inputSize]);
}

/** The lesions of a case as one bitmap in source pixels; all 0 where it has none. */
export function lesionBitmap(
  masks: readonly WrittenMask[],
  masksOf: readonly string[],
  width: number,
  height: number,
): Uint8Array {
  const result = new Uint8Array(width * height);
  for (const { label, rle } of masks)
    if (masksOf.includes(label))
      decodeMask(rle).bitmap.forEach((value, pixel) => {
        if (value === 1) result[pixel] = 1;
      });
  return result;
}
