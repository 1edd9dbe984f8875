import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { openBenchPage } from './bench-page.ts';
import type { Figures } from './figure.ts';
import { interleaved, median } from './interleave.ts';
import { pictureFiles, type PictureFile } from './pictures.ts';

const small = { count: 5000, side: 64, rounds: 3 };
const larger = { count: 10_000, side: 256, rounds: 3 };

/** Imports of a folder on the disk in real Chromium, beside writing the same files to a bare object store of IndexedDB. */
export async function figures(): Promise<Figures> {
  const bench = await openBenchPage();
  try {
    const { page, orBroken } = bench;
    const ours = (count: number) => orBroken(page.evaluate((n) => window.bench.ourImport(n), count));
    const bare = (form: 'blob' | 'bytes') =>
      orBroken(page.evaluate((as) => window.bench.bareImport(as), form));
    const measured = async ({ count, side, rounds }: typeof small) => {
      const files = await pictureFiles(count, side);
      const [folder, packed] = [await folderOf(files), await folderOf([zipOf(files)])];
      const choose = (from: string) => page.getByLabel('Folder').setInputFiles(from);
      try {
        await choose(folder);
        await ours(count);
        const beside = await interleaved(rounds, () => ours(count), {
          blob: () => bare('blob'),
          bytes: () => bare('bytes'),
        });
        await choose(packed);
        const zips: number[] = [];
        for (let round = 0; round < rounds; round += 1) zips.push(await ours(count));
        return { ...beside, zip: median(zips) };
      } finally {
        await rm(folder, { recursive: true });
        await rm(packed, { recursive: true });
      }
    };
    const few = await measured(small);
    const longest = await page.evaluate(() => window.bench.longestTask());
    const many = process.argv.includes('--long') ? await measured(larger) : null;
    return {
      'import of 5,000 PNG of 64 x 64': {
        value: small.count / few.ours,
        unit: 'pictures/s',
        goal: 'at most 1.5x the time of bare IndexedDB',
        ok: few.ratio('blob') <= 1.5,
        ratio: few.ratio('blob'),
        against: 'the time of writing the same blobs to bare IndexedDB',
      },
      'the same, beside bytes that are in memory already': {
        value: small.count / few.ours,
        unit: 'pictures/s',
        goal: 'none: for comparison',
        ok: true,
        ratio: few.ratio('bytes'),
        against: 'the time of writing their bytes to bare IndexedDB',
      },
      'the same, from a zip in which they lie in no order': {
        value: small.count / few.zip,
        unit: 'pictures/s',
        goal: 'none: for comparison',
        ok: true,
        ratio: few.zip / few.ours,
        against: 'the time of importing the folder',
      },
      'the longest task of the page meanwhile': {
        value: longest,
        unit: 'ms',
        goal: 'at most 50 ms (0: none that long)',
        ok: longest <= 50,
      },
      ...(many && {
        'import of 10,000 PNG of 256 x 256': {
          value: larger.count / many.ours,
          unit: 'pictures/s',
          goal: 'at most 2x the time of bare IndexedDB',
          ok: many.ratio('bytes') <= 2,
          ratio: many.ratio('bytes'),
          against: 'the time of writing their bytes to bare IndexedDB',
        },
      }),
    };
  } finally {
    await bench.close();
  }
}

async function folderOf(files: readonly PictureFile[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  for (const { path, bytes } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return folder;
}

/** Not packed, as pictures in a zip are, and mixed, as programs write folders: 7919 is a prime, so each comes once. */
function zipOf(files: readonly PictureFile[]): PictureFile {
  const mixed = files.map((_, n) => files[(n * 7919) % files.length]).filter((file) => file !== undefined);
  const bytes = zipSync(Object.fromEntries(mixed.map((file) => [file.path, file.bytes])), { level: 0 });
  return { path: 'pictures.zip', bytes };
}
