import { transfer } from 'comlink';
import type { Remote } from 'comlink';
import type { AskResult, Failure, FailureCode, ModelRequest, SentImage } from '../../domain/plan/exchange.ts';
import type { OnnxProfile } from '../../domain/plan/model.ts';
import type { Model } from '../model.ts';
import type { ModelNeeds } from '../needs.ts';
import { IdleWorker, WorkerLostError } from './idle-worker.ts';
import { knownLabels, knowsEnough } from './known-labels.ts';
import { ModelFileError, readAsset, readModelFile } from './model-file.ts';
import type { OnnxModelFile } from './model-file.ts';
import type { OnnxWorkerApi } from './onnx.worker.ts';
import type { Backend } from './session.ts';

type OnnxNeeds = Pick<ModelNeeds, 'fetchAsset' | 'now'> & {
  /** For tests. */
  readonly startWorker?: () => Worker;
  readonly idleMs?: number;
};

interface Prepared {
  readonly model: OnnxModelFile;
  readonly backend: Backend;
}

/**
 * A network that runs on this device, in a worker that is ended after a minute without work. One image at a time, in
 * the order asked; a worker that dies is replaced once before the case fails. Answers are JSON; see `answerText`.
 */
export function onnx(profile: OnnxProfile, needs: OnnxNeeds): Model {
  const start =
    needs.startWorker ??
    (() => new Worker(new URL('./onnx.worker.ts', import.meta.url), { type: 'module', name: 'onnx' }));
  const prepare = (api: Remote<OnnxWorkerApi>) => load(profile, needs, api);
  const worker = new IdleWorker<OnnxWorkerApi, Prepared>(start, prepare, needs.idleMs ?? 60_000);
  const once = (request: ModelRequest, image: SentImage, signal: AbortSignal) =>
    worker.use(
      (api, prepared) => answer(api, prepared, request, image, needs.now),
      profile.timeoutMs,
      signal,
    );
  return {
    async ask(request, signal) {
      signal.throwIfAborted();
      const [image] = request.images;
      if (image === undefined || request.images.length > 1) {
        return failed(
          'image',
          `${profile.name} reads one image a case, and this case has ${String(request.images.length)}.`,
        );
      }
      try {
        try {
          return await once(request, image, signal);
        } catch (error) {
          if (!(error instanceof WorkerLostError)) throw error;
          return await once(request, image, signal);
        }
      } catch (error) {
        signal.throwIfAborted();
        return { kind: 'failure', failure: explained(error, profile.name) };
      }
    },
    close: () => worker.close(),
  };
}

async function load(profile: OnnxProfile, needs: OnnxNeeds, api: Remote<OnnxWorkerApi>): Promise<Prepared> {
  const model = await readModelFile(profile.location, needs.fetchAsset);
  const weights = await readAsset(profile.location, model.file, needs.fetchAsset);
  const loaded = await api.load(model, transfer(weights, [weights]), profile.backend);
  if (loaded.kind === 'failed')
    throw new ModelFileError('device', `The network could not be loaded: ${loaded.words}.`);
  return { model, backend: loaded.value };
}

async function answer(
  api: Remote<OnnxWorkerApi>,
  { model, backend }: Prepared,
  request: ModelRequest,
  image: SentImage,
  now: () => number,
): Promise<AskResult> {
  const known = knownLabels(model, request.task, request.specialty);
  const { collection, pairs, lesion, unknown } = known;
  if (collection === null || !knowsEnough(known, request.task.task)) {
    return failed(
      'bad-request',
      tooFewKnown(
        model,
        pairs.map(({ label }) => label),
        unknown,
      ),
    );
  }
  const startedAt = now();
  const { bytes, mediaType } = image;
  const result = await api.answer({ bytes, mediaType }, model.collections.indexOf(collection), {
    pairs,
    lesion,
  });
  if (result.kind === 'failed') {
    const words = result.words.replace(/\.?$/, '.');
    return result.code === 'image'
      ? failed('image', `The image could not be decoded, so it may be broken: ${words}`)
      : failed('device', `The network could not answer: ${words}`);
  }
  return {
    kind: 'response',
    response: {
      text: result.value,
      finishReason: 'stop',
      firstTokenMs: null,
      totalMs: now() - startedAt,
      structuredOutput: 'native',
      servedBy: `${model.name}, ${described(backend)}`,
    },
  };
}

function tooFewKnown(model: OnnxModelFile, known: readonly string[], unknown: readonly string[]): string {
  const knows = known.length === 0 ? 'none' : `only ${known.join(', ')}`;
  const collections = model.collections.map(
    ({ id, classes }) => `${id} (${classes.map(({ name }) => name).join(', ')})`,
  );
  return `${model.name} knows ${knows} of the labels asked about (${[...known, ...unknown].join(', ')}). It can tell apart: ${collections.join('; ')}.`;
}

function described({ kind, threads, instead }: Backend): string {
  const runtime =
    kind === 'webgpu' ? 'WebGPU' : `WebAssembly, ${String(threads)} ${threads === 1 ? 'thread' : 'threads'}`;
  return instead === undefined ? runtime : `${runtime} (${instead})`;
}

function explained(error: unknown, name: string): Failure {
  if (error instanceof ModelFileError) return failure(error.code, error.message, error.code === 'network');
  if (error instanceof WorkerLostError) {
    return failure(
      'device',
      `The worker that runs ${name} stopped twice: ${error.message}. This device may be short of memory.`,
    );
  }
  const words = error instanceof Error ? error.message : String(error);
  return failure('internal', `${name} could not be asked: ${words}.`);
}

function failure(code: FailureCode, sentence: string, retryable = false): Failure {
  return { code, sentence, retryable };
}

const failed = (code: FailureCode, sentence: string): AskResult => ({
  kind: 'failure',
  failure: failure(code, sentence),
});
