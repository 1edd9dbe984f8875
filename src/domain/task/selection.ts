import type { CaseSelection, Evaluation, SubgroupSelection } from './task.ts';

/** In a confusion table, the column of the trials without an answer; as `CaseSelection.answer` it selects those. */
export const noAnswer = 'no answer';

/** Does a case belong to the subgroups selected? @param name of its own; null where it is not known. */
export function isInSubgroup(selection: SubgroupSelection, name: string | null): boolean {
  const { in: only, notIn, known } = selection;
  return (
    (only === undefined || name === only) &&
    (notIn === undefined || (name !== null && name !== notIn)) &&
    (known === undefined || known === (name !== null))
  );
}

/** Does an evaluated case stand behind a number? All conditions on its truth and answer that are given must hold. */
export function isSelected(selection: CaseSelection, evaluation: Evaluation): boolean {
  const { truth, notTruth, answer, notAnswer, outcome, correct } = selection;
  return (
    (truth === undefined || evaluation.truthLabels.includes(truth)) &&
    (notTruth === undefined || !evaluation.truthLabels.includes(notTruth)) &&
    (answer === undefined || gives(evaluation, answer)) &&
    (notAnswer === undefined || !gives(evaluation, notAnswer)) &&
    (outcome === undefined || evaluation.outcome.kind === outcome) &&
    (correct === undefined || evaluation.correct === correct)
  );
}

function gives(evaluation: Evaluation, answer: string): boolean {
  if (evaluation.answerLabels.includes(answer)) return true;
  return answer === noAnswer && evaluation.outcome.kind !== 'answered';
}

/** The first label of an answer, where a case has one answer among labels. */
export function firstLabel({ outcome, answerLabels }: Evaluation): string | null {
  return outcome.kind === 'answered' ? (answerLabels[0] ?? null) : null;
}
