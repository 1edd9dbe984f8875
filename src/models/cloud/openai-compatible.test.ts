import { describe, expect, test } from 'vitest';
import type { Fetch } from '../needs.ts';
import { bytes, connect, failureOf, labels, request, responseOf, sha256 } from './testing/connect.ts';

describe('what is sent', () => {
  test('the image as exactly these bytes, the words, the schema and the parameters', async () => {
    const { server, ask } = await connect({});
    responseOf(await ask());
    const [sent] = server.requests;
    expect(sent).toMatchObject({
      model: 'mock',
      stream: true,
      usageAsked: true,
      system: request.system,
      user: request.user,
      images: [{ mediaType: 'image/png', byteLength: bytes.length, sha256 }],
      responseFormat: 'json_schema',
      schema: request.schema,
      json: { temperature: 0, max_tokens: 300, seed: 7 },
    });
  });

  test('no header about the client, and no authorization without a key', async () => {
    const { server, ask } = await connect({});
    await ask();
    const names = Object.keys(server.requests[0]?.headers ?? {});
    expect(names.filter((name) => /stainless|openai|authorization|api-key/.test(name))).toEqual([]);
  });

  test('the key as a bearer token', async () => {
    const { ask } = await connect({ key: 'sk-1' }, {}, { key: 'sk-1' });
    expect(responseOf(await ask()).finishReason).toBe('stop');
  });

  test('parameters that are left to the server are not sent, nor an empty system message', async () => {
    const { server, ask } = await connect({}, { structuredOutput: 'none' });
    await ask({
      ...request,
      system: '',
      images: [],
      parameters: { temperature: null, maxTokens: null, seed: null },
    });
    expect(server.requests[0]?.json).toEqual({
      model: 'mock',
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: 'user', content: request.user }],
    });
  });

  test('nothing, when the model reads no images and the case has one', async () => {
    const { server, ask } = await connect({}, { images: false });
    expect(failureOf(await ask()).code).toBe('image');
    expect(server.requests).toEqual([]);
  });
});

