import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Dataset } from '../../domain/dataset/dataset.ts';
import DatasetsScreen from './DatasetsScreen.svelte';
import type { BundledCollection, DatasetServices } from './services.ts';
import { fakeDataset, fakeDatasetServices } from './testing/fakes.ts';
import Host from './testing/Host.svelte';

const collection = (name: string, sourceKey: string | null = null): BundledCollection => ({
  folder: name,
  name,
  specialty: 'radiology',
  caseCount: 66,
  byteCount: 1_400_000,
  thumbnail: null,
  sourceKey,
});

async function open(change: Partial<DatasetServices>, datasets: readonly Dataset[]) {
  const made = fakeDatasetServices(change, datasets);
  return { ...made, screen: await render(Host, { services: made.services, screen: DatasetsScreen }) };
}

test('an empty list says what belongs here and offers it', async () => {
  const { screen } = await open({}, []);
  await expect.element(screen.getByRole('heading', { name: 'No cases yet' })).toBeVisible();
  await expect
    .element(screen.getByRole('link', { name: 'Bring your own images' }))
    .toHaveAttribute('href', '#/datasets/import');
});

test('the list follows what is stored, with state and reason', async () => {
  const { screen, stored } = await open({}, []);
  stored.set([
    fakeDataset({ name: 'Mine', synthetic: false, state: { kind: 'partial', reason: 'Cancelled; 3 of 9.' } }),
  ]);
  const row = screen.getByRole('row', { name: /Mine/ });
  await expect.element(row).toMatchTextContent(/240.*partial.*Cancelled; 3 of 9\./);
  expect(row.getByText('synthetic').query()).toBeNull();
});

test('a failing storage is said with what to do', async () => {
  const { screen } = await open(
    {
      watchDatasets: (_, onError) => {
        onError(new Error('The database was blocked.'));
        return () => undefined;
      },
    },
    [],
  );
  await expect
    .element(screen.getByRole('alert'))
    .toMatchTextContent(/The database was blocked.*Reload the page/);
});

test('sample data is added with progress, stopped on demand, and opened once it is here', async () => {
  let done = () => {};
  const runImport: DatasetServices['runImport'] = (_sources, _choices, onProgress) => {
    onProgress({ done: 20, total: 66, bytes: 1 });
    return new Promise((resolve) => {
      done = () =>
        resolve({
          dataset: fakeDataset(),
          added: 66,
          alreadyHere: 0,
          refused: [],
          end: { kind: 'complete' },
        });
    });
  };
  const { screen, stored } = await open(
    { runImport, bundled: () => Promise.resolve([collection('Chest', 'key-of-chest')]) },
    [],
  );
  await screen.getByRole('button', { name: 'Add Chest' }).click();
  await expect.element(screen.getByText('20 of 66 cases (30 %)')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Stop' })).toBeVisible();
  done();
  stored.set([fakeDataset()]);
  await expect
    .element(screen.getByRole('link', { name: 'Open Chest' }))
    .toHaveAttribute('href', '#/datasets/chest');
});

test('sample data that cannot be added says why', async () => {
  const { screen } = await open(
    {
      bundled: () => Promise.resolve([collection('Skin')]),
      openBundled: () => Promise.reject(new Error('skin/dataset.json is not there.')),
    },
    [],
  );
  await screen.getByRole('button', { name: 'Add Skin' }).click();
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/skin\/dataset\.json is not there/);
  await expect.element(screen.getByRole('button', { name: 'Add Skin' })).toBeVisible();
});

test('a browser that says nothing of storage is asked nothing', async () => {
  const storageFacts = () => Promise.resolve({ used: null, quota: null, persisted: null });
  const { screen } = await open({ storageFacts }, [fakeDataset()]);
  await expect.element(screen.getByText('The browser does not say how much is stored.')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: /keep it/ })).not.toBeInTheDocument();
});

test('the browser is asked to keep the data, and its answer is said', async () => {
  const askForPersistence = vi.fn(() => Promise.resolve(false));
  const { screen } = await open({ askForPersistence }, [fakeDataset()]);
  await expect.element(screen.getByText(/12\.4 MB stored of about 3\.1 GB/)).toBeVisible();
  await screen.getByRole('button', { name: 'Ask the browser to keep it' }).click();
  await expect.element(screen.getByText(/did not agree/)).toBeVisible();
  expect(askForPersistence).toHaveBeenCalledOnce();
});
