import type { JsonRecord } from './json-record.ts';

/** What a record calls its answers, and what its question. */
const answerNames = ['label', 'labels', 'answer', 'answers'];
const questionNames = ['sent', 'question'];

const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Questions whose answers are an object of scores (`"sent": "is there a mass?", "label": {"yes": 1}`), as PathVQA and VQA v2 are written for
 * LXMERT: an answer is then the name of a member, of several those with the highest score. Anything else is left as it is.
 */
export function withScoredAnswers(records: readonly JsonRecord[]): {
  readonly records: readonly JsonRecord[];
  readonly notes: readonly string[];
} {
  const scored = answerNames.find((name) => areScored(records, name));
  if (scored === undefined || !records.every(asks)) return { records, notes: [] };
  const name = scored.startsWith('label') ? 'answer' : scored;
  let left = 0;
  const told = records.map((record): JsonRecord => {
    const { [scored]: answers, ...rest } = record;
    const [best, others] = bestOf(answers);
    left += others;
    return { ...rest, [name]: best };
  });
  return {
    records: told,
    notes: [
      ...(name === scored ? [] : [`“${scored}” holds answers with their scores, and is read as the answer.`]),
      ...(left === 0
        ? []
        : [`Of several answers those with the highest score count; ${left} others were left out.`]),
    ],
  };
}

const asks = (record: JsonRecord): boolean =>
  questionNames.some((name) => typeof record[name] === 'string' && record[name].trim() !== '');

/** Whether a member is an object of scores from 0 to 1 wherever it says something, and does so somewhere. */
function areScored(records: readonly JsonRecord[], name: string): boolean {
  const said = records.map((record) => record[name]).filter((value) => value != null);
  return (
    said.every((value) => isRecord(value) && Object.values(value).every(isScore)) &&
    said.some((value) => isRecord(value) && Object.keys(value).length > 0)
  );
}

const isScore = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1;

/** The answers with the highest score, and how many others there are. */
function bestOf(answers: unknown): readonly [best: readonly string[], others: number] {
  const scores = isRecord(answers) ? Object.entries(answers) : [];
  const most = Math.max(0, ...scores.map(([, score]) => (isScore(score) ? score : 0)));
  const best = scores.filter(([, score]) => score === most && most > 0).map(([answer]) => answer);
  return [best, scores.length - best.length];
}
