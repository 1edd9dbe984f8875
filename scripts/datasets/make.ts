/** `npm run make:datasets`: writes `static-datasets/` anew. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { collections } from './collections.ts';
import { collectionFiles, indexEntry } from './write.ts';

const root = join(import.meta.dirname, '..', '..', 'static-datasets');

const entries = [];
for (const collection of collections) {
  const files = collectionFiles(collection);
  const folder = join(root, collection.folder);
  await rm(folder, { recursive: true, force: true });
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  const entry = indexEntry(collection, files);
  entries.push(entry);
  console.log(`${collection.folder}: ${entry.cases} cases, ${(entry.bytes / 1e6).toFixed(2)} MB`);
}
await writeFile(
  join(root, 'index.json'),
  `${JSON.stringify({ format: 'reading-room/index', version: 1, collections: entries }, null, 1)}\n`,
);
console.log(`in all: ${(entries.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6).toFixed(2)} MB`);
