import { isVolumeName } from '../names.ts';
import type { FileIndex } from './file-index.ts';
import { unsaid, type Reading } from './reading.ts';

/**
 * Pictures of which nothing says what they show, whatever the folder is called that they lie in: cases without truth. Null where
 * there are none.
 */
export function picturesAlone(files: FileIndex): Reading | null {
  const pictures = files.files.filter(
    ({ path }) =>
      files.isPicture(path) && !files.dicom.has(path) && !isVolumeName(path) && !files.isMask(path),
  );
  if (pictures.length === 0) return null;
  return {
    ...unsaid,
    reader: 'Pictures alone',
    understood: 'No labels were found: there is nothing here that says what the pictures show.',
    labels: [],
    cases: pictures.map(({ path }) => ({
      name: path,
      images: [{ path }],
      truth: {},
      maskFiles: [],
      split: 'none',
      attributes: {},
    })),
    notes: [
      'No labels were found. Models can be asked about these pictures, but their answers cannot be scored. If you know what the pictures show, put them into a folder for each class, or add a table (CSV) with a row for each file name and its label, and drop all of it again.',
    ],
    refused: [],
    unnamed: {
      reason: 'nothing says what it shows',
      remedy: 'Put it in a folder named after its class, or add a table (CSV) with its file name and label.',
    },
    used: [],
    key: ['pictures alone'],
  };
}
