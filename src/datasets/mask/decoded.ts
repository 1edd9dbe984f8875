import type { Colour } from './rule.ts';

/** The pixels of a mask's file as they are stored. */
export interface MaskPixels {
  readonly kind: 'pixels';
  readonly width: number;
  readonly height: number;
  /** Compressed with loss: values near an edge are not those that were drawn. */
  readonly lossy: boolean;
  /** Row-major, `channels` values a pixel. */
  readonly data: ArrayLike<number>;
  readonly channels: number;
  /** Whether the last channel is opacity. */
  readonly opacity: boolean;
  /** What full white is in `data`: 1 of one bit, 255, 65535. */
  readonly full: number;
  /** Of a picture whose values number the entries of a palette. */
  readonly palette: readonly Colour[] | null;
}
