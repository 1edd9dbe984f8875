import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';

/** Pictures a second of the network alone, one at a time, on `threads` threads of WebAssembly. */
export async function wasmInference(
  weights: string,
  input: { readonly name: string; readonly dims: readonly number[] },
  count: number,
  threads: number,
): Promise<number> {
  env.wasm.numThreads = threads;
  const bytes = await (await fetch(weights)).arrayBuffer();
  const session = await InferenceSession.create(bytes, { executionProviders: ['wasm'] });
  const size = input.dims.reduce((product, each) => product * each, 1);
  const data = Float32Array.from({ length: size }, (_, index) => ((index * 37) % 255) / 255);
  const feeds = { [input.name]: new Tensor('float32', data, input.dims) };
  for (let warm = 0; warm < 5; warm += 1) await session.run(feeds);
  const start = performance.now();
  for (let n = 0; n < count; n += 1) await session.run(feeds);
  const seconds = (performance.now() - start) / 1000;
  await session.release();
  return count / seconds;
}
