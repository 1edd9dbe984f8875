import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { Zip, ZipPassThrough } from 'fflate';
import { build, preview } from 'vite';
import { crc32 } from '../../src/datasets/container/crc32.ts';
import { chromiumArguments, findChromium } from '../chromium.ts';
import type { Figures } from './figure.ts';
import { median } from './interleave.ts';
import { pictureFiles } from './pictures.ts';

const side = 1024;
const zipBytes = 2e9;

/** What the browser takes of memory while a zip of 2 GB is imported: measured with `-- --long` alone, for it takes minutes. */
export async function figures(): Promise<Figures> {
  if (!process.argv.includes('--long')) return {};
  await build({ logLevel: 'error' });
  const server = await preview({ preview: { port: 4197, host: '127.0.0.1' }, logLevel: 'error' });
  const profile = await mkdtemp(join(tmpdir(), 'reading-room-bench-'));
  const executablePath = findChromium();
  const context = await chromium.launchPersistentContext(join(profile, 'profile'), {
    args: chromiumArguments,
    ...(executablePath === '' ? {} : { executablePath }),
  });
  try {
    const zip = join(profile, 'many.zip');
    const count = await writeZip(zip);
    const page = await context.newPage();
    await page.goto(`${server.resolvedUrls?.local[0] ?? 'http://127.0.0.1:4197/'}#/datasets/import`);
    await page.getByLabel('Files or a zip').setInputFiles(zip);
    await page.getByRole('button', { name: /^Import / }).click({ timeout: 300_000 });
    const progress = page.getByRole('progressbar', { name: /^Importing/ });
    await progress.waitFor();
    const seen: { readonly share: number; readonly megabytes: number }[] = [];
    const start = performance.now();
    while (await progress.isVisible()) {
      const share = Number((await progress.getAttribute('value').catch(() => null)) ?? count) / count;
      seen.push({ share, megabytes: memoryOf(join(profile, 'profile')) });
      await page.waitForTimeout(500);
    }
    const seconds = (performance.now() - start) / 1000;
    await page.getByRole('link', { name: 'Look at the cases' }).waitFor();
    const during = (from: number, to: number) =>
      median(seen.filter(({ share }) => share >= from && share < to).map(({ megabytes }) => megabytes));
    const growth = during(0.75, 1) - during(0.25, 0.5);
    return {
      'zip of 2 GB: growth of memory from the second quarter to the last': {
        value: growth,
        unit: 'MB',
        goal: 'at most 256 MB',
        ok: growth <= 256,
      },
      'zip of 2 GB: most memory at any time': {
        value: Math.max(...seen.map(({ megabytes }) => megabytes)),
        unit: 'MB',
        goal: 'none: for comparison',
        ok: true,
      },
      'zip of 2 GB: rate of the import': {
        value: zipBytes / 1e6 / seconds,
        unit: 'MB/s',
        goal: 'none: for comparison',
        ok: true,
      },
    };
  } finally {
    await context.close();
    await server.close();
    await rm(profile, { recursive: true, force: true });
  }
}

/** Pictures that differ, in folders for two classes. Returns how many. */
async function writeZip(path: string): Promise<number> {
  const drawn = await pictureFiles(40, side);
  const out = createWriteStream(path);
  const zip = new Zip((error, data) => {
    if (error) throw error;
    out.write(data);
  });
  let [written, count] = [0, 0];
  while (written < zipBytes) {
    const bytes = numbered(drawn[count % drawn.length]?.bytes ?? new Uint8Array(), count);
    const entry = new ZipPassThrough(`many/${count % 2 === 0 ? 'normal' : 'opacity'}/${String(count)}.png`);
    zip.add(entry);
    entry.push(bytes, true);
    written += bytes.length;
    count += 1;
    if (out.writableNeedDrain) await once(out, 'drain');
  }
  zip.end();
  out.end();
  await once(out, 'close');
  return count;
}

/** A picture with another size of its pixels, which makes the file one of its own: the second chunk, at byte 33. */
function numbered(picture: Uint8Array, number: number): Uint8Array {
  const bytes = picture.slice();
  const view = new DataView(bytes.buffer);
  view.setUint32(41, 10_000 + number);
  view.setUint32(50, crc32(bytes, 37, 50));
  return bytes;
}

/** Resident memory of the browser with this profile and of all that it started, in MB. */
function memoryOf(profile: string): number {
  const rows = execFileSync('ps', ['-eo', 'pid,ppid,rss,args'], { encoding: 'utf8', maxBuffer: 2 ** 26 })
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent, rss, text] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return pid === undefined ? [] : [{ pid, parent, rss: Number(rss), text: text ?? '' }];
    });
  const family = new Set(
    rows.filter(({ text }) => text.includes(`--user-data-dir=${profile}`)).map(({ pid }) => pid),
  );
  for (let grown = -1; grown !== family.size;) {
    grown = family.size;
    for (const { pid, parent } of rows) if (parent !== undefined && family.has(parent)) family.add(pid);
  }
  return rows.filter(({ pid }) => family.has(pid)).reduce((sum, { rss }) => sum + rss, 0) / 1000;
}
