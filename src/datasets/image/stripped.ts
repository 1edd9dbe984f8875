import type { ImageMediaType } from '../../domain/dataset/truth.ts';
import { refusal, type Refusal } from '../refusal.ts';

/** EXIF orientation: 1 is upright, 2 to 8 say how the stored pixels must be mirrored and turned to be so. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** A picture without what is not needed to show it. Its compressed pixels are byte for byte those of the file. */
export interface StrippedPicture {
  readonly kind: 'stripped';
  readonly mediaType: ImageMediaType;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Pixels as stored, before orientation is applied. */
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
  /** What was taken out, in words a person knows (`EXIF`, `comment`), each once. */
  readonly removed: readonly string[];
  /** The embedded colour profile, uncompressed, where one was found in a JPEG or WebP. */
  readonly colourProfile?: Uint8Array<ArrayBuffer>;
}

export const trailingBytes = 'bytes after its end';

export const brokenOff = (at: number): Refusal =>
  refusal(`the picture breaks off after ${at} bytes`, 'Copy or download the file again.');

export const damaged = (how: string): Refusal =>
  refusal(
    `the picture is damaged: ${how}`,
    'Open it in another program and save it anew, or download it again.',
  );

export const animated = (frames: number | null): Refusal =>
  refusal(
    frames === null ? 'it is animated' : `it holds ${frames} frames`,
    'Save the still that you mean as PNG and import that.',
  );

export const noPixels = (): Refusal => damaged('it has no pixels');

export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Bytes as Latin-1 text: chunk names and signatures. */
export function latin1(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}
