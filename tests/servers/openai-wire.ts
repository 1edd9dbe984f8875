/** OpenAI's chat completions as they are on the wire, recorded from its documentation and from real streams. */

const created = 1_769_000_000;
const fingerprint = 'fp_50cad350e4';

export interface Reply {
  readonly id: string;
  readonly model: string;
  /** Text in the pieces in which it is streamed. */
  readonly pieces: readonly string[];
  readonly refusal: boolean;
  readonly finishReason: string;
  readonly usage: boolean;
}

const usageOf = (reply: Reply) => ({
  prompt_tokens: 285,
  completion_tokens: Math.max(1, reply.pieces.length),
  total_tokens: 285 + Math.max(1, reply.pieces.length),
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: {
    reasoning_tokens: 0,
    audio_tokens: 0,
    accepted_prediction_tokens: 0,
    rejected_prediction_tokens: 0,
  },
});

/** The events of a stream, one string each: role, pieces, finish, usage where asked for, and `[DONE]`. */
export function streamEvents(reply: Reply): string[] {
  const chunk = (choices: unknown[], usage: unknown) =>
    `data: ${JSON.stringify({
      id: reply.id,
      object: 'chat.completion.chunk',
      created,
      model: reply.model,
      service_tier: 'default',
      system_fingerprint: fingerprint,
      choices,
      ...(reply.usage ? { usage } : {}),
    })}\n\n`;
  const choice = (delta: unknown, finish: string | null) => [
    { index: 0, delta, logprobs: null, finish_reason: finish },
  ];
  const field = reply.refusal ? 'refusal' : 'content';
  return [
    chunk(choice({ role: 'assistant', content: reply.refusal ? null : '', refusal: null }, null), null),
    ...reply.pieces.map((piece) => chunk(choice({ [field]: piece }, null), null)),
    chunk(choice({}, reply.finishReason), null),
    ...(reply.usage ? [chunk([], usageOf(reply))] : []),
    'data: [DONE]\n\n',
  ];
}

export function completion(reply: Reply): string {
  const text = reply.pieces.join('');
  return JSON.stringify({
    id: reply.id,
    object: 'chat.completion',
    created,
    model: reply.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: reply.refusal ? null : text,
          refusal: reply.refusal ? text : null,
          annotations: [],
        },
        logprobs: null,
        finish_reason: reply.finishReason,
      },
    ],
    usage: usageOf(reply),
    service_tier: 'default',
    system_fingerprint: fingerprint,
  });
}

export function modelList(models: readonly string[]): string {
  return JSON.stringify({
    object: 'list',
    data: models.map((id) => ({ id, object: 'model', created, owned_by: 'system' })),
  });
}

export interface WireError {
  readonly status: number;
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;
}

export function errorBody(error: WireError): string {
  const { message, type, param, code } = error;
  return `${JSON.stringify({ error: { message, type, param, code } }, null, 2)}\n`;
}

export const wrongKey: WireError = {
  status: 401,
  message:
    'Incorrect API key provided: sk-wrong. You can find your API key at https://platform.openai.com/account/api-keys.',
  type: 'invalid_request_error',
  param: null,
  code: 'invalid_api_key',
};

export const unknownModel = (model: string): WireError => ({
  status: 404,
  message: `The model \`${model}\` does not exist or you do not have access to it.`,
  type: 'invalid_request_error',
  param: null,
  code: 'model_not_found',
});

export const rateLimited: WireError = {
  status: 429,
  message:
    'Rate limit reached for requests. Limit: 3 / min. Please try again later. Contact us if you continue to have issues.',
  type: 'requests',
  param: null,
  code: 'rate_limit_exceeded',
};

export const noQuota: WireError = {
  status: 429,
  message:
    'You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs.',
  type: 'insufficient_quota',
  param: null,
  code: 'insufficient_quota',
};

export const serverError: WireError = {
  status: 500,
  message: 'The server had an error while processing your request. Sorry about that!',
  type: 'server_error',
  param: null,
  code: null,
};

export const noImages: WireError = {
  status: 400,
  message: 'Invalid content type. image_url is only supported by certain models.',
  type: 'invalid_request_error',
  param: 'messages.[1].content.[0].type',
  code: null,
};

/** What a server says of a field that it does not take. */
export const refusedParameter = (parameter: string): WireError => {
  const known: Readonly<Record<string, string>> = {
    json_schema:
      "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model. Learn more about supported models at the Structured Outputs guide.",
    json_object:
      "Invalid parameter: 'response_format' of type 'json_object' is not supported with this model.",
    max_tokens:
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    temperature:
      "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
  };
  return {
    status: 400,
    message: known[parameter] ?? `Unsupported parameter: '${parameter}' is not supported with this model.`,
    type: 'invalid_request_error',
    param: parameter.startsWith('json_') ? 'response_format' : parameter,
    code: parameter === 'temperature' ? 'unsupported_value' : 'unsupported_parameter',
  };
};
