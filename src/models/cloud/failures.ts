import type { Failure, FailureCode } from '../../domain/plan/exchange.ts';
import { whereaboutsOf } from '../../domain/plan/whereabouts.ts';
import { presetAt } from './presets.ts';
import { readServerError, retryAfterOf } from './server-error.ts';
import type { ServerError } from './server-error.ts';

/** Where a call went, for sentences that a person can act on. */
export interface CallContext {
  /** Base address of the model. */
  readonly address: string;
  readonly model: string;
  /** Origin of the app's page. */
  readonly page: string;
  /** Was a key sent? */
  readonly keySent: boolean;
  readonly now: number;
}

/** A failure that a server reported: by its status, else by the codes in its body. */
export function reportedFailure(
  reply: { readonly status?: number; readonly headers?: Headers; readonly text: string },
  context: CallContext,
): Failure {
  const error = readServerError(reply.text);
  const status = reply.status !== undefined && reply.status >= 400 ? reply.status : error.status;
  const { code, sentence, retryable } = classify(status, error, context);
  const retryAfterMs = (reply.headers && retryAfterOf(reply.headers, context.now)) ?? error.retryAfterMs;
  return {
    code,
    sentence,
    retryable,
    ...(status === undefined ? {} : { status }),
    ...(retryable && retryAfterMs !== undefined ? { retryAfterMs } : {}),
    detail: reply.text.slice(0, 2_000),
  };
}

type Verdict = Pick<Failure, 'code' | 'sentence' | 'retryable'>;

const verdict = (code: FailureCode, sentence: string, retryable = false): Verdict => ({
  code,
  sentence,
  retryable,
});

/** Rules in order; the first that holds decides. */
function classify(status: number | undefined, error: ServerError, context: CallContext): Verdict {
  const host = hostOf(context.address);
  // A model called `llava-vision` is no word about pictures.
  const said = `${error.codes} ${error.message}`.replaceAll(context.model, 'the model');
  const quote = shortened(error.message);
  if (
    status === 402 ||
    /insufficient_quota|billing_hard_limit|insufficient (credits|balance|funds)/i.test(said) ||
    (status === 429 && /check your plan and billing/i.test(said) && error.retryAfterMs === undefined)
  ) {
    return verdict(
      'quota',
      `The account at ${host} has no quota left. Add credit there, then retry: ${quote}`,
    );
  }
  if (status === 429 || (status === undefined && /rate.?limit|resource_exhausted/i.test(said))) {
    return verdict('rate-limited', `${host} asks for fewer calls a minute: ${quote}`, true);
  }
  if (
    status === 401 ||
    (status !== 404 &&
      /invalid_api_key|api_key_invalid|(incorrect|invalid) api key|api key not valid/i.test(said))
  ) {
    return verdict(
      'key',
      context.keySent
        ? `A key is entered, and ${host} refuses it. Check that it is whole, current and for this server, or enter another: ${quote}`
        : `${host} asks for a key, and no key is entered. Enter one under Models: ${quote}`,
    );
  }
  if (/content_filter|content_policy|responsibleai|moderation/i.test(error.codes)) {
    return verdict('content-filter', `A content filter at ${host} refused this case: ${quote}`);
  }
  if (/unexpected endpoint|^\S* ?invalid url \(|unknown (endpoint|path|route)\b/i.test(said)) {
    return verdict(
      'not-found',
      `${host} answers, but not at this address: it usually ends in /v1. Change it under Models: ${quote}`,
    );
  }
  if (
    (status ?? 400) < 500 &&
    /model_not_found|model .{0,80}(not found|does not exist|not loaded)|no models? loaded/i.test(said)
  ) {
    return verdict(
      'not-found',
      `${host} has no model "${context.model}". Check its name under Models, and that it is loaded: ${quote}`,
    );
  }
  const ofImages =
    /image|vision|multimodal/i.test(said) &&
    /not support|unsupported|only supported|does not accept|no endpoints|invalid|cannot|at most/i.test(said);
  // llama.cpp says it with 500.
  const blind = /(image|vision|multimodal)[^.]{0,40}\bnot support/i.test(said);
  if (blind || (ofImages && status !== 403 && (status ?? 400) < 500)) {
    return verdict('image', `${context.model} at ${host} did not take the image: ${quote}`);
  }
  if (status === 403) {
    return verdict(
      'key',
      context.keySent
        ? `A key is entered, and ${host} does not allow ${context.model} to be used with it, or not from this page: ${quote}`
        : `No key is entered, and ${host} does not allow ${context.model} to be used without one, or not from this page: ${quote}`,
    );
  }
  if (status === 404 || status === 405) {
    return verdict(
      'not-found',
      `${host} knows no model "${context.model}", or the address is not that of an API. Check both under Models: ${quote}`,
    );
  }
  if (status === 408) return verdict('timeout', `${host} gave up waiting for its model: ${quote}`, true);
  if (status === 413) {
    return verdict('bad-request', `The request is too large for ${host}; smaller images may pass: ${quote}`);
  }
  if (
    /context_length_exceeded|context (length|size|window)|exceeds? the (available )?context|too many tokens/i.test(
      said,
    )
  ) {
    return verdict(
      'bad-request',
      `The question is too long for ${context.model}: a smaller picture, fewer examples or a longer context of the server may help: ${quote}`,
    );
  }
  if (status === 409 || status === 425) return verdict('server', `${host} was not ready: ${quote}`, true);
  if (status !== undefined && status >= 400 && status < 500) {
    return verdict('bad-request', `${host} refused the request: ${quote}`);
  }
  if (status !== undefined && unavailable.has(status)) {
    return verdict('unavailable', `${host} has no place for calls just now: ${quote}`, true);
  }
  return verdict('server', `${host} had an error of its own: ${quote}`, true);
}

/** Bad gateway, service unavailable (llama.cpp: "Loading model"), and Anthropic's "overloaded". */
const unavailable: ReadonlySet<number> = new Set([502, 503, 529]);

/** The server answers other requests of this page: what it said to this one, a page may not read. */
export function unread(context: CallContext, failure: Failure): Failure {
  return {
    ...failure,
    code: 'unread',
    sentence: `${hostOf(context.address)} answers this page, but what it said to this question could not be read: such answers carry no CORS headers, or the connection broke. A proxy before it may refuse a picture of this size (smaller ones may pass), or the server refuses the key or the number of calls: its log tells.`,
  };
}

/** The request got no answer at all: the browser does not tell a page why. */
export function unreachable(context: CallContext, thrown: unknown): Failure {
  return {
    code: 'network',
    sentence: unreachableSentence(context),
    retryable: true,
    detail: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown),
  };
}

