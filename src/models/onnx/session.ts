import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { NetworkOutput } from './answer.ts';
import type { OnnxCollection, OnnxModelFile } from './model-file.ts';

export interface Backend {
  readonly kind: 'wasm' | 'webgpu';
  /** Threads of the CPU; 1 where the page is not cross-origin isolated. */
  readonly threads: number;
  /** Why it is not the one that was asked for. */
  readonly instead?: string;
}

export interface OnnxSession {
  readonly backend: Backend;
  /** `input` is NCHW, as `model.input` says. Throws when the network cannot take it. */
  run(input: Float32Array, collection: OnnxCollection): Promise<NetworkOutput>;
}

/**
 * Loads a network. The runtime comes as a chunk of its own, which its threads start from again: nothing of ours may
 * run there. WebGPU's runtime is twice as large and slow on a CPU, so it is loaded only where there is an adapter.
 */
export async function openSession(
  model: OnnxModelFile,
  weights: Uint8Array,
  wanted: 'wasm' | 'webgpu',
  requestAdapter: () => Promise<unknown> = webGpuAdapter,
): Promise<OnnxSession> {
  const threads = globalThis.crossOriginIsolated ? Math.min(navigator.hardwareConcurrency, 4) : 1;
  const kind = wanted === 'webgpu' && (await requestAdapter()) !== null ? 'webgpu' : 'wasm';
  const ort =
    kind === 'webgpu' ? await import('onnxruntime-web/webgpu') : await import('onnxruntime-web/wasm');
  ort.env.wasm.numThreads = threads;
  ort.env.wasm.proxy = false;
  const session = await ort.InferenceSession.create(weights, {
    executionProviders: [kind],
    graphOptimizationLevel: 'all',
  });
  const [height, width] = model.input.size;
  return {
    backend: {
      kind,
      threads,
      ...(wanted === kind ? {} : { instead: 'this browser offers no WebGPU adapter' }),
    },
    async run(input, collection) {
      const place = model.collections.indexOf(collection);
      const feeds = {
        [model.input.name]: new ort.Tensor('float32', input, [1, model.input.channels, height, width]),
        ...(model.input.collection !== undefined && {
          [model.input.collection]: new ort.Tensor('int64', BigInt64Array.of(BigInt(place)), [1]),
        }),
      };
      const outputs = await session.run(feeds);
      try {
        return await read(outputs, model, collection);
      } finally {
        for (const value of [...Object.values(feeds), ...Object.values(outputs)]) value.dispose();
      }
    },
  };
}

async function webGpuAdapter(): Promise<unknown> {
  // Browsers without WebGPU have no `gpu`, whatever the types say.
  if (!('gpu' in navigator)) return null;
  return navigator.gpu.requestAdapter().catch(() => null);
}

async function read(
  outputs: InferenceSession.OnnxValueMapType,
  model: OnnxModelFile,
  collection: OnnxCollection,
): Promise<NetworkOutput> {
  const logits = await floats(outputs[model.outputs.logits], model.outputs.logits);
  const name = model.outputs.mask;
  if (name === undefined || collection.lesionLabel === undefined) return { logits };
  const mask = outputs[name];
  const values = await floats(mask, name);
  const [, channels, height, width] = mask?.dims ?? [];
  if (channels === undefined || height === undefined || width === undefined) {
    throw new RangeError(`Output "${name}" must have four dimensions`);
  }
  const channel = channels === 1 ? 0 : model.collections.indexOf(collection);
  const cells = height * width;
  if (values.length !== channels * cells || channel >= channels) {
    throw new RangeError(
      `Output "${name}" has ${String(channels)} channels; it needs one, or one a collection`,
    );
  }
  return { logits, mask: { values: values.subarray(channel * cells, (channel + 1) * cells), width, height } };
}

async function floats(output: Tensor | undefined, name: string): Promise<Float32Array> {
  if (output === undefined) throw new RangeError(`The network has no output "${name}"`);
  const data = await output.getData();
  if (!(data instanceof Float32Array)) throw new RangeError(`Output "${name}" is not of 32-bit floats`);
  return data;
}
