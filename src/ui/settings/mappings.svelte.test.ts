import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { KeptMapping, TableRecipe } from '../../domain/dataset/table-mapping.ts';
import { Watchable } from '../kit/testing/watchable.ts';
import KeptMappings from './KeptMappings.svelte';
import MappingsScreen from './MappingsScreen.svelte';
import type { MappingServices } from './services.ts';
import Host from './testing/Host.svelte';

const mapping = (name: string, keptAt: number): KeptMapping => ({
  keptAt,
  recipe: {
    format: 'reading-room/table-recipe',
    version: 1,
    name,
    columns: [
      { name: 'file', role: 'image' },
      { name: 'dx', role: 'labels' },
      { name: 'note', role: 'ignore' },
    ],
    separator: '|',
    boxOrder: 'xywh',
    boxUnit: 'pixels-source',
  },
});

/** As the device keeps them; a file is read as the mapping of its name. */
function servicesOf(list: readonly KeptMapping[], change: Partial<MappingServices> = {}) {
  const stored = new Watchable<readonly KeptMapping[]>(list);
  const isTaken = (name: string) => stored.value.some(({ recipe }) => recipe.name === name);
  const without = (name: string) => stored.value.filter(({ recipe }) => recipe.name !== name);
  const services: MappingServices = {
    watch: stored.watch,
    read: (file) =>
      Promise.resolve({ kind: 'recipe', recipe: mapping(file.name.replace(/\..*/, ''), 0).recipe }),
    add(added) {
      if (isTaken(added.recipe.name)) return Promise.resolve(false);
      stored.set([added, ...stored.value]);
      return Promise.resolve(true);
    },
    put(added) {
      stored.set([added, ...without(added.recipe.name)]);
      return Promise.resolve();
    },
    rename(from, to) {
      if (isTaken(to)) return Promise.resolve(false);
      stored.set(
        stored.value.map((each) =>
          each.recipe.name === from ? { ...each, recipe: { ...each.recipe, name: to } } : each,
        ),
      );
      return Promise.resolve(true);
    },
    delete(name) {
      stored.set(without(name));
      return Promise.resolve();
    },
    ...change,
  };
  return { services, stored };
}

async function open(list: readonly KeptMapping[], change: Partial<MappingServices> = {}) {
  const { services, stored } = servicesOf(list, change);
  return { stored, screen: await render(Host, { services: { mappings: services }, screen: MappingsScreen }) };
}

const two = [mapping('Skin', Date.UTC(2026, 10, 25, 12)), mapping('Films', Date.UTC(2026, 10, 20, 12))];
const names = (stored: Watchable<readonly KeptMapping[]>) => stored.value.map(({ recipe }) => recipe.name);

test('lists what is kept with its columns, and gives it as a file that can be read again', async () => {
  const { screen } = await open(two);
  const skin = screen.getByRole('listitem', { name: 'Skin' });
  await expect.element(skin).toMatchTextContent(/kept on 2026-11-25/);
  await expect.element(skin.getByRole('row', { name: 'Column file dx note' })).toBeVisible();
  await expect.element(skin.getByRole('row', { name: 'Means image labels ignored' })).toBeVisible();
  await expect.element(skin).toMatchTextContent(/joined by “\|”/);
  const link = skin.getByRole('link', { name: 'Download Skin' });
  await expect.element(link).toHaveAttribute('download', 'Skin.table-recipe.json');
  const held: unknown = await (await fetch(link.element().getAttribute('href') ?? '')).json();
  expect(held).toEqual(two[0]?.recipe satisfies TableRecipe | undefined);
});

test('without any, it says how one comes here', async () => {
  const { screen } = await open([]);
  await expect.element(screen.getByText(/press “Keep this mapping”/)).toBeVisible();
  await expect
    .element(screen.getByRole('link', { name: 'Add images' }))
    .toHaveAttribute('href', '#/datasets/import');
});

test('is renamed; a name that is taken or empty is refused', async () => {
  const { stored, screen } = await open(two);
  const rename = async (name: string) => {
    await screen.getByLabelText(/^New name of/).fill(name);
    await screen.getByRole('button', { name: 'Rename', exact: true }).click();
  };
  await screen.getByRole('button', { name: 'Rename Skin' }).click();
  await expect.element(screen.getByLabelText('New name of Skin')).toHaveFocus();
  await rename('Films');
  await expect
    .element(screen.getByRole('alert'))
    .toMatchTextContent(/“Films” is the name of another mapping/);
  await rename('  ');
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/Give it a name/);
  await rename('Moles');
  await expect.element(screen.getByRole('heading', { name: 'Moles' })).toBeVisible();
  expect(names(stored)).toEqual(['Moles', 'Films']);
});

test('is deleted and brought back as it was', async () => {
  const { stored, screen } = await open(two);
  await screen.getByRole('button', { name: 'Delete Films' }).click();
  await expect.element(screen.getByText(/“Films” is deleted\./)).toBeVisible();
  expect(names(stored)).toEqual(['Skin']);
  await screen.getByRole('button', { name: 'Undo' }).click();
  await expect.element(screen.getByRole('heading', { name: 'Films' })).toBeVisible();
  expect(stored.value).toContainEqual(two[1]);
});

const upload = (screen: Awaited<ReturnType<typeof open>>['screen'], name: string) =>
  userEvent.upload(screen.getByLabelText('Mapping to add'), new File(['{}'], name));

test('is added from a file; one of a name that is taken is asked about', async () => {
  const { stored, screen } = await open(two);
  await upload(screen, 'Teeth.table-recipe.json');
  await expect.element(screen.getByText(/“Teeth” was added\./)).toBeVisible();
  await upload(screen, 'Skin.table-recipe.json');
  const dialog = screen.getByRole('dialog');
  await expect.element(dialog).toMatchTextContent(/cannot be brought back/);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(stored.value).toContainEqual(two[0]);
  await upload(screen, 'Skin.table-recipe.json');
  await dialog.getByRole('button', { name: 'Replace “Skin”' }).click();
  await expect.element(screen.getByText(/“Skin” was replaced\./)).toBeVisible();
  expect(stored.value).not.toContainEqual(two[0]);
  expect(names(stored)).toEqual(['Skin', 'Teeth', 'Films']);
});

test('a file that is no mapping is refused by name, with the place and what to do', async () => {
  const { stored, screen } = await open(two, {
    read: () =>
      Promise.resolve({
        kind: 'refused',
        reason: 'it is no mapping of a table: at name: the mapping has no name',
        remedy: 'Correct it there.',
      }),
  });
  await upload(screen, 'x.json');
  await expect
    .element(screen.getByRole('alert'))
    .toMatchTextContent(/“x\.json” was not added\..*at name: the mapping has no name\. Correct it there\./);
  expect(names(stored)).toEqual(['Skin', 'Films']);
});

test('the settings say how many are kept', async () => {
  const { services, stored } = servicesOf(two);
  const screen = await render(Host, { services: { mappings: services }, screen: KeptMappings });
  await expect.element(screen.getByText(/2 mappings are kept/)).toBeVisible();
  stored.set([]);
  await expect.element(screen.getByText(/None is kept/)).toBeVisible();
});
