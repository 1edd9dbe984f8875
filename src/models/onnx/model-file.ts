import { z } from 'zod';
import type { Fetch } from '../needs.ts';

const labelled = z.object({ name: z.string().min(1), synonyms: z.array(z.string()).default([]) });

const collection = z.object({
  id: z.string(),
  specialty: z.string(),
  modality: z.string(),
  classes: z.array(labelled).min(2),
  /** Where its classes begin among the logits. */
  offset: z.int().nonnegative(),
  /** What the mask marks, where the collection has something to mark. */
  lesionLabel: z.string().optional(),
  /** Classes that have it. */
  lesionOf: z.array(z.string()).default([]),
});

const modelFile = z.object({
  format: z.literal('reading-room/onnx-model'),
  version: z.literal(1),
  name: z.string(),
  /** Weights, in the same folder. */
  file: z.string().regex(/^[\w.-]+\.onnx$/, 'must be the name of an .onnx file in the same folder'),
  license: z.string(),
  input: z.object({
    name: z.string(),
    /** Input (int64 [1]) that takes the place of the collection asked about, of a network that then runs that part alone. */
    collection: z.string().optional(),
    size: z.tuple([z.int().positive(), z.int().positive()]),
    channels: z.literal(3),
    layout: z.literal('NCHW'),
    range: z.tuple([z.literal(0), z.literal(1)]),
    resize: z.string(),
  }),
  outputs: z.object({ logits: z.string(), mask: z.string().optional() }),
  /** The mask's values from which on a pixel belongs to the lesion; 0.5 of probabilities unless it says otherwise. */
  maskThreshold: z.number().default(0.5),
  collections: z.array(collection).min(1),
  /** Logits are divided by it before the softmax (Guo et al. 2017, On Calibration of Modern Neural Networks). */
  temperature: z.number().positive().default(1),
  card: z.looseObject({}),
});

/** `model.json`: what a network takes and gives, and what its classes mean. */
export type OnnxModelFile = z.infer<typeof modelFile>;
export type OnnxCollection = OnnxModelFile['collections'][number];

/**
 * Reads `model.json` in the folder at `location` (an address relative to the app). Throws ModelFileError with a
 * sentence when it is not there or not as it should be.
 */
export async function readModelFile(
  location: string,
  fetchAsset: Fetch,
  signal?: AbortSignal,
): Promise<OnnxModelFile> {
  const bytes = await readAsset(location, 'model.json', fetchAsset, signal);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new ModelFileError('device', `model.json in ${location} is not JSON.`);
  }
  const parsed = modelFile.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.map(String).join('.') ?? '';
  throw new ModelFileError(
    'device',
    `model.json in ${location} cannot be used: at "${place}", ${issue?.message ?? ''}.`,
  );
}

/** The bytes of a file in the model's folder. Throws ModelFileError when it cannot be had. */
export async function readAsset(
  location: string,
  file: string,
  fetchAsset: Fetch,
  signal?: AbortSignal,
): Promise<ArrayBuffer> {
  try {
    const response = await fetchAsset(`${location.replace(/\/$/, '')}/${file}`, signal ? { signal } : {});
    if (response.ok) return await response.arrayBuffer();
    throw new ModelFileError(
      'not-found',
      `${file} of the model in ${location} is not there (${String(response.status)}).`,
    );
  } catch (error) {
    if (error instanceof ModelFileError || signal?.aborted) throw error;
    throw new ModelFileError(
      'network',
      `${file} of the model in ${location} could not be loaded. Go online once, so that it is kept for offline use.`,
      { cause: error },
    );
  }
}

export class ModelFileError extends Error {
  readonly code: 'device' | 'not-found' | 'network';
  constructor(code: ModelFileError['code'], sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'ModelFileError';
    this.code = code;
  }
}
