import { porterStem } from './porter-stemmer.ts';

export interface RougeTokenOptions {
  /** Porter stems instead of words of more than three letters. */
  readonly stemmer: boolean;
  /**
   * `words`: Google's tokenizer, runs of a-z and 0-9 of the lower-cased text.
   * `characters`: for Chinese; each character of U+4E00 to U+9FFF is a token too.
   */
  readonly tokens: 'words' | 'characters';
}

/** A text as token numbers: the whole, and where its sentences (lines that have tokens) end. */
export interface EncodedText {
  readonly tokens: readonly number[];
  /** Exclusive end of each sentence within `tokens`, ascending. */
  readonly ends: readonly number[];
}

export interface EncodedPair {
  readonly reference: EncodedText;
  readonly candidate: EncodedText;
  /** How many different tokens there are in both; token numbers run from 0 to just below. */
  readonly distinct: number;
}

/** Past this many different words the memory of stems starts anew. */
const vocabularyLimit = 200_000;

/**
 * Tokenizes pairs of texts into small whole numbers, equal where the tokens are. Remembers the words that it has met, so
 * that each is stemmed once: make one and use it for many pairs.
 */
export function createPairEncoder(
  options: RougeTokenOptions,
): (reference: string, candidate: string) => EncodedPair {
  const numberOfWord = new Map<string, number>();
  const numberOfToken = new Map<string, number>();
  // A token's number within the pair at hand, valid where it was met in that pair.
  let numberInPair = new Int32Array(1024);
  let metInPair = new Int32Array(1024);
  let pair = 0;
  let distinct = 0;

  function vocabularyNumber(word: string): number {
    const known = numberOfWord.get(word);
    if (known !== undefined) return known;
    const token = options.stemmer && word.length > 3 ? porterStem(word) : word;
    const number = numberOfToken.get(token) ?? numberOfToken.size;
    numberOfToken.set(token, number);
    numberOfWord.set(word, number);
    if (number >= metInPair.length) {
      numberInPair = enlarged(numberInPair);
      metInPair = enlarged(metInPair);
    }
    return number;
  }

  function pairNumber(word: string): number {
    const number = vocabularyNumber(word);
    if (metInPair[number] !== pair) {
      metInPair[number] = pair;
      numberInPair[number] = distinct++;
    }
    return numberInPair[number] ?? 0;
  }

  function encode(text: string): EncodedText {
    const lower = text.toLowerCase();
    const byCharacter = options.tokens === 'characters';
    const tokens: number[] = [];
    const ends: number[] = [];
    let start = -1;
    for (let i = 0; i <= lower.length; i++) {
      const code = i < lower.length ? lower.charCodeAt(i) : newline;
      if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57)) {
        if (start < 0) start = i;
        continue;
      }
      if (start >= 0) tokens.push(pairNumber(lower.slice(start, i)));
      start = -1;
      if (code === newline) {
        if (tokens.length > (ends.at(-1) ?? 0)) ends.push(tokens.length);
      } else if (byCharacter && code >= 0x4e00 && code <= 0x9fff) tokens.push(pairNumber(lower.charAt(i)));
    }
    return { tokens, ends };
  }

  return (reference, candidate) => {
    if (numberOfWord.size > vocabularyLimit) {
      numberOfWord.clear();
      numberOfToken.clear();
    }
    pair++;
    distinct = 0;
    return { reference: encode(reference), candidate: encode(candidate), distinct };
  };
}

const newline = 10;

function enlarged(list: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(list.length * 2);
  larger.set(list);
  return larger;
}

/** The tokens of one text, as ROUGE has them but not stemmed: how many words it counts. */
export function rougeTokens(text: string, tokens: RougeTokenOptions['tokens']): string[] {
  const pattern = tokens === 'words' ? /[a-z0-9]+/g : /[a-z0-9]+|[\u4e00-\u9fff]/g;
  return text.toLowerCase().match(pattern) ?? [];
}
