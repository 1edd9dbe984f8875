import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { startOpenAiServer } from '../../../tests/servers/openai.ts';
import type { OpenAiServer, OpenAiServerOptions } from '../../../tests/servers/openai.ts';
import { nearMatches, readModelList } from './model-list.ts';
import { testConnection } from './test-connection.ts';
import type { ConnectionReport, ConnectionStep } from './test-connection.ts';

const servers: OpenAiServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function diagnose(
  options: OpenAiServerOptions,
  changes: { address?: string; model?: string; needsKey?: boolean } = {},
  key: string | null = null,
  signal = new AbortController().signal,
): Promise<{ report: ConnectionReport; server: OpenAiServer; seen: (readonly ConnectionStep[])[] }> {
  const server = await startOpenAiServer(options);
  servers.push(server);
  const seen: (readonly ConnectionStep[])[] = [];
  const report = await testConnection(
    { address: server.address, model: 'mock', needsKey: false, timeoutMs: 5_000, ...changes },
    {
      fetch: (url, init) => fetch(url, init),
      key,
      now: () => performance.now(),
      page: 'http://localhost:4173',
    },
    (steps) => seen.push(steps),
    signal,
  );
  return { report, server, seen };
}

const step = (report: ConnectionReport, name: string) => report.steps.find((found) => found.name === name);

describe('a connection that works', () => {
  test('makes one call with a drawn picture and finds what the model can do', async () => {
    const { report, server, seen } = await diagnose({ models: ['mock', 'other'] });
    expect(report).toMatchObject({
      ok: true,
      images: true,
      structuredOutput: 'json_schema',
      streaming: true,
      models: ['mock', 'other'],
    });
    expect(report.steps.map(({ name, state }) => `${name}: ${state}`)).toEqual([
      'Address: passed',
      'Key: skipped',
      'Model: passed',
      'Answer: passed',
      'Images: passed',
      'Answers as JSON: passed',
      'Streaming: passed',
    ]);
    expect(seen.at(-1)).toEqual(report.steps);
    expect(seen.map((steps) => steps.find(({ state }) => state === 'running')?.name)).toContain('Answer');
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.images).toMatchObject([{ mediaType: 'image/png', byteLength: 283 }]);
    expect(report.bytesSent).toBe(Buffer.byteLength(server.requests[0]?.body ?? ''));
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
    [{ kind: 'refuses', fields: ['json_schema'] }, 'json_object', 'passed'],
    [{ kind: 'refuses', fields: ['json_schema', 'json_object'] }, 'none', 'warning'],
    [{ kind: 'answer', text: 'The square is red.' }, 'none', 'warning'],
  ] as const)('answers in another form: %j', async (behaviour, structuredOutput, state) => {
    const { report } = await diagnose({ script: () => behaviour });
    expect(report.ok).toBe(true);
    expect(report.structuredOutput).toBe(structuredOutput);
    expect(step(report, 'Answers as JSON')?.state).toBe(state);
  });

  test('a model that takes no images can still be asked about text', async () => {
    const { report, server } = await diagnose({ script: () => ({ kind: 'no-images' }) });
    expect(report).toMatchObject({ ok: true, images: false });
    expect(step(report, 'Images')).toMatchObject({ state: 'warning' });
    expect(server.requests).toHaveLength(2);
  });

  test('a model that names the wrong colour may be blind', async () => {
    const { report } = await diagnose({ script: () => ({ kind: 'answer', text: '{"colour":"none"}' }) });
    expect(report.images).toBe(true);
    expect(step(report, 'Images')?.text).toContain('may not see images');
  });

  test('a server that does not stream', async () => {
    const { report } = await diagnose({ script: () => ({ kind: 'answer', ignoreStream: true }) });
    expect(report.streaming).toBe(false);
    expect(step(report, 'Streaming')?.state).toBe('warning');
  });
});

