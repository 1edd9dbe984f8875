/** A word, a Han character or a mark that separates clauses, folded for comparison. */
export interface Token {
  readonly text: string;
  readonly kind: 'word' | 'comma' | 'stop';
}

/** Han, Hiragana and Katakana are written without spaces: each character is a word. */
const pattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}])+|[.!?;:,()\n。；！？，、：]/gu;
const commas = new Set([',', '、', '(', ')']);
/** Singular and plural of an English word read alike; `-ss`, `-is`, `-us` are no plurals (atelectasis, hiatus). */
const plural = /(?<![siu])s$/u;

/** Case, width (NFKC), accents and apostrophes set aside. */
export function foldCharacters(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`]/gu, '');
}

/** Words of a text in order, with the marks between clauses; punctuation inside words (`no_finding`, `no-finding`) separates them. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const [found] of foldCharacters(text).matchAll(pattern)) {
    if (/^[.!?;:,()\n。；！？，、：]$/u.test(found)) {
      tokens.push({ text: found, kind: commas.has(found) ? 'comma' : 'stop' });
    } else {
      tokens.push({ text: singular(found), kind: 'word' });
    }
  }
  return tokens;
}

/** The words of a name, without marks. */
export function wordsOf(text: string): readonly string[] {
  return tokensOf(text)
    .filter(({ kind }) => kind === 'word')
    .map((token) => token.text);
}

/** All words run together: equal for `No Finding`, `no_finding`, `NoFindings`. */
export function squash(text: string): string {
  return wordsOf(text).join('');
}

function singular(word: string): string {
  return word.length > 4 ? word.replace(plural, '') : word;
}
