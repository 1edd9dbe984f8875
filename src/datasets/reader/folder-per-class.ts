import { figures } from '../figures.ts';
import type { Split } from '../../domain/dataset/dataset.ts';
import { isGenericFolder, isVolumeName, splitOfFolder } from '../names.ts';
import { unsaid, type CaseDraft, type Reader } from './reading.ts';

/** `[train/]melanoma/a.png`: the folder says the class, a folder around it (or in it) the split. */
export const folderPerClass: Reader = {
  name: 'Folder per class',
  part: 'layout',
  read(files) {
    const pictures = files.files.filter(
      ({ path }) => files.isPicture(path) && !isVolumeName(path) && !files.isMask(path),
    );
    const splitInside = hasSplitInside(pictures.map(({ path }) => path));
    const places = pictures.flatMap(({ path }) => {
      const place = placeOf(path, splitInside);
      return place === null ? [] : [{ path, ...place }];
    });
    if (places.length === 0) return Promise.resolve(null);
    const labels = [...new Set(places.flatMap(({ label }) => label ?? []))];
    const numbered = areNumbered(labels);
    const alone = isAlone(labels, places);
    const cases = places.map(({ path, label, split }): CaseDraft => {
      const folder = label === null || alone ? null : numbered ? { group: label } : { labels: [label] };
      return {
        name: path,
        images: [{ path }],
        truth: folder?.labels === undefined ? {} : { labels: folder.labels },
        maskFiles: [],
        split,
        ...(folder?.group !== undefined && { group: folder.group }),
        attributes: {},
      };
    });
    const splits = [...new Set(cases.map(({ split }) => split))].filter((split) => split !== 'none');
    return Promise.resolve({
      ...unsaid,
      reader: this.name,
      understood: alone
        ? `All pictures lie in one folder, “${labels[0] ?? ''}”, and nothing says what they show.`
        : `The folders name ${counted(labels.length, numbered ? 'group' : 'class', numbered ? 'groups' : 'classes')}${
            splits.length === 0
              ? ''
              : ` in ${counted(splits.length, 'split', 'splits')} (${splits.join(', ')})`
          }.`,
      labels: numbered || alone ? [] : labels.map((name) => ({ name, synonyms: [] })),
      notes: alone
        ? [
            `The name of the one folder that pictures lie in, “${labels[0] ?? ''}”, is taken for no class: there is nothing to tell apart. Put them into a folder for each class, or add a table (CSV) with their labels, if you know them.`,
          ]
        : [],
      cases,
      refused: [],
      unnamed: {
        reason: 'it lies in no folder that names its class',
        remedy: 'Put it in a folder named after what it shows, or add a table of labels.',
      },
      used: [],
      key: ['folders'],
    });
  },
};

const counted = (n: number, one: string, many: string): string => `${figures(n)} ${n === 1 ? one : many}`;

/** One folder around all pictures (`CXR_png`) is called after the set more often than after what they show; in that of a split (`test/melanoma`) it is a class. */
const isAlone = (labels: readonly string[], places: readonly { readonly split: Split }[]): boolean =>
  labels.length === 1 && !areNumbered(labels) && places.every(({ split }) => split === 'none');

const ofOneSubject =
  /^(?:patient|subject|person|case|study|series|video|vid|sequence|seq|scan|p|s)[-_ ]?\d+$/i;
/** `patient01`, `patient02` ... or `TCGA_CS_4941`, `TCGA_DU_5849` ...: folders of patients or films, not of classes. */
function areNumbered(names: readonly string[]): boolean {
  if (names.length === 0) return false;
  if (names.every((name) => ofOneSubject.test(name))) return true;
  // Long numbers in names that are alike but for these; a grade or a stage has one digit.
  const forms = new Set(names.map((name) => name.replace(/\d+/g, '#')));
  return (
    names.length > 1 &&
    names.every((name) => /\d{2}/.test(name)) &&
    forms.size <= Math.max(1, names.length / 4)
  );
}

/**
 * Whether the classes hold folders of splits (`melanoma/train/a.png`), all of them. One folder around `train/melanoma/` is none, nor are
 * several that hold the same folders again (`site A/train/melanoma/`, `site B/train/melanoma/`).
 */
function hasSplitInside(paths: readonly string[]): boolean {
  const outers = new Set<string>();
  const outerOf = new Map<string, string>();
  let isDeeper = false;
  for (const path of paths) {
    const [outer = '', inner, file, more] = path.split('/');
    if (inner === undefined || file === undefined || splitOfFolder(inner) === null) return false;
    outers.add(outer);
    if (more === undefined) continue;
    isDeeper = true;
    if ((outerOf.get(file) ?? outer) !== outer) return false;
    outerOf.set(file, outer);
  }
  return outers.size > 1 || (outers.size === 1 && !isDeeper);
}

/** Null where the folders say neither. */
function placeOf(
  path: string,
  splitInside: boolean,
): { readonly label: string | null; readonly split: Split } | null {
  const folders = path.split('/').slice(0, -1);
  const [outer, inner] = folders;
  if (outer === undefined) return null;
  if (splitInside)
    return {
      label: isGenericFolder(outer) ? null : outer,
      split: (inner === undefined ? null : splitOfFolder(inner)) ?? 'none',
    };
  // A folder that only says "images" is looked through: `train/images/melanoma/a.png`.
  const telling = folders.filter((folder) => !isGenericFolder(folder));
  const at = telling.findIndex((folder) => splitOfFolder(folder) !== null);
  const split = at < 0 ? null : splitOfFolder(telling[at] ?? '');
  // What lies in the folder of the split says it; else what lies around it.
  const label = (at < 0 ? telling[0] : (telling[at + 1] ?? telling[at - 1])) ?? null;
  return label === null && split === null ? null : { label, split: split ?? 'none' };
}
