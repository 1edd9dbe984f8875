import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { ScoredRun } from '../../results/run-results.ts';
import { answered, modelNamed, planOf, run as id, World } from '../../runs/testing/world.ts';
import Agreements from './Agreements.svelte';

beforeEach(() => page.viewport(1280, 900));

/** Results of 12 cases; the second model says otherwise of every third, and nothing of the first. */
async function resultsOf(models: readonly string[]) {
  const world = new World();
  const plan = planOf(
    12,
    models.map((name) => modelNamed(name, 1)),
  );
  const asked = new Map<string, number>();
  world.answer = ({ name }) => {
    const call = (asked.get(name) ?? 0) + 1;
    asked.set(name, call);
    if (name === 'Two' && call === 1) return answered('');
    return answered(`{"label":"${name === 'Two' && call % 3 === 0 ? 'opacity' : 'normal'}"}`);
  };
  await world.execute(plan);
  const scored = await ScoredRun.load(
    {
      run: () =>
        Promise.resolve({
          ...{ id, plan: plan.id, name: 'Films', state: 'finished', createdAt: 0, updatedAt: 0 },
          trialCount: 24,
        }),
      plan: () => Promise.resolve(plan),
      trials: () => Promise.resolve([...world.stored.values()]),
      samplesById: (dataset, ids) => world.ports.cases.samplesById(dataset, ids),
    },
    id,
  );
  if (!scored) throw new Error('no run');
  return scored.results({ level: 0.95, resamples: 200, seed: 1, unanswered: 'wrong' });
}

test('two models are said to agree so far, and each number leads to its cases', async () => {
  const screen = await render(Agreements, { results: await resultsOf(['One', 'Two']) });
  const row = screen.getByRole('row', { name: /^One/ });
  await expect.element(row).toMatchTextContent(/0\.636.*n 11/);
  const queries = row
    .getByRole('link')
    .elements()
    .map((link) => (link.getAttribute('href') ?? '').split('?')[1]);
  expect(queries).toEqual([
    'arm=0&beside=1',
    'arm=0&beside=1',
    'arm=0&beside=1&same=true',
    'arm=0&beside=1&same=false',
  ]);
  await expect.element(row.getByRole('link', { name: '7', exact: true })).toBeVisible();
  await expect.element(row.getByRole('link', { name: '4', exact: true })).toBeVisible();
});

test('of one model nothing is said', async () => {
  const screen = await render(Agreements, { results: await resultsOf(['One']) });
  expect(screen.getByRole('table').elements()).toEqual([]);
});
