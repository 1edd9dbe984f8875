import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import {
  completion,
  errorBody,
  modelList,
  noImages,
  noQuota,
  rateLimited,
  refusedParameter,
  serverError,
  streamEvents,
  unknownModel,
  wrongKey,
} from './openai-wire.ts';
import type { Reply, WireError } from './openai-wire.ts';
import { parseRequest } from './openai-request.ts';
import type { ParsedRequest } from './openai-request.ts';
import { schemaInstance } from './schema-instance.ts';

/** A field of the request that the server refuses with 400, as some real ones do. */
type Refusable =
  | 'json_schema'
  | 'json_object'
  | 'max_tokens'
  | 'max_completion_tokens'
  | 'temperature'
  | 'seed'
  | 'stream_options'
  | 'stream';

/** What the server does with one chat completion. */
export type Behaviour =
  | {
      readonly kind: 'answer';
      /** Without it: a value that the request's schema accepts, chosen by the hash of its image. */
      readonly text?: string;
      readonly finishReason?: string;
      /** Milliseconds before the first piece, and between pieces. */
      readonly firstDelayMs?: number;
      readonly pieceDelayMs?: number;
      /** Answer in one JSON document although a stream was asked for. */
      readonly ignoreStream?: boolean;
      /** Leave out the usage although it was asked for. */
      readonly ignoreUsage?: boolean;
    }
  | { readonly kind: 'refusal'; readonly text: string }
  /** Ends in the middle: politely (`end`) or with the connection (`destroy`), after so many events. */
  | { readonly kind: 'cut'; readonly text: string; readonly events: number; readonly how: 'end' | 'destroy' }
  /** Sends so many events, then nothing more; 0: not even headers. */
  | { readonly kind: 'stall'; readonly text: string; readonly events: number }
  | { readonly kind: 'rate-limited'; readonly retryAfter?: string; readonly exposed?: boolean }
  | { readonly kind: 'no-quota' }
  | { readonly kind: 'server-error'; readonly status?: number }
  | { readonly kind: 'no-images' }
  /** Refuses these fields where they are present, else answers. */
  | { readonly kind: 'refuses'; readonly fields: readonly Refusable[] }
  /** Any other bytes. */
  | {
      readonly kind: 'raw';
      readonly status: number;
      readonly contentType: string;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    };

export interface OpenAiServerOptions {
  readonly port?: number;
  /** `n` counts chat completions from 0. Without a script every request is answered at once. */
  readonly script?: (request: ParsedRequest, n: number) => Behaviour;
  /** Milliseconds before anything is answered. */
  readonly delayMs?: number;
  /** Required as bearer token when given. */
  readonly key?: string;
  /** Listed at /models; others answer 404. Every name is known when absent, and one called `mock` listed. */
  readonly models?: readonly string[];
  /** `none`: a server that web pages may not call. */
  readonly cors?: 'all' | 'none';
}

export interface OpenAiServer {
  /** Base address, ending in `/v1`. */
  readonly address: string;
  /** Every chat completion that was asked for, in order. */
  readonly requests: readonly ParsedRequest[];
  close(): Promise<void>;
}

