import type { LabelledMask } from '../../../domain/dataset/truth.ts';
import type { Samples } from '../../../domain/raster/raster.ts';
import { encodeMask, maskArea } from '../../../domain/geometry/rle.ts';
import type { FrameMasks } from '../../mask/frame-masks.ts';
import type { SegmentArea } from '../../mask/rule.ts';
import { refusal, type Refusal } from '../../refusal.ts';
import { DicomSyntaxError } from '../parse/elements.ts';
import { readDicom } from '../parse/file.ts';
import { tags } from '../parse/tags.ts';
import { describePixels } from '../pixels/description.ts';
import { decodeStored } from '../pixels/stored.ts';

/** The masks that a DICOM segmentation draws on the frames of one image. Never throws for what is in the bytes. */
export async function readSegmentMasks(
  bytes: Uint8Array<ArrayBuffer>,
  areas: readonly SegmentArea[],
  picture: { readonly width: number; readonly height: number },
): Promise<FrameMasks | Refusal> {
  const file = parsed(bytes);
  if ('kind' in file) return file;
  const { data } = file;
  const description = describePixels(data, 1);
  if (description.kind === 'refused') return description;
  const { columns, rows } = description;
  if (columns !== picture.width || rows !== picture.height)
    return refusal(
      `the segmentation has ${columns} x ${rows} pixels, its image ${picture.width} x ${picture.height}`,
      'Resample the segmentation to the image, and save it once more.',
    );
  const fractional = data.text(tags.SegmentationType) === 'FRACTIONAL';
  const least = fractional ? Math.ceil((data.short(tags.MaximumFractionalValue) ?? 255) / 2) : 1;
  const changes = fractional ? ['a segmentation by shares: what has at least half was taken for it'] : [];
  const sizes = new Map<number, number>();
  const drawn = new Map<number, readonly LabelledMask[]>();
  // Frame by frame, each packed at once: of a long series, all bitmaps together would not fit into memory.
  for (const [on, own] of Map.groupBy(areas, (area) => area.on)) {
    const labels = new Map<string, Uint8Array>();
    for (const { at, label, value } of own) {
      const stored = await decodeStored(file, description, { only: at });
      if (stored.kind === 'refused') return stored;
      const bitmap = labels.get(label) ?? new Uint8Array(columns * rows);
      labels.set(label, bitmap);
      const [samples] = stored.frames;
      if (samples !== undefined) paint(samples, value, least, bitmap);
    }
    const masks = [...labels]
      .filter(([, bitmap]) => bitmap.includes(1))
      .map(([label, bitmap]): LabelledMask => ({
        label,
        mask: encodeMask(bitmap, columns, rows),
        ...(changes.length > 0 && { changes }),
      }));
    drawn.set(on, masks);
    sizes.set(
      on,
      masks.reduce((total, { mask }) => total + maskArea(mask), 0),
    );
  }
  return { kind: 'frame masks', areas: sizes, on: (frame) => drawn.get(frame) ?? [] };
}

function parsed(bytes: Uint8Array<ArrayBuffer>) {
  try {
    return readDicom(bytes);
  } catch (error) {
    if (!(error instanceof DicomSyntaxError)) throw error;
    return refusal(`the DICOM file cannot be read: ${error.message}`, 'Copy or download it again.');
  }
}

/** What has the value, or is at least `least`. */
function paint(samples: Samples, value: number | null, least: number, bitmap: Uint8Array): void {
  for (let at = 0; at < bitmap.length; at += 1) {
    const sample = samples[at] ?? 0;
    if (value === null ? sample >= least : sample === value) bitmap[at] = 1;
  }
}
