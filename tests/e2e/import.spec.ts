import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { downloadZip } from 'client-zip';
import type { Page } from '@playwright/test';
import { addSampleData, expect, test } from './journey.ts';
import { expectWhole, stored } from './stored.ts';

/** A grey picture that differs with `seed`, as PNG bytes. */
function picture(seed: number, size = 32): Uint8Array<ArrayBuffer> {
  const data = Uint8Array.from({ length: size * size }, (_, index) => (index * 7 + seed * 31) % 256);
  return Uint8Array.from(encode({ width: size, height: size, data, channels: 1, depth: 8 }));
}

async function zipOf(
  files: readonly { readonly name: string; readonly input: Uint8Array<ArrayBuffer> | string }[],
) {
  return Buffer.from(await downloadZip(files).arrayBuffer());
}

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.goto('/#/datasets/import');
  await page.getByLabel('Files or a zip').setInputFiles({ name, mimeType: 'application/zip', buffer });
}

test('a zip with a broken picture, a text named .png, an empty file and a path that climbs out', async ({
  page,
}) => {
  const whole = picture(3);
  const zip = await zipOf([
    { name: 'set/normal/a.png', input: picture(1) },
    { name: 'set/opacity/b.png', input: picture(2) },
    { name: 'set/normal/broken.png', input: whole.slice(0, Math.floor(whole.length / 2)) },
    { name: 'set/normal/text.png', input: 'this is a letter, not a picture' },
    { name: 'set/opacity/empty.png', input: new Uint8Array(0) },
    { name: '../../climbs.png', input: picture(4) },
  ]);
  await choose(page, 'set.zip', zip);
  await page.getByRole('button', { name: /Import \d+ cases/ }).click();
  await expect(page.getByRole('link', { name: 'Look at the cases' })).toBeVisible();
  const list = page.locator('details', { hasText: 'were not taken' });
  await list.evaluate((element) => element.setAttribute('open', ''));
  for (const path of ['normal/broken.png', 'normal/text.png', 'opacity/empty.png', 'climbs.png']) {
    await expect(list.getByText(path).first()).toBeVisible();
  }
  await page.getByRole('link', { name: 'Look at the cases' }).click();
  await expect(page.getByText('2 cases').first()).toBeVisible();
});

test('a table whose columns are guessed, shown and corrected', async ({ page }) => {
  const rows = [
    'file,reader note,diagnosis',
    'a.png,opacity,normal',
    'b.png,normal,opacity',
    'c.png,normal,normal',
  ];
  const zip = await zipOf([
    { name: 'labels.csv', input: rows.join('\n') },
    ...['a', 'b', 'c'].map((name, index) => ({ name: `images/${name}.png`, input: picture(index) })),
  ]);
  await choose(page, 'table.zip', zip);
  await expect(page.getByText('Nothing is stored yet')).toBeVisible();
  const role = (column: string) => page.getByLabel(new RegExp(column, 'i')).first();
  await role('diagnosis').selectOption('ignore');
  await role('reader note').selectOption('labels');
  await expect(page.getByRole('button', { name: 'Import 3 cases' })).toBeEnabled();
  await page.getByRole('button', { name: 'Import 3 cases' }).click();
  await page.getByRole('link', { name: 'Look at the cases' }).click();
  await page.goto(`${page.url()}?label=normal`);
  await expect(page.getByText(/2 cases/).first()).toBeVisible();
});

/** As a person drags them from a file manager. */
async function drop(page: Page, paths: readonly string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const place = await page
    .getByText(/Drop a folder/)
    .first()
    .boundingBox();
  if (place === null) throw new Error('there is nowhere to drop');
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  // The zone changes while something hovers over it, and is entered anew.
  for (const type of ['dragEnter', 'dragOver', 'dragOver', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: place.x + 5, y: place.y + 5, data });
}

test('a folder and a zip dropped together; of the files that change before the import, each is named', async ({
  page,
}, { outputDir }) => {
  const folder = join(outputDir, 'films');
  for (const [at, name] of ['normal', 'opacity'].entries()) {
    await mkdir(join(folder, name), { recursive: true });
    for (let n = 0; n < 40; n += 1) await writeFile(join(folder, name, `${n}.png`), picture(100 * at + n));
  }
  const zip = join(outputDir, 'more.zip');
  await writeFile(zip, await zipOf([{ name: 'effusion/z.png', input: picture(500) }]));
  await page.goto('/#/datasets/import');
  await drop(page, [folder, zip]);
  await expect(page.getByRole('button', { name: 'Import 81 cases' })).toBeEnabled();

  await rm(join(folder, 'normal', '3.png'));
  await writeFile(join(folder, 'opacity', '7.png'), picture(900, 40));
  await page.getByRole('button', { name: 'Import 81 cases' }).click();
  await expect(page.getByText('79 cases are here.')).toBeVisible();
  const list = page.locator('details', { hasText: '2 files were not taken' });
  await list.evaluate((element) => element.setAttribute('open', ''));
  await expect(list.getByText('normal/3.png')).toBeVisible();
  await expect(list.getByText('opacity/7.png')).toBeVisible();
  await expect(list.getByText(/moved, changed or locked/).first()).toBeVisible();
});

test('a full disk ends an import cleanly, and what was stored before is intact', async ({ page }) => {
  const devtools = await page.context().newCDPSession(page);
  // Before the first write: the browser keeps what it believes to be free for half a minute.
  await devtools.send('Storage.overrideQuotaForOrigin', {
    origin: 'http://127.0.0.1:4174',
    quotaSize: 8_000_000,
  });
  await addSampleData(page, 'Synthetic chest radiographs');
  const noise = (seed: number) => {
    let state = seed + 1;
    const data = Uint8Array.from({ length: 256 * 256 }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 24;
    });
    return Uint8Array.from(
      encode({ width: 256, height: 256, data, channels: 1, depth: 8 }, { zlib: { level: 0 } }),
    );
  };
  const zip = await zipOf(
    Array.from({ length: 200 }, (_, index) => ({
      name: `${index % 2 === 0 ? 'normal' : 'opacity'}/${String(index)}.png`,
      input: noise(index),
    })),
  );
  await choose(page, 'large.zip', zip);
  await page.getByRole('button', { name: 'Import 200 cases' }).click();
  await expect(page.getByText(/no more room/i).first()).toBeVisible({ timeout: 60_000 });
  await page.goto('/#/datasets');
  await page.getByRole('link', { name: 'Open Synthetic chest radiographs' }).click();
  await expect(page.getByText('66 cases').first()).toBeVisible();
  expectWhole(await stored(page));
});
