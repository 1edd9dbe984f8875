import { figures } from '../figures.ts';
import { baseName, withoutExtension } from '../container/path.ts';
import { splitOfFolder } from '../names.ts';
import { unsaid, type CaseDraft, type Reader } from './reading.ts';

/** What the name of a file tells. */
interface Told {
  readonly path: string;
  readonly subject: string;
  readonly label: string | null;
}

/**
 * Names of files that tell of whom the picture is, and of what: `person1_bacteria_1.jpeg` is of person1,
 * `CNV-1016042-1.jpeg` the first of patient 1016042 with CNV.
 */
export const fileNames: Reader = {
  name: 'File names',
  part: 'layout',
  read(files) {
    const pictures = files.files
      .map(({ path }) => path)
      .filter((path) => files.isPicture(path) && !files.isMask(path));
    const told = classesOf(pictures) ?? withClassAgain(pictures) ?? subjectsOf(pictures);
    const [first] = told;
    if (first === undefined) return Promise.resolve(null);
    const labels = [...new Set(told.flatMap(({ label }) => label ?? []))];
    const subjects = new Set(told.map(({ subject }) => subject)).size;
    return Promise.resolve({
      ...unsaid,
      reader: this.name,
      understood:
        labels.length === 0
          ? `The names of files tell ${figures(subjects)} patients.`
          : `The names of files tell ${figures(labels.length)} classes and ${figures(subjects)} patients.`,
      labels: labels.map((name) => ({ name, synonyms: [] })),
      notes: [
        `Who is who is told by the names of ${figures(told.length)} files: ${baseName(first.path)} is of “${first.subject}”.`,
      ],
      cases: told.map(({ path, subject, label }): CaseDraft => ({
        name: path,
        images: [{ path }],
        truth: label === null ? {} : { labels: [label] },
        maskFiles: [],
        split: 'none',
        group: subject,
        attributes: {},
      })),
      refused: [],
      unnamed: {
        reason: 'its name tells no class, as those of the others do',
        remedy: 'Put each picture in a folder named after what it shows, or add a table of labels.',
      },
      used: [],
      key: ['names of files'],
    });
  },
};

const stemOf = (path: string): string => withoutExtension(baseName(path)).normalize('NFC');

const ofSubject = /^((?:patient|person|subject|subj|pat|pt)[-_ ]?\d+)(?:[-_ ]|$)/i;
/** `person1_bacteria_1`; only where someone has several pictures, or there is nothing to hold together. */
function subjectsOf(pictures: readonly string[]): readonly Told[] {
  const told = pictures.flatMap((path): Told[] => {
    const subject = ofSubject.exec(stemOf(path))?.[1];
    return subject === undefined ? [] : [{ path, subject, label: null }];
  });
  return repeats(told) ? told : [];
}

const classSubjectPicture = /^(\p{L}[\p{L} ]*)[-_](\d+)[-_]\d+$/u;

/** `CNV/CNV-1016042-1`: the folder says again what the name begins with, so the number after it is not of the class. */
function withClassAgain(pictures: readonly string[]): readonly Told[] | null {
  const told = pictures.flatMap((path): Told[] => {
    const [, label, subject] = classSubjectPicture.exec(stemOf(path)) ?? [];
    const folder = path.split('/').at(-2) ?? '';
    return label === undefined || subject === undefined || folder.toLowerCase() !== label.toLowerCase()
      ? []
      : [{ path, subject, label: null }];
  });
  return told.length > 0 && told.length === pictures.length ? told : null;
}

/** Words that say with what or in which place of a series a picture was taken, not what it shows. */
const technical =
  /^(?:im|img|imgs|image|images|dsc|dscn|pic|picture|photo|scan|slice|series|frame|study|case|sample|file|fundus|oct|cxr|xray|ct|mr|mri|us|left|right|l|r|od|os|ap|pa|lat|front|side|axial|coronal|sagittal|patient|person|subject|p|s|id)$/i;

/** `CNV-1016042-1`, `DME-2044-3` in one folder: all are called so, and each of several classes has several pictures. */
function classesOf(pictures: readonly string[]): readonly Told[] | null {
  if (new Set(pictures.map((path) => path.split('/').slice(0, -1).join('/'))).size > 1) return null;
  const told: Told[] = [];
  const counts = new Map<string, number>();
  for (const path of pictures) {
    const [, label, subject] = classSubjectPicture.exec(stemOf(path)) ?? [];
    if (label === undefined || subject === undefined) return null;
    if (technical.test(label) || splitOfFolder(label) !== null) return null;
    counts.set(label, (counts.get(label) ?? 0) + 1);
    told.push({ path, subject, label });
  }
  const enough = counts.size > 1 && [...counts.values()].every((count) => count > 1);
  return enough ? told : null;
}

const repeats = (told: readonly Told[]): boolean =>
  new Set(told.map(({ subject }) => subject.toLowerCase())).size < told.length;
