import { refusal, type Refusal } from '../../refusal.ts';
import type { DataSet } from '../parse/data-set.ts';
import { tags } from '../parse/tags.ts';

export const photometrics = [
  'MONOCHROME1',
  'MONOCHROME2',
  'PALETTE COLOR',
  'RGB',
  'YBR_FULL',
  'YBR_FULL_422',
  'YBR_ICT',
  'YBR_RCT',
] as const;
export type Photometric = (typeof photometrics)[number];

/** What the Image Pixel module says of the pixels (PS3.3 C.7.6.3). */
export interface PixelDescription {
  readonly kind: 'pixels';
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  readonly samples: 1 | 3;
  readonly photometric: Photometric;
  /** Of one sample as it lies in the file: 1, 8, 16, 32; 64 for floating point numbers of double length. */
  readonly bitsAllocated: 1 | 8 | 16 | 32 | 64;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  readonly float: boolean;
  /** The samples of a colour lie together, not those of a pixel. */
  readonly planar: boolean;
  /** What was made up for, in words. */
  readonly changes: readonly string[];
}

/** Decoded bytes of all frames together that are kept in memory. */
const mostBytes = 320 * 1024 ** 2;
const askAgain = 'Export it from the system that it comes from once more.';

/**
 * Reads and checks the description; refused where it is missing, contradicts itself or asks for more than fits into memory. `atOnce`:
 * frames that will be decoded together, all of them unless it says otherwise.
 */
export function describePixels(data: DataSet, atOnce = Infinity): PixelDescription | Refusal {
  const float = data.has(tags.FloatPixelData) || data.has(tags.DoubleFloatPixelData);
  const rows = data.short(tags.Rows);
  const columns = data.short(tags.Columns);
  const bitsAllocated = data.has(tags.DoubleFloatPixelData) ? 64 : data.short(tags.BitsAllocated);
  const missing = [
    ...(rows === undefined || rows === 0 ? ['Rows'] : []),
    ...(columns === undefined || columns === 0 ? ['Columns'] : []),
    ...(bitsAllocated === undefined ? ['Bits Allocated'] : []),
  ];
  if (rows === undefined || columns === undefined || bitsAllocated === undefined || missing.length > 0) {
    return refusal(`its pixels are not described: ${missing.join(', ')} is missing`, askAgain);
  }
  if (!isAllocation(bitsAllocated) || (float && bitsAllocated < 32)) {
    return refusal(`samples of ${bitsAllocated} bits are not what DICOM images have`, askAgain);
  }
  const samples = data.short(tags.SamplesPerPixel) ?? 1;
  if (samples !== 1 && samples !== 3) {
    return refusal(`it has ${samples} samples a pixel; images have 1 (grey) or 3 (colour)`, askAgain);
  }
  const photometric = photometricOf(data.text(tags.PhotometricInterpretation), samples);
  if (photometric === null) {
    return refusal(
      'its photometric interpretation is none that is known, or does not go with its samples',
      askAgain,
    );
  }
  const bitsStored = data.short(tags.BitsStored) ?? bitsAllocated;
  const highBit = data.short(tags.HighBit) ?? bitsStored - 1;
  if (
    !float &&
    (bitsStored < 1 || bitsStored > bitsAllocated || highBit >= bitsAllocated || highBit < bitsStored - 1)
  ) {
    return refusal(`${bitsStored} bits up to bit ${highBit} do not fit into ${bitsAllocated}`, askAgain);
  }
  const counted = framesOf(data, rows * columns * samples * bitsAllocated);
  if (counted === null) return refusal('its number of frames cannot be read', askAgain);
  const { frames, changes } = counted;
  const bytes = Math.min(frames, atOnce) * rows * columns * samples * Math.max(1, bitsAllocated / 8);
  if (bytes > mostBytes) {
    return refusal(
      `it has ${frames === 1 ? '' : `${frames} frames of `}${columns} x ${rows} pixels, ${Math.ceil(bytes / 1024 ** 2)} MB; more than ${mostBytes / 1024 ** 2} MB do not fit into memory`,
      'Split it into files of fewer frames.',
    );
  }
  return {
    kind: 'pixels',
    rows,
    columns,
    frames,
    samples,
    photometric,
    bitsAllocated,
    bitsStored,
    highBit,
    signed: data.short(tags.PixelRepresentation) === 1,
    float,
    planar: samples === 3 && data.short(tags.PlanarConfiguration) === 1,
    changes,
  };
}

const isAllocation = (bits: number): bits is PixelDescription['bitsAllocated'] =>
  bits === 1 || bits === 8 || bits === 16 || bits === 32 || bits === 64;

/** Files of old cameras leave it out: grey for one sample, RGB for three. */
function photometricOf(text: string | undefined, samples: 1 | 3): Photometric | null {
  if (text === undefined) return samples === 1 ? 'MONOCHROME2' : 'RGB';
  const found = photometrics.find((each) => each === text.replaceAll('\0', '').trim().toUpperCase());
  if (found === undefined) return null;
  const grey = found === 'MONOCHROME1' || found === 'MONOCHROME2' || found === 'PALETTE COLOR';
  return grey === (samples === 1) ? found : null;
}

/** `frameBits`: of one frame, native. A count that is no number is found by the length of the pixel data. */
function framesOf(
  data: DataSet,
  frameBits: number,
): { readonly frames: number; readonly changes: readonly string[] } | null {
  const text = data.text(tags.NumberOfFrames);
  const said = text === undefined ? 1 : /^\d{1,9}$/.test(text) ? Number(text) : null;
  if (said !== null) return { frames: Math.max(1, said), changes: [] };
  const element = data.elements.get(tags.PixelData);
  if (element === undefined) return null;
  const fragments = element.fragments?.length;
  const frames = fragments === undefined ? (element.length * 8) / frameBits : fragments - 1;
  return Number.isInteger(frames) && frames >= 1
    ? { frames, changes: ['the number of frames was counted: what the file says is no number'] }
    : null;
}