/** A server that speaks OpenAI's chat completions, and misbehaves as it is told to. */
export async function startOpenAiServer(options: OpenAiServerOptions = {}): Promise<OpenAiServer> {
  const requests: ParsedRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing, options, requests).catch((error: unknown) => {
      outgoing.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The server has no port');
  return {
    address: `http://127.0.0.1:${String(bound.port)}/v1`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: OpenAiServerOptions,
  requests: ParsedRequest[],
): Promise<void> {
  if (options.cors !== 'none') {
    outgoing.setHeader('access-control-allow-origin', '*');
    outgoing.setHeader('access-control-expose-headers', 'X-Request-ID');
  }
  if (incoming.method === 'OPTIONS') return preflight(incoming, outgoing, options);
  const body = await readAll(incoming);
  if (options.delayMs !== undefined) await wait(options.delayMs);
  outgoing.setHeader('x-request-id', 'req_0123456789abcdef');
  if (options.key !== undefined && incoming.headers.authorization !== `Bearer ${options.key}`) {
    return sendError(outgoing, wrongKey);
  }
  const path = new URL(incoming.url ?? '/', 'http://127.0.0.1').pathname;
  if (path === '/v1/models') return send(outgoing, 200, modelList(options.models ?? ['mock']));
  if (path !== '/v1/chat/completions' || incoming.method !== 'POST') {
    return sendError(outgoing, {
      status: 404,
      message: `Invalid URL (${incoming.method ?? ''} ${path})`,
      type: 'invalid_request_error',
      param: null,
      code: null,
    });
  }
  const request = parseRequest(incoming.headers, body);
  const n = requests.length;
  requests.push(request);
  if (options.models !== undefined && !options.models.includes(request.model)) {
    return sendError(outgoing, unknownModel(request.model));
  }
  return behave(options.script?.(request, n) ?? { kind: 'answer' }, request, n, outgoing);
}

function preflight(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: OpenAiServerOptions,
): Promise<void> {
  if (options.cors !== 'none') {
    outgoing.setHeader('access-control-allow-methods', 'GET, OPTIONS, POST');
    outgoing.setHeader(
      'access-control-allow-headers',
      incoming.headers['access-control-request-headers'] ?? '',
    );
    outgoing.setHeader('access-control-max-age', '7200');
    outgoing.setHeader('access-control-allow-private-network', 'true');
  }
  return send(outgoing, 200, '', 'text/plain');
}

async function behave(
  behaviour: Behaviour,
  request: ParsedRequest,
  n: number,
  outgoing: ServerResponse,
): Promise<void> {
  switch (behaviour.kind) {
    case 'answer':
      if (behaviour.firstDelayMs !== undefined) await wait(behaviour.firstDelayMs);
      return answer(behaviour, request, n, outgoing);
    case 'refusal':
      return sendEvents(outgoing, request, replyTo(request, n, behaviour.text, { refusal: true }));
    case 'cut': {
      openStream(outgoing);
      await write(
        outgoing,
        streamEvents(replyTo(request, n, behaviour.text))
          .slice(0, behaviour.events)
          .join(''),
      );
      if (behaviour.how === 'end') outgoing.end();
      // The pieces are let out before the line goes dead.
      else setTimeout(() => outgoing.destroy(), 20);
      return;
    }
    case 'stall':
      if (behaviour.events > 0) {
        openStream(outgoing);
        await write(
          outgoing,
          streamEvents(replyTo(request, n, behaviour.text))
            .slice(0, behaviour.events)
            .join(''),
        );
      }
      return;
    case 'rate-limited':
      if (behaviour.retryAfter !== undefined) outgoing.setHeader('retry-after', behaviour.retryAfter);
      if (behaviour.exposed) outgoing.setHeader('access-control-expose-headers', 'X-Request-ID, Retry-After');
      return sendError(outgoing, rateLimited);
    case 'no-quota':
      return sendError(outgoing, noQuota);
    case 'server-error':
      return sendError(outgoing, { ...serverError, status: behaviour.status ?? serverError.status });
    case 'no-images':
      return request.images.length > 0
        ? sendError(outgoing, noImages)
        : answer({ kind: 'answer' }, request, n, outgoing);
    case 'refuses': {
      const refused = behaviour.fields.find((field) => isPresent(field, request));
      return refused === undefined
        ? answer({ kind: 'answer' }, request, n, outgoing)
        : sendError(outgoing, refusedParameter(refused));
    }
    case 'raw':
      for (const [name, value] of Object.entries(behaviour.headers ?? {})) outgoing.setHeader(name, value);
      return send(outgoing, behaviour.status, behaviour.body, behaviour.contentType);
  }
}

function isPresent(field: Refusable, request: ParsedRequest): boolean {
  if (field === 'json_schema' || field === 'json_object') return request.responseFormat === field;
  const value = request.json[field];
  return value !== undefined && value !== null && value !== false;
}

async function answer(
  behaviour: Extract<Behaviour, { kind: 'answer' }>,
  request: ParsedRequest,
  n: number,
  outgoing: ServerResponse,
): Promise<void> {
  const hash = request.images[0]?.sha256 ?? request.textHash;
  const text = behaviour.text ?? JSON.stringify(schemaInstance(request.schema ?? anySchema, hash));
  const reply = replyTo(request, n, text, {
    ...(behaviour.finishReason === undefined ? {} : { finishReason: behaviour.finishReason }),
    ...(behaviour.ignoreUsage ? { usage: false } : {}),
  });
  if (!request.stream || behaviour.ignoreStream) return send(outgoing, 200, completion(reply));
  return sendEvents(outgoing, request, reply, behaviour.pieceDelayMs);
}

/** What is answered where no form was asked for. */
const anySchema = { type: 'object', properties: { answer: { type: 'string' } } };

function replyTo(
  request: ParsedRequest,
  n: number,
  text: string,
  more: Partial<Pick<Reply, 'refusal' | 'finishReason' | 'usage'>> = {},
): Reply {
  return {
    id: `chatcmpl-${String(n).padStart(8, '0')}`,
    model: `${request.model}-2026-01-31`,
    pieces: text.match(/[\s\S]{1,4}/gu) ?? [],
    refusal: false,
    finishReason: 'stop',
    usage: request.usageAsked,
    ...more,
  };
}

async function sendEvents(
  outgoing: ServerResponse,
  request: ParsedRequest,
  reply: Reply,
  pieceDelayMs?: number,
): Promise<void> {
  if (!request.stream) return send(outgoing, 200, completion(reply));
  openStream(outgoing);
  const events = streamEvents(reply);
  if (pieceDelayMs === undefined) {
    outgoing.end(events.join(''));
    return;
  }
  for (const event of events) {
    await write(outgoing, event);
    await wait(pieceDelayMs);
  }
  outgoing.end();
}

function openStream(outgoing: ServerResponse): void {
  outgoing.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
  });
  outgoing.flushHeaders();
}

function write(outgoing: ServerResponse, text: string): Promise<void> {
  return new Promise((resolve) => {
    outgoing.write(text, () => resolve());
  });
}

function send(
  outgoing: ServerResponse,
  status: number,
  body: string,
  contentType = 'application/json',
): Promise<void> {
  outgoing.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
  return new Promise((resolve) => {
    outgoing.end(body, resolve);
  });
}

function sendError(outgoing: ServerResponse, error: WireError): Promise<void> {
  return send(outgoing, error.status, errorBody(error));
}

async function readAll(incoming: IncomingMessage): Promise<string> {
  incoming.setEncoding('utf8');
  let text = '';
  for await (const piece of incoming) text += String(piece);
  return text;
}
