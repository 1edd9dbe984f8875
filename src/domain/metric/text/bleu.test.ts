import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addBleuStatistics, bleuScore, bleuStatistics, type BleuSmoothing } from './bleu.ts';
import { bleuTokens } from './bleu-tokenizers.ts';

/** A number that agrees to so many decimals. */
function near(value: number, decimals: number): unknown {
  return expect.closeTo(value, decimals);
}

const tokenOptions = { tokenizer: '13a', lowercase: false } as const;
const reference = 'The heart is mildly enlarged. No focal consolidation, pleural effusion (or pneumothorax).';
const second = 'Cardiac silhouette enlarged; lungs clear at 4.2 cm.';
const candidate = 'Heart is enlarged. No consolidation, effusion or pneumothorax seen.';

describe('tokenizer 13a', () => {
  test.each([
    ['4.2 cm, stable.', '4.2 cm , stable .'],
    ['3-mm nodule (see image).', '3 - mm nodule ( see image ) .'],
    ['<skipped>AT&amp;T &quot;x&quot; &lt;1', 'AT & T " x " < 1'],
    ['&amp;lt;', '<'],
    ['x &gt; y', 'x > y'],
    ['ab-\ncd\nef', 'abcd ef'],
    ['mid-lung', 'mid-lung'],
    ['1,000.5', '1,000.5'],
    ['a.b,c', 'a . b , c'],
    ['5.', '5 .'],
    ['.5', '. 5'],
    ['x/y:z', 'x / y : z'],
    ["patient's", "patient's"],
    ['a\u00a0b', 'a b'],
    ['', ''],
  ])('%j', (text, tokens) => {
    expect(bleuTokens(text, '13a').join(' ')).toBe(tokens);
  });
});

describe('tokenizer zh', () => {
  test.each([
    ['左上肺见小结节，直径约4mm。', '左 上 肺 见 小 结 节 ， 直 径 约 4mm 。'],
    // What sacrebleu's mistyped ranges make single tokens.
    ['T1≥5 – “ok”', 'T1 ≥ 5 – “ ok ”'],
    ['ａｂ１％', 'ａ ｂ １ ％'],
    ['心影1.5倍', '心 影 1.5 倍'],
    ['𠀀x', '𠀀x'],
    ['  CT-引导 ', 'CT- 引 导'],
    ['a.b', 'a . b'],
  ])('%j', (text, tokens) => {
    expect(bleuTokens(text, 'zh').join(' ')).toBe(tokens);
  });
});

describe('counts', () => {
  test('against two references: the most that either has, and the length that is closest', () => {
    expect(bleuStatistics([reference, second], candidate, tokenOptions)).toEqual({
      candidateLength: 12,
      referenceLength: 10,
      matches: [10, 4, 1, 0],
      totals: [12, 11, 10, 9],
    });
  });

  test('of two equally close lengths the shorter counts, whatever their order', () => {
    for (const references of [
      ['a', 'a b c'],
      ['a b c', 'a'],
    ]) {
      expect(bleuStatistics(references, 'a b', tokenOptions)?.referenceLength).toBe(1);
    }
  });

  test('an empty reference is passed over; none left is undefined', () => {
    expect(bleuStatistics(['', 'a'], 'a', tokenOptions)?.referenceLength).toBe(1);
    expect(bleuStatistics([''], 'a', tokenOptions)).toBeUndefined();
    expect(bleuStatistics([' '], 'a', tokenOptions)?.referenceLength).toBe(0);
  });

  test('cases add up', () => {
    const one = bleuStatistics([reference], candidate, tokenOptions);
    const other = bleuStatistics([second], candidate, tokenOptions);
    if (!one || !other) throw new Error('both have references');
    const sum = addBleuStatistics([one, other]);
    expect(sum.candidateLength).toBe(24);
    expect(sum.referenceLength).toBe(one.referenceLength + other.referenceLength);
    expect(sum.totals).toEqual([24, 22, 20, 18]);
    expect(sum.matches).toEqual(one.matches.map((count, i) => count + (other.matches[i] ?? 0)));
  });
});

describe('score', () => {
  const statistics = bleuStatistics([reference, second], candidate, tokenOptions);
  const scoreBy = (smoothing: BleuSmoothing, smoothingValue?: number) =>
    statistics &&
    bleuScore(statistics, {
      smoothing,
      effectiveOrder: true,
      ...(smoothingValue === undefined ? {} : { smoothingValue }),
    }).score;

  // By sacrebleu's algorithm on the same counts.
  test.each([
    ['exp', undefined, 20.255986027125637],
    ['floor', undefined, 13.545994273378144],
    ['floor', 0.01, 7.617472370712343],
    ['add-k', undefined, 28.187801576296454],
    ['add-k', 0.5, 22.252071492962287],
    ['none', undefined, 0],
  ] as const)('smoothing %s, %s', (smoothing, value, expected) => {
    expect(scoreBy(smoothing, value)).toBeCloseTo(expected, 10);
  });

  test('case counts unless lowered', () => {
    const lowered = bleuStatistics([reference], candidate, { tokenizer: '13a', lowercase: true });
    expect(lowered && bleuScore(lowered, { smoothing: 'exp', effectiveOrder: true }).score).toBeCloseTo(
      14.460157694820465,
      10,
    );
  });

  test('orders longer than the text are left out only by effective order', () => {
    const short = bleuStatistics([reference], 'No focal', tokenOptions);
    if (!short) throw new Error('it has a reference');
    expect(bleuScore(short, { smoothing: 'exp', effectiveOrder: true }).score).toBeCloseTo(
      0.055308437014783385,
      12,
    );
    const whole = bleuScore(short, { smoothing: 'exp', effectiveOrder: false });
    expect(whole).toEqual({
      score: 0,
      precisions: [100, 100, 0, 0],
      brevityPenalty: near(0.000553084, 9),
    });
  });

  test('nothing in common is 0, with the brevity that lengths give', () => {
    const score = (text: string) => {
      const counts = bleuStatistics(['clear lungs'], text, tokenOptions);
      return counts && bleuScore(counts, { smoothing: 'exp', effectiveOrder: true });
    };
    expect(score('')).toEqual({ score: 0, precisions: [0, 0, 0, 0], brevityPenalty: 0 });
    expect(score('x')).toEqual({ score: 0, precisions: [0, 0, 0, 0], brevityPenalty: Math.exp(-1) });
    expect(score('x y z')?.brevityPenalty).toBe(1);
  });

  test('any two texts: between 0 and 100, 100 against itself', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', '.', '1') }),
    );
    fc.assert(
      fc.property(
        text,
        text,
        fc.constantFrom<BleuSmoothing>('exp', 'floor', 'add-k', 'none'),
        (first, other, smoothing) => {
          for (const tokenizer of ['13a', 'zh'] as const) {
            const options = { smoothing, effectiveOrder: true };
            const counts = bleuStatistics([first], other, { tokenizer, lowercase: false });
            const score = counts ? bleuScore(counts, options).score : 0;
            expect(score).toBeGreaterThanOrEqual(0);
            expect(score).toBeLessThan(100.0001);
            const own = bleuStatistics([first], first, { tokenizer, lowercase: false });
            if (own && own.candidateLength > 0) expect(bleuScore(own, options).score).toBeCloseTo(100, 9);
          }
        },
      ),
    );
  });
});
