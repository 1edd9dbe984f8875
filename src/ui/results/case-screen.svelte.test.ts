import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Sample } from '../../domain/dataset/dataset.ts';
import { datasetId, sampleId } from '../../domain/ids.ts';
import { planOf, run, modelNamed } from '../../runs/testing/world.ts';
import { Watchable } from '../kit/testing/watchable.ts';
import CaseScreen from './CaseScreen.svelte';
import type { ResultsServices } from './services.ts';
import Host from './testing/Host.svelte';

const film: Sample = {
  id: sampleId('film-7'),
  dataset: datasetId('films'),
  ordinal: 0,
  name: 'Film 7',
  images: [],
  truth: { labels: ['normal'] },
  split: 'test',
  attributes: {},
};

/** The screen of a case that no model was asked about, whose labels can be corrected elsewhere. */
async function openCase() {
  let labels = film.truth.labels;
  const told = new Watchable<string | null>(null);
  const services: ResultsServices = {
    watchRuns: () => new Watchable([]).watch,
    results: () => Promise.resolve(null),
    watchTruth: () => told.watch,
    rows: () => Promise.resolve([]),
    caseDetail: () =>
      Promise.resolve({
        sample: { ...film, truth: { ...(labels && { labels }) } },
        runName: 'Films of the ward',
        spec: planOf(1, [modelNamed('Reader One')]).task,
        trials: [],
      }),
    subgroups: () => Promise.resolve(null),
    export: () => Promise.reject(new Error('not exported here')),
    synthetic: () => Promise.resolve(false),
  };
  const screen = await render(Host, { services, screen: CaseScreen, params: { run, sample: film.id } });
  const correct = (to: readonly string[]) => {
    labels = to;
    told.set(to.join());
  };
  return { screen, correct };
}

test('a case follows what is corrected elsewhere while it is open', async () => {
  const { screen, correct } = await openCase();
  await expect.element(screen.getByRole('definition').first()).toHaveTextContent('normal');
  correct(['opacity']);
  await expect.element(screen.getByRole('definition').first()).toHaveTextContent('opacity');
});

test('leads to where its truth can be corrected, and is called under the name of its run', async () => {
  const { screen } = await openCase();
  await expect
    .element(screen.getByRole('link', { name: 'Correct this case' }))
    .toHaveAttribute('href', '#/datasets/films/cases/film-7');
  await expect.element(screen.getByRole('link', { name: 'Films of the ward' })).toBeVisible();
});
