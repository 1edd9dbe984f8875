import { refusal, type Refusal } from '../../refusal.ts';

/** Types of numbers that arrays of pictures and labels have. */
const kinds = ['u1', 'i1', 'b1', 'u2', 'i2', 'u4', 'i4', 'u8', 'i8', 'f4', 'f8'] as const;
type Kind = (typeof kinds)[number];

export interface NumpyHead {
  readonly kind: Kind;
  readonly littleEndian: boolean;
  /** Of each axis, the outermost first. */
  readonly shape: readonly number[];
  /** The first axis runs fastest (Fortran's order). */
  readonly isFortran: boolean;
  /** Where its numbers begin. */
  readonly start: number;
}

/** `\x93NUMPY` */
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const;
const again = 'Save it again, or download it again.';

/**
 * The head of an array of NumPy (`.npy`): `\x93NUMPY`, a version, the length of what follows (2 bytes in version 1, 4 in 2 and 3), then a
 * dictionary of Python. After numpy.lib.format.
 */
export function npyHead(bytes: Uint8Array): NumpyHead | Refusal {
  if (bytes.length < 12 || magic.some((byte, at) => bytes[at] !== byte))
    return refusal('it is no array of NumPy', again);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const lengthBytes = (bytes[6] ?? 1) === 1 ? 2 : 4;
  const length = lengthBytes === 2 ? view.getUint16(8, true) : view.getUint32(8, true);
  const start = 8 + lengthBytes + length;
  if (start > bytes.length) return refusal('it breaks off in its head', again);
  const text = new TextDecoder('latin1').decode(bytes.subarray(8 + lengthBytes, start));
  const descr = /'descr':\s*'([<>|=]?)([a-zA-Z]\d+)'/.exec(text);
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape':\s*\(([\d,\sL]*)\)/.exec(text)?.[1];
  const kind = kinds.find((known) => known === descr?.[2]);
  if (descr === null || order === undefined || shape === undefined || kind === undefined)
    return refusal(
      'it holds something other than numbers (objects, texts or a structure)',
      'Save it as an array of whole numbers.',
    );
  return {
    kind,
    littleEndian: descr[1] !== '>',
    shape: [...shape.matchAll(/\d+/g)].map(([digits]) => Number(digits)),
    isFortran: order === 'True',
    start,
  };
}

export const bytesOfKind = (kind: Kind): number => Number(kind.slice(1));

export const countOf = ({ shape }: Pick<NumpyHead, 'shape'>): number =>
  shape.reduce((product, axis) => product * axis, 1);

/** All numbers of an array, in its order; whole numbers beyond 2^53 lose their last digits. Refused where they break off. */
export function numbersOf(bytes: Uint8Array, head: NumpyHead): readonly number[] | Refusal {
  const { kind, littleEndian, start } = head;
  const size = bytesOfKind(kind);
  const count = countOf(head);
  if (start + count * size > bytes.length) return refusal('its numbers break off', again);
  const view = new DataView(bytes.buffer, bytes.byteOffset + start);
  const read = readers[kind];
  return Array.from({ length: count }, (_, at) => read(view, at * size, littleEndian));
}

const readers: Readonly<Record<Kind, (view: DataView, at: number, little: boolean) => number>> = {
  u1: (view, at) => view.getUint8(at),
  b1: (view, at) => view.getUint8(at),
  i1: (view, at) => view.getInt8(at),
  u2: (view, at, little) => view.getUint16(at, little),
  i2: (view, at, little) => view.getInt16(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
};
