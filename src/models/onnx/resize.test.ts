import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resizeToTensor } from './resize.ts';

const grey = (values: readonly number[]) =>
  Uint8ClampedArray.from(values.flatMap((value) => [value, value, value, 9]));

const sides = fc.integer({ min: 1, max: 12 });
const picture = fc.tuple(sides, sides).chain(([width, height]) =>
  fc.record({
    width: fc.constant(width),
    height: fc.constant(height),
    rgba: fc.uint8ClampedArray({ minLength: width * height * 4, maxLength: width * height * 4 }),
  }),
);

test('the mean of what a target pixel covers', () => {
  const tensor = resizeToTensor(grey([0, 51, 102, 153, 204, 255, 0, 51]), 4, 2, [1, 2]);
  expect([...tensor.subarray(0, 2)].map((value) => Math.round(value * 255 * 100) / 100)).toEqual([
    127.5, 76.5,
  ]);
});

test('edge pixels count by the share that is covered', () => {
  const tensor = resizeToTensor(grey([0, 90, 255]), 3, 1, [1, 2]);
  expect((tensor[0] ?? NaN) * 255).toBeCloseTo((0 * 1 + 90 * 0.5) / 1.5, 4);
  expect((tensor[1] ?? NaN) * 255).toBeCloseTo((90 * 0.5 + 255 * 1) / 1.5, 4);
});

test('enlarging repeats pixels', () => {
  expect([...resizeToTensor(grey([255, 0]), 2, 1, [2, 4]).subarray(0, 8)]).toEqual([1, 1, 0, 0, 1, 1, 0, 0]);
});

test('channels are apart, alpha has no part', () => {
  expect([...resizeToTensor(Uint8ClampedArray.of(255, 0, 51, 0), 1, 1, [1, 1])].map((v) => v * 255)).toEqual([
    255,
    0,
    expect.closeTo(51, 4),
  ]);
});

test('the same size gives the same pixels', () => {
  fc.assert(
    fc.property(picture, ({ rgba, width, height }) => {
      const tensor = resizeToTensor(rgba, width, height, [height, width]);
      tensor.forEach((value, at) => {
        const channel = Math.floor(at / (width * height));
        expect(value).toBe(Math.fround((rgba[(at % (width * height)) * 4 + channel] ?? NaN) / 255));
      });
    }),
  );
});

test('keeps the mean of each channel, whatever the sizes', () => {
  fc.assert(
    fc.property(picture, sides, sides, ({ rgba, width, height }, toHeight, toWidth) => {
      const tensor = resizeToTensor(rgba, width, height, [toHeight, toWidth]);
      const cells = toHeight * toWidth;
      for (let channel = 0; channel < 3; channel++) {
        const before = rgba.filter((_, at) => at % 4 === channel).reduce((sum, value) => sum + value, 0);
        const after = tensor
          .subarray(channel * cells, (channel + 1) * cells)
          .reduce((sum, value) => sum + value, 0);
        expect(after / cells).toBeCloseTo(before / (width * height * 255), 5);
      }
    }),
  );
});

test('says what is wrong with the input', () => {
  expect(() => resizeToTensor(new Uint8ClampedArray(7), 1, 2, [1, 1])).toThrow('needs 8');
  expect(() => resizeToTensor(new Uint8ClampedArray(0), 0, 2, [1, 1])).toThrow('from 1, not 0');
  expect(() => resizeToTensor(new Uint8ClampedArray(8), 1, 2, [1.5, 1])).toThrow('from 1, not 1.5');
});
