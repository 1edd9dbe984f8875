import { figures } from '../figures.ts';
import { isJsrtFilm, jsrtFilm, withFilms } from './array/jsrt.ts';
import { arrays } from './array/arrays.ts';
import { annotations } from './annotation/annotations.ts';
import { yolo } from './annotation/yolo.ts';
import { foldersNameClasses, listsAttributes, readDicomFiles } from './dicom-files.ts';
import type { FileIndex } from './file-index.ts';
import { fileNames } from './file-names.ts';
import { folderPerClass } from './folder-per-class.ts';
import { imagesWithMasks, maskedAlone } from './mask/images-with-masks.ts';
import { isDicomName, isVolumeName } from '../names.ts';
import { manifest } from './manifest.ts';
import { mias } from './mias.ts';
import { addLayout, tellsSomething, waitsForChoice } from './merge/layout.ts';
import { picturesAlone } from './pictures-alone.ts';
import { splitLists } from './split-lists.ts';
import { withLanguages } from './report/languages.ts';
import { textReports } from './report/text-reports.ts';
import { unsaid, type CaseDraft, type Reader, type Reading } from './reading.ts';
import type { ReadingChoices } from './table/mapping.ts';
import { tables } from './table/tables.ts';
import { volumes } from './volume/volumes.ts';

/** Everything that is understood; of each part the most telling first. */
const readers: readonly Reader[] = [
  manifest,
  arrays,
  tables,
  annotations,
  yolo,
  mias,
  textReports,
  volumes,
  imagesWithMasks,
  folderPerClass,
  fileNames,
  splitLists,
];

/** Reads the files in every way that fits them, and merges what they say of the same cases. */
export async function readDataset(files: FileIndex, choices: ReadingChoices): Promise<Reading> {
  const films = files.files.filter(isJsrtFilm).map(jsrtFilm);
  return withFilms(await readAllParts(files.with(films), choices), films, files.files);
}

async function readAllParts(files: FileIndex, choices: ReadingChoices): Promise<Reading> {
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
  const said = withVolumes(await readAll('truth'));
  // Label maps of volumes say nothing of pictures beside them.
  const ofPictures = said.filter(({ reader }) => reader !== volumes.name);
  const found = ofPictures.some(({ cases }) => cases.some(isMasked)) ? [] : await readAll('masks');
  const isTold = ofPictures.some(({ cases }) => cases.some(tellsSomething));
  const masks = isTold ? found.map(maskedAlone) : found;
  const layouts = await readAll('layout');
  const told = await withDicom(files, [...said, ...masks], layouts, choices);
  const reading = addLayout(...told, picturesAlone(files));
  return reading === null ? nothing(files) : withLanguages(withoutEmpty(reading));
}

/**
 * What DICOM files say by themselves: their patients where other files say what the images show, a case of each image
 * where none does. A table that only lists them is left aside: its columns are what the files said before they were rid of it.
 */
async function withDicom(
  files: FileIndex,
  said: readonly Reading[],
  layouts: readonly Reading[],
  choices: ReadingChoices,
): Promise<[readonly Reading[], readonly Reading[]]> {
  const dicom = await readDicomFiles(files);
  if (dicom === null) return [said, layouts];
  const isDicom = ({ images }: CaseDraft): boolean =>
    images.some(({ path }) => files.dicom.has(path) || isDicomName(path));
  const about = said.filter(({ cases }) => cases.some(isDicom));
  const tells = (reading: Reading): boolean =>
    waitsForChoice(reading) ||
    (!listsAttributes(reading, choices) &&
      reading.cases.some((each) => isDicom(each) && tellsSomething(each)));
  if (about.some(tells)) {
    // Of the files themselves then only what segmentations and reports draw, and what they could not.
    const drawn = dicom.cases.filter(tellsSomething).map(({ group: _group, ...draft }) => draft);
    return [
      [...said, { ...dicom, labels: [], cases: drawn }],
      [...layouts, dicom],
    ];
  }
  const telling = said.map((reading) =>
    about.includes(reading)
      ? {
          ...reading,
          cases: reading.cases.filter((each) => !isDicom(each)),
          refused: [],
          notes: [`Left aside, since nothing in it is truth of these cases: ${reading.used.join(', ')}.`],
          tables: reading.tables.filter(({ inUse }) => !inUse),
        }
      : reading,
  );
  const named = foldersNameClasses(files)
    ? layouts
    : layouts
        .map((layout) => ({ ...layout, cases: layout.cases.filter((each) => !isDicom(each)) }))
        .filter(({ cases }) => cases.length > 0);
  return [[dicom, ...telling], named];
}

const isMasked = ({ truth, maskFiles, drawings = [] }: CaseDraft): boolean =>
  maskFiles.length > 0 ||
  (truth.masks ?? []).length > 0 ||
  drawings.some(({ shapes }) =>
    shapes.some(({ kind }) => kind === 'area' || kind === 'runs' || kind === 'run numbers'),
  );

/** Where other files say what volumes show, those that they leave out are no cases. */
function withVolumes(said: readonly Reading[]): readonly Reading[] {
  const isTold = (draft: CaseDraft): boolean =>
    draft.images.some(({ path }) => isVolumeName(path)) && tellsSomething(draft);
  const others = said.filter(({ reader }) => reader !== volumes.name);
  if (!others.some(({ cases }) => cases.some(isTold))) return said;
  return said.map((reading) =>
    reading.reader === volumes.name ? { ...reading, cases: reading.cases.filter(tellsSomething) } : reading,
  );
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
        reason: `${figures(others.length + 1)} cases have neither a picture nor a report here; the first is “${lost.name}”`,
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
      : !files.files.some(({ path }) => files.isPicture(path))
        ? 'No picture is here, and no report: drop the folder of the pictures together with these files.'
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
