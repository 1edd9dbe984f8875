import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { modelId } from '../../domain/ids.ts';
import type { ModelProfile } from '../../domain/plan/model.ts';
import ModelScreen from './ModelScreen.svelte';
import ModelsScreen from './ModelsScreen.svelte';
import type { ModelServices } from './services.ts';
import { fakeBundled, fakeCloud, fakeModelServices } from './testing/fakes.ts';
import Host from './testing/Host.svelte';

async function open(models: readonly ModelProfile[], change: Partial<ModelServices> = {}) {
  const made = fakeModelServices(change, models);
  return { ...made, screen: await render(Host, { services: made.services, screen: ModelsScreen }) };
}

async function openModel(id: string, models: readonly ModelProfile[], change: Partial<ModelServices> = {}) {
  const made = fakeModelServices(change, models);
  const screen = await render(Host, {
    services: made.services,
    at: { page: ModelScreen, params: { model: id } },
  });
  return { ...made, screen };
}

test('without a connected model, says what belongs here', async () => {
  const { screen } = await open([fakeBundled()]);
  await expect.element(screen.getByText('Sample reader')).toBeVisible();
  await expect.element(screen.getByRole('heading', { name: 'No model connected' })).toBeVisible();
});

test('a key is entered, kept in memory alone, and forgotten', async () => {
  const { screen, keys, stored } = await open([fakeCloud()]);
  await expect.element(screen.getByText('needs its key')).toBeVisible();
  await screen.getByRole('button', { name: 'Enter the key of Vision large' }).click();
  await screen.getByLabelText('Key for Vision large').fill('sk-secret');
  await screen.getByRole('button', { name: 'Keep for this tab' }).click();
  await expect.element(screen.getByText('key in memory')).toBeVisible();
  expect(keys.value.get(modelId('cloud'))).toBe('sk-secret');
  expect(JSON.stringify(stored.value)).not.toContain('sk-secret');
  await screen.getByRole('button', { name: 'Forget the key of Vision large' }).click();
  await expect.element(screen.getByText('needs its key')).toBeVisible();
  expect(keys.value.size).toBe(0);
});

test('removing asks first and says what stays', async () => {
  const { screen, stored } = await open([fakeBundled(), fakeCloud()]);
  await screen.getByRole('button', { name: 'Remove Vision large' }).click();
  const dialog = screen.getByRole('dialog', { name: 'Remove Vision large?' });
  await expect.element(dialog).toMatchTextContent(/2 runs asked it\. Their answers and results stay/);
  await dialog.getByRole('button', { name: 'Remove Vision large' }).click();
  await expect.element(screen.getByRole('heading', { name: 'No model connected' })).toBeVisible();
  expect(stored.value.map(({ id }) => id)).toEqual(['bundled']);
});

test('WebGPU can be chosen only where there is an adapter', async () => {
  const without = await open([fakeBundled()]);
  await expect.element(without.screen.getByRole('radio', { name: /WebGPU/ })).toBeDisabled();
  await expect.element(without.screen.getByText(/does not offer WebGPU/)).toBeVisible();
  await without.screen.unmount();

  const { screen, stored } = await open([fakeBundled()], {
    webGpuAdapter: () => Promise.resolve('Apple M2'),
  });
  await screen.getByRole('radio', { name: /WebGPU: Apple M2/ }).click();
  expect(stored.value[0]).toMatchObject({ backend: 'webgpu' });
});

test('Local only is said where it stops connected models', async () => {
  const { screen } = await open([fakeCloud()], {
    watchLocalOnly: (onValue) => {
      onValue(true);
      return () => undefined;
    },
  });
  await expect.element(screen.getByText(/Local only is on/)).toBeVisible();
});

test('the card gives accuracy with interval and n, limits, and what it is not for', async () => {
  const { screen } = await openModel('bundled', [fakeBundled()]);
  await expect.element(screen.getByText(/Not for clinical use/)).toBeVisible();
  const row = screen.getByRole('row', { name: /Chest radiographs/ });
  await expect.element(row).toMatchTextContent(/0\.862/);
  await expect.element(row).toMatchTextContent(/0\.829 to 0\.889/);
  await expect.element(row).toMatchTextContent(/n 500/);
  await expect.element(screen.getByText('It has never seen a picture of a patient.')).toBeVisible();
});

test('a card that cannot be read says why', async () => {
  const { screen } = await openModel('bundled', [fakeBundled()], {
    card: () => Promise.reject(new Error('model.json is not JSON.')),
  });
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/model\.json is not JSON/);
});

test('a connected model is changed in place, its hue and structured output kept', async () => {
  const { screen, stored } = await openModel('cloud', [fakeCloud({ structuredOutput: 'json_object' })]);
  await screen.getByLabelText('Calls at once').fill('2');
  await screen.getByRole('button', { name: 'Save changes' }).click();
  await expect.element(screen.getByText(/The changes are stored/)).toBeVisible();
  expect(stored.value).toEqual([fakeCloud({ structuredOutput: 'json_object', concurrency: 2 })]);
});

test('a model that is gone says so', async () => {
  const failing = vi.fn();
  const { screen } = await openModel('gone', [fakeBundled()], { put: failing });
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/no model with this address/);
});
