/** Made-up profiles and services for the tests of these screens. */
import { modelId, type ModelId } from '../../../domain/ids.ts';
import type { ModelProfile, OnnxProfile, OpenAiCompatibleProfile } from '../../../domain/plan/model.ts';
import { Watchable } from '../../kit/testing/watchable.ts';
import type { ConnectionReport, ConnectionStep } from '../../../models/cloud/test-connection.ts';
import type { ModelCard } from '../../../models/onnx/card.ts';
import type { ModelServices } from '../services.ts';

const base = {
  addedAt: Date.UTC(2026, 10, 20, 9, 30),
  concurrency: 4,
  timeoutMs: 120_000,
  boxConvention: { order: 'xyxy', unit: 'fraction' },
} as const;

export const fakeBundled = (change: Partial<OnnxProfile> = {}): OnnxProfile => ({
  ...base,
  id: modelId('bundled'),
  name: 'Sample reader',
  colour: 0,
  kind: 'onnx',
  location: 'models/sample-reader',
  backend: 'wasm',
  bundled: true,
  ...change,
});

export const fakeCloud = (change: Partial<OpenAiCompatibleProfile> = {}): OpenAiCompatibleProfile => ({
  ...base,
  id: modelId('cloud'),
  name: 'Vision large',
  colour: 1,
  kind: 'openai-compatible',
  address: 'https://api.example.org/v1',
  model: 'vision-large-2',
  needsKey: true,
  structuredOutput: 'json_schema',
  images: true,
  ...change,
});

export const fakeCard: ModelCard = {
  name: 'Sample reader',
  description:
    'A small convolutional network that classifies the pictures of the sample data and outlines their lesions.',
  license: 'Apache-2.0',
  byteCount: 3_200_000,
  input: { width: 192, height: 192, channels: 3 },
  training: [
    '24,000 pictures made by the generator of the sample data, with other seeds than the bundled ones.',
  ],
  accuracy: [
    {
      collection: 'Chest radiographs',
      labels: ['normal', 'opacity', 'effusion', 'enlarged heart'],
      correct: 431,
      n: 500,
    },
    { collection: 'Skin lesions', labels: ['nevus', 'melanoma-like', 'keratosis'], correct: 402, n: 500 },
  ],
  limits: ['It has never seen a picture of a patient.', 'It knows no label beyond those listed.'],
  intendedUse: 'For trying out the app. Not for clinical use.',
};

export const steps = (last: ConnectionStep): readonly ConnectionStep[] => [
  { name: 'Reach the server', state: 'passed', text: 'It answers, and lets this page in.' },
  last,
];

export function fakeModelServices(
  change: Partial<ModelServices> = {},
  models: readonly ModelProfile[] = [fakeBundled()],
) {
  const stored = new Watchable<readonly ModelProfile[]>(models);
  const keys = new Watchable<ReadonlyMap<ModelId, string>>(new Map());
  const report: ConnectionReport = {
    ok: true,
    steps: steps({ name: 'Ask the model', state: 'passed', text: 'It answered "ready" after 0.8 s.' }),
    models: ['vision-large-2', 'vision-small-1'],
    structuredOutput: 'json_object',
    images: true,
    bytesSent: 2_340,
  };
  const services: ModelServices = {
    watchModels: stored.watch,
    watchModel: (id) => (onValue, onError) =>
      stored.watch((rows) => onValue(rows.find((row) => row.id === id) ?? null), onError),
    put: (profile) => {
      stored.set([...stored.value.filter(({ id }) => id !== profile.id), profile]);
      return Promise.resolve();
    },
    delete: (id) => {
      stored.set(stored.value.filter((row) => row.id !== id));
      return Promise.resolve();
    },
    countRuns: () => Promise.resolve(2),
    newId: () => modelId('new'),
    now: () => Date.UTC(2026, 10, 21),
    card: () => Promise.resolve(fakeCard),
    webGpuAdapter: () => Promise.resolve(null),
    watchKeys: (onValue, onError) => keys.watch((map) => onValue(new Set(map.keys())), onError),
    setKey: (id, key) => keys.set(new Map([...keys.value, [id, key]])),
    forgetKey: (id) => keys.set(new Map([...keys.value].filter(([known]) => known !== id))),
    key: (id) => keys.value.get(id) ?? null,
    watchLocalOnly: new Watchable(false).watch,
    testConnection: (_draft, _key, onSteps) => {
      onSteps(report.steps);
      return Promise.resolve(report);
    },
    ...change,
  };
  return { services, stored, keys };
}
