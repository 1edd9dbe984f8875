import type { CaseSelection, Evaluation } from './task.ts';

/** In a confusion table, the column of the trials without an answer; as `CaseSelection.answer` it selects those. */
export const noAnswer = 'no answer';

/** Does an evaluated case stand behind a number? All conditions that are given must hold. */
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
