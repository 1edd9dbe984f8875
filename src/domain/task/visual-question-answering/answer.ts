import { field, hasField, isList, isObject, scalarText } from '../../answer/fields.ts';
import { explainNoMatch, labelMatcher, quoted } from '../../answer/labels.ts';
import type { LabelMatcher } from '../../answer/labels.ts';
import { singleLabelInProse } from '../../answer/prose.ts';
import type { AnswerReader, Reading } from '../../answer/read.ts';
import { afterAnswerMarker } from '../../answer/reasoning.ts';
import { ownRefusalIn, withoutRefusal } from '../../answer/refusal.ts';
import { matchSteps } from '../classification/answer.ts';
import type { Question } from '../../dataset/truth.ts';

/** An answer to a question: a choice where choices were given (yes and no among them), else words. */
export type QuestionAnswer =
  { readonly kind: 'choice'; readonly choice: string } | { readonly kind: 'words'; readonly text: string };

const keys =
  `answer final_answer response value result prediction choice option label output text 答案 回答 最终答案`.split(
    /\s+/u,
  );

const yesAndNo = [
  {
    name: 'yes',
    synonyms: [
      'yeah',
      'true',
      'correct',
      'present',
      'positive',
      'y',
      '是',
      '是的',
      '有',
      '对',
      '存在',
      '阳性',
    ],
  },
  {
    name: 'no',
    synonyms: [
      'nope',
      'false',
      'incorrect',
      'absent',
      'negative',
      'n',
      '否',
      '不是',
      '没有',
      '无',
      '不',
      '不存在',
      '阴性',
    ],
  },
];

/** The choices of a question: its options, yes and no where those are accepted, or none. */
export function choicesOf({ options, answers, kind }: Question): readonly string[] | null {
  if (options !== undefined && options.length > 0) return options;
  const polar = answers.every((answer) => /^(?:yes|no|是|否|有|无|没有)[.。]?$/iu.test(answer.trim()));
  return kind !== 'open' && polar ? ['yes', 'no'] : null;
}

/** The choice that an accepted answer means: the option itself, its letter, yes or no; null where it is none of them. */
export function acceptedChoice(question: Question, answer: string): string | null {
  const matcher = choiceMatcher(question);
  if (matcher === null) return null;
  const match = matcher.match(answer);
  return match.kind === 'match' ? match.label : null;
}

export function questionReader(question: Question): AnswerReader<QuestionAnswer> {
  const matcher = choiceMatcher(question);
  return matcher === null ? wordsReader : choiceReader(matcher);
}

function choiceMatcher(question: Question): LabelMatcher | null {
  const choices = choicesOf(question);
  if (choices === null) return null;
  return question.options === undefined || question.options.length === 0
    ? labelMatcher(yesAndNo)
    : labelMatcher(choices.map((name) => ({ name, synonyms: [] })));
}

function choiceReader(matcher: LabelMatcher): AnswerReader<QuestionAnswer> {
  const choose = (text: string): Reading<QuestionAnswer> => {
    const found = singleLabelInProse(text, matcher);
    if (found === null) return { kind: 'unreadable', reason: `Declines: ${quoted(text)}` };
    const { match } = found;
    if (match.kind !== 'match') return { kind: 'unreadable', reason: explainNoMatch(match, found.from) };
    return {
      kind: 'read',
      answer: { kind: 'choice', choice: match.label },
      steps: [...found.steps, ...matchSteps(match, found.from)],
    };
  };
  return {
    fromJson(value) {
      const given = answerIn(value);
      return given === null ? null : choose(given);
    },
    fromText: (text) => (withoutRefusal(text).text === '' ? null : choose(text)),
  };
}

const wordsReader: AnswerReader<QuestionAnswer> = {
  fromJson(value) {
    const given = answerIn(value);
    if (given === null) return null;
    if (!/[\p{L}\p{N}]/u.test(given)) return { kind: 'unreadable', reason: 'The answer has no words' };
    if (ownRefusalIn(given) !== null) return { kind: 'unreadable', reason: `Declines: ${quoted(given)}` };
    return { kind: 'read', answer: { kind: 'words', text: given.trim() }, steps: [] };
  },
  fromText(text) {
    const { text: body, evidence } = withoutRefusal(text);
    if (evidence !== null && body === '') return null;
    const marked = afterAnswerMarker(body);
    const answer = (marked ?? body).replace(/\*\*/gu, '').trim();
    if (!/[\p{L}\p{N}]/u.test(answer)) return { kind: 'unreadable', reason: 'The answer has no words' };
    const steps = [
      ...(evidence === null ? [] : ['declining words left out']),
      ...(marked === null ? [] : ['answer after its marker taken']),
    ];
    return { kind: 'read', answer: { kind: 'words', text: answer }, steps };
  },
};

/** The answer of a JSON value as text; null where it holds none. */
function answerIn(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (!isObject(value) || !hasField(value, ...keys)) return null;
  const given = field(value, ...keys);
  if (isList(given)) return given.map(scalarText).join(', ');
  return isObject(given) ? answerIn(given) : scalarText(given);
}
