import type { Split } from '../domain/dataset/dataset.ts';
import { baseName, extensionOf } from './container/path.ts';

const splitNames: Readonly<Record<string, Split>> = {
  train: 'train',
  training: 'train',
  trn: 'train',
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
  validate: 'validation',
  dev: 'validation',
  训练: 'train',
  验证: 'validation',
  测试: 'test',
  test: 'test',
  testing: 'test',
  tst: 'test',
  none: 'none',
};

/** The split that a word stands for (`Train`, `val`, `test_set` ...), or null. */
export function splitOfWord(word: string): Split | null {
  const plain = word
    .trim()
    .toLowerCase()
    .replace(/[-_ ]?(?:dataset|set|data|split|images)$/, '');
  return splitNames[plain] ?? null;
}

/** As `splitOfWord`, for a folder, where `none` is a name like any other. */
export function splitOfFolder(name: string): Split | null {
  const split = splitOfWord(name);
  return split === 'none' ? null : split;
}

/** The split that the name of a file tells: `train_labels.csv`, `instances_val2017.json`; none where it tells none. */
export function splitOfFile(path: string): Split {
  for (const word of baseName(path).split(/[^\p{L}\p{N}]+/u)) {
    const split = splitOfWord(word.replace(/\d+$/, ''));
    if (split !== null) return split;
  }
  return 'none';
}

const pictureExtensions = new Set(
  'png jpg jpeg jpe jfif webp bmp dib gif tif tiff pbm pgm ppm pnm dcm dicom rrr'.split(' '),
);
/** Named as a picture that we read; what it is, its bytes say. */
export const isPictureName = (path: string): boolean =>
  pictureExtensions.has(extensionOf(path)) || isVolumeName(path);

/** Named as a NIfTI volume. */
export const isVolumeName = (path: string): boolean => ['nii', 'nii.gz'].includes(extensionOf(path));

/** Named as a DICOM file; most have no ending at all. */
export const isDicomName = (path: string): boolean => ['dcm', 'dicom'].includes(extensionOf(path));

export const isTableName = (path: string): boolean =>
  ['csv', 'tsv', 'tab', 'jsonl', 'ndjson', 'xlsx', 'xlsm', 'parquet'].includes(extensionOf(path));

const genericFolder =
  /^(?:.*[-_ ]image[-_ ]?sets?|.*[-_ ](?:part|batch|chunk)|images?|img|imgs|pictures?|photos?|data|files?|all|input|unlabell?ed(?:[-_ ]images)?|pred(?:ictions?)?|jpe?g|png|jpegimages)(?:[-_ ]?\d+)?$/i;
/** A folder whose name says nothing of what the pictures in it show. */
export const isGenericFolder = (name: string): boolean => genericFolder.test(name);

/** What comes with a download and says nothing of its pictures: `README.txt`, `LICENSE`. */
export const isPaperName = (path: string): boolean =>
  /^(?:read[-_ ]?me|licen[cs]e|copying|citation|changelog|notice)\b/i.test(baseName(path)) ||
  ['md', 'pdf', 'html', 'htm', 'rtf', 'docx'].includes(extensionOf(path));

const documentExtensions = new Set(
  'md txt pdf html htm json jsonl xml yaml yml rst bib cff py ipynb r m sh doc docx rtf log css js toml ini cfg license names lst cache'.split(
    ' ',
  ),
);
/** Papers that come with data (a licence, a readme, code): left aside, not refused. */
export const isDocumentName = (path: string): boolean => {
  const extension = extensionOf(path);
  return (
    documentExtensions.has(extension) ||
    // What Darknet's YOLO writes beside its pictures.
    /(?:^|\/)obj\.data$/i.test(path) ||
    (extension === '' && /(?:^|\/)(?:licen[cs]e|readme|copying|copyright|notice|authors)$/i.test(path))
  );
};