describe('what comes back', () => {
  test('the text verbatim, with usage, times and who served it', async () => {
    const text = '```json\n{"label": "opacity"}\n``` — 肺 \u{1F642} ';
    const { ask } = await connect({
      script: () => ({ kind: 'answer', text, firstDelayMs: 30, pieceDelayMs: 1 }),
    });
    const response = responseOf(await ask());
    expect(response).toMatchObject({
      text,
      finishReason: 'stop',
      structuredOutput: 'json_schema',
      servedBy: 'mock-2026-01-31 (fp_50cad350e4)',
      usage: { inputTokens: 285 },
    });
    expect(response.firstTokenMs).toBeGreaterThanOrEqual(25);
    expect(response.totalMs).toBeGreaterThan(response.firstTokenMs ?? Number.POSITIVE_INFINITY);
    expect(response).not.toHaveProperty('refusal');
    expect(response).not.toHaveProperty('concessions');
  });

  test('the same answer for the same image, and one of the labels', async () => {
    const { ask } = await connect({});
    const first = responseOf(await ask()).text;
    expect(responseOf(await ask()).text).toBe(first);
    expect(labels.map((label) => JSON.stringify({ label }))).toContain(first);
  });

  test('a server that answers in one piece although a stream was asked for', async () => {
    const { ask } = await connect({
      script: () => ({ kind: 'answer', text: 'opacity', ignoreStream: true }),
    });
    expect(responseOf(await ask())).toMatchObject({
      text: 'opacity',
      firstTokenMs: null,
      finishReason: 'stop',
      usage: { inputTokens: 285, outputTokens: 2 },
    });
  });

  test('a stream without usage', async () => {
    const { ask } = await connect({ script: () => ({ kind: 'answer', ignoreUsage: true }) });
    expect(responseOf(await ask())).not.toHaveProperty('usage');
  });

  test("the server's own refusal, in pieces and whole", async () => {
    const text = "I'm sorry, I can't assist with that.";
    const streamed = await connect({ script: () => ({ kind: 'refusal', text }) });
    expect(responseOf(await streamed.ask())).toMatchObject({ text: '', refusal: text });
    const whole = await connect({
      script: ({ stream }) => (stream ? { kind: 'refuses', fields: ['stream'] } : { kind: 'refusal', text }),
    });
    expect(responseOf(await whole.ask())).toMatchObject({ text: '', refusal: text, firstTokenMs: null });
  });

  test('an answer cut by its length says so', async () => {
    const { ask } = await connect({
      script: () => ({ kind: 'answer', text: '{"la', finishReason: 'length' }),
    });
    expect(responseOf(await ask())).toMatchObject({ text: '{"la', finishReason: 'length' });
  });

  test('events with comments, CRLF, pieces that split a character, and no [DONE] after a finish reason', async () => {
    const chunk = (choice: unknown) => `data: ${JSON.stringify({ model: 'm', choices: [choice] })}\r\n\r\n`;
    const body = `: OPENROUTER PROCESSING\r\n\r\n${chunk({ delta: { content: 'häh' } })}${chunk({ delta: {}, finish_reason: 'stop' })}`;
    const stream = new ReadableStream({
      start(controller) {
        for (const byte of new TextEncoder().encode(body)) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const { ask } = await connect(
      {},
      {},
      {
        fetch: () =>
          Promise.resolve(new Response(stream, { headers: { 'content-type': 'text/event-stream' } })),
      },
    );
    expect(responseOf(await ask())).toMatchObject({ text: 'häh', finishReason: 'stop', servedBy: 'm' });
  });

  test('reads the connection to its end after [DONE], so that it can be used again', async () => {
    let open = 0;
    const { ask } = await connect(
      { script: () => ({ kind: 'answer', pieceDelayMs: 1 }) },
      {},
      {
        fetch: async (url, init) => {
          const response = await fetch(url, init);
          open += 1;
          const reader = response.body?.getReader();
          const body = new ReadableStream({
            async pull(controller) {
              const piece = await reader?.read();
              if (piece?.value) controller.enqueue(piece.value);
              else {
                open -= 1;
                controller.close();
              }
            },
          });
          return new Response(body, { headers: response.headers });
        },
      },
    );
    responseOf(await ask());
    await expect.poll(() => open).toBe(0);
  });
});

describe('what a server refuses is left out and asked again', () => {
  test.each([
    [['json_schema'], 'json_object', ['the server refused an answer by schema; any JSON was asked for']],
    [
      ['json_schema', 'json_object'],
      'none',
      ['the server refused an answer as JSON; plain text was asked for'],
    ],
    [['max_tokens'], 'json_schema', undefined],
    [
      ['temperature', 'seed', 'stream_options'],
      'json_schema',
      [
        'the server does not report tokens of a stream',
        'the server refused the temperature; its own was used',
        'the server refused the seed; none was set',
      ],
    ],
    [
      ['max_tokens', 'max_completion_tokens'],
      'json_schema',
      ['the server refused a limit of tokens; none was set'],
    ],
    [['stream'], 'json_schema', ['the server refused to stream; the time to the first token is unknown']],
  ] as const)('%j', async (fields, structuredOutput, concessions) => {
    const { server, ask } = await connect({ script: () => ({ kind: 'refuses', fields }) });
    const response = responseOf(await ask());
    expect(response.structuredOutput).toBe(structuredOutput);
    expect(response.concessions).toEqual(concessions);
    expect(server.requests).toHaveLength(fields.length + 1);
    // It is remembered, and still said.
    const again = responseOf(await ask());
    expect(server.requests).toHaveLength(fields.length + 2);
    expect(again.concessions).toEqual(concessions);
  });

  test('max_completion_tokens stands in for max_tokens', async () => {
    const { server, ask } = await connect({ script: () => ({ kind: 'refuses', fields: ['max_tokens'] }) });
    await ask();
    expect(server.requests[1]?.json).toMatchObject({ max_completion_tokens: 300 });
    expect(server.requests[1]?.json).not.toHaveProperty('max_tokens');
  });

  test('fields that a strict server names by place (FastAPI, 422), and a system role', async () => {
    const { server, ask } = await connect({
      script: ({ json, system }) => {
        if ('seed' in json) {
          const detail = [
            { type: 'extra_forbidden', loc: ['body', 'seed'], msg: 'Extra inputs are not permitted' },
          ];
          return raw(422, { detail });
        }
        if (system !== '') return raw(400, { error: { message: 'System role not supported' } });
        return { kind: 'answer' };
      },
    });
    responseOf(await ask());
    expect(server.requests.at(-1)).toMatchObject({
      system: '',
      user: `${request.system}\n\n${request.user}`,
    });
    expect(server.requests).toHaveLength(3);
  });

  test('a refusal that was misread is not remembered, and is reported', async () => {
    let broken = true;
    const { server, ask } = await connect({
      script: () =>
        broken ? raw(400, { error: { message: 'bad json_schema or not' } }) : { kind: 'answer' },
    });
    expect(failureOf(await ask())).toMatchObject({ code: 'bad-request', status: 400, retryable: false });
    expect(server.requests).toHaveLength(3);
    broken = false;
    expect(responseOf(await ask()).structuredOutput).toBe('json_schema');
  });
});

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
      raw(429, { error: { message: 'Please try again in 1m2.5s.' } }),
      { retryAfterMs: 62_500 },
    ],
    [
      "Gemini's array",
      text(429, gemini('34s')),
      { code: 'rate-limited', retryAfterMs: 34_000, retryable: true },
    ],
    ['no quota', { kind: 'no-quota' }, { code: 'quota', retryable: false, status: 429 }],
    ['no credits', raw(402, { error: { message: 'Insufficient credits', code: 402 } }), { code: 'quota' }],
    ['a 500', { kind: 'server-error' }, { code: 'server', retryable: true, status: 500 }],
    ['a 529', { kind: 'server-error', status: 529 }, { code: 'unavailable', retryable: true, status: 529 }],
    ['no images', { kind: 'no-images' }, { code: 'image', retryable: false, status: 400 }],
    ['a 403', raw(403, { error: { message: 'Country not supported' } }), { code: 'key', retryable: false }],
    [
      'a wrong key as 400',
      raw(400, { error: { message: 'API key not valid.' } }),
      { code: 'key', retryable: false },
    ],
    [
      'a content filter',
      raw(400, { error: { message: 'Filtered', code: 'content_filter' } }),
      { code: 'content-filter', retryable: false },
    ],
    [
      'a web page',
      text(200, '<!doctype html><title>x', 'text/html'),
      { code: 'not-found', retryable: false },
    ],
    ['another API', raw(200, { hello: 'world' }), { code: 'server', retryable: false }],
    [
      'an error with 200',
      raw(200, { error: { message: 'Upstream overloaded', code: 503 } }),
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

function raw(status: number, body: unknown) {
  return { kind: 'raw', status, contentType: 'application/json', body: JSON.stringify(body) } as const;
}

function text(status: number, body: string, contentType = 'application/json') {
  return { kind: 'raw', status, contentType, body } as const;
}
