import type { ImageMediaType } from '../../domain/dataset/truth.ts';
import type { Pixels } from './turn.ts';

/** What an import needs from a decoder of pictures: the browser's, or a fake in a test. Each rejects where a picture breaks off. */
export interface PictureDecoder {
  /** Makes sure that the picture is sound, by its checksums or by decoding all of it, and gives its size in pixels. */
  measure(
    bytes: Uint8Array<ArrayBuffer>,
    mediaType: ImageMediaType,
  ): Promise<{ readonly width: number; readonly height: number }>;
  /** Its pixels as RGBA; `stored`: the values in the file, `sRGB`: converted by its colour profile. */
  pixels(
    bytes: Uint8Array<ArrayBuffer>,
    mediaType: ImageMediaType,
    colours: 'stored' | 'sRGB',
  ): Promise<Pixels<Uint8ClampedArray>>;
  /** A small version for the screen; `longest` pixels on its longer side at most. */
  thumbnail(bytes: Uint8Array<ArrayBuffer>, mediaType: ImageMediaType, longest: number): Promise<Blob>;
}
