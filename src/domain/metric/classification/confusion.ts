/** In a list of answers: the case has none (unreadable, refused, empty, failed). */
export const noAnswer = -1;

/** Cases counted by what is true and what was answered, with the sums that every metric is made of. */
export interface Confusion {
  /** Number of classes. */
  readonly classes: number;
  /** Row by row: `cells[truth * (classes + 1) + answer]`; the last column counts cases without an answer. */
  readonly cells: ArrayLike<number>;
  /** Cases of each class. */
  readonly truth: Float64Array;
  /** Answers of each class. */
  readonly answers: Float64Array;
  /** Right answers of each class. */
  readonly hits: Float64Array;
  /** Cases of each class that have no answer. */
  readonly unanswered: Float64Array;
  /** All cases, with or without an answer. */
  readonly n: number;
  readonly hitCount: number;
  readonly unansweredCount: number;
}

/**
 * @param truth class of each case, from 0; @param answers class answered, or `noAnswer`; @param classes how many there are.
 * @throws RangeError where the lists differ in length or hold anything else.
 */
export function confusionOf(
  truth: ArrayLike<number>,
  answers: ArrayLike<number>,
  classes: number,
): Confusion {
  return confusionOfCells(countCells(cellOfCases(truth, answers, classes), classes), classes);
}

/** The cell of each case in a confusion of `classes` classes. Arguments and errors as for `confusionOf`. */
export function cellOfCases(
  truth: ArrayLike<number>,
  answers: ArrayLike<number>,
  classes: number,
): Int32Array {
  if (truth.length !== answers.length) {
    throw new RangeError(`${truth.length} cases have ${answers.length} answers; there must be one for each`);
  }
  const columns = classes + 1;
  return Int32Array.from({ length: truth.length }, (_, i) => {
    const row = truth[i] ?? NaN;
    const answer = answers[i] ?? NaN;
    if (!isClass(row, classes))
      throw new RangeError(`case ${i}: ${row} is no class from 0 to ${classes - 1}`);
    if (answer === noAnswer) return row * columns + classes;
    if (!isClass(answer, classes)) {
      throw new RangeError(`case ${i}: the answer ${answer} is no class from 0 to ${classes - 1}`);
    }
    return row * columns + answer;
  });
}

/** How many cases fall in each cell; with `weights`, each case counts that often. */
export function countCells(cellOfCase: Int32Array, classes: number, weights?: Uint32Array): Uint32Array {
  const cells = new Uint32Array(classes * (classes + 1));
  for (let i = 0; i < cellOfCase.length; i++) {
    const cell = cellOfCase[i] ?? 0;
    cells[cell] = (cells[cell] ?? 0) + (weights ? (weights[i] ?? 0) : 1);
  }
  return cells;
}

/** The sums over given cells (`classes` rows of `classes + 1`). */
export function confusionOfCells(cells: ArrayLike<number>, classes: number): Confusion {
  const truth = new Float64Array(classes);
  const answers = new Float64Array(classes);
  const hits = new Float64Array(classes);
  const unanswered = new Float64Array(classes);
  let n = 0;
  let hitCount = 0;
  let unansweredCount = 0;
  let cell = 0;
  for (let row = 0; row < classes; row++) {
    let sum = 0;
    for (let column = 0; column < classes; column++) {
      const count = cells[cell++] ?? 0;
      sum += count;
      answers[column] = (answers[column] ?? 0) + count;
      if (row === column) {
        hits[row] = count;
        hitCount += count;
      }
    }
    const without = cells[cell++] ?? 0;
    unanswered[row] = without;
    unansweredCount += without;
    truth[row] = sum + without;
    n += sum + without;
  }
  return { classes, cells, truth, answers, hits, unanswered, n, hitCount, unansweredCount };
}

/** The same cases less those without an answer. */
export function withoutUnanswered({ cells, classes }: Confusion): Confusion {
  const columns = classes + 1;
  const answered = Uint32Array.from({ length: classes * columns }, (_, cell) =>
    cell % columns === classes ? 0 : (cells[cell] ?? 0),
  );
  return confusionOfCells(answered, classes);
}

function isClass(value: number, classes: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < classes;
}
