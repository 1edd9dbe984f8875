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
    cases: { total: 12, gone: 0, truthChanged: 0, groups: 12, truthHash: '' },
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
  it('say of cases that were deleted or corrected after they were asked about', () => {
    const options = { level: 0.95, resamples: 10, seed: 1, unanswered: 'wrong' } as const;
    const cases = { total: 12, gone: 1, truthChanged: 2, groups: 11, truthHash: '' };
    expect(withoutAnswer({ arms: [arm('A', { answered: 11 })], comparisons: [], options, cases })).toEqual([
      '1 case was deleted since: the figures are of the other 11.',
      'The truth of 2 cases was changed since this run began: answers are scored against it as it is now.',
    ]);
  });
  it('say of few cases, or few patients, how little they tell', () => {
    const options = { level: 0.95, resamples: 10, seed: 1, unanswered: 'wrong' } as const;
    const of = (total: number, groups: number) =>
      withoutAnswer({
        arms: [arm('A', { answered: total })],
        comparisons: [],
        options,
        cases: { total, gone: 0, truthChanged: 0, groups, truthHash: '' },
      });
    expect(of(3, 3)).toEqual([
      'These figures rest on 3 cases: intervals from so few are rough, those from resampling mostly too narrow.',
    ]);
    expect(of(40, 2).join(' ')).toMatch(/on 40 cases of 2 groups \(patient or lesion\)/);
    expect(of(10, 10)).toEqual([]);
  });
  it('say nothing where all is well, or nothing was asked yet', () => {
    expect(
      told('wrong', arm('A', { answered: 12 }), arm('B', { answered: 1, unreadable: 4 }), arm('C', {})),
    ).toEqual([]);
  });
});
