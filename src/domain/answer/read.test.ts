import { describe, expect, it } from 'vitest';
import { taskById } from '../task/registry.ts';

/** What the server says of why a text ends is minded, and never makes an answer of what is none. */

const labels = ['normal', 'effusion'].map((name) => ({ name, synonyms: [] }));
const task = taskById('classification');
const bound = task.bind(task.defaultSpec(labels, 'en'));
const outcomeOf = (text: string, finishReason: string) =>
  bound.evaluate({ text, finishReason }, { labels: ['normal'] }).outcome;

it('the last of several different answers is taken, and told; the same answer twice is one', () => {
  const steps = (text: string) => {
    const outcome = outcomeOf(text, 'stop');
    return outcome.kind === 'answered' ? outcome.steps.join() : outcome.kind;
  };
  expect(steps('{"label":"normal"} No: {"label":"effusion"}')).toContain('last of several different answers');
  expect(steps('{"label":"normal"} {"label":"normal"}')).not.toContain('several');
});

describe('a content filter', () => {
  it.each(['content_filter', 'CONTENT_FILTER', 'SAFETY'])('ends without words: %s is a refusal', (reason) => {
    expect(outcomeOf('', reason)).toMatchObject({ kind: 'refused' });
    expect(outcomeOf('This picture', reason)).toMatchObject({ kind: 'refused' });
  });
  it('ends after the answer: the answer counts, and the end is told', () => {
    const outcome = outcomeOf('{"label":"effusion"}', 'content_filter');
    expect(outcome).toMatchObject({ kind: 'answered', steps: ['a content filter ended the text'] });
  });
});

describe('the limit of tokens', () => {
  it.each(['length', 'max_tokens', 'MAX_TOKENS', 'max_output_tokens'])(
    '%s is told with what was read',
    (reason) => {
      expect(outcomeOf('', reason)).toEqual({
        kind: 'unreadable',
        reason: 'The limit of tokens was reached before an answer began',
      });
      const thinking = outcomeOf('<think>Is it normal or', reason);
      expect(thinking.kind === 'unreadable' && thinking.reason).toContain(
        'the limit of tokens cut the text off',
      );
      const cut = outcomeOf('{"label":"effusion","because":"there is', reason);
      expect(cut.kind === 'answered' && cut.steps).toContain('the limit of tokens cut the text off');
    },
  );
  it('is not minded where the text ended by itself', () => {
    expect(outcomeOf('', 'stop')).toEqual({ kind: 'empty' });
    expect(outcomeOf('{"label":"effusion"}', 'stop')).toMatchObject({ kind: 'answered', steps: [] });
  });
});
