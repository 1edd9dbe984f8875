import { beforeEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { statisticsOf } from '../../../domain/dataset/statistics.ts';
import { digestOf } from '../../../domain/dataset/digest.ts';
import type { LookedAtPicture } from '../../../domain/dataset/near-duplicates.ts';
import type { KeepingServices, OnDone } from '../keeping/services.ts';
import type { DatasetServices } from '../services.ts';
import { fakeKeepingServices } from '../testing/fake-keeping.ts';
import { fakeCases, fakeDatasetServices } from '../testing/fakes.ts';
import Host from '../testing/Host.svelte';
import StatisticsScreen from './StatisticsScreen.svelte';

beforeEach(() => {
  location.hash = '#/datasets/chest/statistics';
});

async function open(change: Partial<DatasetServices> = {}, keeping: Partial<KeepingServices> = {}) {
  const { services } = fakeDatasetServices(change);
  return render(Host, {
    services,
    keeping: fakeKeepingServices(keeping),
    at: { page: StatisticsScreen, params: { dataset: 'chest' } },
  });
}

test('every number leads to its cases; groups in two splits are told with them', async () => {
  const screen = await open();
  await expect
    .element(screen.getByRole('row', { name: /^effusion 60 25\.0 %/ }).getByRole('link', { name: '60' }))
    .toHaveAttribute('href', '#/datasets/chest?label=effusion');
  await expect
    .element(
      screen
        .getByRole('row', { name: /^boxes/ })
        .getByRole('link')
        .nth(1),
    )
    .toHaveAttribute('href', '#/datasets/chest?missing=boxes');
  await expect.element(screen.getByText(/80 groups have cases in more than one split/)).toBeVisible();
  await expect
    .element(screen.getByRole('link', { name: 'patient-1', exact: true }))
    .toHaveAttribute('href', '#/datasets/chest?group=patient-1');
});

test('a set without groups, labels and truth says so', async () => {
  const bare = fakeCases.map(({ group: _group, ...sample }) => ({ ...sample, truth: {}, attributes: {} }));
  const screen = await open({ statistics: () => Promise.resolve(statisticsOf(bare.map(digestOf))) });
  await expect.element(screen.getByText(/each case counts as its own patient/)).toBeVisible();
  await expect.element(screen.getByText('No case has a label.')).toBeVisible();
  await expect.element(screen.getByText(/240 cases have no truth at all/)).toBeVisible();
  await expect.element(screen.getByText(/there are no subgroups/)).toBeVisible();
});

test('the first counting of many cases says how far it is', async () => {
  let finish: () => void = () => undefined;
  const screen = await open({
    statistics: (_dataset, onDone) => {
      onDone(25_600, 100_000);
      return new Promise((resolve) => {
        finish = () => resolve(statisticsOf(fakeCases.map(digestOf)));
      });
    },
  });
  await expect.element(screen.getByText('25,600 of 100,000 cases (25 %)')).toBeVisible();
  finish();
  await expect.element(screen.getByText(/^240 cases/)).toBeVisible();
});

const looked = (at: number): LookedAtPicture => {
  const sample = fakeCases[at];
  const image = sample?.images[0];
  if (sample === undefined || image === undefined) throw new Error('no such case');
  return { sample: sample.id, name: sample.name, split: sample.split, image };
};

test('near duplicates are looked for on demand, with the threshold said, pairs in two splits first', async () => {
  const findNearDuplicates = vi.fn<KeepingServices['findNearDuplicates']>(() =>
    Promise.resolve({
      compared: 240,
      unreadable: ['chest-0009'],
      found: 2,
      pairs: [
        { a: looked(1), b: looked(2), distance: 2 },
        { a: looked(3), b: looked(4), distance: 5 },
      ],
    }),
  );
  const screen = await open({}, { findNearDuplicates });
  await screen.getByLabelText(/At most this many of 512 bits differ/).fill('101');
  await expect.element(screen.getByRole('button', { name: 'Compare the pictures' })).toBeDisabled();
  await screen.getByLabelText(/At most this many of 512 bits differ/).fill('6');
  await screen.getByRole('button', { name: 'Compare the pictures' }).click();
  await expect
    .element(screen.getByText(/2 pairs of different cases\s+differ in at most 6 of 512 bits/))
    .toBeVisible();
  expect(findNearDuplicates.mock.calls[0]?.slice(0, 2)).toEqual(['chest', 6]);
  await expect.element(screen.getByText(/1 pair lies in two splits/)).toBeVisible();
  await expect.element(screen.getByText(/1 picture could not be looked at/)).toBeVisible();
  const captions = screen.getByRole('figure').elements();
  expect(captions[0]?.textContent).toContain('5 of 512 bits differ, in two splits');
});

test('a search says what it does and how far it is, is cancelled, and says what it keeps', async () => {
  let tell: OnDone = () => undefined;
  const findNearDuplicates: KeepingServices['findNearDuplicates'] = (
    _dataset,
    _threshold,
    onDone,
    signal,
  ) => {
    onDone(20, 240);
    tell = onDone;
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
  };
  const screen = await open({}, { findNearDuplicates });
  await screen.getByRole('button', { name: 'Compare the pictures' }).click();
  await expect.element(screen.getByText('20 of 240 cases (8 %)')).toBeVisible();
  await expect.element(screen.getByText('Looking at the pictures…')).toBeVisible();
  tell(90, 180, 'pictures');
  await expect.element(screen.getByText('90 of 180 pictures (50 %)')).toBeVisible();
  await expect.element(screen.getByText('Comparing what they look like…')).toBeVisible();
  await screen.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(screen.getByText(/that were looked at are remembered/)).toBeVisible();
});
