/** Damage to files, the same for the same number on every machine. */

/** A generator of whole numbers below `limit` (mulberry32, after Tommy Ettinger's public-domain code). */
export function dice(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * limit);
  };
}

/** Numbers on which readers of lengths and counts break. */
const extremes: readonly (readonly number[])[] = [
  [0xff, 0xff, 0xff, 0xff],
  [0xff, 0xff, 0xff, 0x7f],
  [0x7f, 0xff, 0xff, 0xff],
  [0, 0, 0, 0],
  [0, 0, 0, 0x80],
  [1, 0, 0, 0],
  [0xfe, 0xff, 0xff, 0xff],
];

/**
 * One damaged file: bits turned, bytes set, numbers driven to extremes, pieces cut out, put in twice or taken from another file, the end cut
 * off. `others`: where pieces come from.
 */
export function damaged(
  whole: Uint8Array,
  others: readonly Uint8Array[],
  roll: (limit: number) => number,
): Uint8Array<ArrayBuffer> {
  let bytes = new Uint8Array(whole);
  // Mostly once: what is damaged often is refused at the first place.
  const times = 1 + Math.floor(roll(12) / 9) * roll(4);
  for (let n = 0; n < times; n += 1) bytes = damagedOnce(bytes, others, roll);
  return bytes;
}

function damagedOnce(
  bytes: Uint8Array<ArrayBuffer>,
  others: readonly Uint8Array[],
  roll: (limit: number) => number,
): Uint8Array<ArrayBuffer> {
  // The beginning of a file says most of it: half of the damage is done there.
  const place = () => roll(roll(2) === 0 ? Math.min(bytes.length, 512) : bytes.length);
  if (bytes.length === 0) return Uint8Array.of(roll(256));
  switch (roll(7)) {
    case 0: {
      const flips = 1 + roll(8);
      for (let n = 0; n < flips; n += 1) {
        const at = place();
        bytes[at] = (bytes[at] ?? 0) ^ (1 << roll(8));
      }
      return bytes;
    }
    case 1:
      bytes[place()] = roll(256);
      return bytes;
    case 2: {
      const number = extremes[roll(extremes.length)] ?? [];
      const at = place();
      bytes.set(number.slice(0, Math.min(1 << roll(3), bytes.length - at)), at);
      return bytes;
    }
    case 3:
      return bytes.slice(0, roll(bytes.length));
    case 4: {
      const from = place();
      return joined(bytes.subarray(0, from), bytes.subarray(from + 1 + roll(64)));
    }
    case 5: {
      const from = place();
      const piece = bytes.subarray(from, from + 1 + roll(256));
      const to = place();
      return joined(bytes.subarray(0, to), piece, bytes.subarray(to));
    }
    default: {
      const other = others[roll(others.length)] ?? bytes;
      const from = roll(other.length);
      const piece = other.subarray(from, from + 1 + roll(1024));
      const to = place();
      return joined(bytes.subarray(0, to), piece, bytes.subarray(to + roll(piece.length + 1)));
    }
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
