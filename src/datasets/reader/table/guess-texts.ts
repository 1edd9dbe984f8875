import { isSectionName, sectionKind } from '../report/sections.ts';
import type { GuessedColumn } from './columns.ts';
import { guessed, isNumber, type Column } from './guess-column.ts';

const reportNames =
  /^(?:reports?|reporttext|fullreport|radiologyreport|freetext|captions?|报告|报告内容|检查报告)$/;
const findingsNames = /^(?:findings?|findingstext|findingssection|影像所见|检查所见|所见)$/;
const impressionNames =
  /^(?:impressions?|impressiontext|impressionsection|conclusions?|诊断|印象|结论|诊断意见|检查结论)$/;

/** A column of texts, by its name and only where it holds sentences. */
export function textRole({ name, plain, values }: Column): GuessedColumn | null {
  // An impression or a report may be two words long; findings of two words are labels.
  const brief =
    (impressionNames.test(plain) || reportNames.test(plain)) &&
    values.filter((value) => /\s|\p{Script=Han}/u.test(value)).length > values.length / 2;
  if (!isProse(values) && !brief) return null;
  const why = 'its name, and its cells are sentences';
  const kind = isSectionName(name) ? sectionKind(name) : null;
  if (findingsNames.test(plain) || kind === 'findings') return guessed(name, 'findings', why, 0.95);
  if (impressionNames.test(plain) || kind === 'impression') return guessed(name, 'impression', why, 0.95);
  if (reportNames.test(plain)) return guessed(name, 'report', `${why}: it is split into its sections`, 0.9);
  return kind === 'other' && !/^(?:study|procedure|exam|history)$/.test(plain)
    ? guessed(name, 'other section', why, 0.8)
    : null;
}

/** Beside findings, an impression may be one word in every row (`Pneumonia`, `Normal`). */
export function withImpression(
  guesses: readonly GuessedColumn[],
  columns: readonly Column[],
): readonly GuessedColumn[] {
  const has = (role: GuessedColumn['role']) => guesses.some((column) => column.role === role);
  const at = columns.findIndex(
    ({ name, plain, values }, column) =>
      isImpression(name, plain) && guesses[column]?.role === 'ignore' && !values.every(isNumber),
  );
  return at < 0 || !has('findings') || has('impression')
    ? guesses
    : guesses.map((column, n) =>
        n === at ? guessed(column.name, 'impression', 'its name, beside findings', 0.8) : column,
      );
}

const isImpression = (name: string, plain: string): boolean =>
  impressionNames.test(plain) || (isSectionName(name) && sectionKind(name) === 'impression');

export const isProse = (values: readonly string[]): boolean =>
  values.filter((value) => value.length > 20 || /[。，]/.test(value)).length > values.length / 2;

/** `sent` in files for LXMERT (PathVQA). */
const questionNames = /^(?:questions?|query|sent|问题)$/;
const answerNames = /^(?:answers?|correctanswer|gtanswer|gpt4answer|correctoption|答案)$/;
/** Where a question has no answer of that name (MedXpertQA): what is right of it, not of the picture. */
const labelledAnswers = /^(?:labels?|answerlabels?|answeridx|answerindex|targets?|gt|groundtruth)$/;
/** Of LLaVA's lists of questions, the question is `text`. */
const isNumbered = (columns: readonly Column[]): boolean =>
  columns.some(({ plain }) => plain === 'questionid');
const optionNames = /^(?:options?|choices?|选项)$/;
const kindNames = /^(?:answertype|questiontype|qtype|closed)$/;

/** Columns of questions count only with an answer beside them; `A`, `B`, `C`, `D` are then its options. */
export function questionColumns(
  guesses: readonly GuessedColumn[],
  columns: readonly Column[],
): GuessedColumn[] {
  const find = (names: RegExp) => columns.find(({ plain, values }) => names.test(plain) && values.length > 0);
  const question = find(questionNames) ?? (isNumbered(columns) ? find(/^text$/) : undefined);
  const answer = find(answerNames) ?? find(labelledAnswers);
  if (question === undefined || answer === undefined) return [...guesses];
  const letters = 'abcdefghij'
    .split('')
    .map((letter) =>
      columns.find(({ plain }) => new RegExp(`^(?:options?|choices?)?${letter}$`).test(plain)),
    );
  const first = letters.findIndex((column) => column === undefined);
  const options = new Set((first < 0 ? letters : letters.slice(0, first)).map((column) => column?.name));
  const closed = columns.find(
    ({ plain, values }) =>
      kindNames.test(plain) && values.every((value) => /^(?:open|closed?|yes\/?no)\b/i.test(value.trim())),
  );
  return guesses.map((column, at) => {
    const plain = columns[at]?.plain ?? '';
    if (column.name === question.name)
      return guessed(column.name, 'question', 'its name, beside an answer', 0.95);
    if (column.name === answer.name)
      return guessed(column.name, 'answer', 'its name, beside a question', 0.95);
    if (options.size > 1 && options.has(column.name))
      return guessed(column.name, 'option', 'a letter, beside a question', 0.95);
    if (optionNames.test(plain) && column.role !== 'image')
      return guessed(column.name, 'options', 'its name, beside a question', 0.9);
    if (column.name === closed?.name)
      return guessed(column.name, 'question kind', 'its cells say open or closed', 0.9);
    // What is said of a question (its category) is no label of the picture, nor is what its picture is called.
    return column.role === 'labels' || plain === 'caption'
      ? guessed(column.name, 'ignore', 'it is about the question', 0.6)
      : column;
  });
}
