import { createContext } from 'svelte';
import type { ImageRef } from '../../domain/dataset/truth.ts';
import type { GreyTable, Samples } from '../../domain/raster/raster.ts';

/** Gives what is seen of a stored picture; null when it is gone. */
export type LoadImage = (ref: ImageRef) => Promise<Blob | null>;

export const [loadImageOf, provideLoadImage] = createContext<LoadImage>();

/** Gives the values of one frame of a raster; null when it is gone. */
export type LoadFrame = (
  ref: ImageRef,
  frame: number,
) => Promise<{ readonly samples: Samples; readonly tables: readonly GreyTable[] } | null>;

export const [loadFrameOf, provideLoadFrame] = createContext<LoadFrame>();
