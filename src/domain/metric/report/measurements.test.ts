import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measurementsOf, sameMeasurement } from './measurements.ts';

const inShort = (text: string) =>
  measurementsOf(text).map(({ values, unit }) => `${values.join(' ')} ${unit}`);

test.each([
  ['Stable 4-mm nodule', ['4 mm']],
  ['1.1 cm', ['11 mm']],
  ['4.2 x 3 cm mass', ['42 30 mm']],
  ['4 mm x 1.2 cm', ['4 12 mm']],
  ['2 by 3 by 4 centimeters', ['20 30 40 mm']],
  ['3-4 mm', ['3 4 mm']],
  ['直径约４mm，2.1×3.4厘米，4毫米左右', ['4 mm', '21 34 mm', '4 mm']],
  ['肺压缩约30％', ['30 %']],
  ['500 ml and 1.5 liters', ['500 ml', '1500 ml']],
  ['20 degrees, 15°', ['20 degree', '15 degree']],
  ['3 nodules', ['3 none']],
  ['1. Nodule.\n2) Mass. (3) None.', []],
  ['T8, C5-6, 2nd rib, L1-L2', []],
  ['第4肋，胸12椎体', []],
  ['10:30 on 2014-03-02, 16.2/24.7, 2014年3月2日', []],
  ['', []],
])('%j', (text, measurements) => {
  expect(inShort(text)).toEqual(measurements);
});

test('a measurement gives its words and place', () => {
  const text = 'nodule of 1.5 cm.';
  const [measurement] = measurementsOf(text);
  expect(measurement?.text).toBe('1.5 cm');
  expect(text.slice(measurement?.start, measurement?.end)).toBe('1.5 cm');
});

test.each([
  ['1.2 cm', '12 mm', true],
  ['3 x 4 cm', '40 x 30 mm', true],
  ['3 cm', '3 mm', false],
  ['3 x 4 cm', '3 cm', false],
  ['5 %', '5 ml', false],
])('%s and %s: the same is %s', (first, second, same) => {
  const [a] = measurementsOf(first);
  const [b] = measurementsOf(second);
  expect(a && b && sameMeasurement(a, b)).toBe(same);
});

test('any text: finite numbers and spans within it', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('1', '2', '.', ' ', 'mm', 'cm', 'x', '-', '×', '％', '４') }),
  );
  fc.assert(
    fc.property(text, (any) => {
      for (const { values, text: words, start, end } of measurementsOf(any)) {
        expect(values.length).toBeGreaterThan(0);
        expect(values.every(Number.isFinite)).toBe(true);
        expect(any.slice(start, end)).toBe(words);
      }
    }),
  );
});
