import { Stream } from 'openai/streaming';
import type { OpenAI } from 'openai';
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

/**
 * Adds the events of a stream to `answer`. True when the stream came to its end: a finish reason or `[DONE]`.
 * Rejects with the SDK's APIError when the server reports an error in the stream, else as the body's reader does.
 */
export async function readStream(
  pieces: Pieces,
  answer: AnswerSoFar,
  now: () => number,
  client: OpenAI,
): Promise<boolean> {
  const tail = new Tail();
  const events = Stream.fromSSEResponse<unknown>(
    new Response(drained(pieces, tail)),
    new AbortController(),
    client,
  );
  for await (const event of events) answer.add(event, now);
  return answer.finishReason !== undefined || tail.isDone;
}

/** The last bytes of a stream, to see whether it said that it was done. */
class Tail {
  readonly #decoder = new TextDecoder('latin1');
  #text = '';

  add(piece: Uint8Array): void {
    this.#text = (this.#text + this.#decoder.decode(piece.subarray(-64))).slice(-64);
  }

  get isDone(): boolean {
    return /data:\s?\[DONE\]\s*$/.test(this.#text);
  }
}

/**
 * The pieces as a stream. When its reader stops at `[DONE]`, the few bytes after it are still taken from the
 * connection, so that it can be used again and the whole answer is counted.
 */
function drained(pieces: Pieces, tail: Tail): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream(
    {
      async pull(controller) {
        const piece = await pieces.read();
        if (piece.done) {
          controller.close();
          return;
        }
        tail.add(piece.value);
        controller.enqueue(piece.value);
      },
      async cancel() {
        const enough = setTimeout(() => void pieces.cancel(), 1_000);
        try {
          while (!(await pieces.read()).done);
        } catch {
          // The answer is whole; how the connection ends no longer matters.
        } finally {
          clearTimeout(enough);
        }
      },
    },
    { highWaterMark: 0 },
  );
}
