import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addBleuStatistics, bleuStatistics } from './bleu.ts';
import { createTextScorer, textCaseMetrics } from './case-scores.ts';
import { addChrfStatistics, chrf2PlusPlus, chrfStatistics } from './chrf.ts';
import { corpusTextScores } from './corpus-scores.ts';
import { definitions } from './definitions.ts';

/** A number that agrees to so many decimals. */
function near(value: number, decimals: number): unknown {
  return expect.closeTo(value, decimals);
}

const intervals = { resamples: 200, seed: 1, level: 0.95 };
const english = { language: 'en', stemmer: true };
const chinese = { language: 'zh-CN', stemmer: true };

test('every metric of a case and of a corpus has a definition, and each has its own id', () => {
  const ids = definitions.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(ids)).toEqual(
    new Set([...textCaseMetrics, ...Object.keys(corpusTextScores([], { ...english, intervals }))]),
  );
});

test('definitions are complete', () => {
  for (const definition of definitions) {
    for (const text of [
      'name',
      'plain',
      'formula',
      'convention',
      'emptyCase',
      'reference',
      'peer',
    ] as const) {
      expect(definition[text], `${definition.id}.${text}`).toMatch(/\S/);
    }
    expect(definition.family).toBe('text');
  }
});

test('a report against itself', () => {
  const report = 'The heart is enlarged. No pleural effusion.';
  const { values } = createTextScorer(english)([report], report);
  expect(values).toMatchObject({
    'rouge-1-f': 1,
    'rouge-lsum-recall': 1,
    'exact-match': 1,
    'length-ratio': 1,
  });
  expect(values['bleu-sentence']).toBeCloseTo(100, 9);
  expect(values['chrf-plus-plus']).toBeCloseTo(100, 9);
  expect(values['meteor-exact-stem']).toBeGreaterThan(0.99);
});

test('English takes words and stems, Chinese characters', () => {
  expect(createTextScorer(english)(['effusions'], 'effusion').values['rouge-1-f']).toBe(1);
  expect(
    createTextScorer({ ...english, stemmer: false })(['effusions'], 'effusion').values['rouge-1-f'],
  ).toBe(0);
  const { values } = createTextScorer(chinese)(['左肺结节'], '右肺结节');
  expect(values).toMatchObject({ 'rouge-1-f': 0.75, 'token-f1': 0.75, 'length-ratio': 1 });
  expect(values['bleu-sentence']).toBeGreaterThan(50);
  expect(values['meteor-exact-stem']).toBeGreaterThan(0.7);
});

test('Chinese is never stemmed, even where it is mixed with Latin words', () => {
  expect(createTextScorer(chinese)(['肺 nodules'], '肺 nodule').values['rouge-1-f']).toBe(0.5);
});

test('without a reference that has words every metric is undefined, and says why', () => {
  const { values, undefinedReason } = createTextScorer(english)(['', '!?'], 'clear');
  expect(Object.keys(values)).toEqual([...textCaseMetrics]);
  expect(Object.values(values).every((value) => value === null)).toBe(true);
  expect(undefinedReason).toBe('the reference has no words');
});

test('an answer without words scores 0', () => {
  const { values, undefinedReason } = createTextScorer(english)(['clear lungs'], '');
  expect(Object.values(values).every((value) => value === 0)).toBe(true);
  expect(undefinedReason).toBeUndefined();
});

test('length ratio takes the reference closest in length, of equally close ones the shorter', () => {
  const score = createTextScorer(english);
  expect(score(['a b c d', 'a'], 'a b c').values['length-ratio']).toBe(0.75);
  expect(score(['a b c', 'a'], 'a b').values['length-ratio']).toBe(2);
});

test('corpus metrics leave out cases without reference words and say how many counted', () => {
  const pairs = [
    { references: ['The heart is enlarged today.'], candidate: 'The heart is enlarged today.' },
    { references: ['No pleural effusion is seen.'], candidate: 'No pleural effusion is seen.' },
    { references: ['!'], candidate: 'clear' },
  ];
  const scores = corpusTextScores(pairs, { ...english, intervals });
  expect(scores.bleu).toMatchObject({ kind: 'value', n: 2, value: near(100, 9) });
  expect(scores.chrf).toMatchObject({ kind: 'value', n: 2, value: near(100, 9) });
  expect(scores['cider-d']).toMatchObject({ kind: 'value', n: 2, value: near(10, 9) });
  expect(scores.bleu.signature.options).toEqual({
    tokenizer: '13a',
    smoothing: 'exp',
    case: 'mixed',
    orders: 4,
  });
});

