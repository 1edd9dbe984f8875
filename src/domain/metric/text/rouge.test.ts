import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRouge, type RougeScores } from './rouge.ts';
import { rougeTokens } from './rouge-tokens.ts';

/** A number that agrees to so many decimals. */
function near(value: number, decimals: number): unknown {
  return expect.closeTo(value, decimals);
}

const plain = createRouge({ stemmer: false, tokens: 'words' });
const stemming = createRouge({ stemmer: true, tokens: 'words' });
const chinese = createRouge({ stemmer: false, tokens: 'characters' });

const reference = 'The heart is mildly enlarged. No focal consolidation, pleural effusion (or pneumothorax).';
const candidate = 'Heart is enlarged. No consolidation, effusion or pneumothorax seen.';

function f1s({ rouge1, rouge2, rougeL, rougeLsum }: RougeScores): number[] {
  return [rouge1.f1, rouge2.f1, rougeL.f1, rougeLsum.f1];
}

test('two reports, counted by hand', () => {
  const scores = plain([reference], candidate);
  expect(scores.rouge1.precision).toBeCloseTo(8 / 9, 12);
  expect(scores.rouge1.recall).toBeCloseTo(8 / 12, 12);
  expect(scores.rouge2.precision).toBeCloseTo(4 / 8, 12);
  expect(scores.rouge2.recall).toBeCloseTo(4 / 11, 12);
  expect(scores.rougeL.f1).toBeCloseTo(0.761904761904762, 12);
});

test('the stemmer makes inflected words equal, and leaves words of three letters alone', () => {
  expect(plain(['effusions are seen'], 'effusion is seen').rouge1.f1).toBeCloseTo(1 / 3, 12);
  expect(stemming(['effusions are seen'], 'effusion is seen').rouge1.f1).toBeCloseTo(2 / 3, 12);
  expect(stemming(['dies'], 'die').rouge1.f1).toBe(1);
  expect(stemming(['ads'], 'ad').rouge1.f1).toBe(0);
});

describe('Lsum', () => {
  test('takes lines as sentences, in any order', () => {
    const scores = plain(['one two\nthree four\nfive'], 'three four five\none two');
    expect(f1s(scores)).toEqual([1, 0.75, 0.6, 1].map((value) => near(value, 12)));
  });

  test('unites the sequences of several lines and counts no token oftener than either text has it', () => {
    const { rougeL, rougeLsum } = plain(['a b c d\ne f a'], 'a c\nb d f\ne a a');
    expect(rougeL).toEqual({ precision: 0.625, recall: 5 / 7, f1: near(2 / 3, 12) });
    expect(rougeLsum).toEqual({ precision: 0.875, recall: 1, f1: near(14 / 15, 12) });
  });

  test('passes over lines without words', () => {
    expect(plain(['\n\n--\nclear\n'], '\nclear\n\n').rougeLsum.f1).toBe(1);
  });

  test('equals L where there is one line', () => {
    fc.assert(
      fc.property(textOf('abc '), textOf('abc '), (first, second) => {
        const { rougeL, rougeLsum } = plain([first], second);
        expect(rougeLsum).toEqual(rougeL);
      }),
    );
  });
});

test('Chinese is counted by character, Latin and digits by run, all else dropped', () => {
  expect(rougeTokens('左肺见4mm结节。A1', 'characters')).toEqual(['左', '肺', '见', '4mm', '结', '节', 'a1']);
  expect(rougeTokens('左肺 4mm', 'words')).toEqual(['4mm']);
  const scores = chinese(['左肺见4mm结节。\n心影Normal'], '左肺结节4mm\nnormal心影');
  expect(f1s(scores)).toEqual(
    [0.9411764705882353, 0.4, 0.7058823529411765, 0.7058823529411765].map((value) => near(value, 12)),
  );
  expect(chinese(['\u4e00\u9fff\u4dff\ua000'], '\u4e00\u9fff').rouge1.f1).toBe(1);
});

test('of several references each type takes the one with the best F1', () => {
  const scores = plain(['no effusion', 'clear lungs no'], 'clear lungs');
  expect(scores.rouge1.f1).toBeCloseTo(0.8, 12);
  expect(plain(['clear lungs no', 'no effusion'], 'clear lungs')).toEqual(scores);
  expect(() => plain([], 'clear')).toThrow(/needs at least one reference/);
});

test('a text without words scores 0, a text of one word has no pairs', () => {
  expect(f1s(plain([''], ''))).toEqual([0, 0, 0, 0]);
  expect(f1s(plain(['clear lungs'], '!!! 。'))).toEqual([0, 0, 0, 0]);
  expect(f1s(plain(['clear'], 'clear'))).toEqual([1, 0, 1, 1]);
});

const any = fc.oneof(fc.string({ unit: 'grapheme' }), textOf('ab \n.'), textOf('éİK肺a1\n'));

function textOf(letters: string) {
  return fc.string({ unit: fc.constantFrom(...Array.from(letters)), maxLength: 90 });
}

test('any two texts: within bounds, F symmetric but for Lsum, 1 against itself', () => {
  fc.assert(
    fc.property(any, any, (first, second) => {
      for (const rouge of [plain, stemming, chinese]) {
        const forth = rouge([first], second);
        const back = rouge([second], first);
        for (const { precision, recall, f1 } of Object.values<RougeScores[keyof RougeScores]>({ ...forth })) {
          expect(Math.min(precision, recall, f1)).toBeGreaterThanOrEqual(0);
          expect(Math.max(precision, recall, f1)).toBeLessThanOrEqual(1);
        }
        expect(forth.rouge1.precision).toBe(back.rouge1.recall);
        expect(forth.rouge2.precision).toBe(back.rouge2.recall);
        expect(forth.rougeL.precision).toBe(back.rougeL.recall);
        const own = rouge([first], first);
        expect(own.rougeLsum.f1).toBe(own.rouge1.f1);
      }
    }),
  );
});

test('words met before do not change a score', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(any, any), { maxLength: 5 }), any, any, (earlier, first, second) => {
      const used = createRouge({ stemmer: true, tokens: 'words' });
      for (const [one, other] of earlier) used([one], other);
      expect(used([first], second)).toEqual(createRouge({ stemmer: true, tokens: 'words' })([first], second));
    }),
  );
});

test('a vocabulary that outgrows its memory starts anew without changing a score', () => {
  const rouge = createRouge({ stemmer: false, tokens: 'words' });
  const many = Array.from({ length: 210_000 }, (_, i) => `w${i}`).join(' ');
  expect(rouge([many], 'w1 w209999').rouge1.precision).toBe(1);
  expect(f1s(rouge([reference], candidate))).toEqual(f1s(plain([reference], candidate)));
});
