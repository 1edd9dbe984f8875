import { describe, expect, test } from 'vitest';
import type { Behaviour } from '../../../tests/servers/openai.ts';
import type { Fetch } from '../needs.ts';
import { connect, failureOf, responseOf } from './testing/connect.ts';

/** Servers as strangers run them: what each sends on the wire, and what is made of it. */

const events = (...chunks: readonly unknown[]): string =>
  chunks.map((chunk) => `data: ${typeof chunk === 'string' ? chunk : JSON.stringify(chunk)}\n\n`).join('');
const piece = (delta: unknown, finish: string | null = null, more: object = {}) => ({
  choices: [{ index: 0, delta, finish_reason: finish, ...more }],
});
const stream = (body: string, contentType = 'text/event-stream'): Behaviour => ({
  kind: 'raw',
  status: 200,
  contentType,
  body,
});
const reply = (status: number, body: unknown, contentType = 'application/json'): Behaviour => ({
  kind: 'raw',
  status,
  contentType,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const asked = async (behaviour: Behaviour, model = 'mock', key?: string) => {
  const connected = await connect({ script: () => behaviour }, { model }, key === undefined ? {} : { key });
  return connected.ask();
};

describe('answers', () => {
  test.each([
    ['reasoning_content (DeepSeek, vLLM, llama.cpp)', { reasoning_content: 'Let me ' }],
    ['reasoning (OpenRouter, Ollama)', { reasoning: 'Let me ', content: '' }],
    [
      'parts of thinking (Mistral)',
      { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Let me ' }] }] },
    ],
  ])('thinking in %s is kept apart from the answer', async (_, delta) => {
    const body = events(
      piece({ role: 'assistant', content: null }),
      piece(delta),
      piece({ content: 'opacity' }),
      piece({}, 'stop'),
      '[DONE]',
    );
    expect(responseOf(await asked(stream(body)))).toMatchObject({ text: 'opacity', reasoning: 'Let me ' });
  });

  test('thinking that used up all tokens is no lost answer', async () => {
    const body = events(piece({ reasoning_content: 'Let me' }), piece({}, 'length'), '[DONE]');
    expect(responseOf(await asked(stream(body)))).toMatchObject({
      text: '',
      reasoning: 'Let me',
      finishReason: 'length',
    });
  });

  test("Azure's first chunk has no choice, and its filter ends an answer without words", async () => {
    const body = events(
      { choices: [], prompt_filter_results: [{ prompt_index: 0 }] },
      piece({ role: 'assistant' }),
      piece({}, 'content_filter'),
      '[DONE]',
    );
    expect(responseOf(await asked(stream(body)))).toMatchObject({ text: '', finishReason: 'content_filter' });
  });

  test.each([
    ['no content type at all', ''],
    ['text/plain', 'text/plain; charset=utf-8'],
    ['a stream announced', 'text/event-stream'],
  ])('one document where a stream was asked for, sent with %s', async (_, contentType) => {
    const whole = {
      choices: [{ message: { role: 'assistant', content: 'opacity' }, finish_reason: 'stop' }],
    };
    expect(responseOf(await asked(stream(` ${JSON.stringify(whole)}`, contentType)))).toMatchObject({
      text: 'opacity',
      firstTokenMs: null,
    });
  });

  test('events that are announced as JSON', async () => {
    const body = events(piece({ content: 'opacity' }), piece({}, 'stop'), '[DONE]');
    expect(responseOf(await asked(stream(body, 'application/json')))).toMatchObject({ text: 'opacity' });
  });

  test('pings, comments and empty events in between', async () => {
    const body = `: OPENROUTER PROCESSING\n\nevent: ping\ndata: {"type":"ping"}\n\ndata: \n\n${events(piece({ content: 'op' }))}: keep-alive\n\n${events(piece({ content: 'acity' }, 'stop'))}data: [DONE] \n\n`;
    expect(responseOf(await asked(stream(body)))).toMatchObject({ text: 'opacity' });
  });
});

describe('what is no answer is never taken for one', () => {
  test.each([
    ['an end without a chunk', events('[DONE]'), 'cut-stream'],
    ['nothing', '', 'cut-stream'],
    ['events of another kind', events({ type: 'response.created' }, { type: 'response.done' }), 'server'],
    [
      'a chunk that cannot be read',
      events(piece({ content: 'opa' }), { choices: [{ delta: { content: 7 } }] }, piece({}, 'stop')),
      'server',
    ],
    ['a web page announced as a stream', '<html><title>Sign in</title></html>', 'not-found'],
    ['a document that breaks off', '{"choices":[{"message":{"content":"opac', 'cut-stream'],
    ['a word', 'hello', 'cut-stream'],
  ])('%s', async (_, body, code) => {
    expect(failureOf(await asked(stream(body))).code).toBe(code);
  });

  test.each([
    [
      'beside empty choices (OpenRouter)',
      { error: { code: 502, message: 'Provider disconnected' }, ...piece({ content: '' }, 'error') },
    ],
    [
      'inside the choice (OpenRouter)',
      piece({ content: '' }, 'error', { error: { code: 502, message: 'Provider disconnected' } }),
    ],
  ])('an error %s, in a stream and whole', async (_, chunk) => {
    for (const behaviour of [stream(events(piece({ content: 'opa' }), chunk)), reply(200, chunk)]) {
      expect(failureOf(await asked(behaviour))).toMatchObject({
        code: 'unavailable',
        status: 502,
        retryable: true,
      });
    }
  });

  test.each([
    ['a finish reason that says so', piece({}, 'error')],
    ["vLLM's older form", { object: 'error', message: 'The engine died', code: 500 }],
  ])('an error by %s', async (_, chunk) => {
    expect(failureOf(await asked(stream(events(chunk, '[DONE]'))))).toMatchObject({
      code: 'server',
      retryable: true,
    });
  });
});

describe('refusals are told apart, in words to act on', () => {
  test.each([
    [
      'OpenAI, a model whose name speaks of vision',
      404,
      {
        error: {
          message: 'The model `llava-vision` does not exist or you do not have access to it.',
          type: 'invalid_request_error',
        },
      },
      'not-found',
      'no model "llava-vision"',
    ],
    [
      'Ollama',
      404,
      { error: { message: "model 'llava-vision' not found, try pulling it first", type: 'api_error' } },
      'not-found',
      'no model "llava-vision"',
    ],
    [
      'LM Studio, no such model',
      400,
      { error: { message: 'Model not found', code: 'model_not_found' } },
      'not-found',
      'that it is loaded',
    ],
    [
      'LM Studio, nothing loaded',
      404,
      { error: { message: 'No models loaded. Please load a model in the developer page.' } },
      'not-found',
      'that it is loaded',
    ],
    [
      'LM Studio, a wrong address',
      200,
      { error: 'Unexpected endpoint or method. (POST /chat/completions). Returning 200 anyway' },
      'not-found',
      'ends in /v1',
    ],
    [
      'llama.cpp while it loads',
      503,
      { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } },
      'unavailable',
      'Loading model',
    ],
    [
      'llama.cpp without a projector',
      500,
      {
        error: {
          code: 500,
          message:
            'image input is not supported - hint: if this is unexpected, you may need to provide the mmproj',
        },
      },
      'image',
      'did not take the image',
    ],
    [
      'vLLM, too many images',
      400,
      { object: 'error', message: 'At most 0 image(s) may be provided in one prompt.', code: 400 },
      'image',
      'did not take the image',
    ],
    [
      'vLLM, too long',
      400,
      {
        object: 'error',
        message: "This model's maximum context length is 4096 tokens. However, you requested 5012 tokens.",
        code: 400,
      },
      'bad-request',
      'too long',
    ],
    ['FastAPI', 403, { detail: 'Not authenticated' }, 'key', 'No key is entered'],
    [
      'no key',
      401,
      { error: { message: 'No auth credentials found', code: 401 } },
      'key',
      'no key is entered',
    ],
    [
      'Anthropic, overloaded',
      529,
      { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
      'unavailable',
      'no place for calls',
    ],
    [
      'a picture that cannot be fetched',
      400,
      { error: { message: 'Invalid URL in image_url: unknown url type: data' } },
      'image',
      'did not take the image',
    ],
  ])('%s', async (_, status, body, code, words) => {
    const failure = failureOf(await asked(reply(status, body), 'llava-vision'));
    expect(failure.code).toBe(code);
    expect(failure.sentence).toContain(words);
  });

  test.each([
    [
      413,
      '<html>\r\n<head><title>413 Request Entity Too Large</title></head>\r\n<body><center>nginx</center></body></html>',
      'bad-request',
      '413 Request Entity Too Large',
    ],
    [
      502,
      '<html><body><h1>Bad gateway</h1><script>var a = "<b>";</script></body></html>',
      'unavailable',
      'Bad gateway',
    ],
    [503, '', 'unavailable', 'it did not say why'],
  ])('a %d of a proxy is told without its markup', async (status, body, code, words) => {
    const failure = failureOf(await asked(reply(status, body, 'text/html')));
    expect(failure.code).toBe(code);
    expect(failure.sentence).toContain(words);
    expect(failure.sentence).not.toMatch(/[<>]|var a/);
    expect(failure.detail).toBe(body);
  });

  test('a wrong key that was sent', async () => {
    expect(failureOf(await asked(reply(401, {}), 'mock', 'k')).sentence).toContain('A key is entered, and');
  });
});

describe('a call whose answer the page may not read', () => {
  const withoutCors =
    (models: () => Promise<Response>): Fetch =>
    (url) =>
      url.endsWith('/models') ? models() : Promise.reject(new TypeError('Failed to fetch'));
  const answering = (status: number) => () => Promise.resolve(new Response('{"data":[]}', { status }));

  test('is no absence where the server answers the same page otherwise', async () => {
    const { ask } = await connect({}, {}, { fetch: withoutCors(answering(200)) });
    const failure = failureOf(await ask());
    expect(failure).toMatchObject({ code: 'unread', retryable: true });
    expect(failure.sentence).toContain('answers this page');
  });

  test.each([
    [401, 'key'],
    [429, 'rate-limited'],
    [404, 'unread'],
  ] as const)('is explained by a readable %d', async (status, code) => {
    const { ask } = await connect({}, {}, { fetch: withoutCors(answering(status)) });
    expect(failureOf(await ask()).code).toBe(code);
  });

  test('is an absence where nothing is answered', async () => {
    const { ask } = await connect({}, {}, { fetch: () => Promise.reject(new TypeError('Failed to fetch')) });
    expect(failureOf(await ask()).code).toBe('network');
  });

  test('an abort meanwhile rejects with its reason', async () => {
    const stop = new AbortController();
    const { ask } = await connect(
      {},
      {},
      {
        fetch: withoutCors(() => {
          stop.abort(new Error('left'));
          return Promise.reject(new TypeError('Failed to fetch'));
        }),
      },
    );
    await expect(ask(undefined, stop.signal)).rejects.toThrow('left');
  });
});
