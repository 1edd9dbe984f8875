import type { RunId } from '../domain/ids.ts';
import type { Specialty } from '../domain/dataset/dataset.ts';
import type { AskResult, ModelRequest } from '../domain/plan/exchange.ts';
import type { ModelProfile, OnnxProfile } from '../domain/plan/model.ts';
import { isPassedOn } from '../domain/plan/whereabouts.ts';
import type { TaskSpec } from '../domain/task/task.ts';
import type { Model } from '../models/model.ts';
import type { OnnxModelFile } from '../models/onnx/model-file.ts';
import type { ModelFit } from '../ui/runs/services.ts';
import type { Core } from './core.ts';
import { leavesDevice } from './leaves-device.ts';

/** Models that are open, each opened when it is first asked and again when its profile has changed. */
export class ModelPool {
  readonly #core: Core;
  readonly #open = new Map<string, { readonly stamp: string; readonly model: Promise<Model> }>();
  readonly #files = new Map<string, Promise<OnnxModelFile>>();

  constructor(core: Core) {
    this.#core = core;
  }

  async ask(
    profile: ModelProfile,
    request: ModelRequest,
    signal: AbortSignal,
    run: RunId,
  ): Promise<AskResult> {
    const model = await this.#model(profile, run);
    return model.ask(request, signal);
  }

  /** What is worth knowing before this model is asked this. */
  async fit(profile: ModelProfile, spec: TaskSpec, specialty: Specialty): Promise<ModelFit> {
    if (profile.kind === 'onnx') return this.#fitOnnx(profile, spec, specialty);
    const { settings } = this.#core.current;
    const { host } = new URL(profile.address);
    const leaves = leavesDevice(profile);
    return {
      destination: { host, leaves, passedOn: isPassedOn(profile.model) },
      warnings: profile.images ? [] : ['it was not seen to take pictures; asked about one, it will fail.'],
      obstacle:
        settings.localOnly && leaves
          ? 'Local only is on, and this model lives elsewhere. Turn Local only off in the settings, or leave the model out.'
          : profile.needsKey && !this.#core.keys.has(profile.id)
            ? 'its key is not in memory. Enter it under Models.'
            : null,
    };
  }

  modelFile(profile: OnnxProfile): Promise<OnnxModelFile> {
    const known = this.#files.get(profile.location);
    if (known) return known;
    const reading = import('../models/onnx/model-file.ts').then(({ readModelFile }) =>
      readModelFile(profile.location, this.#asset),
    );
    this.#files.set(profile.location, reading);
    // What failed is tried again the next time it is asked for.
    reading.catch(() => this.#files.delete(profile.location));
    return reading;
  }

  /** Bytes of a network's weights. */
  async weightsSize({ location }: OnnxProfile, file: string): Promise<number> {
    const { readAsset } = await import('../models/onnx/model-file.ts');
    return (await readAsset(location, file, this.#asset)).byteLength;
  }

  readonly #asset = (url: string, init: RequestInit): Promise<Response> =>
    this.#core.door.fetch(url, init, { kind: 'asset', what: url });

  async #fitOnnx(profile: OnnxProfile, spec: TaskSpec, specialty: Specialty): Promise<ModelFit> {
    if (!['classification', 'segmentation'].includes(spec.task)) {
      return {
        destination: null,
        warnings: [],
        obstacle: 'it classifies pictures and marks lesions, and cannot do this task.',
      };
    }
    try {
      const [{ knownLabels, knowsEnough }, file] = await Promise.all([
        import('../models/onnx/known-labels.ts'),
        this.modelFile(profile),
      ]);
      const found = knownLabels(file, spec, specialty);
      const { pairs, lesion, unknown } = found;
      const known = lesion ?? pairs.map(({ label }) => label).join(', ');
      if (!knowsEnough(found, spec.task)) {
        return {
          destination: null,
          warnings: [],
          obstacle: `it knows ${pairs.length === 0 ? 'none' : `only ${known}`} of these labels. Choose other labels, or another model.`,
        };
      }
      const warnings =
        unknown.length === 0
          ? []
          : [
              `it knows ${known}, and will never answer ${unknown.join(', ')}: ${spec.task === 'segmentation' ? 'regions of those count as missed' : 'cases of those count as wrong'}.`,
            ];
      return { destination: null, warnings, obstacle: null };
    } catch (error) {
      return {
        destination: null,
        warnings: [],
        obstacle: error instanceof Error ? error.message : String(error),
      };
    }
  }

  /** A network is shared by all runs; a model elsewhere is opened for each, so that the ledger can tell whose call it is. */
  #model(profile: ModelProfile, run: RunId): Promise<Model> {
    const stamp = JSON.stringify(profile);
    const key = profile.kind === 'onnx' ? profile.id : `${profile.id}/${run}`;
    const opened = this.#open.get(key);
    if (opened?.stamp === stamp) return opened.model;
    void opened?.model.then((model) => model.close());
    const model = this.#openModel(profile, run);
    this.#open.set(key, { stamp, model });
    return model;
  }

  async #openModel(profile: ModelProfile, run: RunId): Promise<Model> {
    const { openModel } = await import('../models/registry.ts');
    const { door, keys } = this.#core;
    return openModel(profile, {
      fetchModel: (url, init) =>
        door.fetch(url, init, {
          kind: 'model',
          what: profile.name,
          run,
          passedOn: profile.kind !== 'onnx' && isPassedOn(profile.model),
        }),
      fetchAsset: this.#asset,
      key: (id) => keys.get(id),
      now: () => performance.timeOrigin + performance.now(),
      page: location.origin,
    });
  }
}
