import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBenchPage } from './bench-page.ts';
import type { Figures } from './figure.ts';
import { interleaved } from './interleave.ts';
import { pictureFiles } from './pictures.ts';

const small = { count: 5000, side: 64, rounds: 3 };
const larger = { count: 10_000, side: 256, rounds: 3 };

/** Imports of a folder on the disk in real Chromium, beside writing the same files to a bare object store of IndexedDB. */
export async function figures(): Promise<Figures> {
  const bench = await openBenchPage();
  try {
    const { page, orBroken } = bench;
    const ours = () => orBroken(page.evaluate(() => window.bench.ourImport()));
    const bare = (form: 'blob' | 'bytes') =>
      orBroken(page.evaluate((as) => window.bench.bareImport(as), form));
    const measured = async ({ count, side, rounds }: typeof small) => {
      const folder = await folderOf(count, side);
      try {
        await page.getByLabel('Folder').setInputFiles(folder);
        await ours();
        return await interleaved(rounds, ours, { blob: () => bare('blob'), bytes: () => bare('bytes') });
      } finally {
        await rm(folder, { recursive: true });
      }
    };
    const few = await measured(small);
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

async function folderOf(count: number, side: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  for (const label of ['normal', 'opacity']) await mkdir(join(folder, label));
  for (const { path, bytes } of await pictureFiles(count, side)) await writeFile(join(folder, path), bytes);
  return folder;
}
