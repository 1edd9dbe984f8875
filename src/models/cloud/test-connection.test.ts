import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { modelId } from '../../domain/ids.ts';
import type { OpenAiCompatibleProfile } from '../../domain/plan/model.ts';
import { startOpenAiServer } from '../../../tests/servers/openai.ts';
import type { OpenAiServer, OpenAiServerOptions } from '../../../tests/servers/openai.ts';
import { nearMatches, readModelList } from './model-list.ts';
import { testConnection } from './test-connection.ts';
import type { Diagnosis } from './test-connection.ts';

const servers: OpenAiServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const profile: OpenAiCompatibleProfile = {
  kind: 'openai-compatible',
  id: modelId('m'),
  name: 'Mock',
  colour: 0,
  addedAt: 0,
  concurrency: 1,
  timeoutMs: 5_000,
  boxConvention: { order: 'xyxy', unit: 'fraction' },
  address: '',
  model: 'mock',
  needsKey: false,
  structuredOutput: 'json_schema',
  images: true,
};

async function diagnose(
  options: OpenAiServerOptions,
  changes: Partial<OpenAiCompatibleProfile> = {},
  key?: string,
  signal = new AbortController().signal,
): Promise<{ diagnosis: Diagnosis; server: OpenAiServer }> {
  const server = await startOpenAiServer(options);
  servers.push(server);
  const needs = {
    fetchModel: (url: string, init: RequestInit) => fetch(url, init),
    key: () => key,
    now: () => performance.now(),
    page: 'http://localhost:4173',
  };
  const diagnosis = await testConnection({ ...profile, address: server.address, ...changes }, needs, signal);
  return { diagnosis, server };
}

const step = (diagnosis: Diagnosis, name: string) => diagnosis.steps.find((found) => found.name === name);

describe('a connection that works', () => {
  test('makes one call with a drawn picture and finds what the model can do', async () => {
    const { diagnosis, server } = await diagnose({ models: ['mock', 'other'] });
    expect(diagnosis).toMatchObject({
      ok: true,
      capabilities: { images: true, structuredOutput: 'json_schema', streaming: true },
      models: ['mock', 'other'],
    });
    expect(diagnosis.steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(diagnosis.steps.map(({ name }) => name)).toEqual([
      'Address',
      'Model',
      'Answer',
      'Images',
      'Answers as JSON',
      'Streaming',
    ]);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.images).toMatchObject([{ mediaType: 'image/png', byteLength: 283 }]);
  });

  test('the picture is the one whose hash is sent along', async () => {
    const { server } = await diagnose({});
    const [request] = server.requests;
    const sent = /base64,([^"]+)/.exec(request?.body ?? '')?.[1] ?? '';
    expect(createHash('sha256').update(Buffer.from(sent, 'base64')).digest('hex')).toBe(
      '6a8da1a69a38b2e7c2305599278278d5133b0fa5a41a0511acab18dc0e5a882b',
    );
  });

  test.each([
    [{ kind: 'refuses', fields: ['json_schema'] }, 'json_object', true],
    [{ kind: 'refuses', fields: ['json_schema', 'json_object'] }, 'none', false],
    [{ kind: 'answer', text: 'The square is red.' }, 'none', false],
  ] as const)('answers in another form: %j', async (behaviour, structuredOutput, ok) => {
    const { diagnosis } = await diagnose({ script: () => behaviour });
    expect(diagnosis.ok).toBe(true);
    expect(diagnosis.capabilities.structuredOutput).toBe(structuredOutput);
    expect(step(diagnosis, 'Answers as JSON')?.ok).toBe(ok);
  });

  test('a model that takes no images can still be asked about text', async () => {
    const { diagnosis, server } = await diagnose({ script: () => ({ kind: 'no-images' }) });
    expect(diagnosis).toMatchObject({ ok: true, capabilities: { images: false } });
    expect(step(diagnosis, 'Images')).toMatchObject({ ok: false });
    expect(server.requests).toHaveLength(2);
  });

  test('a model that names the wrong colour may be blind', async () => {
    const { diagnosis } = await diagnose({ script: () => ({ kind: 'answer', text: '{"colour":"none"}' }) });
    expect(diagnosis.capabilities.images).toBe(true);
    expect(step(diagnosis, 'Images')?.sentence).toContain('may not see images');
  });

  test('a server that does not stream', async () => {
    const { diagnosis } = await diagnose({ script: () => ({ kind: 'answer', ignoreStream: true }) });
    expect(diagnosis.capabilities.streaming).toBe(false);
    expect(step(diagnosis, 'Streaming')?.ok).toBe(false);
  });
});

describe('a connection that does not', () => {
  test('says which models look like the one that is not there', async () => {
    const { diagnosis } = await diagnose(
      { models: ['qwen2.5-vl-7b', 'llava', 'gpt-5-mini'] },
      { model: 'qwen2.5vl:7b' },
    );
    expect(diagnosis.ok).toBe(false);
    expect(step(diagnosis, 'Model')).toMatchObject({ ok: false });
    expect(step(diagnosis, 'Answer')?.sentence).toContain('Did you mean qwen2.5-vl-7b?');
  });

  test.each([
    ['not an address', '', 'It should look like'],
    ['a whole endpoint', 'https://api.example.org/v1/chat/completions', 'Leave out /chat/completions'],
    ['another protocol', 'ftp://api.example.org/v1', 'must start with'],
  ])('%s', async (_, address, sentence) => {
    const { diagnosis, server } = await diagnose({}, { address });
    expect(diagnosis.ok).toBe(false);
    expect(step(diagnosis, 'Address')?.sentence).toContain(sentence);
    expect(server.requests).toEqual([]);
  });

  test('no key, and a wrong one', async () => {
    const none = await diagnose({ key: 'right' }, { needsKey: true });
    expect(none.diagnosis.steps.at(-1)).toMatchObject({ name: 'Key', ok: false });
    const wrong = await diagnose({ key: 'right' }, { needsKey: true }, 'wrong');
    expect(wrong.diagnosis).toMatchObject({ ok: false });
    expect(step(wrong.diagnosis, 'Answer')?.sentence).toContain('did not accept the key');
  });

  test.each([
    ['no quota', { kind: 'no-quota' }, 'no quota left'],
    ['too many calls', { kind: 'rate-limited' }, 'fewer calls a minute'],
    ['an error of its own', { kind: 'server-error' }, 'an error of its own'],
  ] as const)('%s', async (_, behaviour, sentence) => {
    const { diagnosis } = await diagnose({ script: () => behaviour });
    expect(diagnosis.ok).toBe(false);
    expect(step(diagnosis, 'Answer')?.sentence).toContain(sentence);
  });

  test('an abort rejects with its reason', async () => {
    const reason = new Error('left the screen');
    await expect(diagnose({}, {}, undefined, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('list of models', () => {
  test('is read in each of its forms', () => {
    expect(readModelList({ object: 'list', data: [{ id: 'a', object: 'model' }] })).toEqual(['a']);
    expect(readModelList([{ id: 'a' }, { id: 'b' }])).toEqual(['a', 'b']);
    expect(readModelList({ error: 'no' })).toBeNull();
  });

  test('near matches, best first, forgiving prefix, case and punctuation', () => {
    const names = ['models/gemini-2.5-pro', 'models/gemini-2.5-flash', 'gpt-4o', 'text-embedding-3'];
    expect(nearMatches('Gemini 2.5 pro', names)[0]).toBe('models/gemini-2.5-pro');
    expect(nearMatches('gpt4o', names)).toEqual(['gpt-4o']);
    expect(nearMatches('zzz', names)).toEqual([]);
  });
});
