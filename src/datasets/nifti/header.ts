import { refusal, type Refusal } from '../refusal.ts';
import type { Affine } from './affine.ts';
import { FieldReader, versionOf } from './fields.ts';

export type VoxelType =
  | 'uint8'
  | 'int8'
  | 'uint16'
  | 'int16'
  | 'uint32'
  | 'int32'
  | 'uint64'
  | 'int64'
  | 'float32'
  | 'float64'
  | 'rgb'
  | 'rgba';

export interface NiftiHeader {
  readonly kind: 'header';
  readonly littleEndian: boolean;
  /** Voxels along i, j and k. */
  readonly size: readonly [number, number, number];
  /** Sizes beyond the third dimension: time, components. */
  readonly further: readonly number[];
  readonly type: VoxelType;
  readonly bytesPerVoxel: number;
  /** Where the first voxel lies, in the file of voxels. */
  readonly offset: number;
  /** value = stored * slope + intercept. */
  readonly slope: number;
  readonly intercept: number;
  /** Voxel (i, j, k) to millimetres towards the patient's right, front and head; null where the file does not say. */
  readonly affine: Affine | null;
  /** Millimetres between voxels along i, j and k by `pixdim`, where `affine` does not tell. */
  readonly spacing: readonly [number, number, number];
  /** The file names no unit of length; millimetres were taken. */
  readonly unitless: boolean;
  /** What is to be black and white, where the file says so. */
  readonly display: readonly [black: number, white: number] | null;
  /** Voxels lie in a file of their own (`.img`). */
  readonly pair: boolean;
}

const types: Readonly<Record<number, readonly [VoxelType, number]>> = {
  2: ['uint8', 1],
  4: ['int16', 2],
  8: ['int32', 4],
  16: ['float32', 4],
  64: ['float64', 8],
  128: ['rgb', 3],
  256: ['int8', 1],
  512: ['uint16', 2],
  768: ['uint32', 4],
  1024: ['int64', 8],
  1280: ['uint64', 8],
  2304: ['rgba', 4],
};
const otherTypes: Readonly<Record<number, string>> = {
  1: 'single bits',
  32: 'complex numbers',
  1536: 'floating-point numbers of 128 bits',
  1792: 'complex numbers',
  2048: 'complex numbers',
};

/** Whether the bytes begin with the header of NIfTI-1 or NIfTI-2, in one file or as a pair. */
export const isNifti = (bytes: Uint8Array): boolean => versionOf(bytes) !== null;

/**
 * The header of NIfTI-1 (nifti1.h of the NIfTI data format working group) or NIfTI-2 (nifti2.h), as far as pixels and their place are
 * concerned. Of its texts, which may name a patient, nothing is read.
 */
export function readNiftiHeader(bytes: Uint8Array): NiftiHeader | Refusal {
  const version = versionOf(bytes);
  if (version === null)
    return refusal(
      'it is named as a NIfTI volume, but has not the header of one',
      'Copy, download or convert it again.',
    );
  const { littleEndian, fields } = version;
  if (bytes.length < fields.bytes) return damaged('its header breaks off');
  const read = new FieldReader(bytes, littleEndian, fields);
  const [rank = 0, ...lengths] = read.dimensions();
  if (rank < 1 || rank > 7) return damaged(`it says that it has ${rank} dimensions`);
  const dimensions = lengths.map((length, at) => (at < rank ? length : 1));
  const wrong = dimensions.find((length) => !Number.isSafeInteger(length) || length < 1);
  if (wrong !== undefined) return damaged(`one of its dimensions is said to be ${wrong} long`);
  const [x = 1, y = 1, z = 1, ...further] = dimensions;
  if (x * y * z === 1)
    return refusal(
      'it holds a table of values or a connectivity matrix (CIFTI), no volume',
      'Import the volume that it was computed from.',
    );
  const code = read.short(fields.type);
  const type = types[code];
  if (type === undefined)
    return refusal(
      `its voxels are ${otherTypes[code] ?? `of type ${code}`}, which cannot be shown`,
      'Convert it to integers or floating-point numbers of 32 bits.',
    );
  const pixdim = read.floats(fields.pixdim, 8);
  const unit = read.unit();
  const [dx = 1, dy = 1, dz = 1] = [1, 2, 3].map((at) => lengthOf(pixdim[at]));
  const [slope, intercept] = scaling(read.float(fields.slope), read.float(fields.intercept), type[0]);
  const black = read.float(fields.black);
  const white = read.float(fields.white);
  return {
    kind: 'header',
    littleEndian,
    size: [x, y, z],
    further,
    type: type[0],
    bytesPerVoxel: type[1],
    offset: read.offset(),
    slope,
    intercept,
    affine: read.affine([dx, dy, dz], pixdim[0] ?? 1, unit ?? 1),
    spacing: [dx * (unit ?? 1), dy * (unit ?? 1), dz * (unit ?? 1)],
    unitless: unit === null,
    display: white > black && Number.isFinite(white - black) ? [black, white] : null,
    pair: read.isPair(),
  };
}

/**
 * The header of a pair as that of a single file, whose voxels begin right behind it where the pair's begin in theirs. Throws RangeError
 * for what `readNiftiHeader` refuses.
 */
export function joinedHeader(bytes: Uint8Array, { offset }: NiftiHeader): Uint8Array<ArrayBuffer> {
  const version = versionOf(bytes);
  if (version === null) throw new RangeError('the bytes are no header of NIfTI');
  const { littleEndian, fields } = version;
  const joined = new Uint8Array(fields.bytes + 4);
  joined.set(bytes.subarray(0, fields.bytes));
  joined[fields.magic] = 0x6e;
  joined[fields.magic + 1] = 0x2b;
  const view = new DataView(joined.buffer);
  const start = joined.length + offset;
  if (fields.wide) view.setBigInt64(fields.offset, BigInt(start), littleEndian);
  else view.setFloat32(fields.offset, start, littleEndian);
  return joined;
}

/** A size of 0, or none, is taken as 1. */
const lengthOf = (value: number | undefined): number => {
  const length = Math.abs(value ?? 1);
  return length > 0 && Number.isFinite(length) ? length : 1;
};

/** A slope of 0, or one that is no number, stands for stored values as they are. Colours are never scaled. */
function scaling(slope: number, intercept: number, type: VoxelType): readonly [number, number] {
  if (!Number.isFinite(slope) || slope === 0 || type === 'rgb' || type === 'rgba') return [1, 0];
  return [slope, Number.isFinite(intercept) ? intercept : 0];
}

const damaged = (how: string): Refusal =>
  refusal(`the NIfTI file is damaged: ${how}`, 'Copy, download or convert it again.');
