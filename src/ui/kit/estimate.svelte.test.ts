import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
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

test('how a figure was computed is shown whole where a narrow box holds the figure, and Escape hides it', async () => {
  const screen = await render(Estimate, { name: 'Accuracy', result: accuracy, href: '#/cases' });
  screen.container.style.cssText = 'height: 24px; overflow: auto';
  const note = screen.getByRole('note', { includeHidden: true });
  await expect.element(note).not.toBeVisible();
  await userEvent.tab();
  await expect.element(note).toBeVisible();
  const { left, right, top, bottom } = note.element().getBoundingClientRect();
  for (const x of [left + 4, right - 4])
    for (const y of [top + 4, bottom - 4]) expect(document.elementFromPoint(x, y)).toBe(note.element());
  await userEvent.keyboard('{Escape}');
  await expect.element(note).not.toBeVisible();
});

test('a pointer that rests on a figure shows how it was computed, and may enter the note', async () => {
  const screen = await render(Estimate, { name: 'Accuracy', result: accuracy });
  const note = screen.getByRole('note', { includeHidden: true });
  await screen.getByText('0.207 to 1.000').hover();
  await expect.element(note).toBeVisible();
  await note.hover();
  await expect.element(note).toBeVisible();
});
