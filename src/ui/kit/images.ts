import { createContext } from 'svelte';
import type { ImageRef } from '../../domain/dataset/truth.ts';

/** Gives the stored bytes of a picture; null when they are gone. */
export type LoadImage = (ref: ImageRef) => Promise<Blob | null>;

export const [loadImageOf, provideLoadImage] = createContext<LoadImage>();
