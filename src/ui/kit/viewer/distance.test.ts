import { expect, test } from 'vitest';
import { lengthInWords } from './distance.ts';

test('a length is in millimetres where pixels have a size, with rows and columns of their own', () => {
  const [from, to] = [
    { x: 0, y: 0 },
    { x: 30, y: 40 },
  ];
  expect(lengthInWords(from, to, undefined)).toBe('50.0 px');
  expect(lengthInWords(from, to, [0.5, 0.5])).toBe('25.0 mm');
  // Columns are x: 30 of 2 mm; rows are y: 40 of 0.
  expect(lengthInWords(from, to, [0, 2])).toBe('60.0 mm');
});
