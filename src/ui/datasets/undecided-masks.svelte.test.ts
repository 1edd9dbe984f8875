import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { TableReading } from '../../datasets/reader/table/mapping.ts';
import { importSessionOf } from './import.svelte.ts';
import ImportScreen from './ImportScreen.svelte';
import type { DatasetServices } from './services.ts';
import { fakeDatasetServices, fakePreview } from './testing/fakes.ts';
import Host from './testing/Host.svelte';

const writing = { separator: null, boxOrder: 'xyxy', boxUnit: 'pixels-source', runs: null } as const;

test('masks that nobody has said how to read: nothing is imported before they are decided, or left out', async () => {
  const table = (change: Partial<TableReading>): TableReading => ({
    file: 'train.csv',
    alike: [],
    inUse: true,
    columns: [
      { name: 'picture', role: 'image', why: 'its cells', confidence: 1 },
      { name: 'rle', role: 'mask as run lengths', why: 'its cells', confidence: 1 },
    ],
    guess: writing,
    ...writing,
    encoding: null,
    source: { kind: 'guess' },
    sources: [{ kind: 'guess' }],
    changed: false,
    rows: [],
    rowCount: 2,
    ...change,
  });
  const preview = vi.fn<DatasetServices['preview']>((_, { tables: chosen = {} }) => {
    const { runs = null, mapping } = chosen['train.csv'] ?? {};
    const columns = table({}).columns.map((column) => ({
      ...column,
      role: mapping?.[column.name] ?? column.role,
    }));
    return Promise.resolve(fakePreview({ tables: [table({ runs, columns })] }));
  });
  const runImport = vi.fn<DatasetServices['runImport']>(() => new Promise(() => undefined));
  const { services } = fakeDatasetServices({ preview, runImport });
  const screen = await render(Host, { services, screen: ImportScreen });
  await importSessionOf(services).openFiles([new File(['x'], 'train.csv')]);
  const question = screen.getByRole('alert').filter({ hasText: 'Say how the masks of train.csv' });
  const start = screen.getByRole('button', { name: 'Import 16 cases' });
  await expect.element(question).toMatchTextContent(/“rle” holds masks as run lengths/);
  await expect.element(start).toBeDisabled();
  await importSessionOf(services).start();
  expect(runImport).not.toHaveBeenCalled();

  const choice = screen.getByLabelText(/^These run lengths are/);
  await choice.selectOptions('not to be read: leave these masks out');
  await expect.element(start).toBeEnabled();
  expect(question.query()).toBeNull();
  expect(preview.mock.lastCall?.[1].tables?.['train.csv']?.mapping).toEqual({
    picture: 'image',
    rle: 'ignore',
  });

  await screen.getByLabelText('Meaning of column rle').selectOptions('mask as run lengths');
  await expect.element(start).toBeDisabled();
  await choice.selectOptions('gaps and lengths, along the rows');
  await expect.element(start).toBeEnabled();
  await start.click();
  expect(runImport.mock.lastCall?.[1].tables?.['train.csv']?.runs).toBe('relative-rows');
});
