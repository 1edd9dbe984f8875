import type { SampleType } from './view.ts';

export type Samples =
  | Uint8Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>;

/** A grey table that a file brings along: maps value `first` + i to `entries[i]`, of `bits` bits; ends are held. */
export interface GreyTable {
  readonly first: number;
  readonly bits: number;
  readonly entries: readonly number[];
}

/** Pixel values as they are stored, frame after frame, row after row, the channels of a pixel side by side. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** Each `width * height * channels` long. */
  readonly frames: readonly Samples[];
  readonly tables: readonly GreyTable[];
}

/** Empty samples of a type, over a buffer or of a length. */
export function samplesOf(type: SampleType, from: number | ArrayBuffer): Samples {
  // A constructor takes a length or a buffer; its overloads cannot be told apart by a union.
  const made = typeof from === 'number' ? new ArrayBuffer(from * bytesOf(type)) : from;
  return samplesIn(type, made, 0, Math.floor(made.byteLength / bytesOf(type)));
}

/** `count` samples of a type where they lie in a buffer, from the byte `at` on, which is a multiple of their size. */
export function samplesIn(type: SampleType, buffer: ArrayBuffer, at: number, count: number): Samples {
  switch (type) {
    case 'uint8':
      return new Uint8Array(buffer, at, count);
    case 'int8':
      return new Int8Array(buffer, at, count);
    case 'uint16':
      return new Uint16Array(buffer, at, count);
    case 'int16':
      return new Int16Array(buffer, at, count);
    case 'uint32':
      return new Uint32Array(buffer, at, count);
    case 'int32':
      return new Int32Array(buffer, at, count);
    case 'float32':
      return new Float32Array(buffer, at, count);
  }
}

/** Bytes of one sample. */
export function bytesOf(type: SampleType): 1 | 2 | 4 {
  switch (type) {
    case 'uint8':
    case 'int8':
      return 1;
    case 'uint16':
    case 'int16':
      return 2;
    case 'uint32':
    case 'int32':
    case 'float32':
      return 4;
  }
}

export function sampleTypeOf(samples: Samples): SampleType {
  if (samples instanceof Uint8Array) return 'uint8';
  if (samples instanceof Int8Array) return 'int8';
  if (samples instanceof Uint16Array) return 'uint16';
  if (samples instanceof Int16Array) return 'int16';
  if (samples instanceof Uint32Array) return 'uint32';
  if (samples instanceof Int32Array) return 'int32';
  return 'float32';
}

/** The smallest and largest of all samples; NaN and the infinities are passed over. Null where there is no number at all. */
export function rangeOf(frames: readonly Samples[]): readonly [smallest: number, largest: number] | null {
  let smallest = Infinity;
  let largest = -Infinity;
  for (const frame of frames) {
    for (const sample of frame) {
      if (sample < smallest && sample > -Infinity) smallest = sample;
      if (sample > largest && sample < Infinity) largest = sample;
    }
  }
  return smallest <= largest ? [smallest, largest] : null;
}
