import { figures } from '../../figures.ts';
import type { RefusedFile } from '../../../domain/dataset/dataset.ts';
import { hashText } from '../../../domain/plan/identity.ts';
import { baseName, extensionOf, folderOf, withoutExtension } from '../../container/path.ts';
import { FileUnreadableError, type FileSource } from '../../container/source.ts';
import { isDocumentName } from '../../names.ts';
import { refusedFile } from '../../refusal.ts';
import { encodingNote, readText, type FoundEncoding } from '../encoding.ts';
import type { FileIndex } from '../file-index.ts';
import { unsaid, type CaseDraft, type Reader, type Reading } from '../reading.ts';
import { reportOf, splitSections } from './sections.ts';
import { studyOf } from './study.ts';

const paper = /^(?:readme|licen[cs]e|changes?|changelog|requirements|source|notes?|sha256sums|index)\b/i;
/** A report is short: longer texts are something else. */
const mostBytes = 256 * 1024;

/**
 * Reports as text files with headings: of MIMIC-CXR by patient and study, with the films in the folder of the study; of any other set by the
 * file's name, with the picture of the same name. A text without a heading of findings or impression is a report only in MIMIC-CXR.
 */
export const textReports: Reader = {
  name: 'Reports (text)',
  part: 'truth',
  async read(files) {
    const cases: CaseDraft[] = [];
    const refused: RefusedFile[] = [];
    const used: string[] = [];
    const encodings = new Map<string, FoundEncoding & { path: string; times: number }>();
    const hashes: string[] = [];
    const bare: string[] = [];
    let withoutHeadings = 0;
    for (const file of files.files) {
      const study = studyOf(file.path);
      if (!isCandidate(file, study !== null)) continue;
      const read = await textOf(file);
      if ('reason' in read) {
        if (study !== null) refused.push(refusedFile(file.path, read));
        continue;
      }
      const report = reportOf(splitSections(read.text));
      const sectioned = report?.findings !== undefined || report?.impression !== undefined;
      if (study === null && !sectioned) {
        bare.push(file.path);
        continue;
      }
      used.push(file.path);
      hashes.push(`${file.path} ${read.text}`);
      if (report === undefined) {
        refused.push({ path: file.path, reason: 'the report is empty', remedy: 'Leave it out.' });
        continue;
      }
      if (!sectioned) withoutHeadings += 1;
      const seen = encodings.get(`${read.encoding} ${read.certainty}`);
      encodings.set(`${read.encoding} ${read.certainty}`, {
        ...read,
        path: seen?.path ?? file.path,
        times: (seen?.times ?? 0) + 1,
      });
      const images = picturesOf(file.path, study !== null, files);
      cases.push({
        name: study === null ? withoutExtension(file.path) : `s${study.study}`,
        ...(study !== null && { key: `studyid:${study.study}` }),
        from: { file: file.path },
        images: images.map((path) => ({ path })),
        ...(images.length === 0 &&
          report.findings !== undefined && {
            text: { findings: report.findings, language: report.language },
          }),
        truth: { report },
        maskFiles: [],
        split: 'none',
        ...(study !== null && { group: study.subject }),
        attributes: {},
      });
    }
    const folders = new Set(used.map(folderOf));
    for (const path of bare)
      if (folders.has(folderOf(path)))
        refused.push({
          path,
          reason: 'it has no heading of findings or impression, as the reports beside it have',
          remedy: 'Write the headings if it is a report; else nothing needs to be done.',
        });
    if (cases.length === 0 && refused.length === 0) return null;
    return {
      ...unsaid,
      reader: this.name,
      understood: `${figures(cases.length)} ${cases.length === 1 ? 'text file is a report' : 'text files are reports'} with sections.`,
      labels: [],
      notes: [
        ...[...encodings.values()].flatMap(
          ({ path, times, ...found }) =>
            encodingNote(times === 1 ? path : `${figures(times)} reports like ${baseName(path)}`, found) ??
            [],
        ),
        ...(withoutHeadings === 0
          ? []
          : [
              `${figures(withoutHeadings)} reports have no heading of findings or impression: their text is kept whole, and is neither.`,
            ]),
      ],
      cases,
      refused,
      unnamed: { reason: 'no report is about it', remedy: 'Add its report, if it is meant.' },
      used,
      key: [hashText(hashes.join('\n'))],
    } satisfies Reading;
  },
};

const isCandidate = ({ path, size }: FileSource, inMimic: boolean): boolean =>
  extensionOf(path) === 'txt' &&
  (inMimic || (size <= mostBytes && !paper.test(baseName(path)) && isDocumentName(path)));

async function textOf(file: FileSource) {
  try {
    return readText(await file.read());
  } catch (error) {
    if (!(error instanceof FileUnreadableError)) throw error;
    return { reason: error.message, remedy: error.remedy };
  }
}

/** The films of a study in its folder; the picture beside a report of any other set. */
function picturesOf(path: string, ofStudy: boolean, files: FileIndex): string[] {
  const stem = withoutExtension(path);
  if (ofStudy) return files.picturesIn(stem);
  const match = files.findPicture(baseName(stem), path);
  return match.kind === 'found' && !files.isMask(match.path) && isBeside(match.path, path)
    ? [match.path]
    : [];
}

/** In the same folder, or in folders beside one another (`reports/1.txt`, `images/1.png`). */
const isBeside = (picture: string, text: string): boolean => {
  const [a, b] = [folderOf(picture), folderOf(text)];
  return a === b || folderOf(a) === folderOf(b) || folderOf(a) === b || folderOf(b) === a;
};
