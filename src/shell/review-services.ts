import type { Sample } from '../domain/dataset/dataset.ts';
import type { Box, ImageRef } from '../domain/dataset/truth.ts';
import type { TextDetectorApi } from '../datasets/burned-in/detector.worker.ts';
import { IdleWorker } from '../models/onnx/idle-worker.ts';
import type { ReviewServices } from '../ui/datasets/review/services.ts';
import { blackedOut } from './blackout.ts';
import type { Core } from './core.ts';

const idleMs = 60_000;
const patienceMs = 60_000;

export function reviewServicesOf(core: Core): ReviewServices {
  const { datasets, images, door } = core;
  const detector = new IdleWorker<TextDetectorApi, null>(
    () =>
      new Worker(new URL('../datasets/burned-in/detector.worker.ts', import.meta.url), { type: 'module' }),
    async (api) => {
      const response = await door.fetch(
        'models/text-detector/model.onnx',
        {},
        { kind: 'asset', what: 'text detector' },
      );
      if (!response.ok) throw new Error('The detector of text could not be loaded.');
      await api.load(new Uint8Array(await response.arrayBuffer()));
      return null;
    },
    idleMs,
  );
  return {
    samples: (dataset, offset, limit) => datasets.samples(dataset, offset, limit),
    changeSample: (dataset, id, change) => datasets.changeSample(dataset, id, change),
    async findText(image: ImageRef, signal: AbortSignal): Promise<readonly Box[]> {
      const frames = framesToLookAt(image);
      const found: Box[] = [];
      for (const frame of frames) {
        const picture = await images.blob(image, frame);
        if (picture === null) throw new Error('The picture is no longer stored.');
        found.push(...(await detector.use((api) => api.find(picture), patienceMs, signal)));
      }
      return found;
    },
    async blackOut(sample: Sample, index: number, boxes: readonly Box[]): Promise<Sample | null> {
      const image = sample.images[index];
      const row = image && (await core.blobs.get(image.blob));
      if (!image || !row) return null;
      const { blob, image: replaced } = await blackedOut(row, image, boxes);
      return datasets.replaceImage(sample.dataset, sample.id, index, replaced, blob);
    },
    setSensitivity: (dataset, sensitivity) => datasets.setSensitivity(dataset, sensitivity),
  };
}

/** Text burned into a series stands on every frame as a rule: the first, the shown and the last are looked at. */
function framesToLookAt({ raster }: ImageRef) {
  if (raster === undefined) return [undefined];
  const { frames, shown } = raster;
  return [...new Set([0, shown.frame, frames - 1])].map((frame) => ({ ...shown, frame }));
}
