import { figures } from '../../figures.ts';
import type { RefusedFile } from '../../../domain/dataset/dataset.ts';
import { hashText } from '../../../domain/plan/identity.ts';
import { baseName, extensionOf, folderOf, withoutExtension } from '../../container/path.ts';
import { FileUnreadableError, type FileSource } from '../../container/source.ts';
import { decodeText } from '../encoding.ts';
import type { FileIndex } from '../file-index.ts';
import { unsaid, type CaseDraft, type Reader, type Reading } from '../reading.ts';
import { yoloClasses } from './yolo-classes.ts';
import { shapesOfLines } from './yolo-lines.ts';

/**
 * YOLO, as Ultralytics v5 to v8 and Darknet write it: a text file a picture, in the same folder or in `labels` beside `images`, a line an
 * object: class and box, or class and polygon, in parts of the picture's size. See https://docs.ultralytics.com/datasets/.
 */
export const yolo: Reader = {
  name: 'YOLO',
  part: 'truth',
  async read(files) {
    const texts = files.files.filter(({ path }) => extensionOf(path) === 'txt');
    const partners = texts.flatMap((file) => {
      const picture = pictureOf(file.path, files);
      return picture === null ? [] : [{ file, picture }];
    });
    if (partners.length === 0) return null;
    const contents = await Promise.all(
      partners.map(async (each) => ({ ...each, text: await textOf(each.file) })),
    );
    // Texts beside pictures may as well be captions or reports.
    if (!contents.some(({ text }) => typeof text === 'string' && looksNumeric(text))) return null;
    const classes = await yoloClasses(files);
    const cases: CaseDraft[] = [];
    const refused: RefusedFile[] = [];
    let outlines = 0;
    for (const { file, picture, text } of contents) {
      if (typeof text !== 'string') {
        refused.push({ path: file.path, ...text });
        continue;
      }
      const read = shapesOfLines(text, classes);
      if (read.kind === 'fault') {
        refused.push({ path: `${file.path}, ${read.place}`, reason: read.reason, remedy: read.remedy });
        continue;
      }
      outlines += read.outlines;
      cases.push({
        name: picture,
        from: { file: file.path },
        images: [{ path: picture }],
        truth: { boxes: [] },
        maskFiles: [],
        ...(read.shapes.length > 0 && { drawings: [{ file: file.path, shapes: read.shapes }] }),
        split: 'none',
        attributes: {},
      });
    }
    return {
      ...unsaid,
      reader: this.name,
      understood: `${figures(contents.length)} YOLO files give the boxes of as many pictures${
        classes.file === null ? '' : `, with ${classes.names.size} classes from ${baseName(classes.file)}`
      }.`,
      labels: [...classes.names.values()].map((name) => ({ name, synonyms: [] })),
      notes: [
        ...classes.notes,
        ...(outlines > 0
          ? [`${outlines} outlines are read as masks, and the boxes around them as boxes.`]
          : []),
      ],
      cases,
      refused,
      unnamed: {
        reason: 'there is no label file (YOLO) for it',
        remedy: 'Add an empty text file of its name if it shows nothing that is asked for.',
      },
      used: [...contents.map(({ file }) => file.path), ...classes.used],
      key: [
        hashText(JSON.stringify([...classes.names])),
        hashText(JSON.stringify(contents.map(({ file, text }) => [file.path, text]))),
      ],
    } satisfies Reading;
  },
};

/** The picture that a text file is about: `labels/a.txt` belongs to `images/a.jpg`, `a.txt` to `a.jpg` beside it. */
function pictureOf(path: string, files: FileIndex): string | null {
  const stem = withoutExtension(path);
  const folder = folderOf(path);
  const name = baseName(stem);
  const folders = [folder.replace(/(^|\/)labels(?=\/|$)(?!.*\/labels(?:\/|$))/, '$1images'), folder];
  for (const place of folders) {
    const match = files.findPicture(place === '' ? name : `${place}/${name}`, path);
    if (match.kind === 'found' && folderOf(match.path) === place && !files.isMask(match.path))
      return match.path;
  }
  // Labels in a folder of their own, pictures in one of any name.
  const anywhere = /(?:^|\/)labels$/i.test(folder) ? files.findPicture(name, path) : null;
  return anywhere?.kind === 'found' ? anywhere.path : null;
}

async function textOf(file: FileSource): Promise<string | Omit<RefusedFile, 'path'>> {
  try {
    return decodeText(await file.read());
  } catch (error) {
    if (!(error instanceof FileUnreadableError)) throw error;
    return { reason: error.message, remedy: error.remedy };
  }
}

const looksNumeric = (text: string): boolean =>
  /^\s*\d+(?:\.0*)?(?:\s+-?[\d.]+(?:e[-+]?\d+)?){4,}\s*$/im.test(text);
