import type { Confusion } from './confusion.ts';

/**
 * Matthews' correlation between truth and answer, from -1 to 1; for more than two classes Gorodkin's R_K (2004). Cases
 * without an answer are a class of answers of their own, which is never right.
 *
 * Null where all cases are of one class or all answers the same: a correlation with a constant is undefined.
 */
export function matthews({
  truth,
  answers,
  hitCount,
  n,
  unansweredCount,
  classes,
}: Confusion): number | null {
  let products = 0;
  let truthSquares = 0;
  let answerSquares = unansweredCount ** 2;
  for (let label = 0; label < classes; label++) {
    const t = truth[label] ?? 0;
    const a = answers[label] ?? 0;
    products += t * a;
    truthSquares += t * t;
    answerSquares += a * a;
  }
  const spread = Math.sqrt((n * n - truthSquares) * (n * n - answerSquares));
  return spread === 0 ? null : (n * hitCount - products) / spread;
}
