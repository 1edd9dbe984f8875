import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reportOf, splitSections } from './sections.ts';

const split = (text: string) =>
  splitSections(text).map(({ heading, kind, text: body }) => [heading, kind, body]);

describe('sections of a report', () => {
  test('as MIMIC-CXR writes them', () => {
    const text = `                                 FINAL REPORT
 EXAMINATION:  CHEST (PA AND LAT)

 INDICATION:  ___F with new onset ascites  // eval for infection

 TECHNIQUE:  Chest PA and lateral

 COMPARISON:  None.

 FINDINGS:

 There is no focal consolidation, pleural effusion or pneumothorax.  Ratio
 of 3:1 is normal.

 IMPRESSION:

 No acute cardiopulmonary process.
`;
    expect(split(text)).toEqual([
      ['', 'other', 'FINAL REPORT'],
      ['EXAMINATION', 'other', 'CHEST (PA AND LAT)'],
      ['INDICATION', 'other', '___F with new onset ascites  // eval for infection'],
      ['TECHNIQUE', 'other', 'Chest PA and lateral'],
      ['COMPARISON', 'other', 'None.'],
      [
        'FINDINGS',
        'findings',
        'There is no focal consolidation, pleural effusion or pneumothorax.  Ratio\n of 3:1 is normal.',
      ],
      ['IMPRESSION', 'impression', 'No acute cardiopulmonary process.'],
    ]);
  });

  test('in one line, in title case, with a heading that is not known', () => {
    expect(split('FINDINGS: Clear lungs. IMPRESSION: Normal.')).toEqual([
      ['FINDINGS', 'findings', 'Clear lungs.'],
      ['IMPRESSION', 'impression', 'Normal.'],
    ]);
    expect(split('Findings: Clear.\nImpression: Normal finding: none.\nSPECIAL VIEWS: two')).toEqual([
      ['Findings', 'findings', 'Clear.'],
      ['Impression', 'impression', 'Normal finding: none.'],
      ['SPECIAL VIEWS', 'other', 'two'],
    ]);
    expect(split('FINDINGS AND IMPRESSION: Normal.')).toEqual([
      ['FINDINGS AND IMPRESSION', 'findings', 'Normal.'],
    ]);
  });

  test('in Chinese', () => {
    expect(
      split(
        '检查部位：胸部CT\n影像学表现：双肺纹理清晰。心影不大。诊断意见：1、双肺未见异常；2、建议：随访。',
      ),
    ).toEqual([
      ['检查部位', 'other', '胸部CT'],
      ['影像学表现', 'findings', '双肺纹理清晰。心影不大。'],
      ['诊断意见', 'impression', '1、双肺未见异常；2、'],
      ['建议', 'other', '随访。'],
    ]);
    expect(split('【检查所见】肝脏形态正常\n【诊断】脂肪肝，入院诊断：不详')).toEqual([
      ['检查所见', 'findings', '肝脏形态正常'],
      ['诊断', 'impression', '脂肪肝，入院诊断：不详'],
    ]);
  });

  test('nothing is left out: two sections of a kind are joined, a report without headings is neither', () => {
    expect(reportOf(splitSections('FINDINGS: a\nIMPRESSION: b\nFINDINGS: c\nNOTE: d'))).toEqual({
      findings: 'a\nc',
      impression: 'b',
      others: [{ heading: 'NOTE', text: 'd' }],
      language: 'en',
    });
    expect(reportOf(splitSections('A chest film.'))).toEqual({
      others: [{ heading: '', text: 'A chest film.' }],
      language: 'en',
    });
    expect(reportOf(splitSections(' \n'))).toBeUndefined();
  });

  test('any text keeps every letter but its headings', () => {
    const piece = fc.constantFrom(
      'FINDINGS:',
      'impression: ',
      '\n',
      ' ',
      '检查所见：',
      '【诊断】',
      'word',
      '。',
      'X-RAY (PA):',
      'a',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const kept = splitSections(text)
          .map(({ heading, text: body }) => heading + body)
          .join('');
        const plain = (value: string) => value.replace(/[\s:：【】[\]]/gu, '');
        // Headings without a text under them are dropped with nothing under them.
        expect(plain(text).length).toBeGreaterThanOrEqual(plain(kept).length);
        const words = (value: string) => (value.match(/word/g) ?? []).length;
        expect(words(kept)).toBe(words(text));
      }),
    );
  });
});

test('headings that have a line to themselves, without a colon', () => {
  expect(splitSections('检查所见\n两肺清晰。\n诊断意见\n未见异常。')).toEqual([
    { heading: '检查所见', kind: 'findings', text: '两肺清晰。' },
    { heading: '诊断意见', kind: 'impression', text: '未见异常。' },
  ]);
  expect(
    splitSections('Findings\nClear lungs, as in the last\nexamination\nof May.\n\nIMPRESSION\nNormal.'),
  ).toEqual([
    { heading: 'Findings', kind: 'findings', text: 'Clear lungs, as in the last\nexamination\nof May.' },
    { heading: 'IMPRESSION', kind: 'impression', text: 'Normal.' },
  ]);
});
