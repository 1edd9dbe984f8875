import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { downloadZip } from 'client-zip';
import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumArguments, findChromium } from '../../scripts/chromium.ts';
import { findFirefox } from '../../scripts/firefox.ts';
import { startOpenAiServer } from '../servers/openai.ts';
import { startStaticServer, type StaticServer } from '../servers/static.ts';
import { startFirefox, type Firefox, type Visit } from './visit.ts';

/**
 * In about one first visit of thirty the runtime does not start in its worker in Firefox, which is not yet understood: it is
 * replaced after two minutes, and the run goes on.
 */
const longestStart = 150_000;

/** Journeys through the built app (`npm run build` first) in Firefox, from a host that sends no header of its own. */
describe.skipIf(findFirefox() === '')('in Firefox', () => {
  let server: StaticServer;
  let firefox: Firefox;

  beforeAll(async () => {
    server = await startStaticServer('dist');
    firefox = await startFirefox();
  });

  afterAll(async () => {
    await firefox.close();
    await server.close();
  });

  /** The start page, isolated by its service worker. It loads itself again for that, but for one whom WebDriver has touched. */
  async function arrive(at = server): Promise<Visit> {
    const visit = await firefox.visit();
    await visit.page.goto(at.address);
    await visit.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await visit.page.reload();
    expect(await visit.page.evaluate(() => crossOriginIsolated)).toBe(true);
    return visit;
  }

  test('the bundled evaluation has the figures that Chromium computes; a figure leads to its cases; exports arrive', async () => {
    const visit = await arrive();
    const { page, press, sees } = visit;
    const [inChromium] = await Promise.all([figuresInChromium(server.address), evaluateSampleData(visit)]);
    expect(inChromium).toHaveLength(9);
    expect(figuresIn(await visit.region('Headline figures'))).toEqual(inChromium);

    await press('button', 'Export CSV');
    const table = await firefox.downloaded('Synthetic-chest-radiographs-classification.csv');
    expect(table.trim().split('\r\n')).toHaveLength(45);
    await press('button', 'Export JSON');
    const run: unknown = JSON.parse(
      await firefox.downloaded('Synthetic-chest-radiographs-classification.json'),
    );
    expect(run).toMatchObject({ format: 'reading-room/run', version: 1 });

    const cell = page.locator('section[aria-label^="Confusion matrix"] td a').map((link) => link.textContent);
    const count = await cell.wait();
    await page.locator('section[aria-label^="Confusion matrix"] td a').click();
    await sees(`${count} case`);
    await page.locator('main table a').click();
    await sees('Verbatim answer');
    await visit.leave();
  });

  test('own pictures with a table of labels, and files beside them, are read by a model at an address', async () => {
    // WebDriver cannot choose a folder in Firefox: it comes as a zip.
    const folder = await mkdtemp(join(tmpdir(), 'reading-room-films-'));
    const zip = join(folder, 'films.zip');
    const model = await startOpenAiServer({
      models: ['reader-1'],
      script: (_, n) =>
        n === 0
          ? { kind: 'refusal', text: "I'm sorry, but I can't help with medical images." }
          : { kind: 'answer', text: '{"label":"normal","confidence":0.9}', pieceDelayMs: 5 },
    });
    try {
      const films = Array.from({ length: 12 }, (_, n) => ({ name: `${n}.png`, input: film(n) }));
      const labels = films.map(({ name }, n) => `${name},${n < 6 ? 'normal' : 'opacity'}`);
      const table = { name: 'labels.csv', input: ['file,label', ...labels].join('\n') };
      await writeFile(zip, await downloadZip([...films, table]).bytes());
      // Nine, of a kind that is looked into: see Handover of what Firefox never ends reading.
      const notes = Array.from({ length: 9 }, (_, n) => join(folder, `note${n}`));
      for (const note of notes) await writeFile(note, 'Read twice, with a week between.');
      const visit = await arrive();
      const { page, press, fill, sees } = visit;
      await page.goto(`${server.address}#/models/connect`);
      await fill('Provider', 'custom');
      await fill('Address', model.address);
      await fill('Model', 'reader-1');
      await fill('Name', 'Reader One');
      await press('button', 'Save model');
      await sees('Reader One');
      await page.goto(`${server.address}#/datasets/import`);
      await visit.choose('Files or a zip', zip, ...notes);
      await press('button', 'Import 12 cases');
      await press('link', 'Evaluate a model on them');
      await visit.check('Reader One');
      await press('button', 'Start run');
      await sees('Finished', longestStart);
      await press('link', 'See results');
      expect(model.requests).toHaveLength(12);
      expect(model.requests.every(({ images }) => images.length === 1)).toBe(true);
      await sees(/refused\s+1/);
      expect(await visit.region('Headline figures')).toMatch(/n 12/);
      await visit.leave();
    } finally {
      await model.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('with its server stopped the page loads again, and evaluates', async () => {
    const host = await startStaticServer('dist');
    try {
      const visit = await arrive(host);
      await visit.press('link', 'Settings');
      await visit.sees('work without a network');
      await host.close();
      await visit.page.goto(host.address);
      await visit.sees('Evaluate the sample data now');
      await visit.page.reload();
      await evaluateSampleData(visit);
      await visit.leave();
    } finally {
      await host.close();
    }
  });
});

async function evaluateSampleData({ press, sees }: Visit): Promise<void> {
  await press('button', 'Evaluate the sample data now');
  await press('button', 'Start run');
  await sees('Finished', longestStart);
  await press('link', 'See results');
  await sees('n 44');
}

/** Values with their intervals. */
const figuresIn = (text: string | null): string[] => text?.match(/\d\.\d{3}/g) ?? [];

async function figuresInChromium(address: string): Promise<string[]> {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    args: chromiumArguments,
    ...(executablePath !== '' && { executablePath }),
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${address}#/datasets`);
    await page.goto(address);
    await page.getByRole('button', { name: 'Evaluate the sample data now' }).click();
    await page.getByRole('button', { name: 'Start run' }).click();
    await page.getByRole('region', { name: 'Progress' }).getByText('Finished').waitFor();
    await page.getByRole('link', { name: 'See results' }).click();
    const headline = page.getByRole('region', { name: 'Headline figures' });
    await headline.getByText('n 44').first().waitFor();
    return figuresIn(await headline.textContent());
  } finally {
    await browser.close();
  }
}

/** A grey picture that differs with `seed`. */
function film(seed: number): Uint8Array<ArrayBuffer> {
  const data = Uint8Array.from({ length: 1024 }, (_, at) => (at * 7 + seed * 31) % 256);
  return Uint8Array.from(encode({ width: 32, height: 32, data, channels: 1, depth: 8 }));
}
