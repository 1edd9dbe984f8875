import { createParser } from 'eventsource-parser';
import { z } from 'zod';
import type { ModelResponse, Usage } from '../../domain/plan/exchange.ts';
import type { Pieces } from './patience.ts';

const words = z.union([
  z.string(),
  z
    .array(z.looseObject({ text: z.string().optional() }))
    .transform((parts) => parts.map(({ text = '' }) => text).join('')),
]);

/** Content is a string, or (Mistral's reasoning models) a list of parts: those of text are the answer, those of thinking are not. */
const content = z
  .union([
    z.string().transform((text) => ({ text, thinking: '' })),
    z
      .array(z.looseObject({ type: z.string(), text: z.string().optional(), thinking: words.optional() }))
      .transform((parts) => ({
        text: parts.map((part) => (part.type === 'text' ? (part.text ?? '') : '')).join(''),
        thinking: parts.map((part) => part.thinking ?? '').join(''),
      })),
  ])
  .nullish();

const optionalWords = z.string().nullish().catch(undefined);

const message = z.looseObject({
  content,
  refusal: optionalWords,
  /** DeepSeek, vLLM, llama.cpp, LM Studio. */
  reasoning_content: optionalWords,
  /** OpenRouter, Ollama, newer vLLM. */
  reasoning: optionalWords,
});

const wireAnswer = z.looseObject({
  model: optionalWords,
  system_fingerprint: optionalWords,
  /** OpenRouter's word for the host behind it. */
  provider: optionalWords,
  choices: z
    .array(
      z.looseObject({
        delta: message.nullish(),
        message: message.nullish(),
        finish_reason: optionalWords,
      }),
    )
    .nullish(),
  usage: z
    .looseObject({ prompt_tokens: z.number(), completion_tokens: z.number() })
    .nullish()
    .catch(undefined),
});

/** What has come of an answer so far; whole or broken off, nothing of it is lost. */
export class AnswerSoFar {
  text = '';
  refusal = '';
  /** What the server sends apart from the answer as the model's thinking. */
  reasoning = '';
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
    const { text = '', thinking = '' } = said?.content ?? {};
    const refusal = said?.refusal ?? '';
    if (text !== '' || refusal !== '') this.firstAt ??= now();
    this.text += text;
    this.refusal += refusal;
    this.reasoning += (said?.reasoning_content ?? said?.reasoning ?? '') + thinking;
    this.finishReason = choice?.finish_reason ?? this.finishReason;
    return choices != null;
  }

  /** The parts of a response that the server told. */
  told(): Pick<ModelResponse, 'text' | 'finishReason' | 'refusal' | 'reasoning' | 'usage' | 'servedBy'> {
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
      ...(this.reasoning === '' ? {} : { reasoning: this.reasoning }),
      ...(this.#usage === undefined ? {} : { usage: this.#usage }),
      ...(servedBy === '' ? {} : { servedBy }),
    };
  }
}

/** The server reported an error where an answer was to come. */
export class ErrorInAnswer extends Error {
  /** What it said of it, as JSON. */
  readonly told: string;
  constructor(told: unknown) {
    super('The server reported an error in its answer');
    this.name = 'ErrorInAnswer';
    this.told = JSON.stringify(told);
  }
}

/** What came is no chat completion. */
export class NoCompletion extends Error {
  /** What came instead, its beginning. */
  readonly came: string;
  constructor(came: string) {
    super('What came is no chat completion');
    this.name = 'NoCompletion';
    this.came = came.slice(0, 2_000);
  }
}

/** Throws ErrorInAnswer where a chunk or a completion reports an error, in any of the places in which servers put it. */
export function throwReportedError(json: unknown): void {
  const whole = carrier.safeParse(json).data;
  const [choice] = whole?.choices ?? [];
  const error = whole?.error || choice?.error;
  if (error) throw new ErrorInAnswer({ error });
  if (whole?.object === 'error' || Array.isArray(json)) throw new ErrorInAnswer(json);
  if (choice?.finish_reason === 'error')
    throw new ErrorInAnswer({ error: 'it ended its answer with "error"' });
}

const carrier = z.looseObject({
  error: z.unknown().optional(),
  object: z.unknown().optional(),
  choices: z
    .array(z.looseObject({ error: z.unknown().optional(), finish_reason: z.unknown().optional() }))
    .nullish()
    .catch(undefined),
});

/**
 * Adds the events of a stream to `answer`. True when the stream came to its end: a finish reason or `[DONE]`. Rejects
 * with ErrorInAnswer when the server reports an error, with SyntaxError when an event is no JSON, with NoCompletion when
 * its events are no chunks, else as the body's reader does.
 */
export async function readStream(pieces: Pieces, answer: AnswerSoFar, now: () => number): Promise<boolean> {
  const said = { done: false, chunks: 0, other: '' };
  const take = (event: string | undefined, data: string): void => {
    const content: unknown = JSON.parse(data);
    throwReportedError(content);
    if (event === 'error') throw new ErrorInAnswer(content);
    if (answer.add(content, now)) said.chunks += 1;
    // Pings and the like; a chunk that cannot be read would be a piece of the answer lost.
    else if (typeof content === 'object' && content !== null && 'choices' in content && content.choices)
      throw new NoCompletion(data);
    else said.other ||= data;
  };
  const parser = createParser({
    onEvent({ event, data }) {
      if (said.done) return;
      if (data.trim() === '[DONE]') said.done = true;
      else if (data.trim() !== '') take(event, data);
    },
  });
  const decoder = new TextDecoder();
  for (;;) {
    const piece = await pieces.read();
    // An event is complete at an empty line, which a server may leave out after its last.
    parser.feed(piece.done ? `${decoder.decode()}\n\n` : decoder.decode(piece.value, { stream: true }));
    if (said.done && !piece.done) await drain(pieces);
    if (!said.done && !piece.done) continue;
    if (said.chunks === 0 && said.other !== '') throw new NoCompletion(said.other);
    return (said.done && said.chunks > 0) || answer.finishReason !== undefined;
  }
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
