import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { gunzip, gunzipWhole } from './gunzip.ts';
import { archiveLimits } from './limits.ts';

const joined = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
const unpacked = (packed: Uint8Array<ArrayBuffer>, limits = archiveLimits) =>
  gunzipWhole(new Blob([packed]), limits.entryBytes, limits);

describe('a gzip file of several streams', () => {
  test('holds what they hold together, however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200_000 }), { maxLength: 6 }), async (parts) => {
        const file = joined(gzipSync('first'), ...parts.map((part) => gzipSync(part)), gzipSync(''));
        expect(await unpacked(file)).toEqual(joined(new TextEncoder().encode('first'), ...parts));
      }),
      { numRuns: 30 },
    );
  });

  test('as bgzip writes it: blocks with a field of their own, and an empty one at the end', async () => {
    const block = (text: string) => {
      const [head, rest] = [gzipSync(text).subarray(0, 10), gzipSync(text).subarray(10)];
      const size = head.length + 8 + rest.length - 1;
      const field = [6, 0, 66, 67, 2, 0, size & 255, size >> 8];
      return joined(
        Uint8Array.from(head, (byte, at) => (at === 3 ? 4 : byte)),
        Uint8Array.from(field),
        rest,
      );
    };
    const file = joined(...Array.from({ length: 400 }, (_, n) => block(`row ${n}\n`)), block(''));
    const text = new TextDecoder().decode(await unpacked(file));
    expect(text.split('\n')).toHaveLength(401);
    expect(text.endsWith('row 399\n')).toBe(true);
  });

  test('is told how far it is', async () => {
    const file = joined(gzipSync('a'), gzipSync('b'));
    const read: number[] = [];
    for await (const _ of gunzip(new Blob([file]), 99, archiveLimits, (bytes) => read.push(bytes)));
    expect(read.at(-1)).toBe(file.length);
  });

  test.each([
    ['damaged in the second', () => joined(gzipSync('a'), gzipSync('words').fill(0, 12, 14)), 'damaged'],
    ['a wrong checksum in the second', () => joined(gzipSync('a'), flipped(gzipSync('words'))), 'damaged'],
    ['broken off in the second', () => joined(gzipSync('a'), gzipSync('words').subarray(0, 15)), 'break'],
    ['words after it', () => joined(gzipSync('a'), gzipSync('b'), new TextEncoder().encode('tail')), 'after'],
  ])('%s is refused', async (_, file, reason) => {
    await expect(unpacked(file())).rejects.toThrow(reason);
  });

  test('is stopped where a later stream would fill the disk', async () => {
    const bomb = joined(gzipSync('a'), gzipSync(new Uint8Array(4_000_000)));
    await expect(unpacked(bomb, { ...archiveLimits, harmlessBytes: 1_000_000 })).rejects.toThrow(
      'fill the disk',
    );
    await expect(unpacked(bomb, { ...archiveLimits, entryBytes: 1_000_000 })).rejects.toThrow(
      'fill the disk',
    );
  });
});

/** With another checksum. */
const flipped = (packed: Uint8Array): Uint8Array =>
  packed.map((byte, at) => (at === packed.length - 6 ? byte ^ 1 : byte));
