import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32 } from './crc32.ts';

test('the check value of CRC-32', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});

test('is as zlib has it, for any part of any bytes', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 100 }),
      fc.nat(100),
      fc.nat(100),
      fc.nat(7),
      (bytes, a, b, shift) => {
        // A part of a larger buffer, so that places are counted from where the part begins.
        const part = new Uint8Array([...new Uint8Array(shift), ...bytes]).subarray(shift);
        const [from = 0, to = 0] = [a, b].map((at) => Math.min(at, part.length)).sort((x, y) => x - y);
        expect(crc32(part, from, to)).toBe(zlibCrc32(part.subarray(from, to)));
      },
    ),
  );
});
