import type { AttributeValue } from '../../domain/dataset/dataset.ts';
import type { ReviewReason } from '../../domain/dataset/review.ts';
import type { Raster } from '../../domain/raster/raster.ts';
import type { RasterView } from '../../domain/raster/view.ts';
import type { Affine } from '../nifti/affine.ts';
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

/** A raster that is packed already: of a large volume, the frames need not be there all at once. */
export interface PackedRaster extends Omit<RasterFile, 'kind' | 'raster'> {
  readonly kind: 'packed';
  /** See `encodeRaster`. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  /** Where the voxels of a volume lie, for what is drawn on the same grid. */
  readonly grid: VoxelGrid;
}

/** A grid of voxels: how many along columns, rows and frames, and where they lie in space. */
export interface VoxelGrid {
  readonly size: readonly [column: number, row: number, frame: number];
  /** Three rows that take (right, front, head, 1), in voxels, to millimetres. */
  readonly affine: Affine;
  /** Whether the file says where; else it was taken to. */
  readonly known: boolean;
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
) => Promise<RasterFile | PackedRaster | EncodedPicture | Refusal>;
