import { figures } from '../figures.ts';
import { withoutPixels } from '../dicom/kinds.ts';
import type { DicomHead } from '../dicom/survey.ts';
import { refusedFile } from '../refusal.ts';
import type { FileIndex } from './file-index.ts';
import { readDicomTruth } from './dicom-truth.ts';
import { labelsOfCases } from './draft-labels.ts';
import { tellsSomething } from './merge/layout.ts';
import { unsaid, type CaseDraft, type Reading } from './reading.ts';
import type { ReadingChoices } from './table/mapping.ts';

/**
 * A case for every DICOM image, those of a patient in one group; `patient 1` is the first in the order of paths. What segmentations and
 * reports among the files draw on them is their truth.
 */
export async function readDicomFiles(files: FileIndex): Promise<Reading | null> {
  const heads = files.files.flatMap(({ path }) => files.dicom.get(path) ?? []);
  if (heads.length === 0) return null;
  const truth = await readDicomTruth(files);
  const used = new Set(truth.used);
  const told = new Set(truth.refused.map(({ path }) => path));
  const patients = new Map<string, string>();
  const cases: CaseDraft[] = [];
  const others: DicomHead[] = [];
  for (const head of heads) {
    if (head.kind !== 'image') {
      others.push(head);
      continue;
    }
    const group = head.patient === undefined ? undefined : numbered(head.patient, patients);
    cases.push({
      name: head.path,
      images: [{ path: head.path }],
      truth: {},
      maskFiles: truth.masks.get(head.path) ?? [],
      drawings: truth.drawings.get(head.path) ?? [],
      split: 'none',
      ...(group !== undefined && { group }),
      attributes: {},
    });
  }
  const images = heads.length - others.length;
  const drawn = cases.filter(tellsSomething).length;
  const found = [
    ...new Set(heads.flatMap(({ kind, modality }) => (kind === 'image' ? (modality ?? []) : []))),
  ];
  return {
    ...unsaid,
    reader: 'DICOM files',
    understood: `${images === 1 ? 'One DICOM image' : `${figures(images)} DICOM images`} of ${
      patients.size === 1 ? 'one patient' : `${figures(patients.size)} patients`
    }${found.length === 0 ? '' : ` (${found.join(', ')})`}${drawn === 0 ? '' : `; segmentations, contours or measurements are drawn on ${figures(drawn)} of them`}.`,
    modality: found.join(', '),
    specialty: 'radiology',
    labels: labelsOfCases(cases).map((name) => ({ name, synonyms: [] })),
    notes: [
      'Of the DICOM attributes only modality, body part, view, side, age in years, sex, manufacturer, model, spacing and windows are kept.',
      ...(truth.used.length === 0
        ? []
        : [
            'Segmentations, contours and measurements are found by the images that they name; of images with several frames, the frame on which most is drawn is the one that models are asked about.',
          ]),
      ...truth.notes,
    ],
    cases,
    refused: [
      ...truth.refused,
      ...others
        .filter(({ path }) => !used.has(path) && !told.has(path))
        .map(({ path, sopClass, modality }) => refusedFile(path, withoutPixels(sopClass, modality))),
    ],
    unnamed: {
      reason: 'nothing says what it shows',
      remedy: 'Put it in a folder named after its class, or add a table (CSV) with its file name and label.',
    },
    used: [...used],
    key: ['DICOM files', ...(used.size === 0 ? [] : ['segmentations and measurements'])],
  };
}

function numbered(patient: string, patients: Map<string, string>): string {
  const known = patients.get(patient);
  if (known !== undefined) return known;
  const name = `patient ${patients.size + 1}`;
  patients.set(patient, name);
  return name;
}

/**
 * Whether the folders of DICOM files name classes: each lies in one of a few, and each of those holds files of several
 * patients. Folders of patients, studies and series, as every archive writes them, do not.
 */
export function foldersNameClasses(files: FileIndex): boolean {
  const folders = new Map<string, Set<string>>();
  let images = 0;
  for (const { path, kind, patient } of files.dicom.values()) {
    if (kind !== 'image') continue;
    images += 1;
    const folder = path.split('/').slice(0, -1).join('/');
    if (folder === '' || files.nameOf(path) !== path) return false;
    const patients = folders.get(folder) ?? new Set<string>();
    // Files without any patient are of different ones, for all that is known.
    patients.add(patient ?? `file ${images}`);
    folders.set(folder, patients);
  }
  return folders.size >= 2 && folders.size <= 200 && [...folders.values()].every(({ size }) => size >= 2);
}

/** Columns of tables that tools write about DICOM files: what stands in the files, not what the images show. */
const attributeColumns = new Set(
  'modality photometric photometricinterpretation bitsalloc bitsallocated bitsstored highbit pixelrep pixelrepresentation rows cols columns frames numberofframes transfersyntax transfersyntaxuid patientname patientid patientbirthdate birthdate patientsex patientage institution institutionname studydate studyinstanceuid seriesinstanceuid sopinstanceuid sopclassuid manufacturer accessionnumber haspixels'.split(
    ' ',
  ),
);

/** Whether the table only lists what stands in the files, and nobody has said that a column of it is a label. */
export function listsAttributes({ tables }: Reading, choices: ReadingChoices): boolean {
  const used = tables.filter(({ inUse }) => inUse);
  return (
    used.length > 0 &&
    used.every(
      ({ file, columns, source }) =>
        choices.tables?.[file]?.mapping === undefined &&
        // Nobody has said what they mean.
        source.kind !== 'kept' &&
        source.kind !== 'file' &&
        columns.filter(({ name }) => attributeColumns.has(name.toLowerCase().replace(/[^a-z]/g, '')))
          .length >= 5,
    )
  );
}
