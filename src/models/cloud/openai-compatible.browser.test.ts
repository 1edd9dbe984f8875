import { describe, expect, inject, test } from 'vitest';
import { blobHash, modelId } from '../../domain/ids.ts';
import type { ModelRequest } from '../../domain/plan/exchange.ts';
import type { OpenAiCompatibleProfile } from '../../domain/plan/model.ts';
import { openAiCompatible } from './openai-compatible.ts';
import { testConnection } from './test-connection.ts';

const labels = ['normal', 'opacity'];
const request: ModelRequest = {
  system: 'You read chest radiographs.',
  user: 'Which label fits?',
  images: [
    {
      hash: blobHash('a'.repeat(64)),
      bytes: new Uint8Array(40_000),
      mediaType: 'image/png',
      width: 10,
      height: 10,
    },
  ],
  schema: {
    type: 'object',
    properties: { label: { type: 'string', enum: labels } },
    required: ['label'],
    additionalProperties: false,
  },
  parameters: { temperature: 0, maxTokens: 300, seed: 7 },
  task: { task: 'classification', labels: [], options: {}, language: 'en' },
};

const needs = {
  fetchModel: (url: string, init: RequestInit) => fetch(url, init),
  key: () => 'sk-1',
  now: () => performance.timeOrigin + performance.now(),
  page: location.origin,
};

function connect(model: string, changes: Partial<OpenAiCompatibleProfile> = {}) {
  return openAiCompatible(
    {
      kind: 'openai-compatible',
      id: modelId('m'),
      name: 'Mock',
      colour: 0,
      addedAt: 0,
      concurrency: 1,
      timeoutMs: 5_000,
      boxConvention: { order: 'xyxy', unit: 'fraction' },
      address: inject('openAiAddress'),
      model,
      needsKey: true,
      structuredOutput: 'json_schema',
      images: true,
      ...changes,
    },
    needs,
  );
}

const ask = (model: string, changes: Partial<OpenAiCompatibleProfile> = {}) =>
  connect(model, changes).ask(request, new AbortController().signal);

describe('from a cross-origin page in a real browser', () => {
  test('an image is asked about and the answer streams back', async () => {
    expect(crossOriginIsolated).toBe(true);
    const result = await ask('slow');
    expect(result).toMatchObject({
      kind: 'response',
      response: { text: 'x'.repeat(200), finishReason: 'stop', structuredOutput: 'json_schema' },
    });
    if (result.kind === 'response') {
      expect(result.response.firstTokenMs).toBeLessThan(result.response.totalMs / 2);
    }
  });

  test('an answer by schema is one of the labels', async () => {
    const result = await ask('plain');
    const text = result.kind === 'response' ? result.response.text : result.failure.sentence;
    expect(labels.map((label) => JSON.stringify({ label }))).toContain(text);
  });

  test('what the server refuses is left out', async () => {
    expect(await ask('no-schema')).toMatchObject({ response: { structuredOutput: 'json_object' } });
  });

  test('a wait is read only where the server exposes it', async () => {
    const hidden = await ask('rate-limited');
    expect(hidden).toMatchObject({ failure: { code: 'rate-limited', retryable: true } });
    expect(hidden).not.toHaveProperty('failure.retryAfterMs');
    expect(await ask('rate-limited-exposed')).toMatchObject({ failure: { retryAfterMs: 7_000 } });
  });

  test.each(['cut-end', 'cut-destroy'])('a cut stream keeps what had come: %s', async (model) => {
    expect(await ask(model)).toMatchObject({ failure: { code: 'cut-stream', partialText: '{"label"' } });
  });

  test('a server error, and no answer in time', async () => {
    expect(await ask('failing')).toMatchObject({ failure: { code: 'server', status: 500 } });
    expect(await ask('silent', { timeoutMs: 80 })).toMatchObject({ failure: { code: 'timeout' } });
  });

  test('a server that lets no web page in looks like a network error, and the sentence says so', async () => {
    const result = await ask('plain', { address: inject('openAiAddressWithoutCors') });
    expect(result).toMatchObject({ failure: { code: 'network', retryable: true } });
    if (result.kind === 'failure')
      expect(result.failure.sentence).toContain(`CORS must allow ${location.origin}`);
  });

  test('a refusal that a page may not read is none of a server that is out of reach', async () => {
    const result = await ask('too-large');
    expect(result).toMatchObject({ failure: { code: 'unread', retryable: true } });
    if (result.kind === 'failure') expect(result.failure.sentence).toContain('answers this page');
  });

  test('an abort in the middle of an answer rejects with its reason', async () => {
    const controller = new AbortController();
    const reason = new Error('paused');
    setTimeout(() => controller.abort(reason), 60);
    await expect(connect('slow').ask(request, controller.signal)).rejects.toBe(reason);
  });

  test('Test connection goes all the way, and says where it cannot', async () => {
    const fetchers = { fetch: needs.fetchModel, key: null, now: needs.now, page: needs.page };
    const { signal } = new AbortController();
    const draft = { address: inject('openAiAddress'), model: 'mock', needsKey: false, timeoutMs: 5_000 };
    const report = await testConnection(draft, fetchers, () => undefined, signal);
    expect(report).toMatchObject({
      ok: true,
      images: true,
      structuredOutput: 'json_schema',
      streaming: true,
    });
    const refused = await testConnection(
      { ...draft, address: inject('openAiAddressWithoutCors') },
      fetchers,
      () => undefined,
      signal,
    );
    expect(refused.ok).toBe(false);
    expect(refused.steps.find(({ name }) => name === 'Answer')?.text).toContain('CORS');
  });
});
