import { fromQuaternion, isUsable, type Affine } from './affine.ts';

/** Bytes of the longer of the two headers, NIfTI-2's. */
export const headerBytes = 540;
const bytesOfVersion1 = 348;

/** Where the fields of a version lie, in bytes. */
export interface Layout {
  readonly bytes: number;
  readonly magic: number;
  readonly dim: number;
  readonly type: number;
  readonly pixdim: number;
  readonly offset: number;
  readonly slope: number;
  readonly intercept: number;
  readonly white: number;
  readonly black: number;
  readonly qform: number;
  readonly sform: number;
  readonly quaternion: number;
  readonly rows: number;
  readonly units: number;
  /** Lengths are 64 bits, fractions 64 bits, codes 32 bits. */
  readonly wide: boolean;
}

const version1: Layout = {
  bytes: bytesOfVersion1,
  magic: 344,
  dim: 40,
  type: 70,
  pixdim: 76,
  offset: 108,
  slope: 112,
  intercept: 116,
  units: 123,
  white: 124,
  black: 128,
  qform: 252,
  sform: 254,
  quaternion: 256,
  rows: 280,
  wide: false,
};

const version2: Layout = {
  bytes: headerBytes,
  magic: 4,
  dim: 16,
  type: 12,
  pixdim: 104,
  offset: 168,
  slope: 176,
  intercept: 184,
  white: 192,
  black: 200,
  qform: 344,
  sform: 348,
  quaternion: 352,
  rows: 400,
  units: 500,
  wide: true,
};

/** The version whose header the bytes begin with, and its byte order; null where they begin with none. */
export function versionOf(
  bytes: Uint8Array,
): { readonly littleEndian: boolean; readonly fields: Layout } | null {
  if (bytes.length < bytesOfVersion1) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const fields of [version1, version2]) {
    for (const littleEndian of [true, false]) {
      if (view.getInt32(0, littleEndian) !== fields.bytes) continue;
      const magic = String.fromCharCode(...bytes.subarray(fields.magic, fields.magic + 3));
      const expected = fields.wide ? ['n+2', 'ni2'] : ['n+1', 'ni1'];
      if (expected.includes(magic)) return { littleEndian, fields };
    }
  }
  return null;
}

/** Reads the fields of a header. */
export class FieldReader {
  readonly #view: DataView;
  readonly #little: boolean;
  readonly #fields: Layout;

  constructor(bytes: Uint8Array, littleEndian: boolean, fields: Layout) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#little = littleEndian;
    this.#fields = fields;
  }

  /** How many there are, then their lengths. */
  dimensions(): number[] {
    const { dim, wide } = this.#fields;
    return Array.from({ length: 8 }, (_, at) => (wide ? this.#long(dim + 8 * at) : this.short(dim + 2 * at)));
  }

  short(at: number): number {
    return this.#view.getInt16(at, this.#little);
  }

  float(at: number): number {
    return this.#fields.wide
      ? this.#view.getFloat64(at, this.#little)
      : this.#view.getFloat32(at, this.#little);
  }

  floats(at: number, count: number): number[] {
    return Array.from({ length: count }, (_, n) => this.float(at + n * (this.#fields.wide ? 8 : 4)));
  }

  offset(): number {
    const { offset, wide, bytes } = this.#fields;
    const stated = wide ? this.#long(offset) : this.#view.getFloat32(offset, this.#little);
    // In one file, 0 stands for right behind the header and its flag for extensions.
    return this.isPair()
      ? Math.max(0, Math.trunc(stated) || 0)
      : Math.max(bytes + 4, Math.trunc(stated) || 0);
  }

  isPair(): boolean {
    return this.#view.getUint8(this.#fields.magic + 1) !== 0x2b;
  }

  /** Millimetres of the unit of length; null where none is named. */
  unit(): number | null {
    const { units, wide } = this.#fields;
    const code = wide ? this.#view.getInt32(units, this.#little) : this.#view.getUint8(units);
    switch (code & 7) {
      case 1:
        return 1000;
      case 2:
        return 1;
      case 3:
        return 0.001;
      default:
        return null;
    }
  }

  /** The affine in millimetres: of the standard's two, the explicit matrix goes before the quaternion, as in nibabel. */
  affine(sizes: readonly [number, number, number], qfac: number, unit: number): Affine | null {
    const { qform, sform, quaternion, rows, wide } = this.#fields;
    const codeAt = (at: number) => (wide ? this.#view.getInt32(at, this.#little) : this.short(at));
    const step = wide ? 32 : 16;
    if (codeAt(sform) > 0) {
      const [x, y, z] = [0, 1, 2].map((row) => rowOf(this.floats(rows + row * step, 4), unit));
      if (x && y && z && isUsable([x, y, z])) return [x, y, z];
    }
    if (codeAt(qform) > 0) {
      const [b = 0, c = 0, d = 0, px = 0, py = 0, pz = 0] = this.floats(quaternion, 6);
      const made = fromQuaternion([b, c, d], [px, py, pz], sizes, qfac < 0 ? -1 : 1);
      const scaled = made === null ? null : scale(made, unit);
      if (scaled !== null && isUsable(scaled)) return scaled;
    }
    return null;
  }

  #long(at: number): number {
    return Number(this.#view.getBigInt64(at, this.#little));
  }
}

const rowOf = (
  [a = 0, b = 0, c = 0, d = 0]: readonly number[],
  unit: number,
): readonly [number, number, number, number] => [a * unit, b * unit, c * unit, d * unit];

const scale = ([x, y, z]: Affine, unit: number): Affine => [rowOf(x, unit), rowOf(y, unit), rowOf(z, unit)];
