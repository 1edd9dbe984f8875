import { chromium, expect, test } from '@playwright/test';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumArguments, findChromium } from '../../scripts/chromium.ts';
import { startStaticServer } from '../servers/static.ts';
import { waitUntilFinished, watchErrors } from './journey.ts';

test('offline after the first visit: server stopped, page reloaded, evaluation run', async () => {
  // A host that sends no isolation headers: those come from the service worker.
  const server = await startStaticServer('dist');
  const executablePath = findChromium();
  const browser = await chromium.launch({
    args: chromiumArguments,
    ...(executablePath === '' ? {} : { executablePath }),
  });
  const errors: string[] = [];
  try {
    const page = await browser.newPage();
    watchErrors(page, errors);
    await page.goto(server.address);
    await page.getByRole('link', { name: 'Settings' }).click();
    await expect(page.getByText('work without a network')).toBeVisible({ timeout: 60_000 });
    await server.close();

    await page.goto(server.address);
    await page.reload();
    await expect(page.getByRole('button', { name: 'Evaluate the sample data now' })).toBeVisible();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await page.getByRole('button', { name: 'Evaluate the sample data now' }).click();
    await page.getByRole('button', { name: 'Start run' }).click();
    await waitUntilFinished(page);
    await page.getByRole('link', { name: 'See results' }).click();
    await expect(page.getByRole('region', { name: 'Headline figures' })).toBeVisible();
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
    await server.close();
  }
});

test('a new version offers itself, and comes only when it is asked for', async ({ browser }) => {
  const folder = await mkdtemp(join(tmpdir(), 'reading-room-dist-'));
  await cp('dist', folder, { recursive: true });
  const server = await startStaticServer(folder);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(server.address);
    await page.evaluate(() => navigator.serviceWorker.ready);
    const worker = join(folder, 'service-worker.js');
    await writeFile(worker, `${await readFile(worker, 'utf8')}\n// a later version\n`);
    await page.goto(`${server.address}#/models`);
    await page.reload();
    await expect(page.getByText('A new version of Reading Room is ready.')).toBeVisible();
    const loads: string[] = [];
    page.on('load', () => loads.push(page.url()));
    await page.getByRole('button', { name: 'Update and reload' }).click();
    await expect.poll(() => loads.length).toBe(1);
    await expect(page.getByText('A new version of Reading Room is ready.')).toHaveCount(0);
  } finally {
    await context.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
});
