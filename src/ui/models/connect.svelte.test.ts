import { beforeEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { freeHue } from './connection.svelte.ts';
import ConnectScreen from './ConnectScreen.svelte';
import type { ConnectionReport } from '../../models/cloud/test-connection.ts';
import type { ModelServices } from './services.ts';
import { fakeBundled, fakeModelServices, steps } from './testing/fakes.ts';
import Host from './testing/Host.svelte';

beforeEach(() => {
  location.hash = '#/models/connect';
});

async function open(change: Partial<ModelServices> = {}) {
  const made = fakeModelServices(change);
  return { ...made, screen: await render(Host, { services: made.services, screen: ConnectScreen }) };
}

const report = (change: Partial<ConnectionReport> = {}): ConnectionReport => ({
  ok: true,
  steps: steps({ name: 'Answer', state: 'passed', text: 'It answered in 0.8 s.' }),
  models: ['vision-large-2', 'vision-small-1'],
  bytesSent: 2_340,
  ...change,
});

test('a provider fills in its address and whether it asks for a key', async () => {
  const { screen } = await open();
  await screen.getByLabelText('Provider').selectOptions('OpenAI');
  await expect.element(screen.getByLabelText('Address')).toHaveValue('https://api.openai.com/v1');
  await expect.element(screen.getByLabelText('Key', { exact: true })).toBeVisible();
  await screen.getByLabelText('Provider').selectOptions('Ollama');
  await expect.element(screen.getByLabelText('Address')).toHaveValue('http://localhost:11434/v1');
  await expect.element(screen.getByLabelText('Key', { exact: true })).not.toBeInTheDocument();
});

test('says where images will go before anything is sent', async () => {
  const { screen } = await open();
  await screen.getByLabelText('Address').fill('https://api.example.org/v1');
  await expect
    .element(screen.getByText(/Images of the cases you choose will be sent to api\.example\.org\./))
    .toBeVisible();
  await screen.getByLabelText('Address').fill('http://api.example.org/v1');
  await expect.element(screen.getByText(/can be read on the way/)).toBeVisible();
  await screen.getByLabelText('Address').fill('http://localhost:8000/v1');
  await expect
    .element(screen.getByText(/localhost:8000 is on this device: this page sends nothing off it\./))
    .toBeVisible();
  await screen.getByLabelText('Model', { exact: true }).fill('qwen3-vl:235b-cloud');
  await expect
    .element(screen.getByText(/Images of the cases you choose will leave this device\./))
    .toBeVisible();
});

test('the test tells step by step what works and what to do', async () => {
  const testConnection = vi.fn<ModelServices['testConnection']>((_draft, _key, onSteps) => {
    const failed = steps({
      name: 'Answer',
      state: 'failed',
      text: 'The key was refused (401). Copy it again.',
    });
    onSteps(failed);
    return Promise.resolve(report({ ok: false, steps: failed }));
  });
  const { screen } = await open({ testConnection });
  await screen.getByLabelText('Address').fill('https://api.example.org/v1/');
  await screen.getByLabelText('Model', { exact: true }).fill('vision-large-2');
  await screen.getByLabelText('Key', { exact: true }).fill('sk-wrong');
  await screen.getByRole('button', { name: 'Test connection' }).click();
  await expect.element(screen.getByText('The key was refused (401). Copy it again.')).toBeVisible();
  await expect
    .element(screen.getByRole('alert'))
    .toMatchTextContent(/cannot be used yet.*2\.34 kB were sent/);
  expect(testConnection).toHaveBeenCalledWith(
    { address: 'https://api.example.org/v1', model: 'vision-large-2', needsKey: true, timeoutMs: 120_000 },
    'sk-wrong',
    expect.anything(),
    expect.anything(),
  );

  await screen.getByLabelText('Key', { exact: true }).fill('sk-right');
  await expect.element(screen.getByText(/The fields have changed since this test/)).toBeVisible();
});

test('the models that the server lists can be chosen', async () => {
  const { screen } = await open({ testConnection: () => Promise.resolve(report({ ok: false })) });
  await screen.getByLabelText('Address').fill('https://api.example.org/v1');
  await screen.getByRole('button', { name: 'Test connection' }).click();
  await expect.element(screen.getByText('The server lists 2: type or choose one.')).toBeVisible();
  await expect.element(screen.getByText(/no model was asked/)).toBeVisible();
  const list = screen.getByLabelText('Model', { exact: true }).element().getAttribute('list');
  const options = [...document.querySelectorAll(`#${CSS.escape(list ?? '')} option`)];
  expect(options.map((option) => option.getAttribute('value'))).toEqual(['vision-large-2', 'vision-small-1']);
});

test('a test under way can be stopped', async () => {
  const testConnection: ModelServices['testConnection'] = (_draft, _key, _onSteps, signal) =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
    });
  const { screen } = await open({ testConnection });
  await screen.getByLabelText('Address').fill('https://api.example.org/v1');
  await screen.getByRole('button', { name: 'Test connection' }).click();
  await screen.getByRole('button', { name: 'Stop the test' }).click();
  await expect.element(screen.getByRole('button', { name: 'Test connection' })).toBeVisible();
  expect(screen.getByRole('alert').query()).toBeNull();
});

