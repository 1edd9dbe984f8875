import { expose } from 'comlink';
import { answerText } from './answer.ts';
import { decodeImage } from './decode.ts';
import type { DecodedImage } from './decode.ts';
import type { KnownLabels } from './known-labels.ts';
import type { OnnxCollection, OnnxModelFile } from './model-file.ts';
import { resizeToTensor } from './resize.ts';
import { openSession } from './session.ts';
import type { Backend, OnnxSession } from './session.ts';

/** Errors lose their class on the way out of a worker, so they leave as values. */
export type WorkerResult<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'failed'; readonly code: 'image' | 'device'; readonly words: string };

/** By what names the answer may call what it finds. */
type Named = Pick<KnownLabels, 'pairs' | 'lesion'>;

export interface OnnxWorkerApi {
  load(
    model: OnnxModelFile,
    weights: ArrayBuffer,
    backend: 'wasm' | 'webgpu',
  ): Promise<WorkerResult<Backend>>;
  /** The answer as text; see `answerText`. */
  answer(
    image: { readonly bytes: Uint8Array<ArrayBuffer>; readonly mediaType: string },
    collection: number,
    known: Named,
  ): Promise<WorkerResult<string>>;
}

let loaded: { readonly model: OnnxModelFile; readonly session: OnnxSession } | null = null;

const api: OnnxWorkerApi = {
  async load(model, weights, backend) {
    try {
      const session = await openSession(model, new Uint8Array(weights), backend);
      loaded = { model, session };
      return { kind: 'done', value: session.backend };
    } catch (error) {
      return { kind: 'failed', code: 'device', words: words(error) };
    }
  },
  async answer(image, collectionIndex, known) {
    const collection = loaded?.model.collections[collectionIndex];
    if (loaded === null || collection === undefined) {
      return { kind: 'failed', code: 'device', words: 'no network is loaded' };
    }
    let decoded: DecodedImage;
    try {
      decoded = await decodeImage(image.bytes, image.mediaType);
    } catch (error) {
      return { kind: 'failed', code: 'image', words: words(error) };
    }
    try {
      return { kind: 'done', value: await answerImage(loaded, decoded, collection, known) };
    } catch (error) {
      return { kind: 'failed', code: 'device', words: words(error) };
    }
  },
};

async function answerImage(
  { model, session }: NonNullable<typeof loaded>,
  { rgba, width, height }: DecodedImage,
  collection: OnnxCollection,
  { pairs, lesion }: Named,
): Promise<string> {
  const input = resizeToTensor(rgba, width, height, model.input.size);
  const output = await session.run(input, collection);
  const { temperature, maskThreshold } = model;
  return answerText(
    output,
    { offset: collection.offset, pairs, lesion, temperature, maskThreshold },
    width,
    height,
  );
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

expose(api);
