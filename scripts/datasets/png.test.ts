import { decode } from 'fast-png';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodePng } from './png.ts';

const picture = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }))
  .chain(([width, height]) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      pixels: fc.uint8Array({ minLength: width * height, maxLength: width * height }),
    }),
  );

test('another decoder reads back every grey pixel', () => {
  fc.assert(
    fc.property(picture, (source) => {
      const read = decode(encodePng(source), { checkCrc: true });
      expect(read).toMatchObject({ width: source.width, height: source.height, channels: 1, depth: 8 });
      expect([...read.data]).toEqual([...source.pixels]);
    }),
  );
});

test('and every index with its palette', () => {
  const palette = Uint8Array.of(0, 0, 0, 250, 10, 20, 9, 8, 7);
  const read = decode(encodePng({ width: 3, height: 1, pixels: Uint8Array.of(2, 1, 0), palette }), {
    checkCrc: true,
  });
  expect([...read.data]).toEqual([2, 1, 0]);
  expect(read.palette).toEqual([
    [0, 0, 0],
    [250, 10, 20],
    [9, 8, 7],
  ]);
});
