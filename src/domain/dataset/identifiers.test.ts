import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identifiersIn, withoutIdentifiers } from './identifiers.ts';

const found = (text: string) =>
  identifiersIn(text).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);

describe('a scan for identifiers', () => {
  test.each([
    ['Discussed with Dr. Jane A. Miller by phone.', ['name: Jane A. Miller']],
    ['PATIENT NAME: DOE, JOHN', ['name: DOE, JOHN']],
    ['Doe^John^^^', ['name: Doe^John']],
    ['Dictated by: Mary Ann Lee', ['name: Mary Ann Lee']],
    ['Compared to 03/14/2019 and 2020-1-2.', ['date: 03/14/2019', 'date: 2020-1-2']],
    ['CT of March 3rd, 2021; 4 Jan 2020', ['date: March 3rd, 2021', 'date: 4 Jan 2020']],
    ['MRN: 00123456, accession number A-778812', ['record number: 00123456', 'record number: A-778812']],
    ['SSN 123-45-6789', ['record number: 123-45-6789']],
    [
      'Call (555) 123-4567 or a.b@hospital.org',
      ['phone number: (555) 123-4567', 'e-mail address: a.b@hospital.org'],
    ],
    ['A 93-year-old woman', ['age over 89: 93-year-old']],
    [
      '姓名：张三丰，住院号：A123456，2021年3月4日',
      ['name: 张三丰', 'record number: A123456', 'date: 2021年3月4日'],
    ],
    ['报告医师：李四 电话 13812345678', ['name: 李四', 'phone number: 13812345678']],
    ['Dr. XXXX Miller was told on 3.14.19', ['name: XXXX Miller', 'date: 3.14.19']],
    ['患者95岁', ['age over 89: 95岁']],
  ])('finds in %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test.each([
    'The heart is normal in size. No pneumothorax. A 5 mm nodule in the right upper lobe, 2.3 x 1.4 cm.',
    'T12 compression fracture, L4-5 degenerative change; 45 year old male. Grade 2/3.',
    '双肺纹理清晰，右肺上叶见一大小约1.2×0.8cm结节，患者56岁。',
    'Dr. XXXX XXXX was called by Dr. XXXX- XXXX. A cardiothoracic ratio of 16.2/24.7.',
    'There is 1. atelectasis 2. effusion. The patient: stable. XXXX',
  ])('finds nothing in %j', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('cuts out what it found, and nothing else', () => {
    const text = 'Dr. Miller on 03/14/2019: clear.';
    expect(withoutIdentifiers(text, identifiersIn(text))).toBe('Dr. [name] on [date]: clear.');
  });

  test('gives places that lie apart in the text, whatever the text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom(
        'Dr. ',
        'Miller ',
        'MRN: ',
        '03/14/2019',
        '姓名：',
        '张三',
        '^',
        '@a.b',
        '13812345678',
        ' ',
      ),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
        (text) => {
          let before = 0;
          for (const { start, end } of identifiersIn(text)) {
            expect(start).toBeGreaterThanOrEqual(before);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            before = end;
          }
        },
      ),
    );
    // Each rule is compiled anew for texts beyond Latin.
  }, 30_000);

  test('takes no time that grows faster than the text', () => {
    for (const text of [
      'Patient: '.repeat(5000),
      '1'.repeat(50_000),
      'A'.repeat(50_000),
      `${'a.'.repeat(20_000)}@`,
    ])
      expect(identifiersIn(text).length).toBeLessThan(50_000);
  });
});