describe('a connection that does not', () => {
  test('says which models look like the one that is not there', async () => {
    const { report } = await diagnose(
      { models: ['qwen2.5-vl-7b', 'llava', 'gpt-5-mini'] },
      { model: 'qwen2.5vl:7b' },
    );
    expect(report.ok).toBe(false);
    expect(step(report, 'Model')).toMatchObject({ state: 'warning' });
    expect(step(report, 'Model')?.text).toContain('Did you mean qwen2.5-vl-7b?');
    expect(step(report, 'Answer')?.text).toContain('has no model "qwen2.5vl:7b"');
  });

  test.each([
    ['not an address', '', 'It should look like'],
    ['a whole endpoint', 'https://api.example.org/v1/chat/completions', 'Leave out /chat/completions'],
    ['another protocol', 'ftp://api.example.org/v1', 'must start with'],
  ])('%s', async (_, address, sentence) => {
    const { report, server } = await diagnose({}, { address });
    expect(report.ok).toBe(false);
    expect(step(report, 'Address')?.text).toContain(sentence);
    expect(server.requests).toEqual([]);
  });

  test('without a name of the model the server is asked for its list alone', async () => {
    const { report, server } = await diagnose({ models: ['a', 'b'] }, { model: '' });
    expect(report).toMatchObject({ ok: false, models: ['a', 'b'] });
    expect(step(report, 'Model')).toMatchObject({ state: 'warning' });
    expect(server.requests).toEqual([]);
  });

  test('no key, and a wrong one', async () => {
    const none = await diagnose({ key: 'right' }, { needsKey: true });
    expect(step(none.report, 'Key')).toMatchObject({ state: 'failed' });
    expect(step(none.report, 'Answer')).toMatchObject({ state: 'skipped' });
    const wrong = await diagnose({ key: 'right' }, { needsKey: true }, 'wrong');
    expect(wrong.report).toMatchObject({ ok: false });
    expect(step(none.report, 'Key')?.text).toContain('No key is entered');
    expect(step(wrong.report, 'Key')).toMatchObject({ state: 'failed' });
    expect(step(wrong.report, 'Key')?.text).toContain('was sent, and the server refuses it');
    expect(step(wrong.report, 'Answer')?.text).toContain('A key is entered, and');
  });

  test('a server that asks for a key where the box says that it does not', async () => {
    const { report } = await diagnose({ key: 'right' });
    expect(step(report, 'Key')).toMatchObject({ state: 'failed' });
    expect(step(report, 'Key')?.text).toContain('Tick “The server asks for a key”');
    expect(step(report, 'Answer')?.text).toContain('no key is entered');
  });

  test('a key that is known and may not do what is asked is no wrong key', async () => {
    const body = '{"error":{"message":"Project has no access to this model"}}';
    const { report } = await diagnose(
      { script: () => ({ kind: 'raw', status: 403, body, contentType: 'application/json' }) },
      { needsKey: true },
      'known',
    );
    expect(step(report, 'Key')).toMatchObject({ state: 'warning' });
    expect(step(report, 'Key')?.text).toContain('does not allow what was asked with it');
    expect(step(report, 'Answer')?.text).toContain('Project has no access');
  });

  test.each([
    ['wrong', 'was sent, and the server refuses it', 'A key is entered'],
    [null, 'No key was sent', 'no key is entered'],
  ] as const)('a list of models that is refused to the key %s says so', async (key, verdict, words) => {
    const { report } = await diagnose({ key: 'right' }, { model: '' }, key);
    expect(step(report, 'Key')).toMatchObject({ state: 'failed' });
    expect(step(report, 'Key')?.text).toContain(verdict);
    expect(step(report, 'Model')?.text).toContain(words);
  });

  test.each([
    ['no quota', { kind: 'no-quota' }, 'no quota left'],
    ['too many calls', { kind: 'rate-limited' }, 'fewer calls a minute'],
    ['an error of its own', { kind: 'server-error' }, 'an error of its own'],
  ] as const)('%s', async (_, behaviour, sentence) => {
    const { report } = await diagnose({ script: () => behaviour });
    expect(report.ok).toBe(false);
    expect(step(report, 'Answer')?.text).toContain(sentence);
  });

  test.each([
    ['a content filter', 'content_filter', false, 'failed', 'A content filter withholds'],
    ['no reason', 'stop', false, 'failed', 'answered nothing'],
    ['thinking without end', 'length', true, 'warning', 'thought until'],
  ] as const)(
    'an empty answer after %s is none, and nothing more is judged by it',
    async (_, finishReason, ok, state, words) => {
      const { report } = await diagnose({ script: () => ({ kind: 'answer', text: '', finishReason }) });
      expect(report.ok).toBe(ok);
      expect(step(report, 'Answer')).toMatchObject({ state });
      expect(step(report, 'Answer')?.text).toContain(words);
      for (const name of ['Images', 'Answers as JSON', 'Streaming'])
        expect(step(report, name)).toMatchObject({ state: 'skipped' });
      expect(report).not.toHaveProperty('structuredOutput');
      expect(report).not.toHaveProperty('streaming');
    },
  );

  test('a refusal is told in its words', async () => {
    const { report } = await diagnose({ script: () => ({ kind: 'refusal', text: 'I read no pictures.' }) });
    expect(report.ok).toBe(false);
    expect(step(report, 'Answer')?.text).toContain('I read no pictures.');
  });

  test('an abort rejects with its reason', async () => {
    const reason = new Error('left the screen');
    await expect(diagnose({}, {}, null, AbortSignal.abort(reason))).rejects.toBe(reason);
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
