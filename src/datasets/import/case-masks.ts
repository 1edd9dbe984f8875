import type { ImageRef, LabelledMask } from '../../domain/dataset/truth.ts';
import type { PixelBudget } from '../image/budget.ts';
import type { PictureDecoder } from '../image/decoder.ts';
import type { VoxelGrid } from '../image/raster-file.ts';
import type { MaskPixels } from '../mask/decoded.ts';
import { fullestFrame, type FrameMasks } from '../mask/frame-masks.ts';
import { maskPixels } from '../mask/pixels.ts';
import { readMasks } from '../mask/read.ts';
import { isVolumeName } from '../names.ts';
import { looksLikeNifti, unpackedSize } from '../nifti/file.ts';
import type { MaskFile } from '../reader/reading.ts';
import { refusal, type Refusal } from '../refusal.ts';

export type CaseMasks =
  | {
      readonly kind: 'masks';
      readonly masks: readonly LabelledMask[];
      /** On which they lie: the picture's own, unless files draw on several. */
      readonly frame: number;
      readonly bytesRead: number;
    }
  /** `path`: the file at fault. */
  | {
      readonly kind: 'fault';
      readonly path: string;
      readonly why: Refusal;
      readonly bytesRead: number;
    };

/** The picture that masks lie on; `grid`: of a volume. */
export type MaskedPicture = Pick<ImageRef, 'width' | 'height' | 'raster'> & { readonly grid?: VoxelGrid };

/** The masks that lie in files of their own; a file that several of them are in is read and decoded once. */
export async function readCaseMasks(
  maskFiles: readonly MaskFile[],
  picture: MaskedPicture | undefined,
  read: (path: string) => Promise<Uint8Array<ArrayBuffer> | Refusal>,
  decoder: Pick<PictureDecoder, 'pixels'>,
  budget: PixelBudget,
): Promise<CaseMasks> {
  const masks: LabelledMask[] = [];
  const onFrames: FrameMasks[] = [];
  let bytesRead = 0;
  const fault = (path: string, why: Refusal): CaseMasks => ({ kind: 'fault', path, why, bytesRead });
  const byPath = Map.groupBy(maskFiles, ({ path }) => path);
  for (const [path, files] of byPath) {
    if (picture === undefined)
      return fault(path, refusal('there is no picture that the mask lies on', 'Add the picture.'));
    const bytes = await read(path);
    if (!(bytes instanceof Uint8Array)) return fault(path, bytes);
    bytesRead += bytes.length;
    const many = await onManyFrames(bytes, path, files, picture, budget);
    if (many !== null) {
      if ('kind' in many) return fault(path, many);
      onFrames.push(...many);
      continue;
    }
    const outcome = await budget.run(picture.width * picture.height, async () => {
      const pixels = await maskPixels(bytes, path, decoder);
      return pixels.kind === 'refused' ? pixels : drawAll(pixels, files, picture);
    });
    if ('kind' in outcome) return fault(path, outcome);
    masks.push(...outcome);
  }
  const shown = picture?.raster?.shown.frame ?? 0;
  // Masks of one frame lie on that which is shown.
  const frame =
    masks.length > 0
      ? shown
      : fullestFrame(
          onFrames.map(({ areas }) => areas),
          shown,
        );
  return {
    kind: 'masks',
    masks: [...masks, ...onFrames.flatMap((drawn) => drawn.on(frame))],
    frame,
    bytesRead,
  };
}

/** What a file draws that knows of frames: a DICOM segmentation, a label map of a volume. Null for a plain picture. */
async function onManyFrames(
  bytes: Uint8Array<ArrayBuffer>,
  path: string,
  files: readonly MaskFile[],
  picture: MaskedPicture,
  budget: PixelBudget,
): Promise<readonly FrameMasks[] | Refusal | null> {
  const segments = files.flatMap(({ rule }) => (rule.kind === 'segments' ? [rule] : []));
  if (segments.length > 0) {
    const { readSegmentMasks } = await import('../dicom/truth/segment-masks.ts');
    return eachRead(segments, ({ areas }) =>
      budget.run(2 * picture.width * picture.height, () => readSegmentMasks(bytes, areas, picture)),
    );
  }
  if (!isVolumeName(path) && !looksLikeNifti(bytes)) return null;
  const { grid } = picture;
  if (grid === undefined)
    return refusal(
      'it is a label map of a volume, and the picture that it is said to belong to is none',
      'Add the volume, or save the mask of the picture as PNG.',
    );
  const { readLabelMap } = await import('../nifti/label-map.ts');
  return eachRead(files, ({ rule }) =>
    budget.run((3 * unpackedSize(bytes)) / 4, () => readLabelMap(bytes, rule, grid)),
  );
}

async function eachRead<Item>(
  items: readonly Item[],
  read: (item: Item) => Promise<FrameMasks | Refusal>,
): Promise<readonly FrameMasks[] | Refusal> {
  const drawn: FrameMasks[] = [];
  for (const item of items) {
    const one = await read(item);
    if (one.kind === 'refused') return one;
    drawn.push(one);
  }
  return drawn;
}

function drawAll(
  pixels: MaskPixels,
  files: readonly MaskFile[],
  picture: { readonly width: number; readonly height: number },
): readonly LabelledMask[] | Refusal {
  const masks: LabelledMask[] = [];
  for (const { rule } of files) {
    const drawn = readMasks(pixels, rule, picture);
    if ('kind' in drawn) return drawn;
    masks.push(...drawn);
  }
  return masks;
}
