import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Orientation } from './stripped.ts';
import { turnUpright } from './turn.ts';

const bytes = (length: number) => new Uint8Array(length);
/** `a b c / d e f` as stored. */
const stored = { data: Uint8Array.from([1, 2, 3, 4, 5, 6]), width: 3, height: 2, channels: 1 };

// By EXIF 2.32, table of tag 0x0112: what the 0th row and the 0th column of the stored picture are of the upright one.
test.each<[Orientation, number[], number]>([
  [1, [1, 2, 3, 4, 5, 6], 3],
  [2, [3, 2, 1, 6, 5, 4], 3],
  [3, [6, 5, 4, 3, 2, 1], 3],
  [4, [4, 5, 6, 1, 2, 3], 3],
  [5, [1, 4, 2, 5, 3, 6], 2],
  [6, [4, 1, 5, 2, 6, 3], 2],
  [7, [6, 3, 5, 2, 4, 1], 2],
  [8, [3, 6, 2, 5, 1, 4], 2],
])('orientation %i', (orientation, upright, width) => {
  const turned = turnUpright(stored, orientation, bytes);
  expect([...turned.data]).toEqual(upright);
  expect(turned.width).toBe(width);
});

const inverse: Readonly<Record<Orientation, Orientation>> = {
  1: 1,
  2: 2,
  3: 3,
  4: 4,
  5: 5,
  6: 8,
  7: 7,
  8: 6,
};

test('turning back gives the same pixels, of any size and depth', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Orientation>(1, 2, 3, 4, 5, 6, 7, 8),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 4 }),
      (orientation, width, height, channels) => {
        const data = Uint16Array.from({ length: width * height * channels }, (_, n) => n * 31);
        const there = turnUpright(
          { data, width, height, channels },
          orientation,
          (length) => new Uint16Array(length),
        );
        const back = turnUpright(there, inverse[orientation], (length) => new Uint16Array(length));
        expect(back).toEqual({ data, width, height, channels });
      },
    ),
  );
});
