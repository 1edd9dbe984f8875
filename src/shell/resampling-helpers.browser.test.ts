import { wrap } from 'comlink';
import { afterEach, expect, test } from 'vitest';
import type { SharingApi } from '../../tests/fixtures/workers/sharing.worker.ts';
import { sampleId } from '../domain/ids.ts';
import { taskById } from '../domain/task/registry.ts';
import type { EvaluatedCase } from '../domain/task/task.ts';
import { figuresOf } from '../results/figures.ts';
import type { FigureWork } from '../results/figures.ts';

const opened: Worker[] = [];
afterEach(() => {
  for (const worker of opened.splice(0)) worker.terminate();
});

function sharing() {
  const url = new URL('../../tests/fixtures/workers/sharing.worker.ts', import.meta.url);
  const worker = new Worker(url, { type: 'module' });
  opened.push(worker);
  return wrap<SharingApi>(worker);
}

/** Two arms of 600 cases in groups: every figure is resampled. */
function workOf(resamples: number): FigureWork {
  const task = taskById('classification');
  const names = ['normal', 'opacity', 'nodule'];
  const spec = task.defaultSpec(
    names.map((name) => ({ name, synonyms: [] })),
    'en',
  );
  const bound = task.bind(spec);
  const arms = [2, 3].map((every) =>
    Array.from({ length: 600 }, (_, i): EvaluatedCase => {
      const truth = { labels: [names[i % 3] ?? ''] };
      const label = names[i % every === 0 ? (i + 1) % 3 : i % 3];
      const sample = {
        id: sampleId(`s${String(i)}`),
        name: String(i),
        group: `patient ${String(Math.floor(i / 2))}`,
        attributes: {},
        split: 'test' as const,
      };
      return { sample, evaluation: bound.evaluate({ text: JSON.stringify({ label }) }, truth) };
    }),
  );
  return { task: spec, arms, options: { level: 0.95, resamples, seed: 3, unanswered: 'wrong' } };
}

test('workers of a worker share the resamples, and the figures are the same', async () => {
  const work = workOf(1000);
  const { figures, shares } = await sharing().figures(work);
  expect(shares).toHaveLength(Math.min(navigator.hardwareConcurrency, 4));
  expect(shares.every((blocks) => blocks > 0)).toBe(true);
  expect(figures).toEqual(figuresOf(work));
});

test('little work is done by the worker itself', async () => {
  const work = workOf(100);
  const { figures, shares } = await sharing().figures(work);
  expect(shares).toEqual([]);
  expect(figures).toEqual(figuresOf(work));
});
