import { z } from 'zod';

/** What a server says of an error, whatever the shape in which it says it. */
export interface ServerError {
  readonly message: string;
  /** Its codes, types and reasons, joined: `invalid_request_error insufficient_quota`. */
  readonly codes: string;
  /** The field of the request that it names; empty where it names none. */
  readonly parameter: string;
  /** A numeric HTTP status inside the body (of errors that arrive in a stream or with 200). */
  readonly status?: number;
  /** Milliseconds after which it asks to be tried again. */
  readonly retryAfterMs?: number;
}

const inner = z.looseObject({
  message: z.string().optional().catch(undefined),
  code: z.union([z.string(), z.number()]).nullish().catch(undefined),
  type: z.string().nullish().catch(undefined),
  status: z.union([z.string(), z.number()]).nullish().catch(undefined),
  param: z.string().nullish().catch(undefined),
  details: z
    .array(z.looseObject({ reason: z.string().optional(), retryDelay: z.string().optional() }))
    .optional()
    .catch(undefined),
});

const envelope = z.union([
  z.looseObject({ error: z.string() }).transform(({ error }) => ({ message: error })),
  z.looseObject({ detail: z.string() }).transform(({ detail }) => ({ message: detail })),
  z.looseObject({ error: inner }).transform(({ error }) => error),
  inner,
]);

/** Reads OpenAI's `{error: {...}}`, Gemini's array of the same, `{error: "..."}`, FastAPI's `{detail: ...}`, or plain words. */
export function readServerError(text: string): ServerError {
  const json = parseJson(text);
  const error = envelope.safeParse(Array.isArray(json) ? json[0] : json).data;
  if (error === undefined) return { message: plainWords(text), codes: '', parameter: '', ...retryIn(text) };
  const details = 'details' in error ? (error.details ?? []) : [];
  const code = 'code' in error ? error.code : undefined;
  const message = error.message ?? text;
  const delay = details.find((detail) => detail.retryDelay !== undefined)?.retryDelay;
  return {
    message,
    codes: [
      code,
      'type' in error ? error.type : undefined,
      'status' in error ? error.status : undefined,
      ...details.map((detail) => detail.reason),
    ]
      .filter((word) => word !== undefined && word !== null)
      .join(' '),
    parameter: ('param' in error ? error.param : undefined) ?? '',
    ...(typeof code === 'number' && code >= 400 && code < 600 ? { status: code } : {}),
    ...(delay === undefined ? retryIn(message) : durationOf(delay)),
  };
}

/**
 * The wait that the headers ask for, in milliseconds: `retry-after-ms`, or `retry-after` in seconds or as a date
 * (RFC 9110, 10.2.3). Browsers hide both unless the server exposes them.
 */
export function retryAfterOf(headers: Headers, now: number): number | undefined {
  const milliseconds = headers.get('retry-after-ms');
  if (milliseconds !== null && /^\d+(\.\d+)?$/.test(milliseconds)) return Number(milliseconds);
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isFinite(date) ? Math.max(0, date - now) : undefined;
}

/** Of a web page its title, else its words: proxies answer in HTML. */
function plainWords(text: string): string {
  if (!/^\s*</.test(text)) return text;
  const page = text.slice(0, 20_000);
  const title = /<title[^>]{0,200}>([^<]{1,300})<\/title/i.exec(page)?.[1]?.trim();
  const rest = page
    .replaceAll(/<(script|style)\b[^]*?(<\/\1>|$)/gi, ' ')
    .replaceAll(/<[^>]*(>|$)/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return title || rest;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function retryIn(message: string): { retryAfterMs?: number } {
  const [, duration] = /(?:try again|retry) in ((?:[\d.]+\s?(?:ms|m|s|h)\s?)+)/i.exec(message) ?? [];
  return duration === undefined ? {} : durationOf(duration);
}

/** `20s`, `1m26.4s`, `450ms` -> milliseconds. */
function durationOf(text: string): { retryAfterMs?: number } {
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
  const parts = [...text.matchAll(/([\d.]+)\s?(ms|m|s|h)/g)];
  const sum = parts.reduce(
    (total, [, value, unit]) => total + Number(value) * (units[unit ?? ''] ?? Number.NaN),
    0,
  );
  return parts.length > 0 && Number.isFinite(sum) ? { retryAfterMs: Math.round(sum) } : {};
}
