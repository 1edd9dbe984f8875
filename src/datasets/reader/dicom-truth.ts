import type { RefusedFile } from '../../domain/dataset/dataset.ts';
import { FileUnreadableError } from '../container/source.ts';
import { DicomSyntaxError } from '../dicom/parse/elements.ts';
import { readDicom } from '../dicom/parse/file.ts';
import type { DataSet } from '../dicom/parse/data-set.ts';
import type { DicomHead } from '../dicom/survey.ts';
import { contoursOf } from '../dicom/truth/contours.ts';
import { measurementsOf } from '../dicom/truth/measurements.ts';
import { segmentationOf, type KnownImage } from '../dicom/truth/segmentation.ts';
import { refusal, refusedFile, type Refusal } from '../refusal.ts';
import type { Drawing } from './drawing.ts';
import type { FileIndex } from './file-index.ts';
import type { MaskFile } from './reading.ts';

/** What segmentations, sets of contours and reports among the DICOM files draw on the images among them, by the path of the image. */
export interface DicomTruth {
  readonly masks: ReadonlyMap<string, readonly MaskFile[]>;
  readonly drawings: ReadonlyMap<string, readonly Drawing[]>;
  /** Segmentations, sets of contours and reports that were read. */
  readonly used: readonly string[];
  readonly refused: readonly RefusedFile[];
  readonly notes: readonly string[];
}

export async function readDicomTruth(files: FileIndex): Promise<DicomTruth> {
  const gathered = new Gathered(files);
  for (const head of files.dicom.values()) {
    if (head.kind === 'image' || head.kind === 'other') continue;
    const data = await dataOf(head.path, files);
    const fault = data.kind === 'refused' ? data : gathered.add(head.kind, head.path, data.data);
    if (fault === null) gathered.used.push(head.path);
    else gathered.refused.push(refusedFile(head.path, fault));
  }
  const { masks, drawings, used, refused } = gathered;
  return { masks, drawings, used, refused, notes: gathered.notesInWords() };
}

class Gathered {
  readonly masks = new Map<string, MaskFile[]>();
  readonly drawings = new Map<string, Drawing[]>();
  readonly used: string[] = [];
  readonly refused: RefusedFile[] = [];
  readonly #notes = new Map<string, number>();
  readonly #files: FileIndex;
  /** Images by SOP Instance UID. */
  readonly #images = new Map<string, KnownImage & Pick<DicomHead, 'path'>>();

  constructor(files: FileIndex) {
    this.#files = files;
    for (const { kind, path, instance, plane } of files.dicom.values()) {
      if (kind === 'image' && instance !== undefined)
        this.#images.set(instance, { instance, path, ...(plane !== undefined && { plane }) });
    }
  }

  add(kind: 'segmentation' | 'contours' | 'report', path: string, data: DataSet): Refusal | null {
    switch (kind) {
      case 'segmentation':
        return this.#addSegmentation(path, data);
      case 'contours':
        return this.#addContours(path, data);
      case 'report':
        return this.#addReport(path, data);
    }
  }

  #addContours(path: string, data: DataSet): Refusal | null {
    const read = contoursOf(data, this.#images, this.#files.isFree);
    if (read.kind === 'refused') return read;
    this.#note('# images that contours were drawn on are not here.', read.absent);
    for (const [text, times] of read.notes) this.#note(text, times);
    for (const { instance, shapes } of read.images) {
      const image = this.#images.get(instance);
      if (image !== undefined) push(this.drawings, image.path, { file: path, shapes });
    }
    return null;
  }

  #addSegmentation(path: string, data: DataSet): Refusal | null {
    const read = segmentationOf(data, this.#images, this.#files.isFree);
    if (read.kind === 'refused') return read;
    this.#note('# images that segmentations were drawn on are not here.', read.absent);
    for (const { instance, areas } of read.images) {
      const image = this.#images.get(instance);
      if (image !== undefined) push(this.masks, image.path, { path, rule: { kind: 'segments', areas } });
    }
    return null;
  }

  #addReport(path: string, data: DataSet): Refusal | null {
    const read = measurementsOf(data, this.#files.isFree);
    if (read.kind === 'refused') return read;
    const here = read.shapes.filter(({ instance }) => this.#images.has(instance));
    for (const [text, times] of read.notes) this.#note(text, times);
    if (here.length === 0)
      return read.shapes.length === 0
        ? refusal(
            'it is a structured report (SR) in which nothing is drawn as an area or a point of an image',
            'Give what it says as a table (CSV) with the boxes or labels.',
          )
        : refusal(
            `it is a structured report (SR), and the ${read.shapes.length === 1 ? 'image that it measures' : 'images that it measures'} ${read.shapes.length === 1 ? 'is' : 'are'} not here`,
            'Import it together with the images that it was drawn on.',
          );
    this.#note('# measurements are of images that are not here.', read.shapes.length - here.length);
    const byImage = Map.groupBy(here, ({ instance, frame }) => `${instance} ${frame ?? ''}`);
    for (const [, shapes] of byImage) {
      const [first] = shapes;
      const image = this.#images.get(first?.instance ?? '');
      if (first === undefined || image === undefined) continue;
      push(this.drawings, image.path, {
        file: path,
        shapes: shapes.map(({ shape }) => shape),
        ...(first.frame !== null && { frame: first.frame }),
      });
    }
    return null;
  }

  notesInWords(): readonly string[] {
    return [...this.#notes].map(([text, times]) => text.replace('#', String(times)));
  }

  #note(text: string, times: number): void {
    if (times > 0) this.#notes.set(text, (this.#notes.get(text) ?? 0) + times);
  }
}

function push<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const items = map.get(key);
  if (items === undefined) map.set(key, [item]);
  else items.push(item);
}

/** All but the pixels. */
async function dataOf(
  path: string,
  files: FileIndex,
): Promise<{ readonly kind: 'data'; readonly data: DataSet } | Refusal> {
  try {
    const bytes = await files.get(path)?.read();
    return bytes === undefined
      ? refusal('it is not among the files', 'Add it.')
      : { kind: 'data', data: readDicom(bytes, false).data };
  } catch (error) {
    if (error instanceof FileUnreadableError) return refusal(error.message, error.remedy);
    if (error instanceof DicomSyntaxError)
      return refusal(`the DICOM file cannot be read: ${error.message}`, 'Copy or download it again.');
    throw error;
  }
}
