import { beforeEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { datasetId, sampleId } from '../../../domain/ids.ts';
import DatasetScreen from '../DatasetScreen.svelte';
import { fakeKeepingServices } from '../testing/fake-keeping.ts';
import { fakeDataset, fakeDatasetServices } from '../testing/fakes.ts';
import Host from '../testing/Host.svelte';
import MergeScreen from './MergeScreen.svelte';
import type { ExportEnd, KeepingServices, OnDone } from './services.ts';

beforeEach(() => {
  location.hash = '#/datasets/chest';
});

async function openDataset(change: Partial<KeepingServices>, dataset = fakeDataset(), runs = 0) {
  const { services } = fakeDatasetServices({ countRuns: () => Promise.resolve(runs) }, [dataset]);
  return render(Host, {
    services,
    keeping: fakeKeepingServices(change),
    at: { page: DatasetScreen, params: { dataset: 'chest' } },
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
  const deleteCases = vi.fn<KeepingServices['deleteCases']>(() => Promise.resolve(1));
  const screen = await openDataset({ deleteCases }, fakeDataset(), 2);
  await screen.getByRole('button', { name: 'Pick cases' }).click();
  await screen.getByRole('button', { name: /chest-0001/ }).click();
  await screen.getByRole('button', { name: 'Delete 1 case', exact: true }).click();
  const dialog = screen.getByRole('dialog');
  await expect.element(dialog).toMatchTextContent(/1 case that you picked.*2 runs use this data set/);
  await dialog.getByRole('button', { name: 'Delete 1 case' }).click();
  await expect.element(screen.getByRole('button', { name: 'Pick cases' })).toBeVisible();
  expect(deleteCases.mock.calls[0]?.slice(0, 2)).toEqual([
    'chest',
    { kind: 'picked', ids: [sampleId('case-1')] },
  ]);
});

test('all that a filter lists is deleted only after a question that names how many and by which filter', async () => {
  const deleteCases = vi.fn<KeepingServices['deleteCases']>(() => Promise.resolve(60));
  location.hash = '#/datasets/chest?label=effusion';
  const screen = await openDataset({ deleteCases });
  await screen.getByRole('button', { name: 'Delete all 60 cases' }).click();
  const dialog = screen.getByRole('dialog');
  await expect
    .element(dialog.getByRole('heading', { name: /Delete all 60 cases with label effusion of/ }))
    .toBeVisible();
  await expect.element(dialog).toMatchTextContent(/You have picked no case: every case in the list/);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(deleteCases).not.toHaveBeenCalled();
  await screen.getByRole('button', { name: 'Delete all 60 cases' }).click();
  await dialog.getByRole('button', { name: 'Delete all 60 cases' }).click();
  expect(deleteCases.mock.calls[0]?.slice(0, 2)).toEqual([
    'chest',
    { kind: 'filter', filter: { label: 'effusion' } },
  ]);
});

/** As the worker does: tells how far it is, and gives up where it is asked to. */
function pending<Answer>(answer: Answer) {
  let finish: () => void = () => undefined;
  const work = (onDone: OnDone, signal: AbortSignal, unit: 'cases' | 'pictures' = 'cases') =>
    new Promise<Answer>((resolve, reject) => {
      onDone(30, 80, unit);
      finish = () => resolve(answer);
      signal.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')));
    });
  return { work, finish: () => finish() };
}

test('hiding shows how far it is, blocks other changes, and is cancelled with nothing changed', async () => {
  const { work } = pending({ at: 1, changed: 80 });
  const screen = await openDataset({ changeCases: (_set, _cases, _change, ...rest) => work(...rest) });
  await screen.getByRole('button', { name: 'Hide' }).click();
  await expect.element(screen.getByText('30 of 80 cases (37 %)')).toBeVisible();
  await expect.element(screen.getByText(/All of it is done, or nothing/)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Tag', exact: true })).toBeDisabled();
  await screen.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(screen.getByText(/Cancelled. Nothing was changed./)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
  await expect.element(screen.getByRole('button', { name: 'Tag', exact: true })).toBeEnabled();
});

test('what was done before it could be cancelled is said to be done, and can be undone', async () => {
  let finish: (answer: { at: number; changed: number }) => void = () => undefined;
  const changeCases = () =>
    new Promise<{ at: number; changed: number }>((resolve) => {
      finish = resolve;
    });
  const screen = await openDataset({ changeCases });
  await screen.getByRole('button', { name: 'Hide' }).click();
  await screen.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(screen.getByText('Cancelling…')).toBeVisible();
  finish({ at: 1, changed: 80 });
  await expect.element(screen.getByText(/done before it could be cancelled. Hidden: 80 cases/)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Undo' })).toBeVisible();
});

test('undoing that is cancelled can be begun again', async () => {
  const { work } = pending(80);
  const screen = await openDataset({
    changeCases: () => Promise.resolve({ at: 7, changed: 80 }),
    takeBack: (_set, _at, ...rest) => work(...rest),
  });
  await screen.getByRole('button', { name: 'Hide' }).click();
  await screen.getByRole('button', { name: 'Undo' }).click();
  await screen.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(screen.getByText(/Cancelled. Nothing was changed./)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Undo' })).toBeVisible();
});

test('deleting says when it measures pictures, and goes on while another filter is looked at', async () => {
  const { work, finish } = pending(80);
  const deleteCases = vi.fn<KeepingServices['deleteCases']>((_set, _cases, onDone, signal) =>
    work(onDone, signal, 'pictures'),
  );
  const screen = await openDataset({ deleteCases });
  await screen.getByRole('button', { name: /^Delete all/ }).click();
  await screen
    .getByRole('dialog')
    .getByRole('button', { name: /^Delete all/ })
    .click();
  await expect.element(screen.getByText('30 of 80 pictures (37 %)')).toBeVisible();
  await expect.element(screen.getByText(/measuring their pictures/)).toBeVisible();
  location.hash = '#/datasets/chest?label=effusion';
  await expect.element(screen.getByRole('heading', { name: '60 cases' })).toBeVisible();
  await expect.element(screen.getByText('30 of 80 pictures (37 %)')).toBeVisible();
  finish();
  await expect.element(screen.getByText('30 of 80 pictures (37 %)')).not.toBeInTheDocument();
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
  const takeBack = vi.fn<KeepingServices['takeBack']>(() => Promise.resolve(80));
  location.hash = '#/datasets/chest?split=test';
  const screen = await openDataset({ splitCases, takeBack });
  await screen.getByRole('button', { name: 'Split by group' }).click();
  await screen.getByLabelText('Test', { exact: true }).fill('0');
  await expect.element(screen.getByRole('button', { name: 'Split the cases' })).toBeDisabled();
  await screen.getByLabelText('Test', { exact: true }).fill('10');
  await screen.getByLabelText('Seed').fill('5');
  await screen.getByRole('button', { name: 'Split the cases' }).click();
  expect(splitCases.mock.calls[0]?.slice(0, 4)).toEqual([
    'chest',
    { kind: 'filter', filter: { split: 'test' } },
    [
      { split: 'train', share: 70 },
      { split: 'test', share: 10 },
    ],
    5,
  ]);
  await expect.element(screen.getByText(/Divided by group with seed 5: train 70, test 10/)).toBeVisible();
  await screen.getByRole('button', { name: 'Undo' }).click();
  await expect.element(screen.getByText(/Taken back in 80 cases/)).toBeVisible();
  expect(takeBack.mock.calls[0]?.slice(0, 2)).toEqual(['chest', 77]);
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
      sharedGroups: ['P1', 'patient 2'],
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
  await expect.element(screen.getByText(/imported apart they are different patients/)).toBeVisible();
  await screen.getByRole('checkbox', { name: /Groups of the same name/ }).click();
  await expect.element(screen.getByText(/taken to be different patients/)).toBeVisible();
  await screen.getByLabelText('Name of the new data set').fill('Both');
  await screen.getByRole('button', { name: 'Merge 478 cases' }).click();
  await expect
    .element(screen.getByRole('link', { name: 'Open Both' }))
    .toHaveAttribute('href', '#/datasets/new');
  expect(merge.mock.calls[0]?.slice(0, 3)).toEqual([['c', 'a'], { sameGroups: false }, 'Both']);
});

test('the comparing before a merge says how far it is, and can be given up and begun again', async () => {
  const sets = ['a', 'b'].map((id) => fakeDataset({ id: datasetId(id), name: `Set ${id}` }));
  const planMerge = vi.fn<KeepingServices['planMerge']>((_ids, _options, onDone, signal) => {
    onDone('reading', 50_000, 200_000);
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('It was cancelled.', 'AbortError')));
    });
  });
  const { services } = fakeDatasetServices({}, sets);
  const screen = await render(Host, {
    services,
    keeping: fakeKeepingServices({ planMerge }),
    screen: MergeScreen,
  });
  await screen.getByRole('checkbox', { name: /Set a/ }).click();
  await screen.getByRole('checkbox', { name: /Set b/ }).click();
  await expect.element(screen.getByText('50,000 of 200,000 cases (25 %)')).toBeVisible();
  planMerge.mock.calls[0]?.[2]('comparing', 1, 4);
  await expect.element(screen.getByRole('status')).toMatchTextContent(/Comparing the truth of cases/);
  await screen.getByRole('button', { name: 'Cancel' }).click();
  expect(planMerge.mock.calls[0]?.[3].aborted).toBe(true);
  await expect.element(screen.getByRole('progressbar')).not.toBeInTheDocument();
  await expect.element(screen.getByRole('checkbox', { name: /Set b/ })).toBeChecked();
  await screen.getByRole('button', { name: 'Compare' }).click();
  await expect.element(screen.getByText('50,000 of 200,000 cases (25 %)')).toBeVisible();
  expect(planMerge).toHaveBeenCalledTimes(2);
});
