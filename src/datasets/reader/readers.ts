import { annotations } from './annotation/annotations.ts';
import { yolo } from './annotation/yolo.ts';
import type { FileIndex } from './file-index.ts';
import { folderPerClass } from './folder-per-class.ts';
import { manifest } from './manifest.ts';
import { addLayout } from './merge/layout.ts';
import { unsaid, type Reader, type Reading } from './reading.ts';
import type { ReadingChoices } from './table/mapping.ts';
import { tables } from './table/tables.ts';

/** Everything that is understood; of each part the most telling first. */
const readers: readonly Reader[] = [manifest, tables, annotations, yolo, folderPerClass];

/** Reads the files in every way that fits them, and merges what they say of the same cases. */
export async function readDataset(files: FileIndex, choices: ReadingChoices): Promise<Reading> {
  const readAll = async (part: Reader['part']): Promise<Reading[]> => {
    const readings: Reading[] = [];
    for (const reader of readers.filter((each) => each.part === part)) {
      const reading = await reader.read(files, choices);
      if (reading !== null) readings.push(reading);
    }
    return readings;
  };
  const [whole] = await readAll('whole');
  if (whole !== undefined) return whole;
  const said = await readAll('truth');
  return addLayout(said, await readAll('layout')) ?? nothing(files);
}

const nothing = (files: FileIndex): Reading => ({
  ...unsaid,
  reader: 'Unknown layout',
  understood:
    files.files.length === 0
      ? 'There are no files to read.'
      : 'Nothing says what the pictures show: there is no dataset.json, no table or annotation file that names them, and no folder for each class.',
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
