import { createHash } from 'node:crypto';
import { afterEach } from 'vitest';
import { blobHash, modelId } from '../../../domain/ids.ts';
import type { AskResult, Failure, ModelRequest, ModelResponse } from '../../../domain/plan/exchange.ts';
import type { OpenAiCompatibleProfile } from '../../../domain/plan/model.ts';
import { startOpenAiServer } from '../../../../tests/servers/openai.ts';
import type { OpenAiServer, OpenAiServerOptions } from '../../../../tests/servers/openai.ts';
import type { Fetch } from '../../needs.ts';
import { openAiCompatible } from '../openai-compatible.ts';

const servers: OpenAiServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

export const bytes = new Uint8Array(70_001).map((_, index) => (index * 31) % 256);
export const sha256 = createHash('sha256').update(bytes).digest('hex');
export const labels = ['normal', 'opacity', 'effusion'];
export const request: ModelRequest = {
  system: 'You read chest radiographs.',
  user: 'Which label fits?\nAnswer as JSON. 胸部 “x”',
  images: [{ hash: blobHash(sha256), bytes, mediaType: 'image/png', width: 10, height: 10 }],
  schema: {
    type: 'object',
    properties: { label: { type: 'string', enum: labels } },
    required: ['label'],
    additionalProperties: false,
  },
  parameters: { temperature: 0, maxTokens: 300, seed: 7 },
  task: { task: 'classification', labels: [], options: {}, language: 'en' },
};

export async function connect(
  options: OpenAiServerOptions,
  changes: Partial<OpenAiCompatibleProfile> = {},
  more: { key?: string; fetch?: Fetch; page?: string } = {},
) {
  const server = await startOpenAiServer(options);
  servers.push(server);
  const profile: OpenAiCompatibleProfile = {
    kind: 'openai-compatible',
    id: modelId('m'),
    name: 'Mock',
    colour: 0,
    addedAt: 0,
    concurrency: 1,
    timeoutMs: 5_000,
    boxConvention: { order: 'xyxy', unit: 'fraction' },
    address: server.address,
    model: 'mock',
    needsKey: false,
    structuredOutput: 'json_schema',
    images: true,
    ...changes,
  };
  const model = openAiCompatible(profile, {
    fetchModel: more.fetch ?? ((url, init) => fetch(url, init)),
    key: () => more.key,
    now: () => performance.timeOrigin + performance.now(),
    page: more.page ?? 'https://reading-room.example',
  });
  const ask = (asked = request, signal = new AbortController().signal) => model.ask(asked, signal);
  return { server, ask };
}

export function responseOf(result: AskResult): ModelResponse {
  if (result.kind === 'failure') throw new Error(`${result.failure.code}: ${result.failure.sentence}`);
  return result.response;
}

export function failureOf(result: AskResult): Failure {
  if (result.kind === 'response') throw new Error(`unexpected answer: ${result.response.text}`);
  return result.failure;
}

/** An answer of the server with this status and body, whatever was asked. */
export function rawJson(status: number, body: unknown) {
  return { kind: 'raw', status, contentType: 'application/json', body: JSON.stringify(body) } as const;
}
