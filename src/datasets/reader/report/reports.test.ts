import { describe, expect, test } from 'vitest';
import { readDataset } from '../readers.ts';
import { filesOf } from '../test-files.ts';

const xml = (
  id: string,
  texts: Readonly<Record<string, string>>,
  films: readonly string[] = [],
) => `<?xml version="1.0" encoding="utf-8"?>
<eCitation><uId id="${id}"/><MedlineCitation><Article><Abstract>${Object.entries(texts)
  .map(([label, text]) => `<AbstractText Label="${label}">${text}</AbstractText>`)
  .join(
    '',
  )}</Abstract></Article></MedlineCitation>${films.map((film) => `<parentImage id="${film}"><caption>x</caption></parentImage>`).join('')}</eCitation>`;

describe('Open-i', () => {
  const texts = {
    COMPARISON: 'None.',
    INDICATION: 'Cough',
    FINDINGS: 'Clear &lt; before.',
    IMPRESSION: 'Normal.',
  };
  const report = {
    findings: 'Clear < before.',
    impression: 'Normal.',
    others: [
      { heading: 'COMPARISON', text: 'None.' },
      { heading: 'INDICATION', text: 'Cough' },
    ],
    language: 'en',
  };

  test('a report with its films, one without', async () => {
    const reading = await readDataset(
      filesOf(
        {
          'ecgen-radiology/1.xml': xml('CXR1', texts, ['CXR1_1_IM-0001-3001', 'CXR1_1_IM-0001-4001']),
          'ecgen-radiology/2.xml': xml('CXR2', texts, ['CXR2_IM-0652-1001']),
          'ecgen-radiology/3.xml': xml('CXR3', { FINDINGS: '', IMPRESSION: '' }),
        },
        ['NLMCXR_png/CXR1_1_IM-0001-3001.png', 'images_normalized/1_IM-0001-4001.dcm.png'],
      ),
      {},
    );
    expect(reading.reader).toBe('Open-i');
    expect(reading.cases).toMatchObject([
      {
        name: '1',
        images: [
          { path: 'NLMCXR_png/CXR1_1_IM-0001-3001.png' },
          { path: 'images_normalized/1_IM-0001-4001.dcm.png' },
        ],
        truth: { report },
      },
      { name: '2', images: [], text: { findings: 'Clear < before.' }, truth: { report } },
    ]);
    expect(reading.cases[0]?.text).toBeUndefined();
    expect(reading.refused).toEqual([
      { path: 'ecgen-radiology/3.xml', reason: 'its report is empty', remedy: 'Leave it out.' },
    ]);
  });
});

describe('text files', () => {
  test('of MIMIC-CXR: patient, study, films of the study; one without headings is kept whole', async () => {
    const reading = await readDataset(
      filesOf(
        {
          'files/p10/p10000032/s50414267.txt':
            ' FINAL REPORT\n FINDINGS:\n\n Clear.\n\n IMPRESSION:\n\n Normal.\n',
          'files/p10/p10000032/s50414268.txt': 'Single view.  No change.',
          'files/p10/p10000764/s57375967.txt': '',
        },
        ['files/p10/p10000032/s50414267/02aa.jpg', 'files/p10/p10000032/s50414267/174b.jpg'],
      ),
      {},
    );
    expect(reading.cases).toMatchObject([
      {
        name: 's50414267',
        group: '10000032',
        images: [{ path: 'files/p10/p10000032/s50414267/02aa.jpg' }, {}],
        truth: { report: { findings: 'Clear.', impression: 'Normal.' } },
      },
      {
        name: 's50414268',
        images: [],
        truth: { report: { others: [{ heading: '', text: 'Single view.  No change.' }] } },
      },
    ]);
    expect(reading.notes).toEqual([
      '1 reports have no heading of findings or impression: their text is kept whole, and is neither.',
    ]);
    expect(reading.refused).toMatchObject([
      { path: 'files/p10/p10000764/s57375967.txt', reason: 'the report is empty' },
    ]);
  });

  test('of any set: with headings a report, with the picture of its name; others are left aside', async () => {
    const gb = Uint8Array.of(
      0xcb,
      0xf9,
      0xbc,
      0xfb,
      0xa3,
      0xba,
      0xce,
      0xb4,
      0xbc,
      0xfb,
      0xd2,
      0xec,
      0xb3,
      0xa3,
    ); // 所见：未见异常
    const reading = await readDataset(
      filesOf(
        {
          'reports/1.txt': gb,
          'reports/2.txt': 'IMPRESSION: Normal.',
          'reports/list.txt': 'one\ntwo',
          'README.txt': 'FINDINGS: x',
        },
        ['images/1.png'],
      ),
      {},
    );
    expect(reading.cases).toMatchObject([
      {
        name: 'reports/1',
        images: [{ path: 'images/1.png' }],
        truth: { report: { findings: '未见异常', language: 'zh' } },
      },
      { name: 'reports/2', images: [], truth: { report: { impression: 'Normal.' } } },
    ]);
    expect(reading.notes).toEqual([
      'reports/1.txt: read as GB18030 (Chinese), told by its bytes. Check that letters look right.',
    ]);
    expect(reading.used).toEqual(['reports/1.txt', 'reports/2.txt']);
  });
});

test('a text among reports that is none by its headings is not passed over in silence', async () => {
  const reading = await readDataset(
    filesOf({
      'reports/1.txt': 'FINDINGS: Clear lungs.\nIMPRESSION: Normal.',
      'reports/2.txt': 'The lungs are clear.',
      'about.txt': 'What this is.',
    }),
    {},
  );
  expect(reading.cases.map(({ name }) => name)).toEqual(['reports/1']);
  expect(reading.refused.map(({ path }) => path)).toEqual(['reports/2.txt']);
});
