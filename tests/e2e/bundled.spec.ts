import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, test, waitUntilFinished } from './journey.ts';

test('three clicks from the start page to results, within a minute, and nothing leaves', async ({
  page,
  baseURL,
}) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    const own = [baseURL ?? '', 'data:', 'blob:'].some((start) => request.url().startsWith(start));
    if (!own) elsewhere.push(request.url());
  });
  await page.goto('/');
  const start = Date.now();
  await page.getByRole('button', { name: 'Evaluate the sample data now' }).click();
  await page.getByRole('button', { name: 'Start run' }).click();
  await page.getByRole('link', { name: 'See results' }).click();
  await expect(page.getByRole('region', { name: 'Headline figures' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: /^Accuracy/ })).toBeVisible();
  await expect(page.getByText('not asked yet')).toHaveCount(0, { timeout: 60_000 - (Date.now() - start) });
  expect(Date.now() - start).toBeLessThan(60_000);
  expect(elsewhere).toEqual([]);
  await expect(page.getByText('Local only')).toBeVisible();
  await expect(page.getByText('synthetic', { exact: true }).first()).toBeVisible();
});

test('from a number to its cases to one case, and the export holds what the numbers rest on', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Evaluate the sample data now' }).click();
  await page.getByRole('button', { name: 'Start run' }).click();
  await waitUntilFinished(page);
  await page.getByRole('link', { name: 'See results' }).click();

  const matrix = page.getByRole('region', { name: /Confusion matrix/ });
  const cell = matrix.getByRole('link').first();
  const count = Number(await cell.innerText());
  await cell.click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`${String(count)} case`);
  await page.getByRole('table').getByRole('link').first().click();
  await expect(page.getByText('Verbatim answer')).toBeVisible();
  await expect(page.getByText('How it was read')).toBeVisible();
  await expect(page.locator('pre').first()).toContainText('"label"');
  const before = page.url();
  if (count > 1) {
    await page.keyboard.press('j');
    await expect(page).not.toHaveURL(before);
    await page.keyboard.press('k');
    await expect(page).toHaveURL(before);
  }

  await page.getByRole('navigation', { name: 'Above this page' }).getByRole('link', { name: /: / }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export JSON' }).click();
  const exported: unknown = JSON.parse(await readFile(await (await download).path(), 'utf8'));
  expect(exported).toMatchObject({ format: 'reading-room/run', version: 1 });
  const csv = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const lines = (await readFile(await (await csv).path(), 'utf8')).trim().split('\r\n');
  expect(lines[0]).toContain('case,question,group,split,model');
  expect(lines.length).toBeGreaterThan(40);
});

test('the same answers by keyboard alone: each screen goes on in its content', async ({ page }) => {
  await page.goto('/');
  await tabTo(page, page.getByRole('button', { name: 'Evaluate the sample data now' }), 20);
  await page.keyboard.press('Enter');
  const start = page.getByRole('button', { name: 'Start run' });
  await expect(start).toBeEnabled();
  await tabTo(page, start, 3);
  await page.keyboard.press('Enter');
  await waitUntilFinished(page);
  await tabTo(page, page.getByRole('link', { name: 'See results' }), 3);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('results');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/results/);
});

/** Presses Tab until it is focused, at most so many times. */
async function tabTo(page: Page, wanted: Locator, most: number): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let pressed = 0; pressed < most; pressed += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(wanted).toBeFocused();
}
