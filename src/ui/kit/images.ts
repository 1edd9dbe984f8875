import { createContext } from 'svelte';
import type { ImageRef } from '../../domain/dataset/truth.ts';
import type { Plane } from '../../domain/raster/reslice.ts';
import type { GreyTable, Samples } from '../../domain/raster/raster.ts';

/** Gives what is seen of a stored picture; null when it is gone. */
export type LoadImage = (ref: ImageRef) => Promise<Blob | null>;

export const [loadImageOf, provideLoadImage] = createContext<LoadImage>();

/** Gives the same for a tile of a grid: of a large picture a small copy. Rejects where its pixels cannot be decoded. */
export const [loadThumbnailOf, provideLoadThumbnail] = createContext<LoadImage>();

export interface LoadedFrame {
  readonly samples: Samples;
  readonly width: number;
  readonly height: number;
  readonly tables: readonly GreyTable[];
}

/** Gives the values of one frame of a raster, or of a volume's slice along another plane; null when it is gone. */
export type LoadFrame = (ref: ImageRef, frame: number, plane: Plane) => Promise<LoadedFrame | null>;

export const [loadFrameOf, provideLoadFrame] = createContext<LoadFrame>();
