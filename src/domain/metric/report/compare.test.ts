import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareReports, type FindingDifference } from './compare.ts';
import { definitions } from './definitions.ts';
import { findingScores, reportCaseScores } from './scores.ts';

const options = { language: 'en', uncertain: 'positive' } as const;
const scoring = { uncertain: 'positive', counted: 'present' } as const;
const names = (list: readonly FindingDifference[]) => list.map(({ observation }) => observation);

const reference =
  'The heart is enlarged. Small left pleural effusion. 8 mm nodule in the right upper lobe. No pneumothorax. Bibasilar atelectasis.';
const candidate =
  'The heart is normal in size. Small right pleural effusion. 1.2 cm nodule in the right upper lobe. Possible pneumothorax. Right PICC.';

test('differences are listed with the words on both sides', () => {
  const comparison = compareReports(reference, candidate, options);
  expect(names(comparison.omitted)).toEqual(['Atelectasis']);
  expect(names(comparison.invented)).toEqual(['Support Devices']);
  expect(names(comparison.negationFlips)).toEqual(['Cardiomegaly', 'Pneumothorax']);
  expect(names(comparison.lateralityErrors)).toEqual(['Pleural Effusion']);
  expect(comparison.lateralityErrors[0]?.reference).toMatchObject({ side: 'left', status: 'present' });
  expect(comparison.lateralityErrors[0]?.candidate).toMatchObject({
    side: 'right',
    mentions: [{ text: 'effusion' }],
  });
  expect(comparison.omitted[0]?.reference.mentions[0]?.text).toBe('atelectasis');
  expect(comparison.measurements.disagreeing).toMatchObject([
    {
      reference: { values: [8], observation: 'Lung Lesion' },
      candidate: { values: [12], observation: 'Lung Lesion' },
    },
  ]);
});

test('an uncertain finding counts as there, or not, as chosen', () => {
  expect(names(compareReports('Clear.', 'Possible effusion.', options).invented)).toEqual([
    'Pleural Effusion',
  ]);
  const strict = { ...options, uncertain: 'negative' } as const;
  expect(names(compareReports('Clear.', 'Possible effusion.', strict).invented)).toEqual([]);
  expect(names(compareReports('No effusion.', 'Possible effusion.', strict).negationFlips)).toEqual([]);
});

test('sides are compared only where both texts name one', () => {
  expect(names(compareReports('Left effusion.', 'Effusion.', options).lateralityErrors)).toEqual([]);
  expect(names(compareReports('Left effusion.', 'Bilateral effusions.', options).lateralityErrors)).toEqual([
    'Pleural Effusion',
  ]);
  expect(names(compareReports('Left effusion.', 'No right effusion.', options).lateralityErrors)).toEqual([]);
});

test('equal measurements in other units agree; unlike ones pair within a finding and unit', () => {
  const measurements = (a: string, b: string) => compareReports(a, b, options).measurements;
  expect(measurements('Nodule of 1.2 cm.', 'Nodule of 12 mm.')).toEqual({
    disagreeing: [],
    omitted: [],
    invented: [],
  });
  const { disagreeing, omitted, invented } = measurements(
    'Nodule of 5 mm. Tube 3 cm above the carina.',
    'Tube 4 cm above the carina. 2 nodules.',
  );
  expect(disagreeing.map(({ reference: a, candidate: b }) => [a.text, b.text])).toEqual([['3 cm', '4 cm']]);
  expect(omitted.map(({ text }) => text)).toEqual(['5 mm']);
  expect(invented.map(({ text, unit }) => [text, unit])).toEqual([['2', 'none']]);
});

test('Chinese reports are compared by Chinese rules', () => {
  const comparison = compareReports('左侧胸腔积液。结节直径1.2厘米。', '右侧胸腔积液。结节直径12mm。', {
    language: 'zh',
    uncertain: 'positive',
  });
  expect(names(comparison.lateralityErrors)).toEqual(['Pleural Effusion']);
  expect(comparison.measurements.disagreeing).toEqual([]);
});

test('figures of one report', () => {
  // There in both: effusion, nodule. Only in the candidate: pneumothorax, device. Only in the reference: heart, atelectasis.
  expect(reportCaseScores(compareReports(reference, candidate, options), scoring)).toEqual({
    'finding-precision': 0.5,
    'finding-recall': 0.5,
    'finding-f1': 0.5,
    'omitted-findings': 1,
    'invented-findings': 1,
    'negation-flips': 2,
    'laterality-errors': 1,
    'measurement-disagreements': 1,
  });
});

test('figures of texts that say nothing are undefined, counts are 0', () => {
  const scores = reportCaseScores(compareReports('', '', options), scoring);
  expect(scores['finding-f1']).toBeNull();
  expect(scores['finding-precision']).toBeNull();
  expect(scores['finding-recall']).toBeNull();
  expect(scores['omitted-findings']).toBe(0);
});

