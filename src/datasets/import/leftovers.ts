import type { RefusedFile } from '../../domain/dataset/dataset.ts';
import { headsOf, type FileHead } from '../container/heads.ts';
import { FileUnreadableError, type FileSource } from '../container/source.ts';
import { extensionOf } from '../container/path.ts';
import { rasterFormatOf } from '../image/raster-formats.ts';
import { sniff } from '../image/sniff.ts';
import { isDicomName, isDocumentName, isPictureName } from '../names.ts';
import { tellsSomething } from '../reader/merge/layout.ts';
import { unreadAlone, unreadBeside, type UnreadDocuments } from './unread-beside.ts';
import { unreadKind } from './unread.ts';
import type { FileIndex } from '../reader/file-index.ts';
import type { Reading } from '../reader/reading.ts';
import { refusedFile } from '../refusal.ts';

/** Enough to tell a DICOM file (128 bytes in) and a NIfTI volume (344). */
const headBytes = 512;

/**
 * Every file that no case and no table accounts for: papers that come with data are left aside (where there is none, they
 * may have been meant), anything else is
 * listed with what it is and why it was not taken.
 */
export async function leftovers(
  index: Pick<FileIndex, 'files' | 'dicom' | 'isMask'>,
  reading: Reading,
): Promise<{ readonly refused: readonly RefusedFile[]; readonly ignored: number }> {
  const spokenFor = new Set([
    ...reading.used,
    ...reading.refused.map(({ path }) => path),
    ...reading.cases.flatMap(({ images, maskFiles }) => [...images, ...maskFiles].map(({ path }) => path)),
  ]);
  const refused: RefusedFile[] = [];
  const strangers: FileSource[] = [];
  const hasPictures = index.files.some(({ path }) => isPictureName(path) || index.dicom.has(path));
  const documents: string[] = [];
  let ignored = 0;
  for (const file of index.files) {
    if (spokenFor.has(file.path)) continue;
    if (isDocumentName(file.path) && reading.cases.length === 0)
      refused.push(documentAlone(file.path, hasPictures));
    else if (isDocumentName(file.path)) documents.push(file.path);
    else if (index.isMask(file.path)) ignored += 1;
    else if (index.dicom.has(file.path) || (isPictureName(file.path) && !isDicomName(file.path)))
      refused.push({ path: file.path, ...reading.unnamed });
    else strangers.push(file);
  }
  refused.push(...(await unknown(strangers)));
  const beside = unreadBeside(
    documents,
    index.files.flatMap(({ path }) => (isPictureName(path) || index.dicom.has(path) ? [path] : [])),
  );
  const isUntold = reading.cases.every((draft) => !tellsSomething(draft) && draft.text === undefined);
  const told = new Set(beside.paths);
  const alone = isUntold ? unreadAlone(documents.filter((path) => !told.has(path))) : nothingUnread;
  refused.push(...beside.refused, ...alone.refused);
  return { refused, ignored: ignored + documents.length - beside.paths.length - alone.paths.length };
}

const nothingUnread: UnreadDocuments = { refused: [], paths: [] };

const documentAlone = (path: string, hasPictures: boolean): RefusedFile =>
  refusedFile(path, {
    reason: hasPictures
      ? 'nothing in it is known to be about the pictures here'
      : 'it is a document, and there is no data beside it',
    remedy: hasPictures
      ? 'If it says what they show, save that as a table (CSV, Excel) with the name of a picture in each row, or as COCO (JSON).'
      : 'If it holds reports, save each as a .txt file, or all as a table (CSV, Excel).',
  });

/** Asked again with every correction of a preview, and each file costs a trip to the page. */
const toldBefore = new WeakMap<FileSource, RefusedFile>();

async function unknown(files: readonly FileSource[]): Promise<readonly RefusedFile[]> {
  const unread = files.filter((file) => !toldBefore.has(file) && unreadKind(file.path) === null);
  const unreadable = new Map<FileSource, RefusedFile>();
  for await (const { file, head } of headsOf(unread, headBytes)) {
    // What cannot be read now may be another time.
    (head instanceof FileUnreadableError ? unreadable : toldBefore).set(file, byBytes(file.path, head));
  }
  return files.flatMap((file) => {
    const kind = unreadKind(file.path);
    return kind === null
      ? (toldBefore.get(file) ?? unreadable.get(file) ?? [])
      : refusedFile(file.path, kind);
  });
}

function byBytes(path: string, head: FileHead['head']): RefusedFile {
  if (head instanceof FileUnreadableError)
    return refusedFile(path, { reason: head.message, remedy: head.remedy });
  const format = rasterFormatOf(head, path);
  if (format !== null)
    return refusedFile(path, {
      reason: `it is a ${format.name}, and its name does not say so`,
      remedy: `Give it the ending .${format.ending}.`,
    });
  const found = sniff(head, path);
  if (found.kind === 'refused') return refusedFile(path, found);
  const ending = extensionOf(path);
  return refusedFile(path, {
    reason:
      ending === '' ? 'it is a picture without an ending' : `it is a picture with the ending .${ending}`,
    remedy: `Give it the ending .${found.mediaType.replace('image/', '')}.`,
  });
}
