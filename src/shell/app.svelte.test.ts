import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import App from './App.svelte';

test('a page that came by http from another machine says that nothing would work, and what to do', async () => {
  const screen = await render(App, { isSecure: false });
  await expect
    .element(screen.getByRole('heading', { level: 1 }))
    .toMatchTextContent(/needs an address with https/);
  await expect.element(screen.getByRole('alert')).toBeVisible();
  await expect.element(screen.getByText(/http:\/\/localhost/)).toBeVisible();
});
