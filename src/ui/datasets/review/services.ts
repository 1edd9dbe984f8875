import { createContext } from 'svelte';
import type { Sample } from '../../../domain/dataset/dataset.ts';
import type { Sensitivity } from '../../../domain/dataset/sensitivity.ts';
import type { Box, ImageRef } from '../../../domain/dataset/truth.ts';
import type { DatasetId, SampleId } from '../../../domain/ids.ts';

/** What the review of a data set needs from the rest of the app. */
export interface ReviewServices {
  /** Every case in order, hidden ones too: `limit` from `offset`. */
  samples(dataset: DatasetId, offset: number, limit: number): Promise<readonly Sample[]>;
  changeSample(dataset: DatasetId, id: SampleId, change: (sample: Sample) => Sample): Promise<Sample | null>;
  /** Where text seems to be burned into a picture, in its pixels. */
  findText(image: ImageRef, signal: AbortSignal): Promise<readonly Box[]>;
  /** Blacks out boxes of the picture at `index`; what was there is gone from this device. */
  blackOut(sample: Sample, index: number, boxes: readonly Box[]): Promise<Sample | null>;
  setSensitivity(dataset: DatasetId, sensitivity: Sensitivity): Promise<void>;
}

export const [reviewServices, provideReviewServices] = createContext<() => Promise<ReviewServices>>();
