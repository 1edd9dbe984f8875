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
  const pieces: string[] = [];
  // In pieces, since a call takes only so many arguments; a multiple of 3 bytes needs no padding.
  for (let start = 0; start < image.bytes.length; start += 24_573) {
    pieces.push(btoa(String.fromCharCode(...image.bytes.subarray(start, start + 24_573))));
  }
  return `data:${image.mediaType};base64,${pieces.join('')}`;
}
