import { z } from 'zod';
import type { Failure, ModelResponse } from '../../domain/plan/exchange.ts';
import type { OpenAiCompatibleProfile } from '../../domain/plan/model.ts';

/** What a step of the connection test found, and its words. */
export type Judgement = [state: 'passed' | 'failed' | 'warning' | 'skipped', text: string];

/** The server refused a call for its key, or for want of one: whose fault is it, as far as its status tells? */
export function judgeRefusal({ status }: Failure, key: string | null): Judgement {
  if (!key) {
    return [
      'failed',
      'No key was sent, and the server asks for one. Tick “The server asks for a key” and enter it.',
    ];
  }
  return status === 403
    ? ['warning', 'The key was sent. The server does not allow what was asked with it; it says why below.']
    : ['failed', 'The key was sent, and the server refuses it; it says why below.'];
}

/** Did it answer at all, and if not, why does the server say that it ended? */
export function judgeAnswer(response: ModelResponse): Judgement {
  const { text, refusal, finishReason, totalMs, servedBy } = response;
  const by = servedBy === undefined ? '' : `, served by ${servedBy}`;
  if (text.trim() !== '') return ['passed', `It answered in ${(totalMs / 1_000).toFixed(1)} s${by}.`];
  if (refusal !== undefined) return ['failed', `It refused to answer: ${refusal}`];
  if (wasThinking(response)) {
    return [
      'warning',
      'It thought until the tokens of this test ran out, before it answered. A run leaves the limit to the server; try it on a few cases.',
    ];
  }
  return [
    'failed',
    `It answered nothing. The server gives as the reason for its end: ${finishReason}${/filter/i.test(finishReason) ? '. A content filter withholds its answers' : ''}${by}.`,
  ];
}

/** The limit of tokens ended it before it came to an answer. */
export function wasThinking({ text, finishReason }: ModelResponse): boolean {
  return text.trim() === '' && finishReason === 'length';
}

export function judgeSight(response: ModelResponse): Judgement {
  if (/\bred\b/i.test(response.text)) {
    return ['passed', 'It took the picture and named the colour of the shape in it.'];
  }
  const said = response.text.replaceAll(/\s+/g, ' ').slice(0, 120);
  return [
    'warning',
    `It took the picture of a red square but answered "${said}": it may not see images at all. Try it on a few cases before you trust it.`,
  ];
}

export function settledForm(response: ModelResponse): OpenAiCompatibleProfile['structuredOutput'] {
  return response.structuredOutput === 'native' || !fits(response) ? 'none' : response.structuredOutput;
}

export function judgeForm(
  response: ModelResponse,
  structuredOutput: OpenAiCompatibleProfile['structuredOutput'],
): Judgement {
  switch (structuredOutput) {
    case 'json_schema':
      return ['passed', 'It answers by a schema, so answers can always be read.'];
    case 'json_object':
      return ['passed', 'It answers as JSON, though not by a schema; the prompt describes the form.'];
    case 'none': {
      const why =
        response.structuredOutput === 'none'
          ? 'refuses to be asked for JSON'
          : 'did not keep to the form asked for';
      return ['warning', `It ${why}; answers are read from plain text, and some may be unreadable.`];
    }
  }
}

export function judgeStreaming(streaming: boolean): Judgement {
  return streaming
    ? ['passed', 'Answers come in pieces, so the time to the first of them is measured.']
    : ['warning', 'Answers come in one piece, so the time to the first token stays unknown.'];
}

/** Did the answer keep to the form that was asked for? */
function fits(response: ModelResponse): boolean {
  const shape =
    response.structuredOutput === 'json_schema'
      ? z.strictObject({ colour: z.enum(colours) })
      : z.record(z.string(), z.unknown());
  try {
    return shape.safeParse(JSON.parse(response.text)).success;
  } catch {
    return false;
  }
}

/** What the question lets it choose from. */
export const colours = ['blue', 'green', 'yellow', 'none', 'red'];
