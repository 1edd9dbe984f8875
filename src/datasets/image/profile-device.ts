import { unzlibSync, zlibSync } from 'fflate';
import { crc32 } from '../container/crc32.ts';
import { concat, latin1, viewOf } from './stripped.ts';

/** As what is taken out is called. */
export const deviceData = 'device data of its colour profile';

/**
 * Tags of a colour profile (ICC.1:2022, and Apple's and Argyll's own) that say from which screen or scanner it is, often with a serial
 * number, or what was measured there. No colour depends on them.
 */
const deviceTags = new Set(['mmod', 'ndin', 'meta', 'targ', 'CIED', 'DevD']);
const headerBytes = 132;
const entryBytes = 12;
const mostTags = 200;
/** Its type and four reserved bytes. */
const typeBytes = 8;
/** Over the header's fields, computed from the whole; zeros say that it was not. */
const checksum = { from: 84, to: 100 } as const;

/** The profile with such tags blanked where they lie, of the same length; null where there is nothing to blank, or it makes no sense. */
export function withoutDevice(profile: Uint8Array): Uint8Array<ArrayBuffer> | null {
  if (profile.length < headerBytes || latin1(profile, 36, 4) !== 'acsp') return null;
  const view = viewOf(profile);
  const count = view.getUint32(128);
  if (count > mostTags || headerBytes + count * entryBytes > profile.length) return null;
  const tags = Array.from({ length: count }, (_, n) => {
    const at = headerBytes + n * entryBytes;
    const from = view.getUint32(at + 4);
    return { name: latin1(profile, at, 4), from, to: from + view.getUint32(at + 8) };
  });
  const needed = tags.filter(({ name }) => !deviceTags.has(name));
  // Tags may share their bytes.
  const blanked = tags.filter(
    ({ name, from, to }) =>
      deviceTags.has(name) &&
      from >= headerBytes + count * entryBytes &&
      to <= profile.length &&
      !needed.some((other) => other.from < to && from < other.to) &&
      profile.subarray(from + typeBytes, to).some((byte) => byte !== 0),
  );
  if (blanked.length === 0) return null;
  const clean = new Uint8Array(profile);
  for (const { from, to } of blanked) clean.fill(0, from + typeBytes, to);
  clean.fill(0, checksum.from, checksum.to);
  return clean;
}

/** A profile larger than this is no profile of a picture. */
const mostBytes = 4 * 1024 ** 2;

/** The same of a PNG's `iCCP` chunk, length, type and checksum included (W3C PNG, section 11.3.2.3). */
export function chunkWithoutDevice(chunk: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const begin = chunk.indexOf(0, 8) + 2;
  const packed = chunk.subarray(begin, chunk.length - 4);
  if (begin < 10 || begin > 8 + 81 || packed.length === 0) return null;
  let profile: Uint8Array;
  try {
    profile = unzlibSync(packed, { out: new Uint8Array(Math.min(mostBytes, 1_032 * packed.length)) });
  } catch {
    return null;
  }
  const clean = withoutDevice(profile);
  if (clean === null) return null;
  const whole = concat([chunk.subarray(0, begin), zlibSync(clean), new Uint8Array(4)]);
  const view = viewOf(whole);
  view.setUint32(0, whole.length - 12);
  view.setUint32(whole.length - 4, crc32(whole, 4, whole.length - 4));
  return whole;
}
