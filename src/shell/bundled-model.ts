import { modelId } from '../domain/ids.ts';
import type { OnnxProfile } from '../domain/plan/model.ts';

/** The network that comes with the app. `addedAt` is set when it is first stored. */
export const bundledModel = {
  id: modelId('bundled'),
  kind: 'onnx',
  name: 'Bundled network',
  colour: 0,
  addedAt: 0,
  concurrency: 1,
  timeoutMs: 60_000,
  boxConvention: { order: 'xyxy', unit: 'pixels-source' },
  location: 'models/bundled/',
  backend: 'wasm',
  bundled: true,
} satisfies OnnxProfile;
