import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { OpenOptions } from '../../datasets/import/opened-sources.ts';
import type { ImportResult } from '../../datasets/import/store-import.ts';
import { importSessionOf } from './import.svelte.ts';
import ImportScreen from './ImportScreen.svelte';
import type { DatasetServices } from './services.ts';
import { fakeCases, fakeDataset, fakeDatasetServices, fakePreview } from './testing/fakes.ts';
import Host from './testing/Host.svelte';

const file = () => new File(['x'], 'a.png', { type: 'image/png' });

const refused = [
  { path: 'effusion/broken.png', reason: 'the picture ends in the middle', remedy: 'Copy it again.' },
  { path: 'notes.png', reason: 'its name says PNG, its bytes are text', remedy: 'Leave it out.' },
];

const result = (change: Partial<ImportResult> = {}): ImportResult => ({
  dataset: fakeDataset({ sampleCount: 16 }),
  added: 16,
  alreadyHere: 0,
  refused: [],
  end: { kind: 'complete' },
  ...change,
});

async function open(change: Partial<DatasetServices> = {}) {
  const { services } = fakeDatasetServices(change);
  const screen = await render(Host, { services, screen: ImportScreen });
  return { services, screen };
}

test('says how many of many files are listed, and nothing of a few', async () => {
  let list: OpenOptions['onListing'];
  const { services, screen } = await open({
    openFiles: (_files, { onListing }) => {
      list = onListing;
      return new Promise(() => undefined);
    },
  });
  void importSessionOf(services).openFiles([file()]);
  list?.(900, 1_500);
  await expect.element(screen.getByText('Reading the files…')).toBeVisible();
  list?.(34_000, null);
  await expect.element(screen.getByText('Looking into the files: 34,000 files so far…')).toBeVisible();
  list?.(25_000, 100_000);
  await expect.element(screen.getByText('25,000 of 100,000 files (25 %)')).toBeVisible();
  list?.(100_000, 100_000);
  await expect.element(screen.getByText('Reading the files…')).toBeVisible();
});

test('a question of the browser that nobody answers holds no import up', async () => {
  let answer: ((isKept: boolean) => void) | undefined;
  const { services, screen } = await open({
    runImport: () => Promise.resolve(result()),
    askForPersistence: () => new Promise((resolve) => (answer = resolve)),
  });
  await importSessionOf(services).openFiles([file()]);
  await screen.getByRole('button', { name: 'Import 16 cases' }).click();
  await expect.element(screen.getByText(/16 cases are here\./)).toBeVisible();

  answer?.(false);
  await expect.element(screen.getByText(/did not agree to keep the data/)).toBeVisible();
});

test('shows what was understood before anything is stored, and then imports it', async () => {
  const runImport = vi.fn(() => Promise.resolve(result()));
  const askForPersistence = vi.fn(() => Promise.resolve(true));
  const { services, screen } = await open({ runImport, askForPersistence });
  await expect.element(screen.getByText(/Nothing leaves this device/)).toBeVisible();

  await importSessionOf(services).openFiles([file()]);
  await expect.element(screen.getByText(/4 folders stand for 4 labels\./)).toBeVisible();
  await expect.element(screen.getByText(/train 10, test 6/)).toBeVisible();
  await expect.element(screen.getByRole('row', { name: 'effusion 4' })).toBeVisible();
  expect(runImport).not.toHaveBeenCalled();

  await screen.getByLabelText('Name').fill('My chests');
  await screen.getByRole('button', { name: 'Import 16 cases' }).click();
  await expect.element(screen.getByText(/16 cases are here\./)).toBeVisible();
  expect(runImport).toHaveBeenCalledWith(
    expect.anything(),
    { name: 'My chests' },
    expect.anything(),
    expect.anything(),
  );
  expect(askForPersistence).toHaveBeenCalledOnce();
  await expect
    .element(screen.getByRole('link', { name: 'Evaluate a model on them' }))
    .toHaveAttribute('href', '#/runs/new?dataset=chest');
  await expect
    .element(screen.getByRole('link', { name: 'Look at the cases' }))
    .toHaveAttribute('href', '#/datasets/chest');
});

