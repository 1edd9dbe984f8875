import type { ModelRequest, SentImage } from '../../domain/plan/exchange.ts';
import type { Dialect } from './dialect.ts';

/** The JSON body of one chat completion: images before the words, as data URIs of exactly the bytes given. */
export function chatBody(model: string, request: ModelRequest, dialect: Dialect): Record<string, unknown> {
  const { parameters } = request;
  const body: Record<string, unknown> = { model, messages: messages(request, dialect) };
  if (dialect.stream[0]) {
    body['stream'] = true;
    if (dialect.usage[0]) body['stream_options'] = { include_usage: true };
  }
  const [format] = dialect.structuredOutput;
  if (format === 'json_schema') {
    body['response_format'] = {
      type: 'json_schema',
      json_schema: { name: 'answer', strict: true, schema: request.schema },
    };
  } else if (format === 'json_object') {
    body['response_format'] = { type: 'json_object' };
  }
  const [limit] = dialect.tokenLimit;
  if (limit !== undefined && parameters.maxTokens !== null) body[limit] = parameters.maxTokens;
  if (dialect.temperature[0] && parameters.temperature !== null) body['temperature'] = parameters.temperature;
  const [seed] = dialect.seed;
  if (seed !== undefined && parameters.seed !== null) body[seed] = parameters.seed;
  return body;
}

function messages(request: ModelRequest, dialect: Dialect): unknown[] {
  const apart = request.system !== '' && dialect.system.length > 0;
  const words = apart || request.system === '' ? request.user : `${request.system}\n\n${request.user}`;
  const content =
    request.images.length === 0
      ? words
      : [
          ...request.images.map((image) => ({ type: 'image_url', image_url: { url: dataUri(image) } })),
          { type: 'text', text: words },
        ];
  return [...(apart ? [{ role: 'system', content: request.system }] : []), { role: 'user', content }];
}

function dataUri(image: SentImage): string {
  return `data:${image.mediaType};base64,${base64(image.bytes)}`;
}

/** RFC 4648, section 4. */
function base64(bytes: Uint8Array): string {
  // Browsers have it since 2025; the types do not yet.
  if ('toBase64' in bytes && typeof bytes.toBase64 === 'function') return bytes.toBase64();
  return base64ByHand(bytes);
}

const alphabet = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const padding = '='.charCodeAt(0);

/** `btoa` takes text, and making text of bytes costs ten times as much as this. */
function base64ByHand(bytes: Uint8Array): string {
  const text = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let at = 0;
  for (let from = 0; from < bytes.length; from += 3) {
    const three = ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    for (let shift = 18; shift >= 0; shift -= 6) {
      text[at] = alphabet[(three >> shift) & 63] ?? 0;
      at += 1;
    }
  }
  if (bytes.length % 3 > 0) text[at - 1] = padding;
  if (bytes.length % 3 === 1) text[at - 2] = padding;
  return new TextDecoder().decode(text);
}
