import { test as base, expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/**
 * A page that is watched: a journey fails when the console shows an error, a script throws, or the content security
 * policy stops something.
 */
export const test = base.extend<{ errors: string[] }>({
  errors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      watchErrors(page, errors);
      await use(errors);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** The browser itself reports each HTTP error and broken connection; journeys provoke those on purpose. */
const provoked = /Failed to load resource|net::ERR_/;

export function watchErrors(page: Page, errors: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error' && !provoked.test(message.text())) errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
}

/** Puts one of the bundled collections into storage, through the screen. */
export async function addSampleData(page: Page, name: string): Promise<void> {
  await page.goto('/#/datasets');
  await page.getByRole('button', { name: `Add ${name}` }).click();
  await expect(page.getByRole('link', { name: `Open ${name}` })).toBeVisible();
}

/** The same, where it may be there already. */
export async function haveSampleData(page: Page, name: string): Promise<void> {
  await page.goto('/#/datasets');
  const add = page.getByRole('button', { name: `Add ${name}` });
  const open = page.getByRole('link', { name: `Open ${name}` });
  await expect(add.or(open).first()).toBeVisible();
  if (await add.isVisible()) await add.click();
  await expect(open).toBeVisible();
}

interface Connection {
  readonly address: string;
  readonly model: string;
  readonly name: string;
  readonly key?: string;
  readonly timeoutSeconds?: number;
  readonly callsAtOnce?: number;
}

/** Connects a model at an OpenAI-compatible address, through the screen. */
export async function connectModel(page: Page, connection: Connection): Promise<void> {
  const { address, model, name, key, timeoutSeconds, callsAtOnce } = connection;
  await page.goto('/#/models/connect');
  await page.getByLabel('Provider').selectOption({ label: 'Another server' });
  await page.getByLabel('Address', { exact: true }).fill(address);
  await page.getByLabel('Model', { exact: true }).fill(model);
  await page.getByLabel('Name', { exact: true }).fill(name);
  if (key !== undefined) {
    await page.getByLabel('The server asks for a key').check();
    await page.getByLabel('Key', { exact: true }).fill(key);
  }
  if (timeoutSeconds !== undefined)
    await page.getByLabel('Time limit in seconds').fill(String(timeoutSeconds));
  if (callsAtOnce !== undefined) await page.getByLabel('Calls at once').fill(String(callsAtOnce));
  await page.getByRole('button', { name: 'Save model' }).click();
  await expect(page).toHaveURL(/#\/models$/);
  await expect(page.getByText(name).first()).toBeVisible();
}

/** Leaves checked, of the labels asked about in a new run, only these. */
export async function askAbout(page: Page, labels: readonly string[]): Promise<void> {
  const group = page.getByRole('group', { name: 'Labels asked about' });
  await expect(group).toBeVisible();
  for (const box of await group.getByRole('checkbox').all()) {
    const label = (await box.locator('xpath=..').innerText()).trim();
    if (!labels.includes(label)) await box.uncheck();
  }
  const several = page.getByLabel('A case may have several of these labels, or none');
  if (await several.isChecked()) await several.uncheck();
}

/** Waits until the run on the screen has come to an end. */
export async function waitUntilFinished(page: Page, timeout = 60_000): Promise<void> {
  await expect(page.getByRole('region', { name: 'Progress' }).getByText('Finished')).toBeVisible({ timeout });
}
