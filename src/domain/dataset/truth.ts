import type { BlobHash } from '../ids.ts';
import type { RasterView } from '../raster/view.ts';
import type { ReviewReason } from './review.ts';

/** Which side of the *patient*, never of the picture. */
export type Side = 'left' | 'right' | 'bilateral' | 'midline';

/** Axis-aligned box in source pixels: `x`, `y` is the upper left corner; origin at the image's upper left. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface LabelledBox extends Box {
  readonly label: string;
  /** Two-digit FDI tooth number, where the box is of a tooth. */
  readonly fdi?: number;
}

/** COCO run-length encoding: column-major runs, background first. `counts` is COCO's compressed string. */
export interface RunLengthMask {
  /** `[height, width]` in pixels. */
  readonly size: readonly [height: number, width: number];
  readonly counts: string;
}

export interface LabelledMask {
  readonly label: string;
  readonly mask: RunLengthMask;
  /** How it was made of a file that does not say it exactly (a lossy one, cut at a threshold), in words. */
  readonly changes?: readonly string[];
}

/** A point in source pixels; `toleranceRadius` is the distance in pixels within which an answer is a hit. */
export interface LabelledPoint {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly toleranceRadius?: number;
}

/** An anatomical region by name, side and zone, or a tooth by FDI number and quadrant (1 to 4, 5 to 8 deciduous). */
export interface Region {
  readonly label: string;
  readonly name?: string;
  readonly side?: Side;
  readonly zone?: string;
  readonly fdi?: number;
  readonly quadrant?: number;
}

export type FindingStatus = 'present' | 'absent' | 'uncertain' | 'not mentioned';

export interface Finding {
  readonly observation: string;
  readonly status: FindingStatus;
  readonly side?: Side;
}

/** A question with its accepted answers; `options` where it is multiple choice. */
export interface Question {
  readonly question: string;
  readonly answers: readonly string[];
  readonly kind: 'closed' | 'open' | 'multiple choice';
  readonly options?: readonly string[];
}

/** The reference for a case. A case may carry the truth of several tasks; a missing field is unknown, an empty list is "none". */
export interface Truth {
  /** Labels that hold of the case. `[]` means known to have none. */
  readonly labels?: readonly string[];
  readonly boxes?: readonly LabelledBox[];
  readonly masks?: readonly LabelledMask[];
  readonly points?: readonly LabelledPoint[];
  readonly regions?: readonly Region[];
  readonly findings?: readonly Finding[];
  readonly report?: ReportText;
  readonly questions?: readonly Question[];
}

/** Sections of a radiology report, as written. */
export interface ReportText {
  readonly findings?: string;
  readonly impression?: string;
  /** Every other section (indication, comparison, technique ...) under its heading, in order; an empty heading where there is none. */
  readonly others?: readonly { readonly heading: string; readonly text: string }[];
  /** BCP 47 tag: `en`, `zh` ... */
  readonly language: string;
}

export interface ImageRef {
  readonly blob: BlobHash;
  readonly mediaType: StoredMediaType;
  /** Pixels, after orientation is applied; of a raster, of one frame. */
  readonly width: number;
  readonly height: number;
  /** Millimetres a pixel, `[row, column]`, where known. */
  readonly pixelSpacing?: readonly [row: number, column: number];
  /** What the import did to the file's bytes, in words, in order; empty when they are as they came. */
  readonly changes: readonly string[];
  /** How a raster is seen; present just where `mediaType` is the raster's. Truth refers to the frame that is shown. */
  readonly raster?: RasterView;
  /** Why a person should look at it before it leaves the device, as far as its file says; absent where it says nothing. */
  readonly review?: readonly ReviewReason[];
}

export const imageMediaTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/bmp', 'image/gif'] as const;
/** A picture that every browser and every model takes. */
export type ImageMediaType = (typeof imageMediaTypes)[number];

/** Pixel values that need a window (or a choice of frame) before they can be seen: DICOM, NIfTI, pictures of 16 bits. */
export const rasterMediaType = 'application/vnd.reading-room.raster';
export type StoredMediaType = ImageMediaType | typeof rasterMediaType;
