import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { ImportResult } from '../../datasets/import/store-import.ts';
import { sourceKey } from '../../datasets/reader/table/sources.ts';
import type { KeptMapping, TableRecipe } from '../../domain/dataset/table-mapping.ts';
import { importSessionOf } from './import.svelte.ts';
import ImportScreen from './ImportScreen.svelte';
import type { DatasetServices } from './services.ts';
import { fakeDataset, fakeDatasetServices, fakePreview } from './testing/fakes.ts';
import Host from './testing/Host.svelte';

const file = () => new File(['x'], 'a.png', { type: 'image/png' });

const result = (): ImportResult => ({
  dataset: fakeDataset({ sampleCount: 16 }),
  added: 16,
  alreadyHere: 0,
  refused: [],
  end: { kind: 'complete' },
});

async function open(change: Partial<DatasetServices> = {}) {
  const { services } = fakeDatasetServices(change);
  const screen = await render(Host, { services, screen: ImportScreen });
  return { services, screen };
}

/** A table that is read by what is kept for it, unless another source is asked for. */
const keptPreview: DatasetServices['preview'] = (_, { tables, keptMappings = [] }) => {
  const { source: asked, mapping } = tables?.['meta.csv'] ?? {};
  const sources = [
    ...keptMappings.map(({ keptAt, recipe }) => ({ kind: 'kept', name: recipe.name, keptAt }) as const),
    { kind: 'guess' } as const,
  ];
  const source = sources.find((each) => sourceKey(each) === asked) ?? sources[0] ?? { kind: 'guess' };
  return Promise.resolve(
    fakePreview({
      tables: [
        {
          file: 'meta.csv',
          alike: [],
          inUse: true,
          separator: null,
          columns: [
            {
              name: 'dx',
              role: mapping?.dx ?? (source.kind === 'guess' ? 'ignore' : 'labels'),
              why: '',
              confidence: 1,
            },
          ],
          rows: [],
          rowCount: 0,
          boxOrder: 'xywh',
          boxUnit: 'pixels-source',
          runs: null,
          guess: { separator: null, boxOrder: 'xywh', boxUnit: 'pixels-source', runs: null },
          encoding: null,
          source,
          sources,
          changed: mapping !== undefined,
        },
      ],
    }),
  );
};

/** Services that keep what they are told to, as the device does. */
function keeping(...before: readonly KeptMapping[]) {
  let kept = before;
  const keepMapping = vi.fn((recipe: TableRecipe) => {
    kept = [
      { keptAt: Date.UTC(2026, 10, 25, 12), recipe },
      ...kept.filter((each) => each.recipe.name !== recipe.name),
    ];
    return Promise.resolve();
  });
  return { preview: keptPreview, keepMapping, keptMappings: () => Promise.resolve(kept) };
}

const skinMapping: KeptMapping = {
  keptAt: Date.UTC(2026, 10, 20, 12),
  recipe: {
    format: 'reading-room/table-recipe',
    version: 1,
    name: 'Skin',
    columns: [{ name: 'dx', role: 'labels' }],
    separator: null,
    boxOrder: 'xywh',
    boxUnit: 'pixels-source',
  },
};

test('what the columns mean is kept under a name, and the table is then read by it', async () => {
  const services = keeping();
  const { services: all, screen } = await open(services);
  await importSessionOf(all).openFiles([file()]);
  await screen.getByLabelText('Meaning of column dx').selectOptions('labels');
  await expect
    .element(screen.getByText('Columns as they were guessed, with what you changed here.'))
    .toBeVisible();
  await screen.getByLabelText('Name of this mapping').fill(' Skin ');
  await screen.getByRole('button', { name: 'Keep this mapping' }).click();
  await expect
    .element(screen.getByText('Columns as in the mapping “Skin” that you kept on 2026-11-25.'))
    .toBeVisible();
  await expect.element(screen.getByText(/^Kept\./)).toBeVisible();
  expect(services.keepMapping).toHaveBeenCalledWith(skinMapping.recipe);
  await expect.element(screen.getByLabelText('Meaning of column dx')).toHaveValue('labels');
});

test('the heading of a mapping says how many tables like it are read by it', async () => {
  const preview: DatasetServices['preview'] = async (...asked) => {
    const found = await keptPreview(...asked);
    return { ...found, tables: found.tables.map((table) => ({ ...table, alike: ['b.csv', 'c.csv'] })) };
  };
  const { services, screen } = await open({ ...keeping(), preview });
  await importSessionOf(services).openFiles([file()]);
  await expect
    .element(
      screen.getByRole('heading', { name: /What the columns of meta\.csv and of 2 tables like it mean/ }),
    )
    .toBeVisible();
});

test('a kept mapping is taken by itself and says so; back to the guess and to the mapping again', async () => {
  const runImport = vi.fn(() => Promise.resolve(result()));
  const { services, screen } = await open({ ...keeping(skinMapping), runImport });
  await importSessionOf(services).openFiles([file()]);
  await expect
    .element(screen.getByText('Columns as in the mapping “Skin” that you kept on 2026-11-20.'))
    .toBeVisible();
  await screen.getByLabelText(/^Read them by/).selectOptions('the guess from heads and cells');
  await expect.element(screen.getByText('Columns as they were guessed.')).toBeVisible();
  await expect.element(screen.getByLabelText('Meaning of column dx')).toHaveValue('ignore');
  await screen.getByLabelText('Meaning of column dx').selectOptions('attribute');
  await screen.getByRole('button', { name: 'Take back what I changed' }).click();
  await expect.element(screen.getByText('Columns as they were guessed.')).toBeVisible();
  await screen.getByLabelText(/^Read them by/).selectOptions('the kept mapping “Skin”');
  await expect.element(screen.getByLabelText('Meaning of column dx')).toHaveValue('labels');

  await screen.getByRole('button', { name: 'Import 16 cases' }).click();
  await expect.element(screen.getByText(/16 cases are here\./)).toBeVisible();
  expect(runImport).toHaveBeenCalledWith(
    expect.anything(),
    { keptMappings: [skinMapping], tables: { 'meta.csv': { source: 'kept Skin' } } },
    expect.anything(),
    expect.anything(),
  );
});

test('a name that is taken says so before the mapping takes its place; a full disk is said', async () => {
  const { services, screen } = await open({
    ...keeping(skinMapping),
    keepMapping: () => Promise.reject(new Error('The browser has no more room.')),
  });
  await importSessionOf(services).openFiles([file()]);
  await expect.element(screen.getByText(/It is kept as it stands\./)).toBeVisible();
  await screen.getByLabelText('Meaning of column dx').selectOptions('attribute');
  await expect.element(screen.getByText(/You kept a mapping of this name on 2026-11-20/)).toBeVisible();
  await screen.getByRole('button', { name: 'Replace “Skin”' }).click();
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/not kept.*no more room/);
});
