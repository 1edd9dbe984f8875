import type { AttributeValue } from '../../domain/dataset/dataset.ts';
import type { ReviewReason } from '../../domain/dataset/review.ts';
import type { Raster } from '../../domain/raster/raster.ts';
import type { RasterView } from '../../domain/raster/view.ts';
import type { Refusal } from '../refusal.ts';

/** A file whose pixel values need a window, read: pixels, how they are seen, and what of the file may be kept. */
export interface RasterFile {
  readonly kind: 'raster';
  readonly raster: Raster;
  readonly view: RasterView;
  /** Millimetres a pixel, `[row, column]`. */
  readonly pixelSpacing?: readonly [row: number, column: number];
  /** What was done to the file's content, in words: `removed: 41 DICOM attributes`. */
  readonly changes: readonly string[];
  /** What the file says of the case and may be kept (DICOM's allow-list); what a table says goes before it. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Why a person should look at it before it leaves the device. */
  readonly review?: readonly ReviewReason[];
  /** Rows and columns have changed places: the file asks to be turned. */
  readonly swapped?: boolean;
}

/** A file that shows what any screen can show, in a form that browsers do not take: its pixels as a PNG. */
export interface EncodedPicture {
  readonly kind: 'encoded';
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  readonly changes: readonly string[];
  readonly swapped: boolean;
}

/** Whether a text names no patient of the files that are imported together. */
export type TextScreen = (text: string) => boolean;

/**
 * Reads one format. `path` only helps to say what is wrong; free text of the file is kept where `isFree` says so. Never
 * throws for what is in the bytes.
 */
export type RasterFileReader = (
  bytes: Uint8Array<ArrayBuffer>,
  path: string,
  isFree?: TextScreen,
) => Promise<RasterFile | EncodedPicture | Refusal>;
