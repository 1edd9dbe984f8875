import { expect, test } from 'vitest';
import { sampleId } from '../domain/ids.ts';
import { taskById } from '../domain/task/registry.ts';
import type { EvaluatedCase } from '../domain/task/task.ts';
import { compareSubgroups, subgroupWork, type SubgroupWork } from '../results/subgroups.ts';
import { subgroupsInWorkers } from './subgroups-in-workers.ts';

/** Two arms of so many cases at three sites, each patient with two of them. */
function workOf(count: number): SubgroupWork {
  const task = taskById('classification');
  const spec = task.defaultSpec(
    ['normal', 'opacity'].map((name) => ({ name, synonyms: [] })),
    'en',
  );
  const bound = task.bind(spec);
  const arm = (wrong: number) =>
    Array.from({ length: count }, (_, i): EvaluatedCase => {
      const truth = i % 2 === 0 ? 'normal' : 'opacity';
      const answer = i % wrong === 0 ? 'normal' : truth;
      return {
        sample: {
          id: sampleId(`s${String(i)}`),
          name: String(i),
          group: `p${String(Math.floor(i / 2))}`,
          attributes: { site: `site ${String(Math.floor(i / 7) % 3)}` },
          split: 'test',
        },
        evaluation: bound.evaluate({ text: JSON.stringify({ label: answer }) }, { labels: [truth] }),
      };
    });
  const arms = [arm(3), arm(5)];
  const samples = (arms[0] ?? []).map(({ sample }) => sample);
  const options = { level: 0.95, resamples: 2000, seed: 1, unanswered: 'wrong' } as const;
  const work = subgroupWork(spec, arms, samples, { by: 'site' }, options);
  if (typeof work === 'string') throw new Error(work);
  return work;
}

test('large work is the same when several workers share it, and says how far it is', async () => {
  const work = workOf(600);
  const told: (readonly [number, number])[] = [];
  const shared = await subgroupsInWorkers(
    work,
    (done, total) => told.push([done, total]),
    new AbortController().signal,
  );
  expect(shared).toEqual(compareSubgroups(work));
  const [, total] = told[0] ?? [];
  expect(told[0]).toEqual([0, total]);
  // What is told travels beside the shares.
  await expect.poll(() => told.at(-1)).toEqual([total, total]);
});

test('little work is done at once, without a word', async () => {
  const work = workOf(40);
  const told: number[] = [];
  const done = await subgroupsInWorkers(work, (blocks) => told.push(blocks), new AbortController().signal);
  expect(done).toEqual(compareSubgroups(work));
  expect(told).toEqual([]);
});

test('large work ends when it is cancelled', async () => {
  const abort = new AbortController();
  const work = workOf(5000);
  const cancelled = subgroupsInWorkers(
    work,
    (done) => {
      if (done > 0) abort.abort();
    },
    abort.signal,
  );
  await expect(cancelled).rejects.toHaveProperty('name', 'AbortError');
});
