import { createServer } from 'node:http';

export interface AnsweringServer {
  /** Base address, ending in `/v1`. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * A server that answers every chat completion at once, with the same stream of a dozen events, without a look at what
 * was asked: what is left to measure is the caller.
 */
export async function startAnsweringServer(text: string): Promise<AnsweringServer> {
  const answer = Buffer.from(eventsOf(text));
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    if (request.method === 'OPTIONS') {
      response.setHeader('access-control-allow-methods', 'POST');
      response.setHeader(
        'access-control-allow-headers',
        request.headers['access-control-request-headers'] ?? '',
      );
      response.setHeader('access-control-max-age', '7200');
      response.end();
      return;
    }
    request.resume().once('end', () => {
      response.setHeader('content-type', 'text/event-stream; charset=utf-8');
      response.end(answer);
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The server has no port');
  return {
    address: `http://127.0.0.1:${bound.port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function eventsOf(text: string): string {
  const base = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 0, model: 'mock' };
  const chunk = (delta: object, finishReason: string | null) => ({
    ...base,
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  });
  const pieces = text.match(/[\s\S]{1,4}/gu) ?? [];
  const chunks = [
    chunk({ role: 'assistant', content: '' }, null),
    ...pieces.map((content) => chunk({ content }, null)),
    chunk({}, 'stop'),
    { ...base, choices: [], usage: { prompt_tokens: 300, completion_tokens: pieces.length } },
  ];
  return [...chunks.map((each) => JSON.stringify(each)), '[DONE]']
    .map((data) => `data: ${data}\n\n`)
    .join('');
}
