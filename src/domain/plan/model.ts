import type { ModelId } from '../ids.ts';
import type { BoxConvention } from '../task/task.ts';

interface ModelBase {
  readonly id: ModelId;
  readonly name: string;
  /** Index into the eight Okabe-Ito hues: a model keeps its colour everywhere. */
  readonly colour: number;
  readonly addedAt: number;
  /** Calls under way at once, at most. */
  readonly concurrency: number;
  /** Milliseconds without an answer (or without a further piece of one) after which a call is given up. */
  readonly timeoutMs: number;
  readonly boxConvention: BoxConvention;
}

/** A network that runs on this device. */
export interface OnnxProfile extends ModelBase {
  readonly kind: 'onnx';
  /** Address of the folder with model.onnx and model.json, relative to the app. */
  readonly location: string;
  readonly backend: 'wasm' | 'webgpu';
  readonly bundled: boolean;
}

export const structuredOutputs = ['json_schema', 'json_object', 'none'] as const;

/** A model behind an address that speaks OpenAI's chat completions. The key is never part of it. */
export interface OpenAiCompatibleProfile extends ModelBase {
  readonly kind: 'openai-compatible';
  /** Base address, e.g. `https://api.example.org/v1`. */
  readonly address: string;
  readonly model: string;
  readonly needsKey: boolean;
  /** What the server was last seen to accept; asked for first, stepped down from when refused. */
  readonly structuredOutput: (typeof structuredOutputs)[number];
  readonly images: boolean;
}

export type ModelProfile = OnnxProfile | OpenAiCompatibleProfile;

/** Is the model spoken to in words? A network sees the picture alone. */
export const readsWords = (model: Pick<ModelProfile, 'kind'>): boolean => model.kind === 'openai-compatible';

/** Can it be given pictures beside the case's own, as examples? */
export const takesFurtherPictures = (model: ModelProfile): boolean =>
  model.kind === 'openai-compatible' && model.images;