test('a correction of a column makes the preview anew, with every role as shown and the changed one', async () => {
  const column = (name: string, role: 'image' | 'labels' | 'attribute' | 'ignore') => ({
    name,
    role,
    why: 'its name',
    confidence: 0.9,
  });
  const preview = vi.fn<DatasetServices['preview']>((_, { tables }) => {
    const mapping = tables?.['meta.csv']?.mapping;
    const roleOf = (name: string, guessed: 'image' | 'labels' | 'attribute' | 'ignore') =>
      mapping?.[name] ?? guessed;
    const labelled = roleOf('dx', 'ignore') === 'labels';
    return Promise.resolve(
      fakePreview({
        reader: 'Table (CSV)',
        labels: labelled ? [{ label: 'melanoma', count: 16 }] : [],
        tables: [
          {
            file: 'meta.csv',
            alike: [],
            inUse: true,
            separator: null,
            columns: [
              column('file', 'image'),
              { ...column('dx', 'ignore'), role: roleOf('dx', 'ignore') },
              column('age', 'attribute'),
            ],
            rows: [{ cells: ['a.png', 'melanoma', '60'], understood: 'picture a.png', fault: false }],
            rowCount: 1,
            boxOrder: 'xywh',
            boxUnit: 'pixels-source',
            runs: null,
            guess: { separator: null, boxOrder: 'xywh', boxUnit: 'pixels-source', runs: null },
            encoding: null,
            source: { kind: 'guess' },
            sources: [{ kind: 'guess' }],
            changed: false,
          },
        ],
      }),
    );
  });
  const { services, screen } = await open({ preview });
  await importSessionOf(services).openFiles([file()]);
  await expect.element(screen.getByText(/0 labels/)).toBeVisible();

  await screen.getByLabelText('Meaning of column dx').selectOptions('labels');
  await expect.element(screen.getByRole('row', { name: 'melanoma 16' })).toBeVisible();
  expect(preview).toHaveBeenLastCalledWith(
    expect.anything(),
    { tables: { 'meta.csv': { mapping: { file: 'image', dx: 'labels', age: 'attribute' } } } },
    expect.anything(),
  );

  await screen.getByLabelText(/Several labels in a cell/).selectOptions(';');
  expect(preview).toHaveBeenLastCalledWith(
    expect.anything(),
    {
      tables: { 'meta.csv': { mapping: { file: 'image', dx: 'labels', age: 'attribute' }, separator: ';' } },
    },
    expect.anything(),
  );
});

