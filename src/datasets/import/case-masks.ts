import type { LabelledMask } from '../../domain/dataset/truth.ts';
import type { PixelBudget } from '../image/budget.ts';
import type { PictureDecoder } from '../image/decoder.ts';
import type { MaskPixels } from '../mask/decoded.ts';
import { maskPixels } from '../mask/pixels.ts';
import { readMasks } from '../mask/read.ts';
import type { MaskFile } from '../reader/reading.ts';
import { refusal, type Refusal } from '../refusal.ts';

export type CaseMasks =
  | { readonly kind: 'masks'; readonly masks: readonly LabelledMask[]; readonly bytesRead: number }
  /** `path`: the file at fault. */
  | {
      readonly kind: 'fault';
      readonly path: string;
      readonly why: Refusal;
      readonly bytesRead: number;
    };

/** The masks that lie in files of their own; a file that several of them are in is read and decoded once. */
export async function readCaseMasks(
  maskFiles: readonly MaskFile[],
  picture: { readonly width: number; readonly height: number } | undefined,
  read: (path: string) => Promise<Uint8Array<ArrayBuffer> | Refusal>,
  decoder: Pick<PictureDecoder, 'pixels'>,
  budget: PixelBudget,
): Promise<CaseMasks> {
  const masks: LabelledMask[] = [];
  let bytesRead = 0;
  const fault = (path: string, why: Refusal): CaseMasks => ({ kind: 'fault', path, why, bytesRead });
  const byPath = Map.groupBy(maskFiles, ({ path }) => path);
  for (const [path, files] of byPath) {
    if (picture === undefined)
      return fault(path, refusal('there is no picture that the mask lies on', 'Add the picture.'));
    const bytes = await read(path);
    if (!(bytes instanceof Uint8Array)) return fault(path, bytes);
    bytesRead += bytes.length;
    const outcome = await budget.run(picture.width * picture.height, async () => {
      const pixels = await maskPixels(bytes, path, decoder);
      return pixels.kind === 'refused' ? pixels : drawAll(pixels, files, picture);
    });
    if ('kind' in outcome) return fault(path, outcome);
    masks.push(...outcome);
  }
  return { kind: 'masks', masks, bytesRead };
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
