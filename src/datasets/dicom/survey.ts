import { extensionOf } from '../container/path.ts';
import { headsOf } from '../container/heads.ts';
import { FileUnreadableError, type FileSource } from '../container/source.ts';
import { isDocumentName, isPictureName, isTableName } from '../names.ts';
import { identifiersOf } from './identity/identifiers.ts';
import { holdsOwn, IdentifierPool } from './identity/screen.ts';
import { modalities } from './identity/terms.ts';
import { isContours, isReport, isSegmentation, isWithoutPixels } from './kinds.ts';
import { looksLikeDicom, readDicom, type DicomFile } from './parse/file.ts';
import { tags } from './parse/tags.ts';
import { planeOf, type ImagePlane } from './truth/image-plane.ts';

/** What the beginning of a DICOM file tells. Held in memory while files are imported, and never stored. */
export interface DicomHead {
  readonly path: string;
  readonly kind: 'image' | 'segmentation' | 'contours' | 'report' | 'other';
  readonly modality?: string;
  readonly sopClass?: string;
  readonly instance?: string;
  /** The same for all files of a patient. */
  readonly patient?: string;
  /** Where it lies in the patient. */
  readonly plane?: ImagePlane;
}

/** Enough to tell a DICOM file. */
const sniffBytes = 512;
/** Up to the description of the pixels, in most files; more is read where that does not reach. */
const headBytes = [16 * 1024, 512 * 1024] as const;
const filesAtOnce = 8;

/**
 * The DICOM files among those that are imported together, and what in any of them identifies someone: paths, names and
 * values are compared with it before they are stored.
 */
export class DicomSurvey {
  readonly heads: ReadonlyMap<string, DicomHead>;
  readonly #pool: IdentifierPool;
  /** Names for paths that hold an identifier. */
  readonly #neutral = new Map<string, string>();

  private constructor(
    files: readonly FileSource[],
    heads: ReadonlyMap<string, DicomHead>,
    pool: IdentifierPool,
    telling: ReadonlySet<string>,
  ) {
    this.heads = heads;
    this.#pool = pool;
    if (heads.size === 0) return;
    const counts = new Map<string, number>();
    for (const { path } of files) {
      const head = heads.get(path);
      const kind = head === undefined ? 'file' : (head.modality ?? 'DICOM');
      const n = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, n);
      if (telling.has(path) || pool.inPath(path)) this.#neutral.set(path, `${kind} ${n}`);
    }
  }

  /** `files` in the order of their paths. Reads no more than the beginnings of files that may be DICOM. */
  static async of(files: readonly FileSource[]): Promise<DicomSurvey> {
    const heads = new Map<string, DicomHead>();
    const pool = new IdentifierPool();
    const telling = new Set<string>();
    const candidates: FileSource[] = [];
    for await (const { file, head } of headsOf(
      files.filter(({ path }) => mayBeDicom(path)),
      sniffBytes,
    ))
      if (head instanceof Uint8Array && looksLikeDicom(head)) candidates.push(file);
    for (let at = 0; at < candidates.length; at += filesAtOnce) {
      const read = await Promise.all(candidates.slice(at, at + filesAtOnce).map(readHead));
      for (const file of read) {
        if (file === null) continue;
        heads.set(file.head.path, file.head);
        pool.add(file.identifiers);
        if (holdsOwn(file.head.path, file.identifiers)) telling.add(file.head.path);
      }
    }
    return new DicomSurvey(files, heads, pool, telling);
  }

  /** The path as it may be stored: itself, or where it holds an identifier a neutral name (`CT 12`: the twelfth CT in the order of paths). */
  nameOf(path: string): string {
    const neutral = this.#neutral.get(path);
    if (neutral !== undefined) return neutral;
    return this.heads.size > 0 && this.#pool.inPath(path) ? 'a file' : path;
  }

  /** Whether a value (an attribute of a table, a label of a file) names no patient of any of the files. */
  readonly isFree = (text: string): boolean => this.heads.size === 0 || !this.#pool.inValue(text);

  /** The text with every path in it as it may be stored. */
  say(text: string): string {
    let said = text;
    for (const [path, neutral] of this.#neutral)
      if (said.includes(path)) said = said.replaceAll(path, neutral);
    return said;
  }
}

const dicomEndings = new Set(['dcm', 'dicom', 'dic', 'ima', 'dc3', '']);
const otherEndings = new Set(
  'zip tar tgz gz bz2 xz 7z rar nii tif tiff xlsx xls parquet arrow npy npz h5 hdf5 mat pt pth onnx pkl mp4 avi mov mhd mha raw nrrd svs heic'.split(
    ' ',
  ),
);

/** By the ending: a DICOM file has its own, none, or the last part of a UID. */
function mayBeDicom(path: string): boolean {
  const ending = extensionOf(path);
  if (dicomEndings.has(ending)) return true;
  return !(isPictureName(path) || isTableName(path) || isDocumentName(path) || otherEndings.has(ending));
}

async function readHead(source: FileSource) {
  try {
    const file = await beginning(source);
    const { data, meta } = file;
    const modality = data.text(tags.Modality);
    const sopClass = data.text(tags.SOPClassUID) ?? meta.text(tags.MediaStorageSOPClassUID);
    const instance = data.text(tags.SOPInstanceUID);
    const patient = patientOf(file);
    const plane = planeOf(data);
    const head: DicomHead = {
      path: source.path,
      kind: kindOf(sopClass, modality),
      ...(modality !== undefined && modalities.has(modality) && { modality }),
      ...(sopClass !== undefined && { sopClass }),
      ...(instance !== undefined && { instance }),
      ...(patient !== undefined && { patient }),
      ...(plane !== undefined && { plane }),
    };
    return { head, identifiers: [...identifiersOf(data), ...identifiersOf(meta)] };
  } catch (error) {
    // What cannot be read is refused with the reason when it is read in full.
    if (error instanceof FileUnreadableError || error instanceof RangeError) return null;
    if (error instanceof Error && error.name === 'DicomSyntaxError') return null;
    throw error;
  }
}

async function beginning(source: FileSource): Promise<DicomFile> {
  for (const length of headBytes) {
    const bytes = await source.head(length);
    const file = readDicom(bytes, false);
    if (bytes.length >= source.size || reaches(file)) return file;
  }
  return readDicom(await source.read(), false);
}

const reaches = ({ data }: DicomFile): boolean => [...data.elements.keys()].some((tag) => tag >= 0x00280000);

function kindOf(sopClass: string | undefined, modality: string | undefined): DicomHead['kind'] {
  if (isSegmentation(sopClass)) return 'segmentation';
  if (isContours(sopClass)) return 'contours';
  if (isReport(sopClass)) return 'report';
  return isWithoutPixels(sopClass, modality) ? 'other' : 'image';
}

/** Number and name together: hospitals give the same number to different people. */
function patientOf({ data }: DicomFile): string | undefined {
  const parts = [tags.PatientID, tags.IssuerOfPatientID, tags.PatientName, tags.PatientBirthDate].map(
    (tag) => data.text(tag) ?? '',
  );
  return parts.every((part) => part === '') ? undefined : parts.join('\0').toLowerCase();
}