test('corpus metrics have intervals around them, by group where a group has several cases', () => {
  const texts = [
    'The heart is enlarged.',
    'No pleural effusion is seen.',
    'The lungs are clear.',
    'A nodule.',
  ];
  const pairs = texts.flatMap((reference, at) => [
    { references: [reference], candidate: reference, group: `patient ${String(at)}` },
    { references: [reference], candidate: texts[(at + 1) % 4] ?? '', group: `patient ${String(at)}` },
  ]);
  const byGroup = corpusTextScores(pairs, { ...english, intervals });
  const byCase = corpusTextScores(
    pairs.map(({ references, candidate }) => ({ references, candidate })),
    { ...english, intervals },
  );
  for (const id of ['bleu', 'chrf', 'chrf-plus-plus', 'cider-d'] as const) {
    const [grouped, single] = [byGroup[id], byCase[id]];
    if (grouped.kind !== 'value' || single.kind !== 'value') throw new Error('undefined');
    expect(grouped.value).toBe(single.value);
    expect(grouped.interval?.method).toMatch(/by group/u);
    expect(single.interval?.method).not.toMatch(/group/u);
    // Each patient has one text that is right and one that is wrong.
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    const [ours, theirs] = [grouped.interval, single.interval];
    if (!ours || !theirs) throw new Error('no interval');
    expect(width(ours)).toBeLessThan(width(theirs));
    expect(ours.low).toBeLessThanOrEqual(grouped.value);
    expect(ours.high).toBeGreaterThanOrEqual(grouped.value);
  }
});

test('a resample of a corpus is the corpus of its cases', () => {
  const pairs = [
    { references: ['The heart is enlarged.'], candidate: 'The heart is large.' },
    { references: ['No pleural effusion is seen.'], candidate: 'No effusion.' },
  ];
  const [one, other] = pairs.map(({ references, candidate }) => ({
    bleu: bleuStatistics(references, candidate, { tokenizer: '13a', lowercase: false }),
    chrf: chrfStatistics(references, candidate, chrf2PlusPlus),
  }));
  if (!one?.bleu || !other?.bleu || !one.chrf || !other.chrf) throw new Error('no counts');
  expect(addBleuStatistics([one.bleu, other.bleu], [2, 1])).toEqual(
    addBleuStatistics([one.bleu, one.bleu, other.bleu]),
  );
  expect(addChrfStatistics([one.chrf, other.chrf], [0, 3])).toEqual(
    addChrfStatistics([other.chrf, other.chrf, other.chrf]),
  );
});

test('corpus BLEU is not the mean of sentences', () => {
  const pairs = [
    { references: ['the left lung is clear'], candidate: 'the left lung is clear' },
    { references: ['no effusion'], candidate: 'x y z' },
  ];
  expect(corpusTextScores(pairs, { ...english, intervals }).bleu).toMatchObject({
    // The fourth order has 2 of 2.
    value: near(100 * Math.exp((Math.log(5 / 8) + Math.log(4 / 6) + Math.log(3 / 4)) / 4), 9),
  });
});

test('corpus metrics without a case are undefined, CIDEr-D with one too', () => {
  for (const result of Object.values(corpusTextScores([], { ...english, intervals })))
    expect(result.kind).toBe('undefined');
  const one = corpusTextScores([{ references: ['左肺结节'], candidate: '左肺结节' }], {
    ...chinese,
    intervals,
  });
  expect(one['cider-d']).toMatchObject({ kind: 'undefined', n: 1 });
  expect(one.bleu).toMatchObject({ kind: 'value', signature: { options: { tokenizer: 'zh' } } });
});

test('no texts make a scorer fail or leave the bounds that the definitions state', () => {
  const score = createTextScorer(english);
  const scoreChinese = createTextScorer(chinese);
  const ranges = new Map(definitions.map(({ id, range }) => [id, range]));
  const text = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 3 }), text, (references, candidate) => {
      for (const { values } of [score(references, candidate), scoreChinese(references, candidate)]) {
        for (const [id, value] of Object.entries(values)) {
          if (value === null) continue;
          const [least, greatest] = ranges.get(id) ?? [0, 0];
          expect(value).toBeGreaterThanOrEqual(least ?? -Infinity);
          expect(value).toBeLessThanOrEqual((greatest ?? Infinity) * (1 + 1e-12));
        }
      }
    }),
  );
});
