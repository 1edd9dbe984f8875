import { rangeOf, sampleTypeOf, type Samples } from '../../domain/raster/raster.ts';
import type { RasterView } from '../../domain/raster/view.ts';
import type { ReviewReason } from '../../domain/dataset/review.ts';
import type { RasterFile, TextScreen } from '../image/raster-file.ts';
import { refusal, type Refusal } from '../refusal.ts';
import { keptAttributes } from './identity/attributes.ts';
import { identifiersOf } from './identity/identifiers.ts';
import { holdsOwn } from './identity/screen.ts';
import { withoutPixels } from './kinds.ts';
import { storedBitsOnly } from './meaning/bits.ts';
import { paletteColours, trueColours, type ColourFrames } from './meaning/colour.ts';
import { modalityValues } from './meaning/modality.ts';
import { spacingOf } from './meaning/spacing.ts';
import { windowsOf } from './meaning/windows.ts';
import type { DataSet } from './parse/data-set.ts';
import { DicomSyntaxError } from './parse/elements.ts';
import { readDicom, type DicomFile } from './parse/file.ts';
import { isOverlayTag } from './meaning/overlay.ts';
import { tags } from './parse/tags.ts';
import { isVideo, transferSyntaxOf } from './parse/transfer-syntax.ts';
import { describePixels, type PixelDescription } from './pixels/description.ts';
import { decodeStored, pixelTag } from './pixels/stored.ts';

/** Reads a DICOM image: pixels, how they are seen, and of all the rest what the allow-list says. */
export async function readDicomRaster(
  bytes: Uint8Array<ArrayBuffer>,
  _path: string,
  isFree: TextScreen = () => true,
): Promise<RasterFile | Refusal> {
  const file = parsed(bytes);
  if ('kind' in file) return file;
  const { data, meta } = file;
  const sopClass = data.text(tags.SOPClassUID) ?? meta.text(tags.MediaStorageSOPClassUID);
  const modality = data.text(tags.Modality);
  if (isVideo(file.transferSyntax)) {
    return refusal('it is a video', 'Export the stills that you mean as DICOM or PNG.');
  }
  if (!data.has(pixelTag(data.elements))) {
    return file.truncated && data.has(tags.Rows)
      ? refusal('it breaks off before its pixels', 'Copy or download it again.')
      : withoutPixels(sopClass, modality);
  }
  const description = describePixels(data);
  if (description.kind === 'refused') return description;
  const stored = await decodeStored(file, description);
  if (stored.kind === 'refused') return stored;

  const identifiers = [...identifiersOf(data), ...identifiersOf(meta)];
  const mayKeep = (text: string): boolean => isFree(text) && !holdsOwn(text, identifiers);
  const { frames: own, cleared } = storedBitsOnly(stored, description);
  const pixels =
    description.photometric === 'PALETTE COLOR'
      ? paletteColours(data, own)
      : description.samples === 3
        ? trueColours({ frames: own, colours: stored.colours }, description)
        : null;
  if (pixels?.kind === 'refused') return pixels;
  const seen = pixels === null ? greyView(data, own, description, mayKeep) : colourView(pixels);
  if (seen.kind === 'refused') return seen;

  const spacing = spacingOf(data, description.frames);
  const kept = keptAttributes(data, mayKeep);
  const lossy = transferSyntaxOf(file.transferSyntax)?.lossy === true;
  return {
    kind: 'raster',
    raster: { width: description.columns, height: description.rows, ...seen.raster },
    view: {
      ...seen.view,
      ...(spacing.frameSpacing !== undefined && { frameSpacing: spacing.frameSpacing }),
    },
    ...(spacing.pixelSpacing !== undefined && { pixelSpacing: spacing.pixelSpacing }),
    changes: [
      removedInWords(data, Object.keys(kept.attributes).length),
      ...(lossy ? ['decoded from lossy compression'] : []),
      ...description.changes,
      ...(cleared ? ['spare bits of the samples were cleared'] : []),
      ...seen.changes,
      ...spacing.changes,
      ...kept.changes,
    ],
    attributes: kept.attributes,
    review: reviewOf(data),
  };
}

function parsed(bytes: Uint8Array<ArrayBuffer>): DicomFile | Refusal {
  try {
    return readDicom(bytes);
  } catch (error) {
    if (!(error instanceof DicomSyntaxError)) throw error;
    return refusal(`the DICOM file cannot be read: ${error.message}`, 'Copy or download it again.');
  }
}

interface Seen {
  readonly kind: 'seen';
  readonly raster: Pick<RasterFile['raster'], 'channels' | 'frames' | 'tables'>;
  readonly view: RasterView;
  readonly changes: readonly string[];
}

function greyView(
  data: DataSet,
  stored: readonly Samples[],
  { signed, photometric }: PixelDescription,
  mayKeep: (text: string) => boolean,
): Seen | Refusal {
  const values = modalityValues(data, stored, signed);
  const range = rangeOf(values.frames);
  const [first] = values.frames;
  if (range === null || first === undefined) {
    return refusal(
      'none of its values is a number',
      'Export it from the system that it comes from once more.',
    );
  }
  const { frames, slope, intercept, unit, changes } = values;
  const shown = Math.floor(frames.length / 2);
  const { windows, tables } = windowsOf(
    data,
    { slope, intercept, range, signed: values.signed },
    shown,
    mayKeep,
  );
  return {
    kind: 'seen',
    raster: { channels: 1, frames, tables },
    view: {
      frames: frames.length,
      channels: 1,
      sampleType: sampleTypeOf(first),
      slope,
      intercept,
      ...(unit !== undefined && { unit }),
      range,
      inverted: photometric === 'MONOCHROME1',
      windows,
      shown: { frame: shown, window: windows[0]?.window ?? null },
    },
    changes,
  };
}

function colourView({ frames, changes }: ColourFrames): Seen {
  const [first] = frames;
  return {
    kind: 'seen',
    raster: { channels: 3, frames, tables: [] },
    view: {
      frames: frames.length,
      channels: 3,
      sampleType: first instanceof Uint16Array ? 'uint16' : 'uint8',
      slope: 1,
      intercept: 0,
      range: rangeOf(frames) ?? [0, 0],
      inverted: false,
      windows: [],
      shown: { frame: Math.floor(frames.length / 2), window: null },
    },
    changes,
  };
}

/** Attributes but those of the pixels themselves, counted at every depth. */
function removedInWords(data: DataSet, kept: number): string {
  const removed = Math.max(0, countOf(data) - kept);
  return `removed: ${removed} DICOM ${removed === 1 ? 'attribute' : 'attributes'}`;
}

function countOf(data: DataSet): number {
  let count = 0;
  for (const { tag, items } of data.elements.values()) {
    if (tag >= 0x00280000 && tag < 0x00290000) continue;
    if (tag >= 0x7fe00000) continue;
    count += 1;
    for (const item of items ?? []) count += countOf(item);
  }
  return count;
}

function reviewOf(data: DataSet): readonly ReviewReason[] {
  return [
    ...(data.text(tags.BurnedInAnnotation) === 'YES' ? (['burned-in annotation'] as const) : []),
    ...(data.text(tags.RecognizableVisualFeatures) === 'YES' ? (['recognizable features'] as const) : []),
    ...([...data.elements.keys()].some(isOverlayTag) ? (['overlay'] as const) : []),
  ];
}
