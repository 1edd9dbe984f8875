import { annotations } from './annotation/annotations.ts';
import { yolo } from './annotation/yolo.ts';
import type { FileIndex } from './file-index.ts';
import { folderPerClass } from './folder-per-class.ts';
import { manifest } from './manifest.ts';
import { addLayout } from './merge/layout.ts';
import { textReports } from './report/text-reports.ts';
import { unsaid, type Reader, type Reading } from './reading.ts';
import type { ReadingChoices } from './table/mapping.ts';
import { tables } from './table/tables.ts';

/** Everything that is understood; of each part the most telling first. */
const readers: readonly Reader[] = [manifest, tables, annotations, yolo, textReports, folderPerClass];

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
  const reading = addLayout(said, await readAll('layout'));
  return reading === null ? nothing(files) : withoutEmpty(reading);
}

/** Cases that a table numbers, and that nothing gives a picture or a text. */
function withoutEmpty(reading: Reading): Reading {
  const cases = reading.cases.filter(
    ({ images, text, truth }) => images.length > 0 || text !== undefined || truth.report !== undefined,
  );
  const kept = new Set(cases);
  const [lost, ...others] = reading.cases.filter((each) => !kept.has(each));
  if (lost === undefined) return reading;
  return {
    ...reading,
    cases,
    refused: [
      ...reading.refused,
      {
        path: lost.from === undefined ? lost.name : lost.from.file,
        reason: `${others.length + 1} cases have neither a picture nor a report here; the first is “${lost.name}”`,
        remedy: 'Add their pictures or reports if they are meant.',
      },
    ],
  };
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
