import type { Dataset, Sample } from '../../../src/domain/dataset/dataset.ts';
import { blobHash, datasetId, modelId, runId, sampleId } from '../../../src/domain/ids.ts';
import { makePlan } from '../../../src/domain/plan/make.ts';
import type { OpenAiCompatibleProfile } from '../../../src/domain/plan/model.ts';
import { taskById } from '../../../src/domain/task/registry.ts';
import { openAiCompatible } from '../../../src/models/cloud/openai-compatible.ts';
import { createDoor } from '../../../src/network/door.ts';
import { execute } from '../../../src/runs/engine.ts';
import { CaseImages } from '../../../src/shell/case-images.ts';
import { ReadingRoomDatabase } from '../../../src/storage/database.ts';
import { BlobRepository } from '../../../src/storage/blobs.ts';
import { DatasetRepository } from '../../../src/storage/datasets.ts';
import { LedgerRepository } from '../../../src/storage/ledger.ts';
import { RunRepository } from '../../../src/storage/runs.ts';

const concurrency = 8;
/** Of a picture: what a small radiograph takes. */
const pictureBytes = 20_000;
const labels = ['normal', 'opacity'].map((name) => ({ name, synonyms: [] }));

/** Seconds of a bare loop: the same calls with the same bodies, streams read to their end, nothing kept. */
export async function bareEngine(address: string, count: number): Promise<number> {
  const url = `data:image/png;base64,${btoa(String.fromCharCode(...new Uint8Array(pictureBytes)))}`;
  const body = JSON.stringify({
    model: 'mock',
    stream: true,
    messages: [
      { role: 'system', content: 'You read radiographs.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'normal or opacity?' },
          { type: 'image_url', image_url: { url } },
        ],
      },
    ],
  });
  let next = 0;
  const start = performance.now();
  const loop = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      const response = await fetch(`${address}/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      await response.text();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, loop));
  return (performance.now() - start) / 1000;
}

/**
 * Seconds of a run over as many trials, as the app wires one: cases and pictures from storage, the real adapter, every call
 * through the door and in the ledger, every answer committed.
 */
export async function ourEngine(address: string, count: number): Promise<number> {
  const database = new ReadingRoomDatabase(`bench-${String(Math.random())}`);
  const datasets = new DatasetRepository(database);
  const runs = new RunRepository(database);
  const images = new CaseImages(new BlobRepository(database));
  const ledger = new LedgerRepository(database);
  const door = createDoor({
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now(),
    ledger,
    policy: () => ({ localOnly: false, origins: [new URL(address).origin] }),
    page: location.href,
    ledgerFailed: (error) => {
      throw error;
    },
  });
  const { dataset, samples } = await storeCases(datasets, count);
  const profile = profileAt(address);
  const task = taskById('classification');
  const plan = makePlan({
    name: 'bench',
    createdAt: 0,
    task: task.defaultSpec(labels, 'en'),
    dataset,
    selection: { split: 'all', size: null, seed: 1 },
    samples: samples.map(({ id }) => id),
    models: [profile],
    prompts: task.prompts.slice(0, 1),
    repeats: 1,
    parameters: { temperature: 0, maxTokens: null, seed: 1 },
  });
  const model = openAiCompatible(profile, {
    fetchModel: (url, init) => door.fetch(url, init, { kind: 'model', what: 'mock', run: 'bench' }),
    key: () => undefined,
    now: () => performance.now(),
    page: location.origin,
  });
  const never = new AbortController().signal;
  let done = 0;
  const start = performance.now();
  const events = execute(
    runId('bench'),
    plan,
    {
      log: runs,
      cases: {
        samplesById: (id, ids) => datasets.samplesById(id, ids),
        image: (ref) => images.sent(ref),
      },
      ask: (_profile, request, signal) => model.ask(request, signal),
      clock: {
        now: () => Date.now(),
        jitter: () => 0.5,
        sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      },
      network: { cutOff: () => false, change: () => Promise.resolve() },
    },
    { retryFailed: false, signal: never, drain: never },
  );
  for await (const event of events)
    if (event.kind === 'trial' && event.record.state === 'answered') done += 1;
  const seconds = (performance.now() - start) / 1000;
  // The ledger is written beside the run, and may be a moment behind it.
  while ((await ledger.count()) < count) await new Promise((resolve) => setTimeout(resolve, 20));
  await database.delete();
  if (done !== count) throw new Error(`${String(done)} of ${String(count)} trials were answered`);
  return seconds;
}

async function storeCases(
  datasets: DatasetRepository,
  count: number,
): Promise<{ dataset: Dataset; samples: Sample[] }> {
  const id = datasetId('bench');
  const dataset: Dataset = {
    id,
    name: 'bench',
    description: '',
    synthetic: true,
    specialty: 'radiology',
    modality: '',
    license: '',
    source: '',
    labels,
    notes: [],
    state: { kind: 'complete' },
    sampleCount: 0,
    byteCount: 0,
    importedAt: 0,
    sourceKey: 'bench',
    refused: [],
  };
  const samples = Array.from({ length: count }, (_, ordinal): Sample => ({
    id: sampleId(`case-${String(ordinal)}`),
    dataset: id,
    ordinal,
    name: String(ordinal),
    images: [
      {
        blob: blobHash(`blob-${String(ordinal)}`),
        mediaType: 'image/png',
        width: 64,
        height: 64,
        changes: [],
      },
    ],
    truth: { labels: ['normal'] },
    split: 'test',
    attributes: {},
  }));
  await datasets.begin(dataset);
  await datasets.addBatch(
    id,
    samples,
    samples.map((_, ordinal) => ({
      hash: blobHash(`blob-${String(ordinal)}`),
      bytes: new Uint8Array(pictureBytes).fill(ordinal),
      mediaType: 'image/png' as const,
    })),
  );
  return { dataset, samples };
}

function profileAt(address: string): OpenAiCompatibleProfile {
  return {
    id: modelId('mock'),
    kind: 'openai-compatible',
    name: 'mock',
    colour: 1,
    addedAt: 0,
    concurrency,
    timeoutMs: 60_000,
    boxConvention: { order: 'xyxy', unit: 'fraction' },
    address,
    model: 'mock',
    needsKey: false,
    structuredOutput: 'json_schema',
    images: true,
  };
}
