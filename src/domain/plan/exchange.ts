import type { Specialty } from '../dataset/dataset.ts';
import type { BlobHash } from '../ids.ts';
import type { ImageMediaType } from '../dataset/truth.ts';
import type { JsonSchema, TaskSpec } from '../task/task.ts';

/** An image exactly as a model is given it. */
export interface SentImage {
  readonly hash: BlobHash;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: ImageMediaType;
  readonly width: number;
  readonly height: number;
}

export interface SamplingParameters {
  /** 0 to 2; null leaves it to the server. */
  readonly temperature: number | null;
  /** Most tokens that an answer may take; null leaves it to the server. */
  readonly maxTokens: number | null;
  /** Asked of servers that know seeds. */
  readonly seed: number | null;
}

/** One question to one model. */
export interface ModelRequest {
  readonly system: string;
  readonly user: string;
  readonly images: readonly SentImage[];
  readonly schema: JsonSchema;
  readonly parameters: SamplingParameters;
  /** For models that are not spoken to in words: what is asked, and what the data set is of. */
  readonly task: TaskSpec;
  readonly specialty?: Specialty;
}

export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What came back, verbatim. */
export interface ModelResponse {
  readonly text: string;
  /** The server's own refusal field, where it has one. */
  readonly refusal?: string;
  /** The model's thinking, where the server sends it apart from the answer. No answer is read from it. */
  readonly reasoning?: string;
  /** The provider's word: `stop`, `length`, `content_filter` ... */
  readonly finishReason: string;
  /** Milliseconds from the call to the first piece of text; null when it came in one piece. */
  readonly firstTokenMs: number | null;
  readonly totalMs: number;
  readonly usage?: Usage;
  /** How the answer's form was asked for in the call that succeeded. */
  readonly structuredOutput: 'json_schema' | 'json_object' | 'none' | 'native';
  /** What the plan wanted and the server was not asked for, because it refuses it: `seed left out`. */
  readonly concessions?: readonly string[];
  /** The model's own name for itself and its version, as the server says. */
  readonly servedBy?: string;
}

export const failureCodes = [
  'network',
  /** The server answers otherwise, and a page may not read what it answered here. */
  'unread',
  'timeout',
  'rate-limited',
  'quota',
  'key',
  'not-found',
  'bad-request',
  'server',
  /** It is there and has no place for calls just now. */
  'unavailable',
  'cut-stream',
  'content-filter',
  'not-allowed',
  'device',
  'image',
  'internal',
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** Why a call gave no response. */
export interface Failure {
  readonly code: FailureCode;
  /** What happened and what to do, in a sentence or two. */
  readonly sentence: string;
  readonly status?: number;
  /** Is another try likely to help by itself? */
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  /** What had arrived before it broke off, verbatim. */
  readonly partialText?: string;
  /** The server's own words, verbatim, at most 2,000 characters. */
  readonly detail?: string;
}

export type AskResult =
  | { readonly kind: 'response'; readonly response: ModelResponse }
  | { readonly kind: 'failure'; readonly failure: Failure };
