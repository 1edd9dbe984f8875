import { describe, expect, test } from 'vitest';
import type { Fetch } from '../needs.ts';
import { connect, failureOf, rawJson, request, responseOf } from './testing/connect.ts';

describe('failures say what happened and whether another try may help', () => {
  const gemini = (retryDelay: string) =>
    JSON.stringify([
      {
        error: {
          code: 429,
          message: 'You exceeded your current quota, please check your plan and billing details.',
          status: 'RESOURCE_EXHAUSTED',
          details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay }],
        },
      },
    ]);
  test.each([
    [
      'a 429 without a wait',
      { kind: 'rate-limited' },
      { code: 'rate-limited', retryable: true, status: 429 },
    ],
    [
      'a 429 with seconds',
      { kind: 'rate-limited', retryAfter: '3' },
      { code: 'rate-limited', retryAfterMs: 3_000 },
    ],
    [
      'a 429 with words',
      rawJson(429, { error: { message: 'Please try again in 1m2.5s.' } }),
      { retryAfterMs: 62_500 },
    ],
    [
      "Gemini's array",
      text(429, gemini('34s')),
      { code: 'rate-limited', retryAfterMs: 34_000, retryable: true },
    ],
    ['no quota', { kind: 'no-quota' }, { code: 'quota', retryable: false, status: 429 }],
    [
      'no credits',
      rawJson(402, { error: { message: 'Insufficient credits', code: 402 } }),
      { code: 'quota' },
    ],
    ['a 500', { kind: 'server-error' }, { code: 'server', retryable: true, status: 500 }],
    ['a 529', { kind: 'server-error', status: 529 }, { code: 'unavailable', retryable: true, status: 529 }],
    ['no images', { kind: 'no-images' }, { code: 'image', retryable: false, status: 400 }],
    [
      'a 403',
      rawJson(403, { error: { message: 'Country not supported' } }),
      { code: 'key', retryable: false },
    ],
    [
      'a wrong key as 400',
      rawJson(400, { error: { message: 'API key not valid.' } }),
      { code: 'key', retryable: false },
    ],
    [
      'a content filter',
      rawJson(400, { error: { message: 'Filtered', code: 'content_filter' } }),
      { code: 'content-filter', retryable: false },
    ],
    [
      'a web page',
      text(200, '<!doctype html><title>x', 'text/html'),
      { code: 'not-found', retryable: false },
    ],
    ['another API', rawJson(200, { hello: 'world' }), { code: 'server', retryable: false }],
    [
      'an error with 200',
      rawJson(200, { error: { message: 'Upstream overloaded', code: 503 } }),
      { code: 'unavailable', status: 503, retryable: true },
    ],
    [
      'a plain 404',
      text(404, '404 page not found', 'text/plain'),
      { code: 'not-found', detail: '404 page not found' },
    ],
  ] as const)('%s', async (_, behaviour, expected) => {
    const { server, ask } = await connect({ script: () => behaviour });
    const failure = failureOf(await ask());
    expect(failure).toMatchObject(expected);
    expect(failure.sentence).toContain('127.0.0.1');
    expect(server.requests).toHaveLength(1);
  });

  test('a wait until a date', async () => {
    const retryAfter = new Date(Date.now() + 60_000).toUTCString();
    const { ask } = await connect({ script: () => ({ kind: 'rate-limited', retryAfter }) });
    const { retryAfterMs } = failureOf(await ask());
    expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  test('a key that is wrong, and a model that is not there', async () => {
    const { ask } = await connect({ key: 'right' }, {}, { key: 'wrong-secret' });
    const failure = failureOf(await ask());
    expect(failure).toMatchObject({ code: 'key', status: 401, retryable: false });
    expect(failure.sentence).toMatch(/^A key is entered, and .* refuses it\./);
    expect(failureOf(await (await connect({ key: 'right' })).ask()).sentence).toContain(
      'asks for a key, and no key is entered',
    );
    expect(JSON.stringify(failure)).not.toContain('wrong-secret');
    const other = await connect({ models: ['gpt-5', 'gpt-5-mini'] }, { model: 'gpt5' });
    expect(failureOf(await other.ask())).toMatchObject({ code: 'not-found', status: 404, retryable: false });
  });

  test.each([
    ['politely', 'end'],
    ['with the connection', 'destroy'],
  ] as const)('a stream cut %s keeps what had come', async (_, how) => {
    const { ask } = await connect({
      script: () => ({ kind: 'cut', text: '{"label":"opacity"}', events: 3, how }),
    });
    expect(failureOf(await ask())).toMatchObject({
      code: 'cut-stream',
      retryable: true,
      partialText: '{"label"',
    });
  });

  test('a stream cut in the middle of an event', async () => {
    const event = `data: ${JSON.stringify({ choices: [{ delta: { content: 'abc' } }] })}\n\n`;
    const { ask } = await connect({ script: () => text(200, `${event}data: {"choi`, 'text/event-stream') });
    expect(failureOf(await ask())).toMatchObject({ code: 'cut-stream', partialText: 'abc' });
  });

  test('an error inside a stream', async () => {
    const event = `data: ${JSON.stringify({ choices: [{ delta: { content: 'abc' } }] })}\n\n`;
    const error = `data: ${JSON.stringify({ error: { message: 'Overloaded', type: 'overloaded_error', code: 529 } })}\n\n`;
    const { ask } = await connect({ script: () => text(200, event + error, 'text/event-stream') });
    expect(failureOf(await ask())).toMatchObject({
      code: 'unavailable',
      status: 529,
      retryable: true,
      partialText: 'abc',
    });
  });

  test('no answer in time: not begun, and stopped in the middle', async () => {
    const silent = await connect(
      { script: () => ({ kind: 'stall', text: '', events: 0 }) },
      { timeoutMs: 60 },
    );
    const failure = failureOf(await silent.ask());
    expect(failure).toMatchObject({ code: 'timeout', retryable: true });
    expect(failure.sentence).toContain('did not begin');
    const stalled = await connect(
      { script: () => ({ kind: 'stall', text: 'normal', events: 3 }) },
      { timeoutMs: 150 },
    );
    expect(failureOf(await stalled.ask())).toMatchObject({ code: 'timeout', partialText: 'normal' });
  });

  test('a slow answer is no timeout as long as pieces come', async () => {
    const script = () => ({ kind: 'answer', text: 'x'.repeat(60), pieceDelayMs: 15 }) as const;
    const { ask } = await connect({ script }, { timeoutMs: 150 });
    expect(responseOf(await ask()).totalMs).toBeGreaterThan(150);
  });

  test('a server that is off', async () => {
    const { server, ask } = await connect({}, {}, { page: 'http://localhost:4173' });
    await server.close();
    const failure = failureOf(await ask());
    expect(failure).toMatchObject({ code: 'network', retryable: true });
    expect(failure.sentence).toContain('CORS must allow http://localhost:4173');
  });

  test('names the remedy of a local server, and of http from an https page', async () => {
    const fetch: Fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const ollama = await connect({}, { address: 'http://localhost:11434/v1' }, { fetch });
    expect(failureOf(await ollama.ask()).sentence).toContain('OLLAMA_ORIGINS=https://reading-room.example');
    const mixed = await connect({}, { address: 'http://models.example/v1' }, { fetch });
    expect(failureOf(await mixed.ask()).sentence).toContain('came over https');
  });

  test('a refusal of the door', async () => {
    const fetch: Fetch = () =>
      Promise.reject(Object.assign(new Error('Local only is on.'), { code: 'not-allowed' }));
    const { ask } = await connect({}, {}, { fetch });
    expect(failureOf(await ask())).toEqual({
      code: 'not-allowed',
      sentence: 'Local only is on.',
      retryable: false,
    });
  });
});

describe('an abort rejects with its reason', () => {
  test.each([
    ['before the call', 0],
    ['before the answer', 30],
    ['in the middle of it', 120],
  ])('%s', async (_, afterMs) => {
    const { ask } = await connect({
      script: () => ({ kind: 'answer', text: 'x'.repeat(400), firstDelayMs: 60, pieceDelayMs: 5 }),
    });
    const controller = new AbortController();
    const reason = new Error('paused');
    if (afterMs === 0) controller.abort(reason);
    else setTimeout(() => controller.abort(reason), afterMs);
    await expect(ask(request, controller.signal)).rejects.toBe(reason);
  });
});

function text(status: number, body: string, contentType = 'application/json') {
  return { kind: 'raw', status, contentType, body } as const;
}
