import { createParser } from 'eventsource-parser';
import { z } from 'zod';
import type { ModelResponse, Usage } from '../../domain/plan/exchange.ts';
import type { Pieces } from './patience.ts';

/** Content is a string, or (Mistral's reasoning models) a list of parts of which those of text are the answer. */
const content = z
  .union([
    z.string(),
    z
      .array(z.looseObject({ type: z.string(), text: z.string().optional() }))
      .transform((parts) => parts.map((part) => (part.type === 'text' ? (part.text ?? '') : '')).join('')),
  ])
  .nullish();

const message = z.looseObject({ content, refusal: z.string().nullish() });

const wireAnswer = z.looseObject({
  model: z.string().nullish(),
  system_fingerprint: z.string().nullish(),
  /** OpenRouter's word for the host behind it. */
  provider: z.string().nullish(),
  choices: z
    .array(
      z.looseObject({
        delta: message.nullish(),
        message: message.nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .optional(),
  usage: z
    .looseObject({ prompt_tokens: z.number(), completion_tokens: z.number() })
    .nullish()
    .catch(undefined),
});

/** What has come of an answer so far; whole or broken off, nothing of it is lost. */
export class AnswerSoFar {
  text = '';
  refusal = '';
  finishReason: string | undefined;
  /** Clock when the first piece of text came. */
  firstAt: number | undefined;
  #usage: Usage | undefined;
  #model: string | undefined;
  #fingerprint: string | undefined;
  #provider: string | undefined;

  /** Takes one chunk of a stream or a whole completion. False when it is neither. */
  add(json: unknown, now: () => number): boolean {
    const parsed = wireAnswer.safeParse(json);
    if (!parsed.success) return false;
    const { choices, usage, model, system_fingerprint, provider } = parsed.data;
    this.#model = model ?? this.#model;
    this.#fingerprint = system_fingerprint ?? this.#fingerprint;
    this.#provider = provider ?? this.#provider;
    if (usage) this.#usage = { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens };
    const choice = choices?.[0];
    const said = choice?.delta ?? choice?.message;
    const text = said?.content ?? '';
    const refusal = said?.refusal ?? '';
    if (text !== '' || refusal !== '') this.firstAt ??= now();
    this.text += text;
    this.refusal += refusal;
    this.finishReason = choice?.finish_reason ?? this.finishReason;
    return choices !== undefined;
  }

  /** The parts of a response that the server told. */
  told(): Pick<ModelResponse, 'text' | 'finishReason' | 'refusal' | 'usage' | 'servedBy'> {
    const servedBy = [
      this.#model,
      this.#fingerprint && `(${this.#fingerprint})`,
      this.#provider && `via ${this.#provider}`,
    ]
      .filter((part) => part !== undefined && part !== '')
      .join(' ');
    return {
      text: this.text,
      finishReason: this.finishReason ?? 'not given',
      ...(this.refusal === '' ? {} : { refusal: this.refusal }),
      ...(this.#usage === undefined ? {} : { usage: this.#usage }),
      ...(servedBy === '' ? {} : { servedBy }),
    };
  }
}

/** The server reported an error in its stream. */
export class ErrorInStream extends Error {
  /** What it said of it, as JSON. */
  readonly told: string;
  constructor(told: unknown) {
    super('The server reported an error in its stream');
    this.name = 'ErrorInStream';
    this.told = JSON.stringify(told);
  }
}

/**
 * Adds the events of a stream to `answer`. True when the stream came to its end: a finish reason or `[DONE]`. Rejects
 * with ErrorInStream when the server reports an error, with SyntaxError when an event is no JSON, else as the body's
 * reader does.
 */
export async function readStream(pieces: Pieces, answer: AnswerSoFar, now: () => number): Promise<boolean> {
  const said = { done: false };
  const parser = createParser({
    onEvent({ event, data }) {
      if (said.done) return;
      if (data === '[DONE]') said.done = true;
      else answer.add(contentOf(event, data), now);
    },
  });
  const decoder = new TextDecoder();
  for (;;) {
    const piece = await pieces.read();
    // An event is complete at an empty line, which a server may leave out after its last.
    parser.feed(piece.done ? `${decoder.decode()}\n\n` : decoder.decode(piece.value, { stream: true }));
    if (piece.done) return said.done || answer.finishReason !== undefined;
    if (said.done) {
      await drain(pieces);
      return true;
    }
  }
}

function contentOf(event: string | undefined, data: string): unknown {
  const content: unknown = JSON.parse(data);
  const error =
    typeof content === 'object' && content !== null && 'error' in content ? content.error : undefined;
  if (event === 'error' || Boolean(error)) throw new ErrorInStream(error ?? content);
  return content;
}

/** Takes the few bytes that follow `[DONE]`, so that the connection can be used again and the whole answer is counted. */
async function drain(pieces: Pieces): Promise<void> {
  const enough = setTimeout(() => void pieces.cancel(), 1_000);
  try {
    while (!(await pieces.read()).done);
  } catch {
    // The answer is whole; how the connection ends no longer matters.
  } finally {
    clearTimeout(enough);
  }
}
