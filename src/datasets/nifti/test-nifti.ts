/** NIfTI files for tests, written field by field after nifti1.h and nifti2.h. */
import { gzipSync } from 'fflate';
import type { Affine } from './affine.ts';

export interface TestVolume {
  readonly size: readonly number[];
  /** `datatype` of nifti1.h, with the bytes of a voxel. */
  readonly type: number;
  readonly bytesPerVoxel: number;
  readonly write: (view: DataView, at: number, voxel: number, little: boolean) => void;
  readonly little?: boolean;
  readonly version?: 1 | 2;
  readonly affine?: Affine | null;
  readonly slope?: number;
  readonly intercept?: number;
  readonly pair?: boolean;
  readonly texts?: string;
}

/** i to the right, j to the front, k to the head, one millimetre each. */
export const plain: Affine = [
  [1, 0, 0, 0],
  [0, 1, 0, 0],
  [0, 0, 1, 0],
];

/** 16-bit integers, i fastest. */
export const shorts = (
  size: readonly number[],
  values: (voxel: number) => number,
  more: Partial<TestVolume> = {},
): Uint8Array<ArrayBuffer> =>
  niftiBytes({
    size,
    type: 4,
    bytesPerVoxel: 2,
    write: (view, at, voxel, little) => view.setInt16(at, values(voxel), little),
    ...more,
  });

export function niftiBytes(volume: TestVolume): Uint8Array<ArrayBuffer> {
  const header = niftiHeader(volume);
  const voxels = niftiVoxels(volume);
  const bytes = new Uint8Array(header.length + voxels.length);
  bytes.set(header);
  bytes.set(voxels, header.length);
  return bytes;
}

export const packed = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(gzipSync(bytes, { mtime: 0 }));

export function niftiVoxels({
  size,
  bytesPerVoxel,
  write,
  little = true,
}: TestVolume): Uint8Array<ArrayBuffer> {
  const count = size.reduce((product, length) => product * length, 1);
  const bytes = new Uint8Array(count * bytesPerVoxel);
  const view = new DataView(bytes.buffer);
  for (let voxel = 0; voxel < count; voxel += 1) write(view, voxel * bytesPerVoxel, voxel, little);
  return bytes;
}

/** With the flag for extensions behind it, unless it is that of a pair. */
export function niftiHeader({
  size,
  type,
  bytesPerVoxel,
  little = true,
  version = 1,
  affine = plain,
  slope = 0,
  intercept = 0,
  pair = false,
  texts = '',
}: TestVolume): Uint8Array<ArrayBuffer> {
  const wide = version === 2;
  const length = wide ? 540 : 348;
  const bytes = new Uint8Array(length + (pair ? 0 : 4));
  const view = new DataView(bytes.buffer);
  const short = (at: number, value: number) => view.setInt16(at, value, little);
  const float = (at: number, value: number) =>
    wide ? view.setFloat64(at, value, little) : view.setFloat32(at, value, little);
  const text = (at: number, value: string) => bytes.set(new TextEncoder().encode(value), at);
  view.setInt32(0, length, little);
  text(wide ? 4 : 344, `n${pair ? 'i' : '+'}${version}\0`);
  [size.length, ...size].forEach((value, at) =>
    wide ? view.setBigInt64(16 + 8 * at, BigInt(value), little) : short(40 + 2 * at, value),
  );
  short(wide ? 12 : 70, type);
  short(wide ? 14 : 72, 8 * bytesPerVoxel);
  [1, 1, 1, 1].forEach((value, at) => float((wide ? 104 : 76) + (wide ? 8 : 4) * at, value));
  const offset = pair ? 0 : bytes.length;
  if (wide) view.setBigInt64(168, BigInt(offset), little);
  else view.setFloat32(108, offset, little);
  float(wide ? 176 : 112, slope);
  float(wide ? 184 : 116, intercept);
  // Millimetres.
  if (wide) view.setInt32(500, 2, little);
  else bytes[123] = 2;
  if (texts !== '') {
    text(wide ? 240 : 148, texts.slice(0, 79));
    text(wide ? 320 : 228, texts.slice(0, 23));
    text(wide ? 508 : 328, texts.slice(0, 15));
    if (!wide) text(14, texts.slice(0, 17));
  }
  if (affine !== null) {
    if (wide) view.setInt32(348, 2, little);
    else short(254, 2);
    affine.forEach((row, at) =>
      row.forEach((value, n) => float((wide ? 400 : 280) + (at * 4 + n) * (wide ? 8 : 4), value)),
    );
  }
  return bytes;
}
