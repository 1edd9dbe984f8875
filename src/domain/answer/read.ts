import type { Outcome, ReadableResponse } from '../task/task.ts';
import { isList } from './fields.ts';
import { jsonIn } from './json.ts';
import { stripReasoning } from './reasoning.ts';
import { refusalIn } from './refusal.ts';

/** What one way of reading made of a text; null: this is not the place where the answer stands. */
export type Reading<Answer> =
  | { readonly kind: 'read'; readonly answer: Answer; readonly steps: readonly string[] }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | null;

export interface AnswerReader<Answer> {
  /** Reads a JSON value; null where it is not an answer to this task at all. */
  fromJson(value: unknown, response: ReadableResponse): Reading<Answer>;
  /** Is a JSON value one item of a list that belongs together (a box of several, each an object of its own)? */
  isItem?(value: unknown): boolean;
  /** Reads prose without reasoning blocks; null where it holds no answer. */
  fromText(text: string, response: ReadableResponse): Reading<Answer>;
}

/** Characters beyond which prose is not searched; valid JSON may be longer (masks). */
export const longestProse = 100_000;
const longestJson = 20_000_000;

/**
 * Reads a response: the server's refusal, nothing, reasoning set aside, JSON (repaired where need be), then prose, then refusals in words.
 * Never an answer by default or by chance; a content filter's end is a refusal where no answer stands before it. Takes any text and does not throw.
 */
export function readAnswer<Answer>(
  response: ReadableResponse,
  reader: AnswerReader<Answer>,
): Outcome<Answer> {
  const outcome = readWords(response, reader);
  const end = response.finishReason ?? '';
  if (/content.?filter|^safety$|prohibited/iu.test(end)) return endedByFilter(outcome, end);
  return /^(length|max_.{0,10}tokens)$/iu.test(end) ? cutOff(outcome) : outcome;
}

function endedByFilter<Answer>(outcome: Outcome<Answer>, end: string): Outcome<Answer> {
  switch (outcome.kind) {
    case 'answered':
      return { ...outcome, steps: [...outcome.steps, 'a content filter ended the text'] };
    case 'empty':
    case 'unreadable':
      return { kind: 'refused', evidence: `the server ended it by a content filter (${end.slice(0, 40)})` };
    case 'refused':
    case 'failed':
      return outcome;
  }
}

function cutOff<Answer>(outcome: Outcome<Answer>): Outcome<Answer> {
  switch (outcome.kind) {
    case 'answered':
      return { ...outcome, steps: [...outcome.steps, 'the limit of tokens cut the text off'] };
    case 'empty':
      return { kind: 'unreadable', reason: 'The limit of tokens was reached before an answer began' };
    case 'unreadable':
      return { ...outcome, reason: `${outcome.reason} (the limit of tokens cut the text off)` };
    case 'refused':
    case 'failed':
      return outcome;
  }
}

function readWords<Answer>(response: ReadableResponse, reader: AnswerReader<Answer>): Outcome<Answer> {
  if (response.refusal !== undefined && response.refusal.trim() !== '') {
    return { kind: 'refused', evidence: response.refusal.slice(0, 200) };
  }
  const verbatim = response.text.trim();
  if (verbatim === '') return { kind: 'empty' };
  if (verbatim.length > longestJson)
    return { kind: 'unreadable', reason: 'Longer than 20 million characters' };
  const stripped = stripReasoning(verbatim);
  const { text } = stripped;
  if (text === '') return { kind: 'unreadable', reason: 'Ends inside its reasoning: no answer follows it' };

  let reason: string | null = null;
  let bareJson = false;
  const found = [...jsonIn(text)];
  const items = found.filter(({ value, steps }) => isSound(steps) && reader.isItem?.(value) === true);
  // Objects of their own, one after the other: they are found from the last to the first.
  if (items.length > 1) {
    found.unshift({
      value: items.map(({ value }) => value).toReversed(),
      steps: ['separate objects taken as a list'],
    });
  }
  for (const [order, { value, steps }] of found.entries()) {
    const reading = reader.fromJson(value, response);
    bareJson ||= /^(?:```\w{0,10}\s{0,4})?\{/u.test(text);
    if (reading === null) continue;
    if (reading.kind === 'read') {
      const others = found.slice(order + 1).filter((other) => isSound(other.steps));
      const isOneOfSeveral = others.some((other) => differs(reader.fromJson(other.value, response), reading));
      const several =
        isOneOfSeveral && items.length <= 1 ? ['the last of several different answers taken'] : [];
      return answered(reading.answer, [...stripped.steps, ...steps, ...several, ...reading.steps]);
    }
    // `[Note]` in prose reads as a list and answers nothing.
    if (!isList(value) || steps.length === 0) reason ??= reading.reason;
  }
  if (reason === null && text.length > longestProse) {
    return { kind: 'unreadable', reason: `Longer than ${longestProse} characters and not JSON` };
  }
  // What stands in an object with other keys is no prose: `{"analysis": "could be an effusion"}` answers nothing.
  if (reason === null && bareJson) reason = 'JSON without the answer that was asked for';
  if (reason === null) {
    const reading = reader.fromText(text, response);
    if (reading?.kind === 'read') return answered(reading.answer, [...stripped.steps, ...reading.steps]);
    if (reading !== null) reason = reading.reason;
  }
  const evidence = text.length > longestProse ? null : refusalIn(text);
  if (evidence !== null) return { kind: 'refused', evidence };
  return { kind: 'unreadable', reason: reason ?? 'Holds no answer to the task' };
}

function differs<Answer>(other: Reading<Answer>, one: Exclude<Reading<Answer>, null>): boolean {
  return (
    other?.kind === 'read' &&
    one.kind === 'read' &&
    JSON.stringify(other.answer) !== JSON.stringify(one.answer)
  );
}

function isSound(steps: readonly string[]): boolean {
  return !steps.some((step) => step.startsWith('JSON repaired'));
}

function answered<Answer>(answer: Answer, steps: readonly string[]): Outcome<Answer> {
  return { kind: 'answered', answer, steps: [...new Set(steps)] };
}
