import type { CaseSelection, OutcomeKind } from '../../domain/task/task.ts';
import { addressOf, segment } from '../kit/address.ts';

const outcomeKinds: readonly OutcomeKind[] = ['answered', 'unreadable', 'refused', 'empty', 'failed'];

/** Where the cases behind a number are listed. */
export function casesAddress(run: string, arm: number | null, selection: CaseSelection): string {
  return addressOf(`/results/${segment(run)}/cases`, { arm: arm ?? undefined, ...selection });
}

export function caseAddress(
  run: string,
  sample: string,
  arm: number | null,
  selection: CaseSelection,
): string {
  return addressOf(`/results/${segment(run)}/cases/${segment(sample)}`, {
    arm: arm ?? undefined,
    ...selection,
  });
}

/** Reads what `casesAddress` wrote; what cannot be read restricts nothing. */
export function readSelection(query: string): {
  readonly arm: number | null;
  readonly selection: CaseSelection;
} {
  const values = new URLSearchParams(query);
  const arm = Number.parseInt(values.get('arm') ?? '', 10);
  const text = (key: 'truth' | 'answer' | 'notTruth' | 'notAnswer') => {
    const value = values.get(key);
    return value === null ? {} : { [key]: value };
  };
  const outcome = outcomeKinds.find((kind) => kind === values.get('outcome'));
  const correct = values.get('correct');
  return {
    arm: Number.isInteger(arm) && arm >= 0 ? arm : null,
    selection: {
      ...text('truth'),
      ...text('answer'),
      ...text('notTruth'),
      ...text('notAnswer'),
      ...(outcome ? { outcome } : {}),
      ...(correct === 'true' || correct === 'false' ? { correct: correct === 'true' } : {}),
    },
  };
}

/** The selection in words: `truth is effusion, answer is not effusion`. */
export function describeSelection(selection: CaseSelection): string {
  const { truth, notTruth, answer, notAnswer, outcome, correct } = selection;
  const words = [
    truth === undefined ? null : `truth is ${truth}`,
    notTruth === undefined ? null : `truth is not ${notTruth}`,
    answer === undefined ? null : `answer is ${answer}`,
    notAnswer === undefined ? null : `answer is not ${notAnswer}`,
    outcome === undefined ? null : `the model's outcome is ${outcomeWords[outcome]}`,
    correct === undefined ? null : correct ? 'answered rightly' : 'answered wrongly or not at all',
  ].filter((each) => each !== null);
  return words.length === 0 ? 'all cases' : words.join(', ');
}

export const outcomeWords: Readonly<Record<OutcomeKind, string>> = {
  answered: 'answered',
  unreadable: 'could not read the answer',
  refused: 'refused',
  empty: 'empty answer',
  failed: 'call failed',
};
