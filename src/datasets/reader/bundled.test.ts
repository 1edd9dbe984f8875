import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openContainer } from '../container/open.ts';
import { FileIndex } from './file-index.ts';
import { readDataset } from './readers.ts';

const root = new URL('../../../static-datasets/', import.meta.url).pathname;
const folders = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory());

test.each(folders.map(({ name }) => name))(
  'the bundled collection %s is read without a fault',
  async (name) => {
    const entries = await readdir(join(root, name), { recursive: true, withFileTypes: true });
    const dropped = await Promise.all(
      entries
        .filter((entry) => entry.isFile())
        .map(async (entry) => {
          const path = join(entry.parentPath, entry.name);
          return { path: path.slice(root.length), file: new Blob([await readFile(path)]) };
        }),
    );
    const reading = await readDataset(new FileIndex((await openContainer(dropped)).files), {});
    expect(reading.refused).toEqual([]);
    expect(reading.synthetic).toBe(true);
    expect(reading.cases.length).toBeGreaterThanOrEqual(60);
  },
);
