import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeMask, encodeMask } from './rle.ts';
import { maskFromRuns, runWritings, type RunWriting } from './run-lengths.ts';

const drawn = (numbers: readonly number[], writing: RunWriting, width = 3, height = 2) => {
  const { bitmap } = decodeMask(maskFromRuns(numbers, writing, { width, height }));
  return Array.from({ length: height }, (_, y) => [...bitmap.slice(y * width, (y + 1) * width)].join(''));
};

describe('masks as pairs of numbers', () => {
  test('pixels 2 to 4: down the columns and along the rows', () => {
    expect(drawn([2, 3], 'absolute-columns')).toEqual(['010', '110']);
    expect(drawn([2, 3], 'absolute-rows')).toEqual(['011', '100']);
  });

  test('the same numbers mean others where they count from the end of the run before', () => {
    expect(drawn([2, 1, 3, 1], 'absolute-columns')).toEqual(['010', '100']);
    expect(drawn([2, 1, 2, 1], 'relative-columns')).toEqual(['010', '001']);
    expect(drawn([2, 1, 2, 1], 'relative-rows')).toEqual(['001', '001']);
  });

  test('as SIIM-ACR writes them: the first gap begins at 0', () => {
    expect(drawn([0, 2, 1, 1], 'relative-columns')).toEqual(['100', '110']);
  });

  test.each([
    [[1], 'absolute-rows', 'its 1 numbers do not make pairs'],
    [[0, 1], 'absolute-rows', 'pair 1 of its numbers (0 1) begins at 0, and pixels are counted from 1'],
    [
      [1, 3, 2, 1],
      'absolute-rows',
      'pair 2 of its numbers (2 1) begins before the run before it ends, at pixel 3',
    ],
    [[1, 0], 'absolute-rows', 'pair 1 of its numbers (1 0) is no start and length in whole pixels'],
    [[6, 2], 'absolute-columns', 'its runs reach 1 pixels beyond the end of a picture of 3 x 2 pixels'],
  ] as const)('%j as %s: %s', (numbers, writing, words) => {
    expect(() => drawn(numbers, writing)).toThrow(new RangeError(words));
  });

  test('what is written is read again, in every way of writing', () => {
    const bitmaps = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
      .chain(([width, height]) =>
        fc.record({
          width: fc.constant(width),
          height: fc.constant(height),
          pixels: fc.array(fc.integer({ min: 0, max: 1 }), {
            minLength: width * height,
            maxLength: width * height,
          }),
        }),
      );
    fc.assert(
      fc.property(bitmaps, fc.constantFrom(...runWritings), ({ width, height, pixels }, writing) => {
        const bitmap = Uint8Array.from(pixels);
        const mask = maskFromRuns(written(bitmap, writing, width, height), writing, { width, height });
        expect(mask).toEqual(encodeMask(bitmap, width, height));
      }),
    );
  });
});

/** Pixel by pixel, as slowly and plainly as can be. */
function written(bitmap: Uint8Array, writing: RunWriting, width: number, height: number): number[] {
  const places = Array.from(bitmap.keys(), (n) =>
    writing.endsWith('rows') ? n : (n % height) * width + Math.floor(n / height),
  );
  const numbers: number[] = [];
  let end = 0;
  for (let n = 0; n < places.length; n += 1) {
    if (bitmap[places[n] ?? 0] !== 1) continue;
    const start = n;
    while (n + 1 < places.length && bitmap[places[n + 1] ?? 0] === 1) n += 1;
    numbers.push(writing.startsWith('absolute') ? start + 1 : start - end, n - start + 1);
    end = n + 1;
  }
  return numbers;
}
