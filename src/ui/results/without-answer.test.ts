import { describe, expect, it } from 'vitest';
import { withoutAnswer } from './without-answer.ts';

const outcomes = { answered: 0, unreadable: 0, refused: 0, empty: 0, failed: 0 };
const arm = (name: string, change: Partial<typeof outcomes>) => ({
  name,
  summary: { outcomes: { ...outcomes, ...change } },
});
const told = (unanswered: 'wrong' | 'left out', ...arms: ReturnType<typeof arm>[]) =>
  withoutAnswer({
    arms,
    comparisons: [],
    options: { level: 0.95, resamples: 10, seed: 1, unanswered },
  });

describe('results without answers', () => {
  it('say so of a model that gave none, with what came instead', () => {
    expect(told('wrong', arm('A', { failed: 11, refused: 1 }))).toEqual([
      'A gave no usable answer: 11 calls failed, 1 refused. Its figures say nothing of how well it reads.',
    ]);
  });
  it('say how many calls failed, and how they count', () => {
    expect(told('wrong', arm('A', { answered: 9, failed: 3 }))).toEqual([
      '3 of 12 trials of A failed and count as wrong.',
    ]);
    expect(told('left out', arm('A', { answered: 9, failed: 3 }))).toEqual([
      '3 of 12 trials of A failed and are left out.',
    ]);
  });
  it('say nothing where all is well, or nothing was asked yet', () => {
    expect(
      told('wrong', arm('A', { answered: 12 }), arm('B', { answered: 1, unreadable: 4 }), arm('C', {})),
    ).toEqual([]);
  });
});
