import type { ImageMediaType } from '../../domain/dataset/truth.ts';
import type { Refusal } from '../refusal.ts';
import { stripBmp } from './bmp.ts';
import { stripGif } from './gif.ts';
import { stripJpeg } from './jpeg.ts';
import { stripPng } from './png.ts';
import type { StrippedPicture } from './stripped.ts';
import { stripWebp } from './webp.ts';

/**
 * Takes everything out of a picture's file that is not needed to show it (EXIF with its places and names, comments,
 * thumbnails, texts), without decoding it. Never throws on any bytes; gives the file's own array when nothing is taken.
 */
export const strippers: Readonly<
  Record<ImageMediaType, (bytes: Uint8Array<ArrayBuffer>) => StrippedPicture | Refusal>
> = {
  'image/png': stripPng,
  'image/jpeg': stripJpeg,
  'image/webp': stripWebp,
  'image/gif': stripGif,
  'image/bmp': stripBmp,
};
