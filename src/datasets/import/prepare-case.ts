import type { RefusedFile, Sample } from '../../domain/dataset/dataset.ts';
import type { ImageRef, Truth } from '../../domain/dataset/truth.ts';
import { countsOf } from '../../domain/geometry/rle.ts';
import type { DatasetId } from '../../domain/ids.ts';
import type { ReadAhead } from '../container/read-ahead.ts';
import { FileUnreadableError } from '../container/source.ts';
import type { PixelBudget } from '../image/budget.ts';
import type { PictureDecoder } from '../image/decoder.ts';
import { preparePicture } from '../image/prepare.ts';
import type { VoxelGrid } from '../image/raster-file.ts';
import { deidentifiedRefusal } from '../dicom/deidentify.ts';
import type { StoredBlob } from '../ports.ts';
import { fullestFrame } from '../mask/frame-masks.ts';
import { drawOn, type DrawnTruth, type Drawing } from '../reader/drawing.ts';
import type { CaseDraft } from '../reader/reading.ts';
import { refusal, refusedFile, type Refusal } from '../refusal.ts';
import { sampleIdOf } from '../../domain/dataset/identity.ts';
import { readCaseMasks } from './case-masks.ts';
import type { StorableNames } from './understanding.ts';

/** Cases read and decoded at once: enough to keep the decoders busy while files are read. */
export const casesAtOnce = 16;

export interface CaseTools {
  readonly files: Pick<ReadAhead, 'read' | 'view'>;
  readonly decoder: PictureDecoder;
  readonly budget: PixelBudget;
  readonly names: StorableNames;
}

export type PreparedCase =
  | {
      readonly kind: 'case';
      readonly sample: Sample;
      readonly blobs: readonly StoredBlob[];
      readonly bytesRead: number;
    }
  | { readonly kind: 'left out'; readonly refused: RefusedFile; readonly bytesRead: number };

/** Reads a case's files and makes it whole, or says which file keeps it out and why. */
export async function prepareCase(
  draft: CaseDraft,
  ordinal: number,
  dataset: DatasetId,
  { files, decoder, budget, names }: CaseTools,
): Promise<PreparedCase> {
  const read: { readonly image: ImageRef; readonly grid?: VoxelGrid }[] = [];
  const blobs: StoredBlob[] = [];
  let said: Sample['attributes'] = {};
  let bytesRead = 0;
  const leftOut = (path: string, why: Omit<Refusal, 'kind'>): PreparedCase => ({
    kind: 'left out',
    refused: deidentifiedRefusal(refusedFile(path, why), names),
    bytesRead,
  });
  for (const { path, pixelSpacing, changes = [], review = [] } of draft.images) {
    const bytes = await orRefusal(files.view(path));
    if (!(bytes instanceof Uint8Array)) return leftOut(path, bytes);
    bytesRead += bytes.length;
    const picture = await preparePicture(bytes, path, decoder, budget, names.isFree);
    if (picture.kind === 'refused') return leftOut(path, picture);
    blobs.push(picture.blob);
    const reasons = new Set([...review, ...(picture.image.review ?? [])]);
    read.push({
      image: {
        ...picture.image,
        ...spacing(pixelSpacing, picture.swapped),
        changes: [...changes, ...picture.image.changes],
        ...(reasons.size > 0 && { review: [...reasons] }),
      },
      ...(picture.grid !== undefined && { grid: picture.grid }),
    });
    said = { ...picture.attributes, ...said };
  }
  const [first] = read;
  const misfit = first === undefined ? null : misfitOf(draft.truth, first.image);
  if (misfit !== null) return leftOut(draft.images[0]?.path ?? draft.name, misfit);

  const drawings = draft.drawings ?? [];
  const drawnFrame = fullestFrame([shapesByFrame(drawings)], first?.image.raster?.shown.frame ?? 0);
  const inFiles = await readCaseMasks(
    draft.maskFiles,
    first && { ...onFrame(first.image, first.image, drawnFrame), ...(first.grid && { grid: first.grid }) },
    (path) => orRefusal(files.read(path)),
    decoder,
    budget,
  );
  bytesRead += inFiles.bytesRead;
  if (inFiles.kind === 'fault') return leftOut(inFiles.path, inFiles.why);
  const frames = first?.image.raster?.frames ?? 1;
  if (inFiles.frame >= frames)
    return leftOut(
      draft.images[0]?.path ?? draft.name,
      refusal(
        `what is drawn on it is drawn on frame ${inFiles.frame + 1}, and it has ${frames === 1 ? 'one' : frames}`,
        'Correct the file that draws on it, or leave that out.',
      ),
    );
  // Where what is drawn lies on the frame that is shown anyway, every picture stays as it is.
  const moves = inFiles.frame !== first?.image.raster?.shown.frame;
  const images = read.map(({ image }) => (moves ? onFrame(image, first?.image, inFiles.frame) : image));
  const onShown = drawings.filter(({ frame = inFiles.frame }) => frame === inFiles.frame);
  const drawn = first === undefined || onShown.length === 0 ? nothingDrawn : drawOn(onShown, first.image);
  if ('kind' in drawn) return leftOut(draft.images[0]?.path ?? draft.name, drawn);
  const others = drawings.reduce((sum, each) => sum + (onShown.includes(each) ? 0 : each.shapes.length), 0);
  if (images[0] !== undefined && others > 0)
    images[0] = {
      ...images[0],
      changes: [...images[0].changes, `left out: ${others} drawings on other frames`],
    };
  const truth = withDrawn(draft.truth, drawn);
  const { name, text, split, group, attributes, tags, hidden, history } = draft;
  const sample: Sample = {
    id: sampleIdOf(
      name,
      images.map(({ blob }) => blob),
      text,
    ),
    dataset,
    ordinal,
    name,
    images,
    ...(text !== undefined && { text }),
    truth:
      draft.maskFiles.length === 0 ? truth : { ...truth, masks: [...(truth.masks ?? []), ...inFiles.masks] },
    split,
    ...(group !== undefined && { group }),
    attributes: { ...said, ...attributes },
    ...(tags !== undefined && { tags }),
    ...(hidden !== undefined && { hidden }),
    ...(history !== undefined && { history }),
  };
  return { kind: 'case', sample, blobs, bytesRead };
}

