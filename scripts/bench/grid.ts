import { chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { chromiumArguments, findChromium } from '../chromium.ts';
import type { Figures } from './figure.ts';
import { median } from './interleave.ts';

const cases = 100_000;
const rounds = 3;
/** Steps of the wheel, and pixels of each: as a hand that is in a hurry. */
const steps = 120;
const step = 600;

/** The grid of a data set of 100,000 cases, in the built app. */
export async function figures(): Promise<Figures> {
  await build({ logLevel: 'error' });
  const server = await preview({ preview: { port: 4198, host: '127.0.0.1' }, logLevel: 'error' });
  const executablePath = findChromium();
  const browser = await chromium.launch({
    args: chromiumArguments,
    ...(executablePath === '' ? {} : { executablePath }),
  });
  try {
    const address = server.resolvedUrls?.local[0] ?? 'http://127.0.0.1:4198/';
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate(fill, cases);
    const openings: number[] = [];
    for (let round = 0; round < rounds; round += 1) openings.push(await opening(page, address));
    await page.mouse.move(900, 600);
    const longest = await scrolling(page);
    return {
      'grid of 100,000 cases: from the click to the first pictures': {
        value: median(openings) / 1000,
        unit: 's',
        goal: 'under 1 s',
        ok: median(openings) < 1000,
      },
      'longest task while it is scrolled': {
        value: longest,
        unit: 'ms',
        goal: 'at most 50 ms',
        ok: longest <= 50,
      },
    };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Milliseconds from the click on the data set until the first pictures are drawn. */
async function opening(page: Page, address: string): Promise<number> {
  await page.goto(`${address}#/datasets`);
  await page.getByRole('link', { name: 'Many' }).waitFor();
  return page.evaluate(async () => {
    const link = [...document.querySelectorAll('a')].find((each) => each.textContent.trim() === 'Many');
    if (link === undefined) throw new Error('The data set is not listed.');
    const start = performance.now();
    link.click();
    for (;;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const drawn = [...document.querySelectorAll('[aria-label="Cases"] img, [aria-label="Cases"] canvas')];
      if (drawn.length >= 14 && drawn.every((each) => !(each instanceof HTMLImageElement) || each.complete))
        return performance.now() - start;
      if (performance.now() - start > 60_000) throw new Error('No pictures came.');
    }
  });
}

/** Milliseconds of the longest task of the page while the wheel is turned; 0 where none took 50 ms. */
async function scrolling(page: Page): Promise<number> {
  const observed = await page.evaluateHandle(() => {
    const durations: number[] = [];
    new PerformanceObserver((list) =>
      durations.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({
      type: 'longtask',
    });
    return durations;
  });
  for (let turn = 0; turn < steps; turn += 1) {
    await page.mouse.wheel(0, step);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  await page.waitForTimeout(500);
  return observed.evaluate((durations) => Math.max(0, ...durations));
}

/** Writes the rows that an import would have, with a picture for every hundred cases. Runs in the page. */
async function fill(count: number): Promise<void> {
  const hex = (number: number) => number.toString(16).padStart(64, '0');
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opened = indexedDB.open('reading-room');
    opened.onsuccess = () => resolve(opened.result);
    opened.onerror = () => reject(opened.error ?? new Error('not opened'));
  });
  const canvas = new OffscreenCanvas(128, 128);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  const pictures: Uint8Array[] = [];
  for (let n = 0; n < 100; n += 1) {
    context.fillStyle = `hsl(${String(n * 3.6)} 40% 50%)`;
    context.fillRect(0, 0, 128, 128);
    context.fillStyle = 'white';
    context.fillText(String(n), 50, 64);
    pictures.push(new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer()));
  }
  const write = (stores: string[], work: (transaction: IDBTransaction) => void) =>
    new Promise<void>((resolve, reject) => {
      const transaction = database.transaction(stores, 'readwrite', { durability: 'relaxed' });
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error ?? new Error('not written'));
      work(transaction);
    });
  const labels = ['normal', 'opacity', 'effusion'];
  await write(['datasets', 'blobs'], (transaction) => {
    pictures.forEach((bytes, n) => {
      transaction.objectStore('blobs').put({ hash: hex(n), bytes, mediaType: 'image/png' });
    });
    transaction.objectStore('datasets').put({
      id: 'many',
      name: 'Many',
      description: '',
      synthetic: true,
      specialty: 'radiology',
      modality: '',
      license: '',
      source: '',
      labels: labels.map((name) => ({ name, synonyms: [] })),
      notes: [],
      state: { kind: 'complete' },
      sampleCount: count,
      byteCount: 1,
      importedAt: 1,
      sourceKey: 'many',
      refused: [],
    });
  });
  for (let from = 0; from < count; from += 5000) {
    await write(['samples'], (transaction) => {
      for (let ordinal = from; ordinal < from + 5000; ordinal += 1)
        transaction.objectStore('samples').put({
          id: `case-${String(ordinal)}`,
          dataset: 'many',
          ordinal,
          name: `case-${String(ordinal)}`,
          images: [
            { blob: hex(ordinal % 100), mediaType: 'image/png', width: 128, height: 128, changes: [] },
          ],
          truth: { labels: [labels[ordinal % labels.length]] },
          split: ordinal % 3 === 0 ? 'train' : 'test',
          group: `patient-${String(Math.floor(ordinal / 2))}`,
          attributes: { age: ordinal % 90, sex: ordinal % 2 === 0 ? 'F' : 'M' },
        });
    });
  }
  database.close();
}
