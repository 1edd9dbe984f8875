/** A block of a tar archive: headers take one, contents are filled up to whole ones. */
export const blockBytes = 512;

export interface TarHeader {
  /** In full, with ustar's prefix. */
  readonly name: string;
  /** Bytes of what follows. */
  readonly size: number;
  readonly kind: TarKind;
  /** Between this header and the contents lie further blocks that list the gaps of a sparse file. */
  readonly goesOn: boolean;
}

/**
 * `name` and `attributes` speak of the entry that follows: GNU's long name, or the records of POSIX's extended header.
 * `defaults`: POSIX's global header, which says nothing that matters here.
 */
export type TarKind =
  | 'file'
  | 'folder'
  | 'link'
  | 'device'
  | 'sparse'
  | 'name'
  | 'link name'
  | 'attributes'
  | 'defaults'
  | 'unknown';

const kinds: Readonly<Record<string, TarKind>> = {
  '\0': 'file',
  '0': 'file',
  '7': 'file',
  '1': 'link',
  '2': 'link',
  '3': 'device',
  '4': 'device',
  '5': 'folder',
  '6': 'device',
  L: 'name',
  K: 'link name',
  x: 'attributes',
  g: 'defaults',
  S: 'sparse',
};

/**
 * A header block: ustar (POSIX.1-1988), its forerunner without magic, and GNU's. `end`: a block of zeros. Null where its
 * checksum is wrong, so that it is no header.
 */
export function readTarHeader(block: Uint8Array): TarHeader | 'end' | null {
  if (block.length < blockBytes) return null;
  if (block.every((byte) => byte === 0)) return 'end';
  const stated = numberOf(block.subarray(148, 156));
  if (stated === null || !sumsOf(block).includes(stated)) return null;
  const size = numberOf(block.subarray(124, 136));
  if (size === null) return null;
  const ustar = textOf(block.subarray(257, 263)) === 'ustar' && block[262] === 0;
  const prefix = ustar ? textOf(block.subarray(345, 500)) : '';
  const name = textOf(block.subarray(0, 100));
  const kind = kinds[String.fromCharCode(block[156] ?? 0)] ?? 'unknown';
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size,
    // Before ustar, a folder was a file whose name ends with a slash.
    kind: kind === 'file' && name.endsWith('/') ? 'folder' : kind,
    goesOn: kind === 'sparse' && block[482] === 1,
  };
}

/** Whether another block of gaps follows this one (GNU tar, `isextended` of its sparse header). */
export const gapsGoOn = (block: Uint8Array): boolean => block[504] === 1;

/** The records `length key=value` of a POSIX extended header that are understood; others are passed over. */
export function readPaxRecords(bytes: Uint8Array): {
  readonly path?: string;
  readonly size?: number;
  readonly sparse: boolean;
} {
  const found: { path?: string; size?: number; sparse: boolean } = { sparse: false };
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    if (space < 0) break;
    const length = Number(textOf(bytes.subarray(at, space)));
    if (!Number.isInteger(length) || length <= space - at || at + length > bytes.length) break;
    const record = textOf(bytes.subarray(space + 1, at + length - 1));
    const equals = record.indexOf('=');
    const [key, value] = [record.slice(0, equals), record.slice(equals + 1)];
    if (key === 'path') found.path = value;
    if (key === 'size' && /^\d+$/.test(value)) found.size = Number(value);
    if (key.startsWith('GNU.sparse.')) found.sparse = true;
    at += length;
  }
  return found;
}

/** Text up to the first NUL: UTF-8 where it is valid, else Latin-1, so that different names stay different. */
export function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const text = end < 0 ? bytes : bytes.subarray(0, end);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch {
    return new TextDecoder('latin1').decode(text);
  }
}

/** An octal number in text, or GNU's binary form for large ones (first bit set). */
function numberOf(field: Uint8Array): number | null {
  const first = field[0] ?? 0;
  if (first & 0x80) {
    if (first === 0xff) return null; // negative
    const value = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, first & 0x7f);
    return Number.isSafeInteger(value) ? value : null;
  }
  const text = textOf(field).trim();
  return /^[0-7]*$/.test(text) ? parseInt(text || '0', 8) : null;
}

/** Sum of the block's bytes with the checksum itself as spaces; old programs summed signed bytes. */
function sumsOf(block: Uint8Array): readonly number[] {
  let unsigned = 0;
  let signed = 0;
  for (let at = 0; at < blockBytes; at += 1) {
    const byte = at >= 148 && at < 156 ? 0x20 : (block[at] ?? 0);
    unsigned += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  return [unsigned, signed];
}