/** How many shapes lie on each frame that a drawing names. */
const shapesByFrame = (drawings: readonly Drawing[]): ReadonlyMap<number, number> =>
  new Map(
    [...Map.groupBy(drawings, ({ frame }) => frame)].flatMap(([frame, own]) =>
      frame === undefined ? [] : [[frame, own.reduce((sum, { shapes }) => sum + shapes.length, 0)] as const],
    ),
  );

/** The picture with the frame shown that truth lies on; others of the case too, where they have the same slices. */
function onFrame(image: ImageRef, first: ImageRef | undefined, frame: number): ImageRef {
  const { raster } = image;
  if (raster === undefined || raster.shown.frame === frame || raster.frames !== first?.raster?.frames)
    return image;
  return {
    ...image,
    raster: { ...raster, shown: { ...raster.shown, frame } },
    changes: [...image.changes, `frame ${frame + 1} is shown: the one on which most is drawn`],
  };
}

const nothingDrawn: DrawnTruth = { boxes: [], masks: [], points: [] };

/** What is not drawn stays as it is said: unknown, or none. */
const withDrawn = (truth: Truth, { boxes, masks, points }: DrawnTruth): Truth => ({
  ...truth,
  ...(boxes.length > 0 && { boxes: [...(truth.boxes ?? []), ...boxes] }),
  ...(masks.length > 0 && { masks: [...(truth.masks ?? []), ...masks] }),
  ...(points.length > 0 && { points: [...(truth.points ?? []), ...points] }),
});

async function orRefusal(
  reading: Promise<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer> | Refusal> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof FileUnreadableError) return refusal(error.message, error.remedy);
    throw error;
  }
}

type Spacing = readonly [row: number, column: number];
const spacing = (value: Spacing | undefined, swapped: boolean): { readonly pixelSpacing?: Spacing } =>
  value === undefined ? {} : { pixelSpacing: swapped ? [value[1], value[0]] : value };

/** Truth that cannot be of this picture: a mask of another size, a box or point that lies wholly beside it. */
function misfitOf(truth: Truth, { width, height }: ImageRef): Refusal | null {
  const size = `${width} x ${height} pixels`;
  for (const [at, box] of (truth.boxes ?? []).entries()) {
    if (box.x >= width || box.y >= height) {
      return refusal(
        `boxes[${at}] begins at ${box.x}, ${box.y}, beside its picture of ${size}`,
        'Correct the box, in pixels of this picture.',
      );
    }
  }
  for (const [at, point] of (truth.points ?? []).entries()) {
    if (point.x > width || point.y > height) {
      return refusal(
        `points[${at}] lies at ${point.x}, ${point.y}, beside its picture of ${size}`,
        'Correct the point, in pixels of this picture.',
      );
    }
  }
  for (const [at, { mask }] of (truth.masks ?? []).entries()) {
    if (mask.size[0] !== height || mask.size[1] !== width) {
      return refusal(
        `masks[${at}] is of ${mask.size[1]} x ${mask.size[0]} pixels, its picture of ${size}`,
        'Draw the mask in the size of its picture.',
      );
    }
    try {
      countsOf(mask);
    } catch (error) {
      return refusal(
        `masks[${at}] cannot be read: ${error instanceof Error ? error.message : String(error)}`,
        'Write its runs anew.',
      );
    }
  }
  return null;
}

/** Of every file that a case is made of. */
export const pathsOf = ({ images, maskFiles }: CaseDraft): string[] =>
  [...images, ...maskFiles].map(({ path }) => path);
