import { expect, test } from 'vitest';
import { formatMetric } from './format.ts';

test('a metric has three decimals within [-1, 1], three digits beyond, and no sign where it rounds to 0', () => {
  expect([0.1234, -0.5, 1].map(formatMetric)).toEqual(['0.123', '-0.500', '1.000']);
  expect([-0.0001, 0.0001, -0].map(formatMetric)).toEqual(['0.000', '0.000', '0.000']);
  expect([12.345, 3, 1234.5].map(formatMetric)).toEqual(['12.3', '3', '1,235']);
});
