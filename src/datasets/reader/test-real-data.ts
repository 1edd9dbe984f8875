import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blobSource } from '../container/source.ts';
import { FileIndex } from './file-index.ts';

/** Where real data sets lie; absent from most machines. */
export const shared = join(dirname(fileURLToPath(import.meta.url)), '../../../../shared/data');

export async function realFolder(name: string): Promise<FileIndex> {
  const root = join(shared, name);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new FileIndex(
    await Promise.all(
      paths.map(async (path) => blobSource(relative(root, path), new Blob([await readFile(path)]))),
    ),
  );
}
