import { chromium, expect, test, type BrowserContext, type Page } from '@playwright/test';
import { downloadZip } from 'client-zip';
import { encode } from 'fast-png';
import { mkdtemp, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumArguments, findChromium } from '../../scripts/chromium.ts';
import { addSampleData } from './journey.ts';
import { expectWhole, stored } from './stored.ts';

/** A browser with a profile on disk, that can be killed and opened again on the same profile. */
async function openBrowser(profile: string, baseURL: string | undefined): Promise<BrowserContext> {
  const executablePath = findChromium();
  return chromium.launchPersistentContext(profile, {
    args: chromiumArguments,
    ...(baseURL !== undefined && { baseURL }),
    ...(executablePath === '' ? {} : { executablePath }),
  });
}

/** The whole browser at once, as the system would end it. Its profile names the process that holds it. */
async function kill(profile: string): Promise<void> {
  const holder = await readlink(join(profile, 'SingletonLock'));
  process.kill(Number(/\d+$/.exec(holder)?.[0]), 'SIGKILL');
}

const count = 3_000;

/** Large enough that its import takes several batches: pictures of noise, which nothing packs. */
async function largeZip(): Promise<Uint8Array> {
  const side = 128;
  let state = 1;
  const files = Array.from({ length: count }, (_, index) => {
    const data = new Uint8Array(side * side);
    for (let at = 0; at < data.length; at += 1) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      data[at] = state >>> 24;
    }
    const png = encode({ width: side, height: side, channels: 1, data }, { zlib: { level: 0 } });
    return {
      name: `${index % 2 === 0 ? 'normal' : 'opacity'}/${String(index)}.png`,
      input: new Uint8Array(png),
    };
  });
  return downloadZip(files).bytes();
}

async function beginImport(page: Page, zip: string): Promise<void> {
  await page.goto('/#/datasets/import');
  await page.getByLabel('Files or a zip').setInputFiles(zip);
  await page.getByRole('button', { name: `Import ${count.toLocaleString('en')} cases` }).click();
  // Some of it is stored, and some is not.
  await expect(page.getByText(/^(?!0 of)[\d,]+ of 3,000 cases/)).toBeVisible();
}

test('a closed tab and a killed browser in the middle of an import leave what was stored, and no half case', async ({
  baseURL,
}) => {
  const profile = await mkdtemp(join(tmpdir(), 'reading-room-'));
  const zip = join(profile, 'large.zip');
  try {
    await writeFile(zip, await largeZip());
    const browser = await openBrowser(profile, baseURL);
    const page = await browser.newPage();
    await addSampleData(page, 'Synthetic chest radiographs');
    await beginImport(page, zip);
    await page.close();

    const second = await browser.newPage();
    await second.goto('/#/datasets');
    await expect(second.getByText(/The import was interrupted/)).toBeVisible();
    const closed = expectWhole(await stored(second));
    const part = closed.datasets.find(({ name }) => name === 'large')?.sampleCount ?? 0;
    expect(part).toBeGreaterThan(0);
    expect(part).toBeLessThan(count);

    await beginImport(second, zip);
    await kill(profile);
    await browser.close().catch(() => undefined);
    const again = await openBrowser(profile, baseURL);
    const third = await again.newPage();
    await third.goto('/#/datasets');
    await expect(third.getByText(/The import was interrupted/)).toBeVisible();
    const killed = expectWhole(await stored(third));
    expect(killed.datasets.find(({ name }) => name.startsWith('Synthetic chest'))?.sampleCount).toBe(66);
    expect(killed.datasets.find(({ name }) => name === 'large')?.sampleCount).toBeGreaterThanOrEqual(part);
    await again.close();
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
