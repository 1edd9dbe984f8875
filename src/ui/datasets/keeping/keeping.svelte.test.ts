import { beforeEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { datasetId, sampleId } from '../../../domain/ids.ts';
import DatasetScreen from '../DatasetScreen.svelte';
import { fakeKeepingServices } from '../testing/fake-keeping.ts';
import { fakeDataset, fakeDatasetServices } from '../testing/fakes.ts';
import Host from '../testing/Host.svelte';
import MergeScreen from './MergeScreen.svelte';
import type { ExportEnd, KeepingServices } from './services.ts';

beforeEach(() => {
  location.hash = '#/datasets/chest';
});

async function openDataset(change: Partial<KeepingServices>, dataset = fakeDataset(), runs = 0) {
  const { services } = fakeDatasetServices({ countRuns: () => Promise.resolve(runs) }, [dataset]);
  return render(Host, {
    services,
    keeping: fakeKeepingServices(change),
    screen: DatasetScreen,
    params: { dataset: 'chest' },
  });
}

test('an export of private data warns before, shows progress, and says what is not in it', async () => {
  let finish: (end: ExportEnd) => void = () => undefined;
  const exportDataset = vi.fn<KeepingServices['exportDataset']>((_, onProgress) => {
    onProgress({ stage: 'pictures', done: 3, total: 12, bytes: 4_000_000 });
    return new Promise((resolve) => {
      finish = resolve;
    });
  });
  const screen = await openDataset({ exportDataset }, fakeDataset({ synthetic: false }));
  await screen.getByRole('button', { name: 'Export' }).click();
  const dialog = screen.getByRole('dialog');
  await expect.element(dialog.getByText(/This data set is private/)).toBeVisible();
  await dialog.getByRole('radio', { name: /COCO/ }).click();
  await dialog.getByRole('button', { name: 'Export private data' }).click();
  await expect.element(dialog.getByText('3 of 12 pictures (25 %)')).toBeVisible();
  expect(exportDataset.mock.calls[0]?.[0]).toMatchObject({ format: 'coco', filter: null });
  finish({
    kind: 'saved',
    fileName: 'chest-coco.zip',
    where: 'download',
    bytes: 1_200_000,
    outcome: { cases: 11, pictures: 11, leftOut: [{ reason: 'it is hidden', names: ['chest-0007'] }] },
  });
  await expect.element(dialog.getByText(/11 cases exported/)).toBeVisible();
  await expect.element(dialog.getByText('1 case is not in it: it is hidden')).toBeVisible();
});

test('an export is cancelled from its dialog, and of public data warns of nothing', async () => {
  const exportDataset = vi.fn<KeepingServices['exportDataset']>((_request, _onProgress, signal) => {
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve({ kind: 'cancelled' }));
    });
  });
  location.hash = '#/datasets/chest?label=effusion';
  const screen = await openDataset({ exportDataset });
  await screen.getByRole('button', { name: 'Export' }).click();
  const dialog = screen.getByRole('dialog');
  await expect.element(dialog.getByText(/This data set is private/)).not.toBeInTheDocument();
  await dialog.getByRole('radio', { name: 'The 60 cases with label effusion' }).click();
  await dialog.getByRole('button', { name: 'Export' }).click();
  expect(exportDataset.mock.calls[0]?.[0].filter).toEqual({ label: 'effusion' });
  await dialog.getByRole('button', { name: 'Cancel export' }).click();
  await expect.element(dialog.getByText(/Cancelled. Nothing was saved/)).toBeVisible();
});

test('picked cases alone are deleted, after naming them and the runs that use them', async () => {
  const deleteCases = vi.fn(() => Promise.resolve(1));
  const screen = await openDataset({ deleteCases }, fakeDataset(), 2);
  await screen.getByRole('button', { name: 'Pick cases' }).click();
  await screen.getByRole('button', { name: /chest-0001/ }).click();
  await screen.getByRole('button', { name: 'Delete 1 case', exact: true }).click();
  const dialog = screen.getByRole('dialog');
  await expect.element(dialog).toMatchTextContent(/1 case that you picked.*2 runs use this data set/);
  await dialog.getByRole('button', { name: 'Delete 1 case' }).click();
  await expect.element(screen.getByRole('button', { name: 'Pick cases' })).toBeVisible();
  expect(deleteCases).toHaveBeenCalledWith('chest', { kind: 'picked', ids: [sampleId('case-1')] });
});

