import { describe, expect, test } from 'vitest';
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
