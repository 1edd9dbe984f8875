import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { datasetId, runId } from '../../domain/ids.ts';
import type { StorageParts } from '../../domain/storage-parts.ts';
import { Watchable } from '../kit/testing/watchable.ts';
import type { SettingsServices } from './services.ts';
import StorageScreen from './StorageScreen.svelte';
import Host from './testing/Host.svelte';

const none = { count: 0, bytes: 0 };
const parts: StorageParts = {
  datasets: [
    { id: datasetId('a'), name: 'Films', cases: 66, pictureBytes: 1_300_000, caseBytes: 90_000 },
    { id: datasetId('b'), name: 'Slides', cases: 9, pictureBytes: 40_000_000, caseBytes: 2_000 },
  ],
  runs: [{ id: runId('r'), name: 'Run 1', trials: 132, bytes: 800_000 }],
  leaving: none,
  unused: { count: 2, bytes: 7_000 },
  derived: none,
  mappings: { count: 2, bytes: 900 },
  ledger: none,
  unpacked: none,
  caches: [
    { name: 'app', count: 120, bytes: 34_000_000, isApp: true },
    { name: 'webllm/model', count: 8, bytes: 900_000_000, isApp: false },
  ],
};

function servicesWith(change: Partial<SettingsServices>): Partial<SettingsServices> {
  return {
    watchStorage: new Watchable({
      used: 44_000_000,
      quota: 3_000_000_000,
      persisted: false,
      datasets: 2,
      pictures: 75,
      runs: 1,
    }).watch,
    askForPersistence: () => Promise.resolve(false),
    measureStorage: () => Promise.resolve(parts),
    clearPart: () => Promise.resolve(),
    ...change,
  };
}

const open = (change: Partial<SettingsServices> = {}) =>
  render(Host, { services: servicesWith(change), screen: StorageScreen });

test('lists every part with its size, the largest first, and what the browser estimates', async () => {
  const screen = await open();
  const rows = screen.getByRole('table', { name: /Data sets/ }).getByRole('row');
  await expect.element(rows.nth(1)).toMatchTextContent(/Slides.*about 40 MB/);
  await expect.element(rows.nth(2)).toMatchTextContent(/Films.*66 cases: pictures 1.3 MB/);
  await expect.element(screen.getByText(/About 44 MB used of about 3 GB/)).toBeVisible();
  await expect.element(screen.getByText(/2 pictures/).first()).toBeVisible();
  await expect.element(screen.getByText(/counted in each/)).toBeVisible();
  await screen.getByRole('button', { name: 'Ask it to keep them' }).click();
  await expect.element(screen.getByText(/It refused/)).toBeVisible();
});

test('where the browser says nothing of storage, says so, and offers no question that it cannot hear', async () => {
  const nothing = { used: null, quota: null, persisted: null, datasets: 2, pictures: 75, runs: 1 };
  const screen = await open({ watchStorage: new Watchable(nothing).watch });
  await expect.element(screen.getByText(/does not say how much is used/)).toBeVisible();
  await expect.element(screen.getByText(/does not say whether it may clear/)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Ask it to keep them' })).not.toBeInTheDocument();
});

test('asks before a part is deleted, naming what is lost, and measures again', async () => {
  const clearPart = vi.fn(() => Promise.resolve());
  const measureStorage = vi.fn(() => Promise.resolve(parts));
  const screen = await open({ clearPart, measureStorage });
  await screen.getByRole('button', { name: 'Delete the run “Run 1”' }).click();
  const dialog = screen.getByRole('dialog');
  await expect.element(dialog).toMatchTextContent(/132 answers and failures.*cannot be brought back/);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(clearPart).not.toHaveBeenCalled();
  await screen.getByRole('button', { name: 'Delete the run “Run 1”' }).click();
  await dialog.getByRole('button', { name: 'Delete the run “Run 1”' }).click();
  expect(clearPart).toHaveBeenCalledWith({ kind: 'run', id: 'r' });
  await vi.waitFor(() => expect(measureStorage).toHaveBeenCalledTimes(2));
});

test('the files of the app itself are not deleted here, fetched models are', async () => {
  const clearPart = vi.fn(() => Promise.resolve());
  const screen = await open({ clearPart });
  const rows = screen.getByRole('table', { name: /App and models/ }).getByRole('row');
  await expect.element(rows.nth(1)).toMatchTextContent(/webllm\/model.*900 MB/);
  await expect.element(rows.nth(2)).toMatchTextContent(/for use offline.*34 MB/);
  expect(rows.nth(2).getByRole('button').query()).toBeNull();
  await rows.nth(1).getByRole('button').click();
  await screen
    .getByRole('dialog')
    .getByRole('button', { name: /^Delete the fetched models/ })
    .click();
  expect(clearPart).toHaveBeenCalledWith({ kind: 'cache', name: 'webllm/model' });
});

test('a part that could not be deleted says why; measuring is cancelled', async () => {
  const clearPart = () => Promise.reject(new Error('The run is going on.'));
  const screen = await open({ clearPart });
  await screen.getByRole('button', { name: 'Delete “Films”' }).click();
  await screen.getByRole('dialog').getByRole('button', { name: 'Delete “Films”' }).click();
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/not deleted.*The run is going on/);

  const slow = await open({
    measureStorage: (onDone) => {
      onDone(50, 200);
      return new Promise(() => undefined);
    },
  });
  await expect.element(slow.getByText('50 of 200 cases and answers (25 %)')).toBeVisible();
  await slow.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(slow.getByText('Not measured.')).toBeVisible();
});
