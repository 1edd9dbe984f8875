import { labelMatcher } from '../../answer/labels.ts';
import { squash } from '../../answer/fold.ts';
import { quantitiesIn, quantityOf, sameQuantity } from '../../answer/quantity.ts';
import type { Question, Truth } from '../../dataset/truth.ts';
import { exactMatch, tokenF1 } from '../../metric/text/answer-overlap.ts';
import { isChinese } from '../../metric/text/case-scores.ts';
import { evaluator, requireTruth } from '../evaluation.ts';
import { checkSpec, choiceOption, defaultsOf, optionOf } from '../options.ts';
import { askedQuestions, questionNumber, questionOf } from '../question.ts';
import type { RegisteredTask } from '../registered.ts';
import { objectSchema, textSchema } from '../schema.ts';
import type { TaskSpec } from '../task.ts';
import { acceptedChoice, choicesOf, questionReader } from './answer.ts';
import { prompts } from './prompts.ts';
import { answerHeadline, summarizeAnswers } from './summarize.ts';

const open = choiceOption('open', ['contained', 'exact'], 'contained', {
  label: 'An answer in words is right when an accepted answer',
  help: 'Standing in it is enough unless it is denied there; or, after case, articles and punctuation are set aside, the two must be the same.',
  decides: 'scoring',
  choiceWords: { contained: 'stands in it', exact: 'is all of it' },
});
const options = [askedQuestions, questionNumber, open];

export const visualQuestionAnswering: RegisteredTask = {
  id: 'visual-question-answering',
  name: 'Visual question answering',
  plain:
    'Questions about an image, answered with yes or no, with one of several options, or in words; compared with the accepted answers.',
  needsImage: true,
  comparedBy: 'answer-accuracy',
  prompts,
  options,
  defaultSpec: (labels, language) => ({
    task: 'visual-question-answering',
    labels,
    options: defaultsOf(options),
    language,
  }),
  missing,
  questions: ({ questions = [] }, spec) =>
    optionOf(spec, askedQuestions) === 'all' ? questions.map((_question, at) => at + 1) : null,
  bind(spec) {
    checkSpec(spec, 'visual-question-answering', options);
    optionOf(spec, askedQuestions);
    optionOf(spec, questionNumber);
    const contained = optionOf(spec, open) === 'contained';
    return {
      spec,
      answerSchema: objectSchema({ answer: textSchema('the answer, as short as possible') }),
      ...evaluator({
        reader: (truth) => questionReader(questionOf(truth, spec)),
        missing: (truth) => missing(truth, spec),
        reference(truth) {
          const question = questionOf(truth, spec);
          return { text: question.answers.join(' / '), labels: [...truthChoices(question), question.kind] };
        },
        unanswered: false,
        score(answer, truth) {
          const question = questionOf(truth, spec);
          if (answer.kind === 'choice') {
            const correct = truthChoices(question).includes(answer.choice);
            const value = correct ? 1 : 0;
            return {
              answerText: answer.choice,
              correct,
              answerLabels: [answer.choice],
              values: { 'answer-accuracy': value, 'exact-match': value, 'token-f1': null },
            };
          }
          const { text } = answer;
          const exact = exactMatch(question.answers, text) || isSameQuantity(question, text);
          const correct = exact || (contained && contains(question, text));
          return {
            answerText: text,
            correct,
            answerLabels: [],
            values: {
              'answer-accuracy': correct ? 1 : 0,
              'exact-match': exact ? 1 : 0,
              'token-f1': tokenF1(question.answers, text, isChinese(spec.language)),
            },
          };
        },
      }),
      summarize: summarizeAnswers,
      headline: answerHeadline,
    };
  },
  idealAnswer(truth, spec) {
    requireTruth(missing(truth, spec));
    return { answer: questionOf(truth, spec).answers[0] ?? '' };
  },
};

function missing(truth: Truth, spec: TaskSpec): string | null {
  const number = optionOf(spec, questionNumber);
  const question = truth.questions?.[number - 1];
  if (question === undefined) return `The case has no question number ${number}.`;
  if (!question.answers.some((answer) => /[\p{L}\p{N}]/u.test(answer))) {
    return `Question number ${number} of the case has no accepted answer.`;
  }
  const choices = choicesOf(question);
  if (choices === null) return null;
  const keys = choices.map(squash);
  if (keys.includes('') || new Set(keys).size < keys.length) {
    return `The options of question number ${number} are empty or the same once case and punctuation are set aside.`;
  }
  return truthChoices(question).length === 0
    ? `No accepted answer of question number ${number} is one of its options (${choices.join(', ')}).`
    : null;
}

/** The choices that count as right; empty for a question without choices. */
function truthChoices(question: Question): readonly string[] {
  if (choicesOf(question) === null) return [];
  return question.answers.flatMap((answer) => acceptedChoice(question, answer) ?? []);
}

/** `30 mm` for `3 cm`. */
function isSameQuantity({ answers }: Question, text: string): boolean {
  const given = quantityOf(text);
  return (
    given !== null &&
    answers.some((answer) => {
      const accepted = quantityOf(answer);
      return accepted !== null && sameQuantity(accepted, given);
    })
  );
}

/** Does an accepted answer stand in the text, not denied? Of quantities the text must hold exactly one, the same. */
function contains({ answers }: Question, text: string): boolean {
  return answers.some((answer) => {
    const quantity = quantityOf(answer);
    if (quantity !== null) {
      const [only, ...others] = quantitiesIn(text);
      return only !== undefined && others.length === 0 && sameQuantity(quantity, only);
    }
    if (squash(answer) === '') return false;
    const match = labelMatcher([{ name: answer, synonyms: [] }]).match(text);
    return match.kind === 'match' && match.how !== 'letter';
  });
}
