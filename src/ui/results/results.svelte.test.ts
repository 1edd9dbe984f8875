import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Sample } from '../../domain/dataset/dataset.ts';
import type { SampleId } from '../../domain/ids.ts';
import { ScoredRun } from '../../results/run-results.ts';
import { answered, modelNamed, planOf, run as id, World } from '../../runs/testing/world.ts';
import { Watchable } from '../kit/testing/watchable.ts';
import ResultsScreen from './ResultsScreen.svelte';
import type { ResultsServices } from './services.ts';
import Host from './testing/Host.svelte';

/** The results of a run in which a model said "normal" of ten cases; five are. `truth` corrects them, heard of or not. */
async function openResults() {
  const world = new World();
  const plan = planOf(10, [modelNamed('Reader One')]);
  world.answer = () => answered('{"label":"normal"}');
  await world.execute(plan);
  let corrected: ReadonlyMap<SampleId, Sample['truth']> = new Map();
  const score = () =>
    ScoredRun.load(
      {
        run: () =>
          Promise.resolve({
            ...{ id, plan: plan.id, name: 'Films', state: 'finished', createdAt: 0, updatedAt: 0 },
            trialCount: 10,
          }),
        plan: () => Promise.resolve(plan),
        trials: () => Promise.resolve([...world.stored.values()]),
        samplesById: async (dataset, ids) => {
          const samples = await world.ports.cases.samplesById(dataset, ids);
          return samples.map((sample) => ({ ...sample, truth: corrected.get(sample.id) ?? sample.truth }));
        },
      },
      id,
    );
  const told = new Watchable<string | null>(null);
  const asked: number[] = [];
  const services: ResultsServices = {
    watchRuns: () => new Watchable([]).watch,
    results: async (_run, options) => {
      asked.push(asked.length);
      return (await score())?.results(options) ?? null;
    },
    watchTruth: () => told.watch,
    rows: () => Promise.resolve([]),
    subgroups: () => Promise.reject(new Error('not compared here')),
    caseDetail: () => Promise.resolve(null),
    export: () => Promise.reject(new Error('not exported here')),
    synthetic: () => Promise.resolve(false),
  };
  const screen = await render(Host, { services, screen: ResultsScreen, params: { run: id } });
  await expect.element(screen.getByRole('region', { name: 'Headline figures' })).toBeVisible();
  const correct = async (count: number) => {
    corrected = new Map(plan.samples.slice(0, count).map((sample) => [sample, { labels: ['normal'] }]));
    told.set((await score())?.truthHash ?? null);
  };
  const accuracy = screen.getByRole('region', { name: 'Headline figures' }).getByRole('cell').first();
  return { screen, correct, accuracy, asked };
}

test('results say when cases were corrected, keep their figures, and score again when asked', async () => {
  const { screen, correct, accuracy, asked } = await openResults();
  await expect.element(accuracy).toMatchTextContent(/^0\.500/);
  const above = accuracy.element().getBoundingClientRect().top;
  await correct(4);
  await expect.element(screen.getByText(/were corrected since/)).toBeVisible();
  await expect.element(accuracy).toMatchTextContent(/^0\.500/);
  expect(accuracy.element().getBoundingClientRect().top).toBe(above);
  expect(asked).toHaveLength(1);
  await screen.getByRole('button', { name: 'Score again' }).click();
  await expect.element(accuracy).toMatchTextContent(/^0\.700/);
  const close = screen.getByRole('button', { name: 'Close' });
  await expect.element(close).toHaveFocus();
  await close.click();
  expect(screen.getByText(/of the cases as they are now/).elements()).toEqual([]);
});

test('a correction that is taken back, or changes nothing of these cases, is no reason to score again', async () => {
  const { screen, correct } = await openResults();
  await correct(4);
  await expect.element(screen.getByText(/were corrected since/)).toBeVisible();
  await correct(0);
  await expect.element(screen.getByText(/were corrected since/)).not.toBeInTheDocument();
});
