import { refusal, type Refusal } from '../refusal.ts';

const picturesInstead = 'Import the images that it belongs to; it adds nothing that can be shown to a model.';

/** What a file is that holds no picture, by its SOP class (PS3.4 B.5, PS3.6 annex A), with what to do about it. */
const kinds: readonly {
  readonly classes: readonly string[];
  readonly what: string;
  readonly remedy: string;
}[] = [
  {
    classes: ['1.3.10'],
    what: 'a DICOMDIR, the table of contents of a disk',
    remedy: 'Nothing to do: the files that it lists are read without it.',
  },
  { classes: ['5.1.4.1.1.88.59'], what: 'a list of key images', remedy: picturesInstead },
  {
    classes: ['5.1.4.1.1.88'],
    what: 'a structured report (SR)',
    remedy:
      'Measurements drawn on images are read from it where those are imported together with it; give anything else as a table (CSV).',
  },
  {
    classes: ['5.1.4.1.1.66.4', '5.1.4.1.1.66.7'],
    what: 'a segmentation (SEG)',
    remedy: 'Import it together with the images that it was drawn on.',
  },
  { classes: ['5.1.4.1.1.66'], what: 'a registration, fiducials or other geometry', remedy: picturesInstead },
  { classes: ['5.1.4.1.1.481.5'], what: 'a radiotherapy plan (RTPLAN)', remedy: picturesInstead },
  {
    classes: ['5.1.4.1.1.481.3'],
    what: 'a set of radiotherapy contours (RTSTRUCT)',
    remedy: 'Import it together with the images that it was drawn on.',
  },
  {
    classes: ['5.1.4.1.1.481.4', '5.1.4.1.1.481.6', '5.1.4.1.1.481.7', '5.1.4.1.1.481.8', '5.1.4.1.1.481.9'],
    what: 'a radiotherapy record or plan',
    remedy: picturesInstead,
  },
  {
    classes: ['5.1.4.1.1.11'],
    what: 'a presentation state (PR): how images were looked at',
    remedy: picturesInstead,
  },
  {
    classes: ['5.1.4.1.1.104'],
    what: 'a document (PDF, CDA or a 3D model) in a DICOM file',
    remedy: 'Export the pictures in it as PNG.',
  },
  {
    classes: ['5.1.4.1.1.9'],
    what: 'a waveform, such as an ECG',
    remedy: 'Export it as a picture, if that is what a model shall see.',
  },
  { classes: ['5.1.4.1.1.67'], what: 'a mapping of values', remedy: picturesInstead },
  { classes: ['5.1.4.1.1.4.2'], what: 'spectroscopy data', remedy: 'Export the spectra as pictures.' },
];

const root = '1.2.840.10008.';
const isOf = (sopClass: string, { classes }: { readonly classes: readonly string[] }): boolean =>
  classes.some((each) => sopClass === root + each || sopClass.startsWith(`${root}${each}.`));

/** By the modality, where the SOP class is missing or unknown. */
const byModality: Readonly<Record<string, string>> = {
  SR: 'a structured report (SR)',
  PR: 'a presentation state (PR): how images were looked at',
  KO: 'a list of key images',
  RTPLAN: 'a radiotherapy plan (RTPLAN)',
  RTSTRUCT: 'a set of radiotherapy contours (RTSTRUCT)',
  ECG: 'a waveform, such as an ECG',
  DOC: 'a document in a DICOM file',
  REG: 'a registration',
};

/** What a file without pixels is, refused in words. */
export function withoutPixels(sopClass: string | undefined, modality: string | undefined): Refusal {
  const known = sopClass === undefined ? undefined : kinds.find((each) => isOf(sopClass, each));
  if (known !== undefined) return refusal(`it is ${known.what}, and holds no picture`, known.remedy);
  const what = modality === undefined ? undefined : byModality[modality];
  if (what !== undefined) return refusal(`it is ${what}, and holds no picture`, picturesInstead);
  return refusal(
    'it is a DICOM file without pixel data',
    'If it should hold a picture, export it once more from the system that it comes from.',
  );
}

/** Whether a file of this class holds an image, as far as its class and modality tell. */
export const isWithoutPixels = (sopClass: string | undefined, modality: string | undefined): boolean =>
  (sopClass !== undefined && kinds.some((each) => isOf(sopClass, each))) ||
  (modality !== undefined && modality in byModality);

const segmentation = '1.2.840.10008.5.1.4.1.1.66.4';
export const isSegmentation = (sopClass: string | undefined): boolean => sopClass === segmentation;
export const isContours = (sopClass: string | undefined): boolean =>
  sopClass === '1.2.840.10008.5.1.4.1.1.481.3';
export const isReport = (sopClass: string | undefined): boolean =>
  sopClass?.startsWith('1.2.840.10008.5.1.4.1.1.88.') === true;
