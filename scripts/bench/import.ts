import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { openBenchPage } from './bench-page.ts';
import type { Figures } from './figure.ts';
import { interleaved, type Compared } from './interleave.ts';
import type { BareForm } from './page/import.ts';
import { pictureFiles, type PictureFile } from './pictures.ts';

const small = { count: 5000, side: 64, rounds: 7 };
const larger = { count: 10_000, side: 256, rounds: 3 };

const peers: Readonly<Record<BareForm, string>> = {
  files: 'the time of reading the same files and writing their bytes to bare IndexedDB',
  blob: 'the time of putting the same File objects into bare IndexedDB, which copies them unread',
  bytes: 'the time of writing their bytes, in memory already, to bare IndexedDB',
};

/** Imports of a folder on the disk in real Chromium, beside writing the same files to a bare object store of IndexedDB. */
export async function figures(): Promise<Figures> {
  const bench = await openBenchPage();
  try {
    const { page, orBroken } = bench;
    const ours = (count: number) => orBroken(page.evaluate((n) => window.bench.ourImport(n), count));
    const bare = (form: BareForm) => orBroken(page.evaluate((as) => window.bench.bareImport(as), form));
    const measured = async ({ count, side, rounds }: typeof small) => {
      const files = await pictureFiles(count, side);
      const [folder, packed] = [await folderOf(files), await folderOf([zipOf(files)])];
      const choose = (from: string) => page.getByLabel('Folder').setInputFiles(from);
      try {
        await choose(folder);
        await ours(count);
        const ofFolder = await interleaved(rounds, () => ours(count), {
          files: () => bare('files'),
          blob: () => bare('blob'),
          bytes: () => bare('bytes'),
        });
        const zip = await interleaved(
          rounds,
          async () => {
            await choose(packed);
            return ours(count);
          },
          {
            bytes: async () => {
              await choose(folder);
              return bare('bytes');
            },
          },
        );
        return { folder: ofFolder, zip };
      } finally {
        await rm(folder, { recursive: true });
        await rm(packed, { recursive: true });
      }
    };
    const few = await measured(small);
    const longest = await page.evaluate(() => window.bench.longestTask());
    const many = process.argv.includes('--long') ? await measured(larger) : null;
    return {
      ...besideBare('import of 5,000 PNG of 64 x 64', small.count, few, 1.5),
      'the longest task of the page meanwhile': {
        value: longest,
        unit: 'ms',
        goal: 'at most 50 ms (0: none that long)',
        ok: longest <= 50,
      },
      ...(many && besideBare('import of 10,000 PNG of 256 x 256', larger.count, many, 2)),
    };
  } finally {
    await bench.close();
  }
}

/**
 * Both begin with files on the disk and end with their bytes in IndexedDB; that is what the goals are of. The other two
 * peers do less than an import can: one never looks into the files, the other does not read them.
 */
function besideBare(
  name: string,
  count: number,
  { folder, zip }: Readonly<Record<'folder' | 'zip', Compared>>,
  goal: number,
): Figures {
  const beside = (compared: Compared, peer: BareForm) => ({
    value: count / compared.ours,
    unit: 'pictures/s',
    ratio: compared.ratio(peer),
    against: peers[peer],
  });
  const asWell = { goal: 'none: for comparison', ok: true };
  return {
    [name]: {
      ...beside(folder, 'files'),
      goal: `at most ${goal}x the time of bare IndexedDB`,
      ok: folder.ratio('files') <= goal,
    },
    [`${name}, beside copying`]: { ...beside(folder, 'blob'), ...asWell },
    [`${name}, beside writing alone`]: { ...beside(folder, 'bytes'), ...asWell },
    [`${name}, from a zip in which they lie in no order, beside writing alone`]: {
      ...beside(zip, 'bytes'),
      ...asWell,
    },
  };
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
