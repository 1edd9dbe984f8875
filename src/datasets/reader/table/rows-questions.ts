import type { Question } from '../../../domain/dataset/truth.ts';
import { listOfCell } from './list-cell.ts';

export type RowQuestion =
  | { readonly kind: 'question'; readonly question: Question }
  | { readonly kind: 'fault'; readonly is: string; readonly remedy: string };

interface Option {
  readonly letter: string;
  readonly text: string;
}

const letters = 'ABCDEFGHIJ';

/**
 * A question of a row. An answer by letter is the option of that letter. Without options it is closed where the row says so, or where it
 * says nothing and the answer is yes or no; else open.
 *
 * @param options with their letters (`A`, or the place in the list).
 */
export function questionOf(
  question: string,
  answer: string,
  options: readonly Option[],
  said: string,
): RowQuestion {
  const answers = answersOf(answer);
  if (options.length >= 2) {
    const bare = withoutLetters(options);
    const texts = bare.map(({ text }) => text);
    const chosen = answers.map((each) => optionOf(each, bare));
    const missing = chosen.indexOf(null);
    return missing >= 0
      ? {
          kind: 'fault',
          is: `is “${answers[missing] ?? ''}”, none of the options`,
          remedy: 'Write the letter or the words of an option.',
        }
      : {
          kind: 'question',
          question: {
            question,
            answers: chosen.filter((text) => text !== null),
            kind: 'multiple choice',
            options: texts,
          },
        };
  }
  const polar = answers.every((each) => /^(?:yes|no|是|否|有|无|没有|对|不对)[.。]?$/iu.test(each));
  const closed = /^(?:close|yes)/i.test(said.trim()) || (said.trim() === '' && polar);
  return { kind: 'question', question: { question, answers, kind: closed ? 'closed' : 'open' } };
}

/** `A: MRI`, `B: CT` in columns of their own: the letters are no part of the options. */
function withoutLetters(options: readonly Option[]): readonly Option[] {
  const bare = options.map(({ letter, text }) => ({
    letter,
    text: text.replace(new RegExp(`^\\(?${letter}\\)?\\s*[:.：、)]\\s*`, 'i'), ''),
  }));
  return bare.every(({ text }, at) => text !== options[at]?.text && text !== '') ? bare : options;
}

/** Several accepted answers are a list in JSON, or joined as the lists of a record are. */
function answersOf(answer: string): string[] {
  if (answer.includes('|'))
    return answer
      .split('|')
      .map((each) => each.trim())
      .filter((each) => each !== '');
  if (!/^\[".*"\]$/s.test(answer)) return [answer];
  try {
    const list: unknown = JSON.parse(answer);
    return Array.isArray(list) && list.length > 0 ? list.map(String) : [answer];
  } catch {
    return [answer];
  }
}

function optionOf(
  answer: string,
  options: readonly { readonly letter: string; readonly text: string }[],
): string | null {
  const plain = (text: string) => text.trim().toLowerCase();
  const exact = options.find(({ text }) => plain(text) === plain(answer));
  if (exact !== undefined) return exact.text;
  const letter = /^\(?([A-J])\)?[.:、)]?$/i.exec(answer.trim())?.[1]?.toUpperCase();
  const named = options.find((option) => option.letter === letter);
  // `B: Focal pattern`, letter and words of one option.
  const both = options.find((option) => plain(answer) !== '' && withLetter(option).test(answer));
  return (named ?? both)?.text ?? null;
}

const withLetter = ({ letter, text }: Option): RegExp =>
  new RegExp(
    `^\\s*\\(?${letter}\\)?\\s*[:.：、)]\\s*${text.trim().replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}\\s*$`,
    'i',
  );

/** `["a", "b"]`, `A: a, B: b`, `(A) a (B) b`, or words joined by `|` or `;`, with their letters. */
export function optionsOfCell(cell: string): { readonly letter: string; readonly text: string }[] {
  const lettered = [
    ...cell.matchAll(/(?:^|[\s,;|])\(?([A-J])[).:：、]\s*(.+?)(?=(?:[\s,;|]+\(?[A-J][).:：、]\s)|$)/gs),
  ];
  if (lettered.length >= 2)
    return lettered.map(([, letter = '', text = '']) => ({ letter, text: text.replace(/[\s,;|]+$/, '') }));
  const listed = listOfCell(cell) ?? cell.split(cell.includes('|') ? '|' : ';');
  return listed
    .map((text, at) => ({ letter: letters.charAt(at), text: text.trim() }))
    .filter(({ text }) => text !== '');
}
