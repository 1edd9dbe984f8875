import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AnswerSoFar, ErrorInAnswer, NoCompletion, readStream } from './chat-answer.ts';
import type { Pieces } from './patience.ts';

/** A stream's bytes in pieces of the given lengths, over and over. */
function inPieces(bytes: Uint8Array<ArrayBuffer>, lengths: readonly number[]): Pieces {
  let at = 0;
  let turn = 0;
  return {
    read: () => {
      if (at >= bytes.length) return Promise.resolve({ done: true, value: undefined });
      const value = bytes.slice(at, at + (lengths[turn % lengths.length] ?? 1));
      at += value.length;
      turn += 1;
      return Promise.resolve({ done: false, value });
    },
    cancel: () => Promise.resolve(),
  };
}

async function outcome(bytes: Uint8Array<ArrayBuffer>, lengths: readonly number[]) {
  const answer = new AnswerSoFar();
  try {
    const ended = await readStream(inPieces(bytes, lengths), answer, () => 0);
    return { ended, ...answer.told() };
  } catch (error) {
    const known =
      error instanceof ErrorInAnswer || error instanceof NoCompletion || error instanceof SyntaxError;
    if (!known) throw error;
    return { threw: error.name, ...answer.told() };
  }
}

const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });
const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 12 });
const between = fc.constantFrom(
  '',
  ': OPENROUTER PROCESSING\n\n',
  'event: ping\ndata: {"type":"ping"}\n\n',
  'data:\n\n',
  'id: 7\n',
);
const ends = fc.constantFrom('\n', '\r\n', '\r');

describe('a stream', () => {
  test('reads the same however it is cut into pieces, whatever ends its lines and stands between', async () => {
    await fc.assert(
      fc.asyncProperty(
        texts,
        texts,
        between,
        ends,
        lengths,
        fc.boolean(),
        async (said, thought, other, end, cut, done) => {
          const chunk = (delta: object, finish: string | null = null) =>
            `${other}data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
          const body = [
            ...thought.map((reasoning_content) => chunk({ reasoning_content })),
            ...said.map((content) => chunk({ content })),
            chunk({}, 'stop'),
            `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } })}\n\n`,
            ...(done ? ['data: [DONE]\n\n'] : []),
          ].join('');
          const told = await outcome(new TextEncoder().encode(body.replaceAll('\n', end)), cut);
          expect(told).toMatchObject({
            ended: true,
            text: said.join(''),
            finishReason: 'stop',
            usage: { inputTokens: 3, outputTokens: 2 },
          });
          expect(told.reasoning ?? '').toBe(thought.join(''));
        },
      ),
    );
  });

  test('cut anywhere is never a whole answer of another text', async () => {
    const chunk = (content: string) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;
    const whole = new TextEncoder().encode(`${chunk('{"label":')}${chunk('"肺炎"}')}data: [DONE]\n\n`);
    for (let end = 0; end < whole.length; end += 1) {
      const told = await outcome(whole.slice(0, end), [7]);
      expect('{"label":"肺炎"}'.startsWith(told.text)).toBe(true);
      if ('ended' in told && told.ended) expect(told.text).toBe('{"label":"肺炎"}');
    }
  });

  test('of any bytes ends, and fails in no other way than it says', async () => {
    const pieces = fc.constantFrom(
      'data: ',
      'data:',
      '\n',
      '\n\n',
      '\r\n',
      '{"choices":[',
      ']}',
      '{"delta":{"content":"a"}}',
      '{"error":{"message":"x"}}',
      '[DONE]',
      'null',
      '[]',
      '7',
      '"x"',
      'event: error\n',
      ': c\n',
      '\uFEFF',
      '{"choices":null}',
      '{"choices":{}}',
      '{"choices":[null]}',
      '{"object":"error"}',
      '\0',
    );
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(pieces, { maxLength: 30 }).map((list) => new TextEncoder().encode(list.join(''))),
    );
    await fc.assert(
      fc.asyncProperty(bodies, lengths, async (body, cut) => {
        const told = await outcome(new Uint8Array(body), cut);
        expect(typeof told.text).toBe('string');
        if (told.text !== '')
          expect(new TextDecoder().decode(new Uint8Array(body))).toContain('"content":"a"');
      }),
      { numRuns: 500 },
    );
  });
});
