import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { importSessionOf } from './import.svelte.ts';
import ImportScreen from './ImportScreen.svelte';
import type { DatasetServices } from './services.ts';
import { fakeDataset, fakeDatasetServices, fakePreview } from './testing/fakes.ts';
import Host from './testing/Host.svelte';

const parts = [
  { key: 'chest', name: 'chest', fileCount: 67 },
  { key: 'more/skin', name: 'skin', fileCount: 40 },
];

/** Two data sets were dropped; a preview says of which it is by its name. */
async function openTwo() {
  const preview = vi.fn<DatasetServices['preview']>((_sources, { part = 'chest' }) =>
    Promise.resolve(fakePreview({ name: `Set ${part}`, parts, part, mayBeOne: false })),
  );
  const runImport = vi.fn<DatasetServices['runImport']>((_sources, { part = 'chest' }) =>
    Promise.resolve({
      dataset: fakeDataset({ name: `Set ${part}`, sampleCount: 16 }),
      added: 16,
      alreadyHere: 0,
      refused: [],
      end: { kind: 'complete' },
    }),
  );
  const { services } = fakeDatasetServices({ preview, runImport });
  const screen = await render(Host, { services, screen: ImportScreen });
  await importSessionOf(services).openFiles([new File(['x'], 'a.png')]);
  return { screen, runImport };
}

test('of data sets that were dropped together one is looked at, which can be changed; a name goes with its set', async () => {
  const { screen, runImport } = await openTwo();
  await expect.element(screen.getByText(/2 data sets are here\./)).toBeVisible();
  await screen.getByLabelText('Name').fill('Films of ours');
  await screen.getByRole('combobox', { name: /Look at/ }).selectOptions('more/skin');
  await expect.element(screen.getByLabelText('Name')).toHaveValue('Set more/skin');
  await screen.getByRole('button', { name: 'Import 16 cases' }).click();
  await expect.element(screen.getByRole('heading', { name: 'Set more/skin' })).toBeVisible();
  expect(runImport.mock.calls[0]?.[1]).toEqual({ part: 'more/skin' });
});

test('after one was imported the others are offered, until all are here', async () => {
  const { screen, runImport } = await openTwo();
  await screen.getByRole('button', { name: 'Import 16 cases' }).click();
  await screen.getByRole('button', { name: 'Go on with skin' }).click();
  await expect.element(screen.getByLabelText('Name')).toHaveValue('Set more/skin');
  await screen.getByRole('button', { name: 'Import 16 cases' }).click();
  await expect.element(screen.getByRole('button', { name: 'Add more images' })).toBeVisible();
  expect(screen.getByRole('button', { name: /^Go on with/ }).elements()).toEqual([]);
  expect(runImport).toHaveBeenCalledTimes(2);
});
