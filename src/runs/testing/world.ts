import type { Sample } from '../../domain/dataset/dataset.ts';
import { blobHash, datasetId, modelId, runId, sampleId } from '../../domain/ids.ts';
import type { RunId, TrialKey } from '../../domain/ids.ts';
import type { AskResult, Failure, ModelRequest } from '../../domain/plan/exchange.ts';
import { makePlan } from '../../domain/plan/make.ts';
import type { ModelProfile } from '../../domain/plan/model.ts';
import type { Plan, TrialRecord } from '../../domain/plan/plan.ts';
import { taskById } from '../../domain/task/registry.ts';
import { execute } from '../engine.ts';
import type { EnginePorts } from '../ports.ts';
import type { RunEvent } from '../run-context.ts';

const dataset = datasetId('d');
export const run: RunId = runId('r');
const labels = ['normal', 'opacity'].map((name) => ({ name, synonyms: [] }));

function sampleAt(index: number): Sample {
  return {
    id: sampleId(`s${String(index)}`),
    dataset,
    ordinal: index,
    name: `case ${String(index)}`,
    images: [
      { blob: blobHash(`b${String(index)}`), mediaType: 'image/png', width: 4, height: 4, changes: [] },
    ],
    truth: { labels: [index % 2 === 0 ? 'normal' : 'opacity'] },
    split: 'test',
    attributes: {},
  };
}

export function modelNamed(name: string, concurrency = 2, images = true): ModelProfile {
  return {
    id: modelId(name),
    kind: 'openai-compatible',
    name,
    colour: 1,
    addedAt: 0,
    concurrency,
    timeoutMs: 1000,
    boxConvention: { order: 'xyxy', unit: 'fraction' },
    address: 'http://localhost/v1',
    model: name,
    needsKey: false,
    structuredOutput: 'json_schema',
    images,
  };
}

export function planOf(cases: number, models: readonly ModelProfile[]): Plan {
  const task = taskById('classification');
  return makePlan({
    name: 'test',
    createdAt: 0,
    task: task.defaultSpec(labels, 'en'),
    dataset: {
      id: dataset,
      name: 'set',
      description: '',
      synthetic: true,
      specialty: 'radiology',
      modality: '',
      license: '',
      source: '',
      labels,
      notes: [],
      state: { kind: 'complete' },
      sampleCount: cases,
      byteCount: 0,
      importedAt: 0,
      sourceKey: 'key',
      refused: [],
    },
    selection: { split: 'all', size: null, seed: 1 },
    samples: Array.from({ length: cases }, (_, index) => sampleAt(index).id),
    models,
    prompts: task.prompts.slice(0, 1),
    repeats: 1,
    parameters: { temperature: 0, maxTokens: null, seed: 1 },
  });
}

export const answered = (text = '{"label":"normal"}'): AskResult => ({
  kind: 'response',
  response: { text, finishReason: 'stop', firstTokenMs: 1, totalMs: 2, structuredOutput: 'json_schema' },
});

export const failed = (failure: Partial<Failure> & Pick<Failure, 'code' | 'retryable'>): AskResult => ({
  kind: 'failure',
  failure: { sentence: failure.code, ...failure },
});

/** A world in memory: a log that keeps what is appended, a clock that sleeps by moving on. */
export class World {
  readonly answered = answered;
  readonly stored = new Map<TrialKey, TrialRecord>();
  readonly calls: { readonly model: string; readonly request: ModelRequest; readonly at: number }[] = [];
  time = 0;
  /** The log cannot be written. */
  failAppend = false;
  /** What is stored of a case; null: it was deleted. */
  sample: (sample: Sample) => Sample | null = (sample) => sample;
  /** The device has no network, and the model needs one. */
  cutOff: (model: ModelProfile) => boolean = () => false;
  /** What happens while a run waits for the network. */
  whileOffline: () => void | Promise<void> = () => undefined;
  underWay = 0;
  mostUnderWay = 0;
  answer: (
    model: ModelProfile,
    call: number,
    signal: AbortSignal,
    request: ModelRequest,
  ) => AskResult | Promise<AskResult> = () => answered();

  readonly ports: EnginePorts = {
    log: {
      append: (record) => {
        if (this.failAppend) return Promise.reject(new Error('disk full'));
        this.stored.set(record.key, record);
        return Promise.resolve();
      },
      finishedKeys: () => Promise.resolve(new Set(this.stored.keys())),
      failed: (_run, limit) =>
        Promise.resolve([...this.stored.values()].filter(({ state }) => state === 'failed').slice(0, limit)),
    },
    cases: {
      samplesById: (_dataset, ids) =>
        Promise.resolve(ids.flatMap((id) => this.sample(sampleAt(Number(id.slice(1)))) ?? [])),
      image: ({ blob, width, height }) =>
        Promise.resolve({ hash: blob, bytes: new Uint8Array(3), mediaType: 'image/png', width, height }),
    },
    ask: async (model, request, signal) => {
      this.calls.push({ model: model.name, request, at: this.time });
      this.underWay += 1;
      this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
      await Promise.resolve();
      try {
        return await this.answer(model, this.calls.length, signal, request);
      } finally {
        this.underWay -= 1;
      }
    },
    clock: {
      now: () => this.time,
      jitter: () => 0.5,
      sleep: (ms, signal) => {
        signal.throwIfAborted();
        this.time += ms;
        return Promise.resolve();
      },
    },
    network: {
      cutOff: (model) => this.cutOff(model),
      change: async (signal) => {
        await this.whileOffline();
        signal.throwIfAborted();
      },
    },
  };

  async execute(
    plan: Plan,
    options: Partial<Parameters<typeof execute>[3]> = {},
    stopAfter = Infinity,
  ): Promise<RunEvent[]> {
    const never = new AbortController().signal;
    const events: RunEvent[] = [];
    const settings = { retryFailed: false, signal: never, drain: never, ...options };
    for await (const event of execute(run, plan, this.ports, settings)) {
      events.push(event);
      if (events.length >= stopAfter) break;
    }
    return events;
  }
}
