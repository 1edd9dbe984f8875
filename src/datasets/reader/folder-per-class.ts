import type { Split } from '../../domain/dataset/dataset.ts';
import { isGenericFolder, isInMaskFolder, isPictureName, splitOfFolder } from '../names.ts';
import { unsaid, type CaseDraft, type Reader } from './reading.ts';

/** `[train/]melanoma/a.png`: the folder says the class, a folder around it (or in it) the split. */
export const folderPerClass: Reader = {
  name: 'Folder per class',
  read(files) {
    const pictures = files.files.filter(({ path }) => isPictureName(path));
    const cases: CaseDraft[] = [];
    const splitInside = hasSplitInside(pictures.map(({ path }) => path));
    for (const { path } of pictures) {
      const place = isInMaskFolder(path) ? null : placeOf(path, splitInside);
      if (place === null) continue;
      cases.push({
        name: path,
        images: [{ path }],
        truth: { labels: [place.label] },
        maskFiles: [],
        split: place.split,
        attributes: {},
      });
    }
    if (cases.length === 0) return Promise.resolve(null);
    const labels = [...new Set(cases.flatMap(({ truth }) => truth.labels ?? []))];
    const splits = [...new Set(cases.map(({ split }) => split))].filter((split) => split !== 'none');
    return Promise.resolve({
      ...unsaid,
      reader: this.name,
      understood: `The folders name ${counted(labels.length, 'class', 'classes')}${
        splits.length === 0 ? '' : ` in ${counted(splits.length, 'split', 'splits')} (${splits.join(', ')})`
      }.`,
      labels: labels.map((name) => ({ name, synonyms: [] })),
      notes:
        labels.length === 1
          ? ['All pictures lie in one folder: there is one class only, and nothing to tell apart.']
          : [],
      cases,
      refused: [],
      unnamed: {
        reason: 'it lies in no folder that names its class',
        remedy: 'Put it in a folder named after what it shows, or add a table of labels.',
      },
      used: [],
      key: ['folder per class'],
    });
  },
};

const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** Whether the classes hold folders of splits (`melanoma/train/a.png`), all of them. */
const hasSplitInside = (paths: readonly string[]): boolean =>
  paths.length > 0 &&
  paths.every((path) => {
    const [, inner, file] = path.split('/');
    return inner !== undefined && file !== undefined && splitOfFolder(inner) !== null;
  });

function placeOf(
  path: string,
  splitInside: boolean,
): { readonly label: string; readonly split: Split } | null {
  const folders = path.split('/').slice(0, -1);
  const [outer, inner] = folders;
  if (outer === undefined) return null;
  if (splitInside)
    return { label: outer, split: (inner === undefined ? null : splitOfFolder(inner)) ?? 'none' };
  // A folder that only says "images" is looked through: `train/images/melanoma/a.png`.
  const telling = folders.filter((folder) => !isGenericFolder(folder));
  const split = telling[0] === undefined ? null : splitOfFolder(telling[0]);
  const label = split === null ? telling[0] : telling[1];
  return label === undefined ? null : { label, split: split ?? 'none' };
}
