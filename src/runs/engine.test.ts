import { describe, expect, it } from 'vitest';
import type { Sample } from '../domain/dataset/dataset.ts';
import { blobHash, datasetId, modelId, runId, sampleId } from '../domain/ids.ts';
import type { RunId, TrialKey } from '../domain/ids.ts';
import type { AskResult, Failure, ModelRequest } from '../domain/plan/exchange.ts';
import { makePlan } from '../domain/plan/make.ts';
import type { ModelProfile } from '../domain/plan/model.ts';
import type { Plan, TrialRecord } from '../domain/plan/plan.ts';
import { taskById } from '../domain/task/registry.ts';
import { execute } from './engine.ts';
import type { RunEvent } from './engine.ts';
import type { EnginePorts } from './ports.ts';

const dataset = datasetId('d');
const run: RunId = runId('r');
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

function modelNamed(name: string, concurrency = 2): ModelProfile {
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
    images: true,
  };
}

function planOf(cases: number, models: readonly ModelProfile[]): Plan {
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

const answered = (text = '{"label":"normal"}'): AskResult => ({
  kind: 'response',
  response: { text, finishReason: 'stop', firstTokenMs: 1, totalMs: 2, structuredOutput: 'json_schema' },
});

const failed = (failure: Partial<Failure> & Pick<Failure, 'code' | 'retryable'>): AskResult => ({
  kind: 'failure',
  failure: { sentence: failure.code, ...failure },
});

/** A world in memory: a log that keeps what is appended, a clock that sleeps by moving on. */
class World {
  readonly stored = new Map<TrialKey, TrialRecord>();
  readonly calls: { readonly model: string; readonly request: ModelRequest; readonly at: number }[] = [];
  time = 0;
  underWay = 0;
  mostUnderWay = 0;
  answer: (model: ModelProfile, call: number, signal: AbortSignal) => AskResult | Promise<AskResult> = () =>
    answered();

  readonly ports: EnginePorts = {
    log: {
      append: (record) => {
        this.stored.set(record.key, record);
        return Promise.resolve();
      },
      finishedKeys: () => Promise.resolve(new Set(this.stored.keys())),
      failed: (_run, limit) =>
        Promise.resolve([...this.stored.values()].filter(({ state }) => state === 'failed').slice(0, limit)),
    },
    cases: {
      samplesById: (_dataset, ids) => Promise.resolve(ids.map((id) => sampleAt(Number(id.slice(1))))),
      image: ({ blob, mediaType, width, height }) =>
        Promise.resolve({ hash: blob, bytes: new Uint8Array(3), mediaType, width, height }),
    },
    ask: async (model, request, signal) => {
      this.calls.push({ model: model.name, request, at: this.time });
      this.underWay += 1;
      this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
      await Promise.resolve();
      try {
        return await this.answer(model, this.calls.length, signal);
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

describe('execute', () => {
  it('asks every model about every case once, and stores before it tells', async () => {
    const world = new World();
    const plan = planOf(7, [modelNamed('a'), modelNamed('b')]);
    const never = new AbortController().signal;
    let told = 0;
    for await (const event of execute(run, plan, world.ports, {
      retryFailed: false,
      signal: never,
      drain: never,
    })) {
      if (event.kind === 'trial') {
        expect(world.stored.get(event.record.key)).toBe(event.record);
        told += 1;
      }
    }
    expect(told).toBe(14);
    expect(world.stored.size).toBe(14);
    expect(world.calls).toHaveLength(14);
  });

  it('sends the stored picture and the filled prompt, and records both', async () => {
    const world = new World();
    await world.execute(planOf(1, [modelNamed('a')]));
    const [call] = world.calls;
    expect(call?.request.images[0]?.hash).toBe('b0');
    expect(call?.request.user).toContain('opacity');
    const [record] = [...world.stored.values()];
    expect(record?.sent.images).toEqual(['b0']);
    expect(record?.sent.user).toBe(call?.request.user);
  });

  it('goes on where it stood: asks nothing twice and leaves nothing out', async () => {
    const world = new World();
    const plan = planOf(20, [modelNamed('a', 3)]);
    await world.execute(plan, {}, 6);
    const before = world.stored.size;
    expect(before).toBeGreaterThanOrEqual(6);
    expect(before).toBeLessThan(20);
    const finished = new Set(world.stored.keys());
    world.calls.length = 0;
    await world.execute(plan);
    expect(world.stored.size).toBe(20);
    expect(world.calls).toHaveLength(20 - finished.size);
  });

  it('keeps no more calls under way than the model allows', async () => {
    const world = new World();
    world.answer = () => new Promise((resolve) => setTimeout(() => resolve(answered()), 1));
    await world.execute(planOf(30, [modelNamed('a', 4)]));
    expect(world.mostUnderWay).toBe(4);
  });

  it('waits as long as a rate limit says, then asks again, and keeps both attempts', async () => {
    const world = new World();
    world.answer = (_model, call) =>
      call === 1
        ? failed({ code: 'rate-limited', retryable: true, retryAfterMs: 5000, status: 429 })
        : answered();
    const events = await world.execute(planOf(1, [modelNamed('a')]));
    expect(events.map(({ kind }) => kind)).toEqual(['held', 'trial']);
    expect(world.calls[1]?.at).toBeGreaterThanOrEqual(5000);
    const [record] = [...world.stored.values()];
    expect(record?.state).toBe('answered');
    expect(record?.attempts.map(({ result }) => result.kind)).toEqual(['failure', 'response']);
  });

  it('gives up after its attempts and stores the failure as a row', async () => {
    const world = new World();
    world.answer = () => failed({ code: 'server', retryable: true, status: 500 });
    await world.execute(planOf(1, [modelNamed('a')]));
    const [record] = [...world.stored.values()];
    expect(record?.state).toBe('failed');
    expect(record?.attempts).toHaveLength(5);
  });

  it('does not repeat what cannot help', async () => {
    const world = new World();
    world.answer = () => failed({ code: 'bad-request', retryable: false });
    await world.execute(planOf(2, [modelNamed('a')]));
    expect(world.calls).toHaveLength(2);
  });

  it('stops asking a model whose key is wrong, goes on with the other, and asks again by itself later', async () => {
    const world = new World();
    const plan = planOf(10, [modelNamed('a', 1), modelNamed('b', 1)]);
    world.answer = (model) =>
      model.name === 'a' ? failed({ code: 'key', retryable: false, status: 401 }) : answered();
    const events = await world.execute(plan);
    expect(events.filter(({ kind }) => kind === 'halted')).toHaveLength(1);
    expect(world.calls.filter(({ model }) => model === 'a')).toHaveLength(1);
    expect(world.calls.filter(({ model }) => model === 'b')).toHaveLength(10);
    world.answer = () => answered();
    await world.execute(plan);
    expect([...world.stored.values()].filter(({ state }) => state === 'answered')).toHaveLength(20);
  });

  it('asks failed trials again only on demand, and keeps their earlier attempts', async () => {
    const world = new World();
    const plan = planOf(3, [modelNamed('a')]);
    world.answer = () => failed({ code: 'content-filter', retryable: false });
    await world.execute(plan);
    world.answer = () => answered();
    await world.execute(plan);
    expect([...world.stored.values()].every(({ state }) => state === 'failed')).toBe(true);
    await world.execute(plan, { retryFailed: true });
    expect([...world.stored.values()].map(({ state, attempts }) => [state, attempts.length])).toEqual([
      ['answered', 2],
      ['answered', 2],
      ['answered', 2],
    ]);
  });

  it('finishes and records the calls under way when it is told to drain', async () => {
    const world = new World();
    const drain = new AbortController();
    world.answer = (_model, call) => {
      if (call === 3) drain.abort();
      return answered();
    };
    await world.execute(planOf(20, [modelNamed('a', 2)]), { drain: drain.signal });
    expect(world.stored.size).toBe(world.calls.length);
    expect(world.stored.size).toBeLessThan(6);
  });

  it('leaves the calls under way unrecorded when it is cancelled', async () => {
    const world = new World();
    const stop = new AbortController();
    world.answer = (_model, call, signal) => {
      if (call === 3) stop.abort(new DOMException('stopped', 'AbortError'));
      signal.throwIfAborted();
      return answered();
    };
    await expect(world.execute(planOf(20, [modelNamed('a', 1)]), { signal: stop.signal })).rejects.toThrow(
      'stopped',
    );
    expect(world.stored.size).toBe(2);
  });

  it('fails with the first error of a broken log instead of asking on', async () => {
    const world = new World();
    const ports: EnginePorts = {
      ...world.ports,
      log: { ...world.ports.log, append: () => Promise.reject(new Error('disk full')) },
    };
    const never = new AbortController().signal;
    const iterate = async () => {
      for await (const event of execute(run, planOf(50, [modelNamed('a', 1)]), ports, {
        retryFailed: false,
        signal: never,
        drain: never,
      })) {
        expect(event.kind).not.toBe('trial');
      }
    };
    await expect(iterate()).rejects.toThrow('disk full');
    expect(world.calls.length).toBeLessThan(4);
  });
});
