import { chromium, expect, test } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumArguments, findChromium } from '../../scripts/chromium.ts';
import { startOpenAiServer } from '../servers/openai.ts';
import { addSampleData, connectModel, waitUntilFinished, watchErrors } from './journey.ts';

/** A browser with a profile on disk, that can be killed and opened again on the same profile. */
async function openBrowser(profile: string) {
  const executablePath = findChromium();
  return chromium.launchPersistentContext(profile, {
    args: [...chromiumArguments, '--remote-debugging-port=0'],
    baseURL: 'http://127.0.0.1:4174',
    viewport: { width: 1440, height: 900 },
    ...(executablePath === '' ? {} : { executablePath }),
  });
}

test('a run goes on after the browser was killed: nothing asked twice that was answered, nothing lost', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'reading-room-'));
  const server = await startOpenAiServer({ models: ['reader-1'], delayMs: 120 });
  const errors: string[] = [];
  try {
    const first = await openBrowser(profile);
    const page = await first.newPage();
    watchErrors(page, errors);
    await addSampleData(page, 'Synthetic chest radiographs');
    await connectModel(page, {
      address: server.address,
      model: 'reader-1',
      name: 'Reader One',
      callsAtOnce: 2,
    });
    await page.goto('/#/runs/new');
    await page.getByLabel('Split').selectOption('all');
    await page.getByRole('checkbox', { name: /Reader One/ }).check();
    await page.getByRole('button', { name: 'Start run' }).click();
    await expect.poll(() => server.requests.length).toBeGreaterThan(15);
    // The whole browser at once, as the system would end it; a profile in use is told by its path.
    const { execFileSync } = await import('node:child_process');
    execFileSync('pkill', ['-KILL', '-f', profile]);
    await first.close().catch(() => undefined);
    const askedBefore = server.requests.length;
    expect(askedBefore).toBeLessThan(66);

    const second = await openBrowser(profile);
    const again = await second.newPage();
    watchErrors(again, errors);
    await again.goto('/#/runs');
    await again.getByRole('table').getByRole('link').first().click();
    await waitUntilFinished(again);
    await expect(again.getByRole('region', { name: 'Progress' })).toContainText('66 of 66 trials');

    // Only what was under way when the browser died may have been asked a second time.
    const askedByPicture = Map.groupBy(server.requests, ({ images }) => images[0]?.sha256 ?? '');
    expect(askedByPicture.size).toBe(66);
    const askedTwice = [...askedByPicture.values()].filter((requests) => requests.length > 1);
    expect(askedTwice.length).toBeLessThanOrEqual(2);
    expect(server.requests.length).toBe(66 + askedTwice.length);
    await second.close();
    expect(errors).toEqual([]);
  } finally {
    await server.close();
    await rm(profile, { recursive: true, force: true });
  }
});

test('a run is paused, goes on, and is cancelled with what it has kept', async ({ page }) => {
  const server = await startOpenAiServer({ models: ['reader-1'], delayMs: 60 });
  try {
    await addSampleData(page, 'Synthetic chest radiographs');
    await connectModel(page, {
      address: server.address,
      model: 'reader-1',
      name: 'Reader One',
      callsAtOnce: 2,
    });
    await page.goto('/#/runs/new');
    await page.getByRole('checkbox', { name: /Reader One/ }).check();
    await page.getByRole('button', { name: 'Start run' }).click();
    await expect.poll(() => server.requests.length).toBeGreaterThan(5);
    await page.getByRole('button', { name: 'Pause' }).click();
    const progress = page.getByRole('region', { name: 'Progress' });
    await expect(progress.getByText('Paused')).toBeVisible();
    const answered = async () => Number(/(\d+) of/.exec(await progress.innerText())?.[1]);
    const run = page.url();
    const lookElsewhere = async () => {
      await page.goto('/#/runs');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Runs');
      await page.goto(run);
      await expect(progress.getByText('Paused')).toBeVisible();
    };
    // What was under way is answered and kept; then nothing more is asked, however long one is away.
    await lookElsewhere();
    await expect.poll(async () => server.requests.length - (await answered())).toBe(0);
    const paused = server.requests.length;
    expect(paused).toBeLessThan(44);
    await lookElsewhere();
    expect(server.requests.length).toBe(paused);
    expect(await answered()).toBe(paused);
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect.poll(() => server.requests.length).toBeGreaterThan(paused + 3);
    await page.getByRole('button', { name: 'Cancel run' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel run' }).click();
    await expect(progress.getByText('Cancelled')).toBeVisible();
    const kept = await answered();
    expect(kept).toBeGreaterThan(5);
    expect(kept).toBeLessThanOrEqual(server.requests.length);
  } finally {
    await server.close();
  }
});

test('a key is kept in memory only: after a reload the run waits for it', async ({ page }) => {
  const server = await startOpenAiServer({ models: ['reader-1'], key: 'secret-of-the-test', delayMs: 100 });
  try {
    await addSampleData(page, 'Synthetic chest radiographs');
    await connectModel(page, {
      address: server.address,
      model: 'reader-1',
      name: 'Reader One',
      key: 'secret-of-the-test',
      callsAtOnce: 2,
    });
    await page.goto('/#/runs/new');
    await page.getByRole('checkbox', { name: /Reader One/ }).check();
    await page.getByRole('button', { name: 'Start run' }).click();
    await expect.poll(() => server.requests.length).toBeGreaterThan(3);
    await page.reload();
    await expect(page.getByText(/needs the key of Reader One/)).toBeVisible();
    await page.getByLabel('Key of Reader One').fill('secret-of-the-test');
    await page.getByRole('button', { name: 'Use key and go on' }).click();
    await waitUntilFinished(page);
    const stored = await page.evaluate(async () => {
      const databases = await indexedDB.databases();
      const texts: string[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
      for (const { name } of databases) {
        if (name === undefined) continue;
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const request = indexedDB.open(name);
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error ?? new Error('not opened'));
        });
        for (const store of database.objectStoreNames) {
          if (store === 'blobs') continue;
          const rows = await new Promise<unknown[]>((resolve, reject) => {
            const request = database.transaction(store).objectStore(store).getAll();
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error ?? new Error('not read'));
          });
          texts.push(JSON.stringify(rows));
        }
      }
      return texts.join('\n');
    });
    expect(stored).toContain('Reader One');
    expect(stored).not.toContain('secret-of-the-test');
  } finally {
    await server.close();
  }
});