test('saving stores what the test found, and never the key', async () => {
  const { screen, stored, keys } = await open({
    testConnection: () => Promise.resolve(report({ structuredOutput: 'json_object', images: false })),
  });
  await screen.getByLabelText('Provider').selectOptions('Mistral');
  await screen.getByLabelText('Model', { exact: true }).fill('vision-large-2');
  await screen.getByLabelText('Key', { exact: true }).fill(' sk-secret ');
  await screen.getByRole('button', { name: 'Test connection' }).click();
  await expect.element(screen.getByText(/The model answers\./)).toBeVisible();
  await screen.getByRole('button', { name: 'Save model' }).click();
  await vi.waitFor(() => expect(location.hash).toBe('#/models'));
  expect(stored.value[1]).toEqual({
    kind: 'openai-compatible',
    id: 'new',
    name: 'vision-large-2',
    model: 'vision-large-2',
    address: 'https://api.mistral.ai/v1',
    needsKey: true,
    timeoutMs: 120_000,
    concurrency: 4,
    colour: 1,
    addedAt: Date.UTC(2026, 10, 21),
    boxConvention: { order: 'xyxy', unit: 'per-thousand' },
    structuredOutput: 'json_object',
    images: false,
  });
  expect([...keys.value]).toEqual([['new', 'sk-secret']]);
});

test('an incomplete form says field by field what is wrong, and stores nothing', async () => {
  const { screen, stored } = await open();
  await screen.getByLabelText('Calls at once').fill('0');
  await screen.getByRole('button', { name: 'Save model' }).click();
  await expect.element(screen.getByText(/Give the address of the server/)).toBeVisible();
  await expect.element(screen.getByText(/Give the name of the model/)).toBeVisible();
  await expect.element(screen.getByText(/whole number of calls from 1 to 64/)).toBeVisible();
  await expect.element(screen.getByLabelText('Address')).toHaveAttribute('aria-invalid', 'true');
  expect(stored.value).toEqual([fakeBundled()]);
});

test('Local only stops a test of a server elsewhere, not of one on this device', async () => {
  const { screen } = await open({
    watchLocalOnly: (onValue) => {
      onValue(true);
      return () => undefined;
    },
  });
  await screen.getByLabelText('Address').fill('https://api.example.org/v1');
  await expect.element(screen.getByRole('button', { name: 'Test connection' })).toBeDisabled();
  await screen.getByLabelText('Address').fill('http://127.0.0.1:8080/v1');
  await expect.element(screen.getByRole('button', { name: 'Test connection' })).toBeEnabled();
});

test('a new model takes the hue that the fewest have', () => {
  expect(freeHue([])).toBe(0);
  expect(freeHue([{ colour: 0 }, { colour: 1 }, { colour: 3 }])).toBe(2);
  expect(freeHue([0, 1, 2, 3, 4, 5, 6, 7, 0].map((colour) => ({ colour })))).toBe(1);
});
