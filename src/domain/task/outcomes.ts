import type { EvaluatedCase, OutcomeKind, UnansweredRule } from './task.ts';

/** Every kind of outcome with its count, zero included. */
export function countOutcomes(cases: readonly EvaluatedCase[]): Readonly<Record<OutcomeKind, number>> {
  const counts: Record<OutcomeKind, number> = { answered: 0, unreadable: 0, refused: 0, empty: 0, failed: 0 };
  for (const { evaluation } of cases) counts[evaluation.outcome.kind] += 1;
  return counts;
}

/** The cases that count under a rule. */
export function countedCases(
  cases: readonly EvaluatedCase[],
  unanswered: UnansweredRule,
): readonly EvaluatedCase[] {
  return unanswered === 'wrong'
    ? cases
    : cases.filter(({ evaluation }) => evaluation.outcome.kind === 'answered');
}