function unreachableSentence({ address, page }: CallContext): string {
  const host = hostOf(address);
  const local = whereaboutsOf(new URL(address).hostname) === 'this device';
  if (page.startsWith('https:') && address.startsWith('http:') && !local) {
    return `This page came over https, and browsers do not let it call http://${host}. Give the model an https address, or open the app from http://localhost.`;
  }
  const { corsRemedy } = presetAt(address);
  const cors =
    corsRemedy === undefined
      ? `does not let web pages call it (CORS must allow ${page})`
      : `does not let this page in. ${corsRemedy.replaceAll('{page}', page)}`;
  const permission = local
    ? ' If the browser asked whether this page may reach devices on the local network, it must be allowed.'
    : '';
  return `${host} could not be reached. Either this device is offline, the server is off, the address is wrong, or the server ${cors}${cors.endsWith('.') ? '' : '.'}${permission}`;
}

export function timedOut(
  context: CallContext,
  timeoutMs: number,
  partialText: string,
  started: boolean,
): Failure {
  const seconds = `${String(timeoutMs / 1_000)} s`;
  const host = hostOf(context.address);
  return {
    code: 'timeout',
    sentence: started
      ? `The answer of ${host} stopped coming for ${seconds}.`
      : `${host} did not begin to answer within ${seconds}. A longer time can be set under Models; it holds for new runs.`,
    retryable: true,
    ...(partialText === '' ? {} : { partialText }),
  };
}

export function cutStream(context: CallContext, partialText: string, thrown?: unknown): Failure {
  return {
    code: 'cut-stream',
    sentence: `The answer of ${hostOf(context.address)} broke off before its end.`,
    retryable: true,
    partialText,
    ...(thrown instanceof Error ? { detail: `${thrown.name}: ${thrown.message}` } : {}),
  };
}

/** 200, but not what a chat completion looks like. */
export function notAnApi(context: CallContext, contentType: string, text: string, partialText = ''): Failure {
  const host = hostOf(context.address);
  const html = contentType.includes('html') || /^\s*<(!doctype|html)/i.test(text);
  return {
    code: html ? 'not-found' : 'server',
    sentence: html
      ? `${host} answered with a web page, so this is not the address of an API. It usually ends in /v1.`
      : `${host} answered with something that is not a chat completion. Check that the address is that of an OpenAI-compatible API.`,
    retryable: false,
    ...(partialText === '' ? {} : { partialText }),
    detail: text.slice(0, 2_000),
  };
}

function hostOf(address: string): string {
  return new URL(address).host;
}

function shortened(message: string): string {
  const line = message.replaceAll(/\s+/g, ' ').trim() || 'it did not say why.';
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