test('lists every refused file with its reason and remedy', async () => {
  const { services, screen } = await open({ preview: () => Promise.resolve(fakePreview({ refused })) });
  await importSessionOf(services).openFiles([file()]);
  await screen.getByText(/2 files were not taken/).click();
  await expect.element(screen.getByText(/effusion\/broken\.png/)).toBeVisible();
  await expect.element(screen.getByText(/its name says PNG, its bytes are text/)).toBeVisible();
  await expect.element(screen.getByText(/Leave it out\./)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Save the list as text' })).toBeVisible();
});

test('files without a case cannot be imported, and the reasons are open to read', async () => {
  const { services, screen } = await open({
    preview: () =>
      Promise.resolve(
        fakePreview({ caseCount: 0, cases: [], understood: 'No picture could be read.', refused }),
      ),
  });
  await importSessionOf(services).openFiles([file()]);
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/No case was found/);
  await expect.element(screen.getByText(/No picture could be read\./)).toBeVisible();
  await expect.element(screen.getByText(/Copy it again\./)).toBeVisible();
  expect(screen.getByRole('button', { name: /^Import/ }).query()).toBeNull();
  // Other files can be chosen right there, and after going away and coming back.
  await expect.element(screen.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
  await screen.unmount();
  const again = await render(Host, { services, screen: ImportScreen });
  await expect.element(again.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
  expect(again.getByRole('alert').query()).toBeNull();
});

/** An import that stores five cases and then waits until it is cancelled. */
const waiting: DatasetServices['runImport'] = (_sources, _choices, onProgress, signal) => {
  onProgress({ done: 5, total: 16, bytes: 1000 });
  return new Promise((resolve) => {
    signal.addEventListener('abort', () =>
      resolve(result({ dataset: fakeDataset({ sampleCount: 5 }), added: 5, end: { kind: 'cancelled' } })),
    );
  });
};

test('cancelling says what was kept', async () => {
  const { services, screen } = await open({ runImport: waiting });
  await importSessionOf(services).openFiles([file()]);
  await screen.getByRole('button', { name: 'Import 16 cases' }).click();
  await expect.element(screen.getByText(/5 of 16 cases \(31 %\)/)).toBeVisible();
  await screen.getByRole('button', { name: 'Cancel import' }).click();
  await expect.element(screen.getByText(/Cancelled\. 5 cases are kept\./)).toBeVisible();
  await expect.element(screen.getByRole('link', { name: 'Evaluate a model on them' })).toBeVisible();
});

test('cancelling before the first case leaves no empty data set', async () => {
  const remove = vi.fn(() => Promise.resolve());
  const { services, screen } = await open({
    delete: remove,
    runImport: () =>
      Promise.resolve(
        result({ dataset: fakeDataset({ sampleCount: 0 }), added: 0, end: { kind: 'cancelled' } }),
      ),
  });
  await importSessionOf(services).openFiles([file()]);
  await screen.getByRole('button', { name: 'Import 16 cases' }).click();
  await expect.element(screen.getByText(/Cancelled\. Nothing was kept\./)).toBeVisible();
  expect(remove).toHaveBeenCalledWith('chest');
  expect(screen.getByRole('link', { name: 'Evaluate a model on them' }).query()).toBeNull();
});

test('an import goes on while another screen is open, and is found again', async () => {
  const { services, screen } = await open({ runImport: waiting });
  await importSessionOf(services).openFiles([file()]);
  await screen.getByRole('button', { name: 'Import 16 cases' }).click();
  await expect.element(screen.getByText(/5 of 16 cases \(31 %\)/)).toBeVisible();
  await screen.unmount();
  const again = await render(Host, { services, screen: ImportScreen });
  await expect.element(again.getByText(/5 of 16 cases \(31 %\)/)).toBeVisible();
});

test('the same files again: says that they are here, and that nothing is added twice', async () => {
  const { services, screen } = await open({
    preview: () => Promise.resolve(fakePreview({ existing: fakeDataset({ sampleCount: 16 }) })),
    runImport: () => Promise.resolve(result({ added: 0, alreadyHere: 16 })),
  });
  await importSessionOf(services).openFiles([file()]);
  await expect.element(screen.getByText(/These files were imported before/)).toBeVisible();
  await screen.getByRole('button', { name: 'Import 16 cases' }).click();
  await expect.element(screen.getByText(/nothing was added twice/)).toBeVisible();
});

test('a full disk is said with what is kept', async () => {
  const reason = 'The browser has no more room to store data; 7 of 16 cases are stored. Free some space.';
  const { services, screen } = await open({
    runImport: () =>
      Promise.resolve(result({ dataset: fakeDataset({ sampleCount: 7 }), end: { kind: 'stopped', reason } })),
  });
  await importSessionOf(services).openFiles([file()]);
  await screen.getByRole('button', { name: 'Import 16 cases' }).click();
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/7 of 16 cases are stored/);
});

test('what cannot be read says why and lets choose again', async () => {
  const { services, screen } = await open({
    openFiles: () => Promise.reject(new Error('The zip is broken at its end. Download it again.')),
  });
  await importSessionOf(services).openFiles([file()]);
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/The zip is broken at its end\./);
  await expect.element(screen.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
});

test('files dropped anywhere on the page are read', async () => {
  const openDrop = vi.fn(() => Promise.resolve({ description: 'a', fileCount: 1, byteCount: 1 }));
  const { screen } = await open({ openDrop });
  const transfer = new DataTransfer();
  transfer.items.add(file());
  document.body.dispatchEvent(
    new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
  );
  await expect.element(screen.getByRole('button', { name: 'Import 16 cases' })).toBeVisible();
  expect(openDrop).toHaveBeenCalledOnce();
});

test('shows the cases with their truth', async () => {
  const { services, screen } = await open({
    preview: () =>
      Promise.resolve(
        fakePreview({ cases: fakeCases.slice(1, 3).map((sample) => ({ sample, thumbnail: null })) }),
      ),
  });
  await importSessionOf(services).openFiles([file()]);
  const shown = screen.getByRole('listitem').filter({ hasText: 'chest-0001' });
  await expect.element(shown).toMatchTextContent(/opacity/);
  await expect.element(shown).toMatchTextContent(/group patient-0/);
});

test('says which known data set was recognised and by what, and reads the files as files only on demand', async () => {
  const preview = vi.fn<DatasetServices['preview']>((_, { asFiles }) =>
    Promise.resolve(
      fakePreview({
        recipe: {
          id: 'ham10000',
          name: 'HAM10000',
          mark: 'named in the paper',
          why: ['t.csv has the columns lesion_id, dx', '7 pictures are called as ISIC_0027419.jpg'],
          traps: ['Two thirds are nevi.'],
          inUse: asFiles !== true,
        },
        notes: asFiles === true ? ['It is large.'] : ['It is large.', 'Two thirds are nevi.'],
      }),
    ),
  );
  const { services, screen } = await open({ preview });
  await importSessionOf(services).openFiles([file()]);
  await expect.element(screen.getByText(/Recognised as HAM10000\./)).toBeVisible();
  await expect
    .element(screen.getByText(/t\.csv has the columns lesion_id, dx; 7 pictures are called as/))
    .toBeVisible();
  await expect
    .element(screen.getByRole('link', { name: 'known of this data set' }))
    .toHaveAttribute('href', '#/datasets/known?recipe=ham10000');

  // Told once, with the data set.
  expect(screen.getByText(/Two thirds are nevi\./).all()).toHaveLength(1);
  await expect.element(screen.getByText(/It is large\./)).toBeVisible();

  await screen.getByRole('button', { name: /read it as files only/ }).click();
  await expect.element(screen.getByText(/Read as files only\./)).toBeVisible();
  expect(preview).toHaveBeenLastCalledWith(expect.anything(), { asFiles: true }, expect.anything());

  await screen.getByRole('button', { name: 'Read it as HAM10000' }).click();
  await expect.element(screen.getByText(/Recognised as HAM10000\./)).toBeVisible();
});
