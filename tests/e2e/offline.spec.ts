import { chromium, expect, test } from '@playwright/test';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumArguments, findChromium } from '../../scripts/chromium.ts';
import { startOpenAiServer } from '../servers/openai.ts';
import { startStaticServer } from '../servers/static.ts';
import { addSampleData, connectModel, waitUntilFinished, watchErrors } from './journey.ts';

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
    const page = await browser.newPage({ serviceWorkers: 'allow' });
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

test('a new version waits while a run is under way, then offers itself, and comes only when it is asked for', async ({
  browser,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'reading-room-dist-'));
  await cp('dist', folder, { recursive: true });
  const server = await startStaticServer(folder);
  const model = await startOpenAiServer({ models: ['reader-1'], delayMs: 150 });
  const context = await browser.newContext({ baseURL: server.address, serviceWorkers: 'allow' });
  try {
    const page = await context.newPage();
    await page.goto(server.address);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await addSampleData(page, 'Synthetic chest radiographs');
    await connectModel(page, {
      address: model.address,
      model: 'reader-1',
      name: 'Reader One',
      callsAtOnce: 2,
    });
    await page.goto('/#/runs/new');
    await page.getByRole('checkbox', { name: /Reader One/ }).check();
    await page.getByRole('button', { name: 'Start run' }).click();
    await expect.poll(() => model.requests.length).toBeGreaterThan(2);

    const worker = join(folder, 'service-worker.js');
    await writeFile(worker, `${await readFile(worker, 'utf8')}\n// a later version\n`);
    const loads: string[] = [];
    page.on('load', () => loads.push(page.url()));
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    const notice = page.getByRole('status').filter({ hasText: 'A new version of Reading Room is ready.' });
    const update = page.getByRole('button', { name: 'Update and reload' });
    await expect(notice).toContainText('It waits until the run is over');
    await expect(update).toHaveCount(0);
    await waitUntilFinished(page);
    expect(loads).toEqual([]);

    await update.click();
    await expect.poll(() => loads.length).toBe(1);
    await expect(notice).toHaveCount(0);
    // The run is as it was left: nothing was interrupted, nothing asked again.
    await expect(page.getByRole('region', { name: 'Progress' })).toContainText('44 of 44 trials');
    expect(model.requests.length).toBe(44);
  } finally {
    await context.close();
    await server.close();
    await model.close();
    await rm(folder, { recursive: true, force: true });
  }
});
