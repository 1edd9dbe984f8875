import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { caseCountResult } from '../../domain/task/case-count.ts';
import type { MetricValue } from '../../domain/metric/metric.ts';
import Estimate from './Estimate.svelte';

const accuracy: MetricValue = {
  kind: 'value',
  value: 1,
  interval: { low: 0.207, high: 1, level: 0.95, method: 'Wilson' },
  n: 1,
  signature: {
    metric: 'accuracy',
    version: 1,
    direction: 'higher is better',
    options: {},
    emptyCase: 'undefined',
  },
};

test('a perfect figure of one case says that it is of one case', async () => {
  const screen = await render(Estimate, { name: 'Accuracy', result: accuracy });
  await expect.element(screen.getByText('n 1', { exact: true })).toBeVisible();
  await expect.element(screen.getByText('0.207 to 1.000')).toBeVisible();
});

test('a count is not said twice', async () => {
  const screen = await render(Estimate, { name: 'Cases', result: caseCountResult(7) });
  await expect.element(screen.getByText('7', { exact: true })).toBeVisible();
  expect(screen.getByText('n 7', { exact: true }).elements()).toEqual([]);
});
