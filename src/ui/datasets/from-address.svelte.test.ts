import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { RemoteFile } from '../../datasets/address/remote-file.ts';
import FromAddress from './FromAddress.svelte';
import type { DatasetServices } from './services.ts';

const remote: RemoteFile = {
  url: 'https://sets.example.net/train.parquet',
  host: 'sets.example.net',
  name: 'train.parquet',
  size: 92_000_000,
  inParts: true,
};

type Services = Pick<DatasetServices, 'findRemote' | 'fetchRemote'>;

async function open(services: Partial<Services>) {
  const onfile = vi.fn<(file: File) => void>();
  const screen = await render(FromAddress, {
    services: {
      findRemote: () => Promise.resolve(remote),
      fetchRemote: () => Promise.resolve(new File(['PAR1'], 'train.parquet')),
      ...services,
    },
    onfile,
  });
  await screen.getByText('From an address').click();
  const address = screen.getByLabelText('Address of a file');
  return { screen, onfile, address, look: screen.getByRole('button', { name: 'Look at it' }) };
}

test('says what lies there and how large it is before it is fetched', async () => {
  const { screen, onfile, address, look } = await open({});
  await expect.element(look).toBeDisabled();
  await address.fill(remote.url);
  await look.click();
  await expect.element(screen.getByText(/train\.parquet, 92/)).toBeVisible();
  expect(onfile).not.toHaveBeenCalled();
  await screen.getByRole('button', { name: 'Fetch it from sets.example.net' }).click();
  await expect.poll(() => onfile.mock.calls.map(([file]) => file.name)).toEqual(['train.parquet']);
});

test('shows how far it is, and gives up when told to', async () => {
  let given: AbortSignal | undefined;
  const { screen, onfile, address, look } = await open({
    fetchRemote: (_file, onProgress, signal) => {
      given = signal;
      onProgress(46_000_000);
      return new Promise<File>(() => undefined);
    },
  });
  await address.fill(remote.url);
  await look.click();
  await screen.getByRole('button', { name: /Fetch it/ }).click();
  await expect.element(screen.getByRole('progressbar', { name: 'Fetching train.parquet' })).toBeVisible();
  await screen.getByRole('button', { name: 'Cancel' }).click();
  expect(given?.aborted).toBe(true);
  await expect.element(look).toBeVisible();
  expect(onfile).not.toHaveBeenCalled();
});

test('says why a file cannot be had, beside the address, which stays', async () => {
  const { screen, address, look } = await open({
    findRemote: () => Promise.reject(new Error('sets.example.net has no file at this address. Check it.')),
  });
  await address.fill(remote.url);
  await look.click();
  await expect.element(screen.getByText(/has no file at this address/)).toBeVisible();
  await expect.element(address).toHaveValue(remote.url);
  await expect.element(address).toHaveAttribute('aria-invalid', 'true');
});
