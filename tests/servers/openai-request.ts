import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';

/** One chat completion that was asked for, as the server understood it. */
export interface ParsedRequest {
  readonly headers: IncomingHttpHeaders;
  /** The body as it came. */
  readonly body: string;
  readonly json: Readonly<Record<string, unknown>>;
  readonly model: string;
  readonly stream: boolean;
  readonly usageAsked: boolean;
  readonly system: string;
  readonly user: string;
  readonly images: readonly {
    readonly mediaType: string;
    readonly byteLength: number;
    readonly sha256: string;
  }[];
  readonly responseFormat: 'json_schema' | 'json_object' | 'none';
  readonly schema: unknown;
  /** SHA-256 of everything that was said in words. */
  readonly textHash: string;
}

const contentPart = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('image_url'), image_url: z.object({ url: z.string() }) }),
]);

const wireRequest = z.looseObject({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.union([z.string(), z.array(contentPart)]) })),
  stream: z.boolean().optional(),
  stream_options: z.object({ include_usage: z.boolean() }).optional(),
  response_format: z
    .discriminatedUnion('type', [
      z.object({
        type: z.literal('json_schema'),
        json_schema: z.object({ name: z.string(), strict: z.boolean(), schema: z.unknown() }),
      }),
      z.object({ type: z.literal('json_object') }),
    ])
    .optional(),
});

const dataUri = /^data:([a-z]+\/[a-z+.-]+);base64,(.*)$/s;

/** Throws when the request is not one that OpenAI would understand: an adapter's mistake must not pass unseen. */
export function parseRequest(headers: IncomingHttpHeaders, body: string): ParsedRequest {
  const json = wireRequest.parse(JSON.parse(body));
  const parts = json.messages.flatMap(({ role, content }) =>
    typeof content === 'string'
      ? [{ role, type: 'text' as const, text: content }]
      : content.map((part) => ({ role, ...part })),
  );
  const words = (role: string): string =>
    parts.flatMap((part) => (part.type === 'text' && part.role === role ? [part.text] : [])).join('\n');
  const system = words('system');
  const user = words('user');
  const format = json.response_format;
  return {
    headers,
    body,
    json,
    model: json.model,
    stream: json.stream ?? false,
    usageAsked: json.stream_options?.include_usage ?? false,
    system,
    user,
    images: parts.flatMap((part) => (part.type === 'image_url' ? [readImage(part.image_url.url)] : [])),
    responseFormat: format?.type ?? 'none',
    schema: format?.type === 'json_schema' ? format.json_schema.schema : undefined,
    textHash: sha256(`${system}\n${user}`),
  };
}

function readImage(url: string): ParsedRequest['images'][number] {
  const [, mediaType, base64] = dataUri.exec(url) ?? [];
  if (mediaType === undefined || base64 === undefined) throw new Error(`Not a data URI: ${url.slice(0, 60)}`);
  const bytes = Buffer.from(base64, 'base64');
  return { mediaType, byteLength: bytes.byteLength, sha256: sha256(bytes) };
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