test('cases of the filter are split by group with a seed, and it is taken back', async () => {
  const splitCases = vi.fn<KeepingServices['splitCases']>(() =>
    Promise.resolve({
      at: 77,
      counts: new Map([
        ['train', 70],
        ['test', 10],
      ]),
    }),
  );
  const changeCases = vi.fn(() => Promise.resolve({ at: 90, changed: 40 }));
  location.hash = '#/datasets/chest?split=test';
  const screen = await openDataset({ splitCases, changeCases });
  await screen.getByRole('button', { name: 'Split by group' }).click();
  await screen.getByLabelText('Test', { exact: true }).fill('0');
  await expect.element(screen.getByRole('button', { name: 'Split the cases' })).toBeDisabled();
  await screen.getByLabelText('Test', { exact: true }).fill('10');
  await screen.getByLabelText('Seed').fill('5');
  await screen.getByRole('button', { name: 'Split the cases' }).click();
  expect(splitCases).toHaveBeenCalledWith(
    'chest',
    { kind: 'filter', filter: { split: 'test' } },
    [
      { split: 'train', share: 70 },
      { split: 'test', share: 10 },
    ],
    5,
  );
  await expect.element(screen.getByText(/Divided by group with seed 5: train 70, test 10/)).toBeVisible();
  await screen.getByRole('button', { name: 'Undo' }).click();
  await expect.element(screen.getByText(/Taken back in 80 cases/)).toBeVisible();
  expect(changeCases).toHaveBeenCalledWith(
    'chest',
    { kind: 'filter', filter: { hidden: true } },
    { kind: 'take back', madeAt: 77 },
  );
});

test('what fails is said, and changed nothing', async () => {
  const changeCases = () => Promise.reject(new Error('The browser has no more room.'));
  const screen = await openDataset({ changeCases });
  await screen.getByRole('button', { name: 'Tag', exact: true }).click();
  await screen.getByLabelText('Tag', { exact: true }).fill('check');
  await screen.getByRole('button', { name: 'Put on' }).click();
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/Nothing was changed.*no more room/);
});

test('a merge tells clashes before it is done, and opens what it made', async () => {
  const sets = ['a', 'b', 'c'].map((id) => fakeDataset({ id: datasetId(id), name: `Set ${id}` }));
  const planMerge = vi.fn<KeepingServices['planMerge']>(() =>
    Promise.resolve({
      caseCount: 478,
      keptOnce: 2,
      clashes: ['scan 1'],
      sharedGroups: ['P1', 'P2'],
      labels: [{ name: 'normal', synonyms: [] }],
      alike: [],
    }),
  );
  const merge = vi.fn<KeepingServices['merge']>(() =>
    Promise.resolve(fakeDataset({ id: datasetId('new'), name: 'Both', sampleCount: 478 })),
  );
  const { services } = fakeDatasetServices({}, sets);
  const screen = await render(Host, {
    services,
    keeping: fakeKeepingServices({ planMerge, merge }),
    screen: MergeScreen,
  });
  await screen.getByRole('checkbox', { name: /Set c/ }).click();
  await expect.element(screen.getByText('Choose two or more.')).toBeVisible();
  await screen.getByRole('checkbox', { name: /Set a/ }).click();
  await expect.element(screen.getByText(/1 name is of different cases/)).toBeVisible();
  await expect.element(screen.getByText(/2 cases are the same in several sets/)).toBeVisible();
  await screen.getByRole('checkbox', { name: /Groups of the same name/ }).click();
  await expect.element(screen.getByText(/taken to be different patients/)).toBeVisible();
  await screen.getByLabelText('Name of the new data set').fill('Both');
  await screen.getByRole('button', { name: 'Merge 478 cases' }).click();
  await expect
    .element(screen.getByRole('link', { name: 'Open Both' }))
    .toHaveAttribute('href', '#/datasets/new');
  expect(merge.mock.calls[0]?.slice(0, 3)).toEqual([['c', 'a'], { sameGroups: false }, 'Both']);
});