test('every figure of a report has a complete definition', () => {
  const scores = reportCaseScores(compareReports(reference, candidate, options), scoring);
  expect(Object.keys(scores)).toEqual(definitions.map(({ id }) => id));
  for (const { id, ...texts } of definitions) {
    for (const text of ['plain', 'formula', 'convention', 'emptyCase', 'reference', 'peer'] as const) {
      expect(texts[text], `${id}.${text}`).toMatch(/\S/);
    }
    expect(texts.convention).toContain('not CheXbert');
  }
});

const pairs = [
  {
    reference: [
      { observation: 'Edema', status: 'present' },
      { observation: 'Pneumonia', status: 'uncertain' },
      { observation: 'Fracture', status: 'absent' },
    ],
    candidate: [
      { observation: 'Edema', status: 'present' },
      { observation: 'Fracture', status: 'present' },
    ],
  },
  {
    reference: [{ observation: 'Edema', status: 'present' }],
    candidate: [{ observation: 'Edema', status: 'absent' }],
  },
] as const;

function valueOf(result: { kind: string; value?: number }): number | undefined {
  return result.value;
}

test('scores over reports, uncertain as there', () => {
  const { byObservation, micro, macro } = findingScores(pairs, scoring);
  const edema = byObservation.find(({ observation }) => observation === 'Edema');
  expect(edema).toMatchObject({
    truePositives: 1,
    falsePositives: 0,
    falseNegatives: 1,
    f1: { value: 2 / 3, n: 2 },
  });
  expect(valueOf(micro.precision)).toBe(0.5);
  expect(valueOf(micro.recall)).toBeCloseTo(1 / 3, 12);
  expect(valueOf(micro.f1)).toBe(0.4);
  // F1 is defined for Edema (2/3), Pneumonia (0) and Fracture (0).
  expect(valueOf(macro.f1)).toBeCloseTo(2 / 9, 12);
  expect(macro.f1.signature.options).toEqual({
    averaging: 'macro over 3 of 14',
    counted: 'present',
    uncertain: 'positive',
  });
  // Precision: Edema 1, Fracture 0. Recall: Edema 1/2, Pneumonia 0.
  expect(valueOf(macro.precision)).toBe(0.5);
  expect(valueOf(macro.recall)).toBe(0.25);
});

test('scores over reports, uncertain as not there, and by mention', () => {
  expect(valueOf(findingScores(pairs, { ...scoring, uncertain: 'negative' }).micro.recall)).toBe(0.5);
  const mentioned = findingScores(pairs, { ...scoring, counted: 'mentioned' });
  expect(valueOf(mentioned.micro.precision)).toBe(1);
  expect(valueOf(mentioned.micro.recall)).toBe(0.75);
});

test('another schema of observations can be scored', () => {
  const one = [{ observation: 'caries', status: 'present' }] as const;
  const { byObservation, micro } = findingScores([{ reference: one, candidate: one }], {
    ...scoring,
    observations: ['caries'],
  });
  expect(byObservation).toHaveLength(1);
  expect(valueOf(micro.f1)).toBe(1);
});

test('nothing at all is undefined, with the reason', () => {
  const { micro, macro } = findingScores([], scoring);
  expect(micro.precision).toMatchObject({ kind: 'undefined', reason: 'nothing was found', n: 0 });
  expect(micro.recall).toMatchObject({ kind: 'undefined', reason: 'nothing was there to find' });
  expect(macro.f1).toMatchObject({ kind: 'undefined', reason: 'undefined for every observation' });
});

test('a report against itself has no difference; lists turn round with the texts', () => {
  const words = fc.constantFrom(
    'no',
    'effusion',
    'possible',
    'left',
    'right',
    'nodule',
    '4 mm',
    '1 cm',
    'heart',
    'is enlarged',
    '.',
    'and',
  );
  const text = fc.array(words, { maxLength: 25 }).map((list) => list.join(' '));
  fc.assert(
    fc.property(text, text, fc.constantFrom('positive', 'negative'), (first, second, uncertain) => {
      const own = compareReports(first, first, { language: 'en', uncertain });
      const { measurements, omitted, invented, negationFlips, lateralityErrors } = own;
      expect([...omitted, ...invented, ...negationFlips, ...lateralityErrors]).toEqual([]);
      expect(measurements).toEqual({ disagreeing: [], omitted: [], invented: [] });
      const forth = compareReports(first, second, { language: 'en', uncertain });
      const back = compareReports(second, first, { language: 'en', uncertain });
      expect(names(forth.omitted)).toEqual(names(back.invented));
      expect(names(forth.negationFlips)).toEqual(names(back.negationFlips));
      expect(names(forth.lateralityErrors)).toEqual(names(back.lateralityErrors));
      expect(forth.measurements.disagreeing).toHaveLength(back.measurements.disagreeing.length);
    }),
  );
});
