import { beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { RefusedFile } from '../../domain/dataset/dataset.ts';
import CaseScreen from './CaseScreen.svelte';
import DatasetScreen from './DatasetScreen.svelte';
import type { DatasetServices } from './services.ts';
import { fakeDataset, fakeDatasetServices } from './testing/fakes.ts';
import Host from './testing/Host.svelte';

beforeEach(() => {
  location.hash = '#/datasets/chest';
});

async function openDataset(change: Partial<DatasetServices> = {}, dataset = fakeDataset()) {
  const made = fakeDatasetServices(change, [dataset]);
  const screen = await render(Host, {
    services: made.services,
    at: { page: DatasetScreen, params: { dataset: 'chest' } },
  });
  return { ...made, screen };
}

async function openCase(sample: string, change: Partial<DatasetServices> = {}) {
  const { services } = fakeDatasetServices(change);
  return render(Host, { services, at: { page: CaseScreen, params: { dataset: 'chest', sample } } });
}

test('shows facts, notes and the way to a run', async () => {
  const { screen } = await openDataset();
  // On a narrow screen, as here, the cases come first.
  await screen.getByText('Before you trust a number').click();
  await expect.element(screen.getByText(/device B are drawn fainter/)).toBeVisible();
  await expect
    .element(screen.getByRole('link', { name: 'Evaluate a model' }))
    .toHaveAttribute('href', '#/runs/new?dataset=chest');
});

test('renders only the cases in sight, and reads them by pages', async () => {
  const cases = vi.fn<DatasetServices['cases']>();
  const { services } = fakeDatasetServices();
  cases.mockImplementation((...asked) => services.cases(...asked));
  const { screen } = await openDataset({ cases });
  await expect.element(screen.getByText('chest-0000')).toBeVisible();
  await expect.element(screen.getByRole('heading', { name: '240 cases' })).toBeVisible();
  const tiles = screen.getByRole('list', { name: 'Cases' }).getByRole('listitem').elements();
  expect(tiles.length).toBeGreaterThan(3);
  expect(tiles.length).toBeLessThan(120);
  expect(tiles[0]?.getAttribute('aria-setsize')).toBe('240');
  expect(cases.mock.calls.every(([, , offset, limit]) => offset % 60 === 0 && limit === 60)).toBe(true);
});

test('the address holds the filter; a label or split chosen twice is lifted', async () => {
  location.hash = '#/datasets/chest?split=test&label=effusion';
  const { screen } = await openDataset();
  await expect.element(screen.getByText('split test, label effusion')).toBeVisible();
  await expect.element(screen.getByRole('heading', { name: '20 cases' })).toBeVisible();
  await expect
    .element(screen.getByRole('link', { name: /^effusion/ }))
    .toHaveAttribute('href', '#/datasets/chest?split=test');
  await expect
    .element(screen.getByRole('link', { name: /^normal/ }))
    .toHaveAttribute('href', '#/datasets/chest?split=test&label=normal');
  await expect
    .element(screen.getByRole('link', { name: /^effusion/ }))
    .toHaveAttribute('aria-current', 'true');
});

test('a data set is renamed, and a name of nothing is none', async () => {
  const { screen } = await openDataset();
  await screen.getByRole('button', { name: 'Rename', exact: true }).click();
  const dialog = screen.getByRole('dialog', { name: 'Rename this data set' });
  const name = dialog.getByLabelText('Name');
  await expect.element(name).toHaveValue('Chest radiographs');
  await name.fill('  ');
  await expect.element(dialog.getByRole('button', { name: 'Rename', exact: true })).toBeDisabled();
  await name.fill('Chests of ward 7');
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('heading', { level: 1, name: /Chests of ward 7/ })).toBeVisible();
  await expect.element(dialog).not.toBeInTheDocument();
  // The keyboard goes on where it was, not at the top of the page.
  await expect.element(screen.getByRole('button', { name: 'Rename', exact: true })).toHaveFocus();
});

test('deleting asks first, naming the cases and the runs that use them', async () => {
  const remove = vi.fn(() => Promise.resolve());
  const { screen } = await openDataset({ delete: remove, countRuns: () => Promise.resolve(2) });
  await screen.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = screen.getByRole('dialog', { name: 'Delete Chest radiographs?' });
  await expect.element(dialog).toMatchTextContent(/2 runs use them/);

  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(screen.getByRole('button', { name: 'Delete', exact: true })).toHaveFocus();
  expect(remove).not.toHaveBeenCalled();

  await screen.getByRole('button', { name: 'Delete', exact: true }).click();
  await dialog.getByRole('button', { name: 'Delete 240 cases' }).click();
  await vi.waitFor(() => expect(location.hash).toBe('#/datasets'));
  expect(remove).toHaveBeenCalledWith('chest');
});

test('says why a part is missing and which files were not taken', async () => {
  const refused: RefusedFile[] = [{ path: 'a/b.png', reason: 'it is empty', remedy: 'Copy it again.' }];
  const { screen } = await openDataset(
    {},
    fakeDataset({ state: { kind: 'partial', reason: 'Cancelled; 240 of 300 cases are stored.' }, refused }),
  );
  await expect.element(screen.getByText(/240 of 300 cases are stored/)).toBeVisible();
  await screen.getByText('1 file was not taken').click();
  await expect.element(screen.getByText('it is empty')).toBeVisible();
});

test('an address without a data set says so', async () => {
  const { services } = fakeDatasetServices({}, []);
  const screen = await render(Host, { services, at: { page: DatasetScreen, params: { dataset: 'gone' } } });
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/no data set with this address/);
});

test('a case shows its truth, what it is part of, and what the import changed', async () => {
  const screen = await openCase('case-5');
  await expect.element(screen.getByText('opacity: x 60.3, y 120, 64 × 48 pixels')).toBeVisible();
  await expect.element(screen.getByText('patient-2')).toBeVisible();
  await expect.element(screen.getByText('EXIF removed')).toBeVisible();
  const truth = screen.getByRole('checkbox', { name: /Draw the truth/ });
  await expect.element(truth).toBeChecked();
});

test('j and k go through the cases of the filter', async () => {
  location.hash = '#/datasets/chest/cases/case-6?split=test';
  const screen = await openCase('case-6');
  await expect.element(screen.getByText(/3 of 80\s+with split test/)).toBeVisible();
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'j' }));
  await vi.waitFor(() => expect(location.hash).toBe('#/datasets/chest/cases/case-9?split=test'));
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'k' }));
  await vi.waitFor(() => expect(location.hash).toBe('#/datasets/chest/cases/case-3?split=test'));
});

test('a case that is gone says so', async () => {
  const screen = await openCase('case-999');
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/not stored here/);
});
