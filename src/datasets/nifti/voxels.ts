import type { Samples } from '../../domain/raster/raster.ts';
import type { Orientation } from './affine.ts';
import type { NiftiHeader } from './header.ts';

/** The voxels of one volume, i fastest, as numbers that a raster can hold. */
export interface Voxels {
  readonly values: Samples;
  readonly channels: 1 | 3;
  readonly size: readonly [number, number, number];
  /** Values were rounded to fit. */
  readonly rounded: boolean;
  /** There was opacity, which is left out. */
  readonly opacity: boolean;
}

/** @param bytes of one volume, of its own memory, which is used. */
export function voxelsOf(
  bytes: Uint8Array<ArrayBuffer>,
  { type, size, littleEndian, bytesPerVoxel }: NiftiHeader,
): Voxels {
  const width = type === 'rgb' || type === 'rgba' ? 1 : bytesPerVoxel;
  // Typed arrays are little-endian on every machine that has a browser.
  if (!littleEndian && width > 1) swapBytes(bytes, width);
  const plain = { channels: 1 as const, size, rounded: false, opacity: false };
  const { buffer } = bytes;
  switch (type) {
    case 'uint8':
      return { ...plain, values: bytes };
    case 'int8':
      return { ...plain, values: new Int8Array(buffer) };
    case 'uint16':
      return { ...plain, values: new Uint16Array(buffer) };
    case 'int16':
      return { ...plain, values: new Int16Array(buffer) };
    case 'uint32':
      return { ...plain, values: new Uint32Array(buffer) };
    case 'int32':
      return { ...plain, values: new Int32Array(buffer) };
    case 'float32':
      return { ...plain, values: new Float32Array(buffer) };
    case 'float64': {
      const exact = new Float64Array(buffer);
      const values = new Float32Array(exact);
      const rounded = exact.some((value, at) => value !== values[at] && !Number.isNaN(value));
      return { ...plain, values, rounded };
    }
    case 'int64':
    case 'uint64':
      return {
        ...plain,
        ...narrowed(type === 'int64' ? new BigInt64Array(buffer) : new BigUint64Array(buffer)),
      };
    case 'rgb':
      return { ...plain, values: bytes, channels: 3 };
    case 'rgba':
      return { ...plain, values: withoutOpacity(bytes), channels: 3, opacity: true };
  }
}

/**
 * The slices of a volume from the feet to the head, each with rows from the front to the back and columns from the patient's right
 * to the left.
 */
export class AxialFrames {
  readonly count: number;
  readonly #voxels: Pick<Voxels, 'values' | 'channels'>;
  /** Where columns, rows and frames begin in the values, in voxels. */
  readonly #columns: readonly number[];
  readonly #rows: readonly number[];
  readonly #frames: readonly number[];

  constructor(
    { values, channels, size }: Pick<Voxels, 'values' | 'channels' | 'size'>,
    orientation: Orientation,
  ) {
    const strides = [1, size[0], size[0] * size[1]];
    const [right = [], front = [], head = []] = orientation.map(({ axis, reversed }) =>
      Array.from(
        { length: size[axis] },
        (_, at) => (reversed ? size[axis] - 1 - at : at) * (strides[axis] ?? 0),
      ),
    );
    this.#voxels = { values, channels };
    this.#columns = right.toReversed();
    this.#rows = front.toReversed();
    this.#frames = head;
    this.count = head.length;
  }

  /** A slice of its own memory, counted from 0. */
  frame(at: number): Samples {
    const { values, channels } = this.#voxels;
    const start = this.#frames[at];
    if (start === undefined) throw new RangeError(`the volume has no slice ${at}`);
    const slice = values.slice(0, this.#columns.length * this.#rows.length * channels);
    let to = 0;
    for (const row of this.#rows) {
      for (const column of this.#columns) {
        const from = (start + row + column) * channels;
        slice[to] = values[from] ?? 0;
        to += 1;
        for (let channel = 1; channel < channels; channel += 1, to += 1)
          slice[to] = values[from + channel] ?? 0;
      }
    }
    return slice;
  }

  *[Symbol.iterator](): Generator<Samples, void, undefined> {
    for (let at = 0; at < this.count; at += 1) yield this.frame(at);
  }
}

/** Voxels along columns, rows and frames. */
export const frameSize = (
  size: readonly [number, number, number],
  [right, front, head]: Orientation,
): { readonly width: number; readonly height: number; readonly frames: number } => ({
  width: size[right.axis],
  height: size[front.axis],
  frames: size[head.axis],
});

function narrowed(exact: BigInt64Array | BigUint64Array): Pick<Voxels, 'values' | 'rounded'> {
  let smallest = 0n;
  let largest = 0n;
  for (const value of exact) {
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
  }
  if (smallest >= -(2n ** 31n) && largest < 2n ** 31n)
    return { values: Int32Array.from(exact, Number), rounded: false };
  if (smallest >= 0n && largest < 2n ** 32n)
    return { values: Uint32Array.from(exact, Number), rounded: false };
  return { values: Float32Array.from(exact, Number), rounded: true };
}

function withoutOpacity(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const colours = new Uint8Array((bytes.length / 4) * 3);
  for (let from = 0, to = 0; from < bytes.length; from += 4, to += 3) {
    for (let channel = 0; channel < 3; channel += 1) colours[to + channel] = bytes[from + channel] ?? 0;
  }
  return colours;
}

function swapBytes(bytes: Uint8Array<ArrayBuffer>, width: number): void {
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + width <= bytes.length; at += width) {
    if (width === 2) view.setUint16(at, view.getUint16(at), true);
    else if (width === 4) view.setUint32(at, view.getUint32(at), true);
    else view.setBigUint64(at, view.getBigUint64(at), true);
  }
}
