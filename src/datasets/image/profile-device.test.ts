import { unzlibSync, zlibSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunkWithoutDevice, deviceData, withoutDevice } from './profile-device.ts';
import { strippers } from './strip.ts';
import { bytesOf, chunk, jpeg, joined, png, webp } from './test-pictures.ts';

const big = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const little = (value: number) => big(value).reverse();

/** A profile of such tags, each with a text; `shared`: names of the same bytes. */
function profileOf(tags: Readonly<Record<string, string>>, shared: Readonly<Record<string, string>> = {}) {
  const header = new Uint8Array(128).fill(7, 84, 100);
  header.set(bytesOf('acsp'), 36);
  const names = [...Object.keys(tags), ...Object.keys(shared)];
  let at = 132 + 12 * names.length;
  const places = new Map(
    Object.entries(tags).map(([name, text]): [string, [number, number]] => {
      const from = at;
      at += 8 + text.length;
      return [name, [from, 8 + text.length]];
    }),
  );
  const entries = names.flatMap((name) => {
    const [from, length] = places.get(shared[name] ?? name) ?? [0, 0];
    return [...bytesOf(name), ...big(from), ...big(length)];
  });
  const values = Object.values(tags).map((text) => `text\0\0\0\0${text}`);
  return joined(header, big(names.length), entries, ...values);
}

const textIn = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const profile = profileOf({ rXYZ: 'colour', mmod: 'SERIAL 1', desc: 'Display', meta: 'SERIAL 2' });
const clean = withoutDevice(profile) ?? new Uint8Array();

describe('a colour profile', () => {
  test('loses what tells the device, and nothing else', () => {
    expect(clean).toHaveLength(profile.length);
    expect(textIn(clean)).not.toContain('SERIAL');
    for (const kept of ['colour', 'Display', 'rXYZ', 'mmod']) expect(textIn(clean)).toContain(kept);
    // Its checksum would no longer be true.
    expect([...clean.subarray(84, 100)]).toEqual(Array.from({ length: 16 }, () => 0));
    expect(withoutDevice(clean)).toBeNull();
  });

  test('without such tags stays, as do bytes that a colour needs too', () => {
    expect(withoutDevice(profileOf({ rXYZ: 'colour', desc: 'Display' }))).toBeNull();
    expect(withoutDevice(profileOf({ rXYZ: 'colour' }, { targ: 'rXYZ' }))).toBeNull();
  });

  test('of any bytes: none, or one of the same length', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(profile.length - 1), fc.nat(255)), { maxLength: 8 }),
        fc.nat(profile.length),
        (flips, end) => {
          const damaged = profile.slice(0, end);
          for (const [at, value] of flips) if (at < end) damaged[at] = value;
          const read = withoutDevice(damaged);
          if (read !== null) expect(read).toHaveLength(damaged.length);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('a picture whose profile tells the device', () => {
  test('PNG', () => {
    const own = chunk('iCCP', joined('Display\0\0', zlibSync(profile)));
    const picture = strippers['image/png'](joined(png.subarray(0, 33), own, png.subarray(33)));
    if (picture.kind === 'refused') throw new Error(picture.reason);
    expect(picture.removed).toEqual([deviceData]);
    const length = new DataView(picture.bytes.buffer).getUint32(33);
    const packed = picture.bytes.subarray(33 + 8 + 9, 33 + 8 + length);
    expect(unzlibSync(packed)).toEqual(clean);
    expect(joined(picture.bytes.subarray(0, 33), picture.bytes.subarray(33 + 12 + length))).toEqual(png);
    // The checksum of the new chunk is right, and once is enough.
    expect(strippers['image/png'](picture.bytes)).toMatchObject({ kind: 'stripped', removed: [] });
  });

  test('a chunk that is none, or whose profile does not unpack, stays', () => {
    for (const body of ['', 'name', 'name\0\0', 'name\0\0words', `${'n'.repeat(90)}\0\0`])
      expect(chunkWithoutDevice(chunk('iCCP', bytesOf(body)))).toBeNull();
  });

  test('JPEG, in one segment and in several', () => {
    // Behind JFIF's segment lies the own profile of the picture, which tells nothing.
    const head = jpeg.subarray(0, 20);
    const rest = jpeg.subarray(20 + 2 + (((jpeg[22] ?? 0) << 8) | (jpeg[23] ?? 0)));
    for (const cuts of [[0], [0, 100], [0, 40, 170]]) {
      const pieces = cuts.map((from, n) => profile.subarray(from, cuts[n + 1] ?? profile.length));
      const segments = pieces.map((piece, n) =>
        joined(
          [0xff, 0xe2, (piece.length + 16) >> 8, (piece.length + 16) & 255],
          'ICC_PROFILE\0',
          [n + 1, pieces.length],
          piece,
        ),
      );
      const picture = strippers['image/jpeg'](joined(head, ...segments, rest));
      if (picture.kind === 'refused') throw new Error(picture.reason);
      expect(picture).toMatchObject({ removed: [deviceData], colourProfile: clean });
      expect(picture.bytes).toHaveLength(joined(head, ...segments, rest).length);
      expect(textIn(picture.bytes)).not.toContain('SERIAL');
      expect(picture.bytes.subarray(picture.bytes.length - rest.length)).toEqual(rest);
    }
  });

  test('WebP', () => {
    const size = new DataView(webp.buffer).getUint32(12 + 18 + 4, true);
    const before = webp.subarray(12, 12 + 18);
    const after = webp.subarray(12 + 18 + 8 + size + (size % 2));
    const body = joined(
      before,
      'ICCP',
      little(profile.length),
      profile,
      profile.length % 2 === 1 ? [0] : [],
      after,
    );
    const picture = strippers['image/webp'](joined('RIFF', little(body.length + 4), 'WEBP', body));
    if (picture.kind === 'refused') throw new Error(picture.reason);
    expect(picture).toMatchObject({ removed: [deviceData], colourProfile: clean, width: 6, height: 4 });
    expect(picture.bytes).toHaveLength(12 + body.length);
    expect(textIn(picture.bytes)).not.toContain('SERIAL');
    expect(strippers['image/webp'](picture.bytes)).toMatchObject({ kind: 'stripped', removed: [] });
  });
});
