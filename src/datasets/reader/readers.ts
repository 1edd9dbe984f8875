import type { FileIndex } from './file-index.ts';
import { folderPerClass } from './folder-per-class.ts';
import { manifest } from './manifest.ts';
import { unsaid, type Reader, type Reading } from './reading.ts';
import type { TableChoices } from './table/mapping.ts';
import { tables } from './table/tables.ts';

/** Every layout that is understood, the most telling first: a manifest says what a table leaves open, a table what folders do. */
const readers: readonly Reader[] = [manifest, tables, folderPerClass];

/** Reads the files in the first layout that fits them. */
export async function readDataset(files: FileIndex, choices: TableChoices): Promise<Reading> {
  for (const reader of readers) {
    const reading = await reader.read(files, choices);
    if (reading !== null) return reading;
  }
  // A table is the last hope, even one that names nothing: a person may know which column does.
  return (await tables.read(files, { mapping: {}, ...choices })) ?? nothing(files);
}

const nothing = (files: FileIndex): Reading => ({
  ...unsaid,
  reader: 'Unknown layout',
  understood:
    files.files.length === 0
      ? 'There are no files to read.'
      : 'Nothing says what the pictures show: there is no dataset.json, no table (CSV) that names them, and no folder for each class.',
  labels: [],
  cases: [],
  refused: [],
  unnamed: {
    reason: 'nothing says what it shows',
    remedy: 'Put it in a folder named after its class, or add a table (CSV) with its file name and label.',
  },
  used: [],
  key: [],
});
