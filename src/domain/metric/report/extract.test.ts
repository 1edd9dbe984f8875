import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractFindings } from './extract.ts';
import { observations } from './observations.ts';

/** `Observation status side` of every mention, in order. */
function mentionsOf(text: string, language = 'en'): string[] {
  return extractFindings(text, language).mentions.map(({ observation, status, side }) =>
    [observation, status, side].filter(Boolean).join(' '),
  );
}

function statuses(text: string, language = 'en'): Record<string, string> {
  return Object.fromEntries(
    extractFindings(text, language)
      .findings.filter(({ status }) => status !== 'not mentioned')
      .map(({ observation, status }) => [observation, status]),
  );
}

describe('English', () => {
  describe('present', () => {
    test.each([
      ['Stable cardiomegaly.', 'Cardiomegaly present'],
      ['The heart is mildly enlarged.', 'Cardiomegaly present'],
      ['Enlargement of the cardiac silhouette.', 'Cardiomegaly present'],
      ['Widened mediastinum.', 'Enlarged Cardiomediastinum present'],
      ['4 mm nodule in the left upper lobe.', 'Lung Lesion present left'],
      ['Right lower lobe infiltrate.', 'Lung Opacity present right'],
      ['Increased interstitial markings.', 'Lung Opacity present'],
      ['Pulmonary vascular congestion.', 'Edema present'],
      ['Findings consistent with pneumonia.', 'Pneumonia present'],
      ['Bibasilar atelectasis.', 'Atelectasis present bilateral'],
      ['Small right apical pneumothorax.', 'Pneumothorax present right'],
      ['Effusions, left greater than right.', 'Pleural Effusion present bilateral'],
      ['Biapical pleural thickening.', 'Pleural Other present bilateral'],
      ['Healing fracture of the left 5th rib.', 'Fracture present left'],
      ['Right PICC with tip in the SVC.', 'Support Devices present right'],
      ['Dual-lead pacemaker in place.', 'Support Devices present'],
    ])('%s', (text, mention) => {
      expect(mentionsOf(text)).toContain(mention);
      expect(new Set(mentionsOf(text).map((one) => one.split(' present')[0])).size).toBe(1);
    });
  });

  describe('absent', () => {
    test.each([
      ['No pleural effusion or pneumothorax is seen.', ['Pleural Effusion absent', 'Pneumothorax absent']],
      ['No evidence of focal consolidation.', ['Consolidation absent']],
      [
        'The lungs are clear without infiltrate or effusion.',
        ['Lung Opacity absent', 'Lung Opacity absent', 'Pleural Effusion absent'],
      ],
      ['The heart is not enlarged.', ['Cardiomegaly absent']],
      ['Heart size is within normal limits.', ['Cardiomegaly absent']],
      ['Heart size at the upper limits of normal.', ['Cardiomegaly absent']],
      [
        'The cardiomediastinal silhouette is unremarkable.',
        ['Enlarged Cardiomediastinum absent', 'Cardiomegaly absent'],
      ],
      ['Pneumothorax is not identified.', ['Pneumothorax absent']],
      [
        'Consolidation, effusion, or pneumothorax is not seen.',
        ['Consolidation absent', 'Pleural Effusion absent', 'Pneumothorax absent'],
      ],
      ['Negative for pneumothorax.', ['Pneumothorax absent']],
      ['The previously seen effusion has resolved.', ['Pleural Effusion absent']],
      ['Interval removal of the endotracheal tube.', ['Support Devices absent']],
      ['Osseous structures are intact.', ['Fracture absent']],
      ['No acute osseous abnormality.', ['Fracture absent']],
      ['Costophrenic angles are sharp.', ['Pleural Effusion absent']],
      ['Normal pulmonary vascularity.', ['Edema absent']],
      ['Pneumothorax: none.', ['Pneumothorax absent']],
      [
        'No focal consolidation, suspicious pulmonary opacity, or pneumothorax.',
        ['Consolidation absent', 'Lung Opacity absent', 'Pneumothorax absent'],
      ],
      [
        'No effusion or opacity suspicious for pneumonia.',
        ['Pleural Effusion absent', 'Lung Opacity absent', 'Pneumonia absent'],
      ],
      ['No airspace disease to suggest pneumonia.', ['Lung Opacity absent', 'Pneumonia absent']],
    ])('%s', (text, mentions) => {
      expect(mentionsOf(text)).toEqual(mentions);
    });
  });

  describe('uncertain', () => {
    test.each([
      ['Possible left effusion.', ['Pleural Effusion uncertain left']],
      [
        'Opacity which may represent atelectasis versus pneumonia.',
        ['Lung Opacity present', 'Atelectasis uncertain', 'Pneumonia uncertain'],
      ],
      ['Pneumonia cannot be excluded.', ['Pneumonia uncertain']],
      ['Cannot exclude small pneumothorax.', ['Pneumothorax uncertain']],
      ['Opacity concerning for pneumonia.', ['Lung Opacity present', 'Pneumonia uncertain']],
      ['Borderline cardiomegaly.', ['Cardiomegaly uncertain']],
      ['Blunting of the left costophrenic angle.', ['Pleural Effusion uncertain left']],
      ['Atelectasis or infiltrate at the base.', ['Atelectasis uncertain', 'Lung Opacity uncertain']],
      ['Pneumonia would be a consideration.', ['Pneumonia uncertain']],
      ['No effusion, possible pneumonia.', ['Pleural Effusion absent', 'Pneumonia uncertain']],
      ['Active pulmonary disease.', ['Lung Opacity uncertain']],
    ])('%s', (text, mentions) => {
      expect(mentionsOf(text)).toEqual(mentions);
    });
  });

  describe('the reach of a negation ends', () => {
    test.each([
      ['No effusion but stable cardiomegaly.', ['Pleural Effusion absent', 'Cardiomegaly present']],
      ['No pneumothorax; small effusion.', ['Pneumothorax absent', 'Pleural Effusion present']],
      ['No pneumothorax, there is a small effusion.', ['Pneumothorax absent', 'Pleural Effusion present']],
      [
        'Lungs without consolidation and the heart is enlarged.',
        ['Consolidation absent', 'Cardiomegaly present'],
      ],
      ['Small effusion, pneumothorax is not seen.', ['Pleural Effusion present', 'Pneumothorax absent']],
      [
        'Lungs are clear except for left basilar atelectasis.',
        ['Lung Opacity absent', 'Atelectasis present left'],
      ],
    ])('%s', (text, mentions) => {
      expect(mentionsOf(text)).toEqual(mentions);
    });
  });

  describe('what looks like a negation and is none', () => {
    test.each([
      ['No significant change in the left effusion.', ['Pleural Effusion present left']],
      ['Effusion is not significantly changed.', ['Pleural Effusion present']],
      ['No increase in cardiomegaly.', ['Cardiomegaly present']],
      ['Nondisplaced rib fracture.', ['Fracture present']],
    ])('%s', (text, mentions) => {
      expect(mentionsOf(text)).toEqual(mentions);
    });
  });

  describe('what says nothing of the patient now', () => {
    test.each([
      'If there is concern for fracture, consider rib series.',
      'CT is more sensitive in detecting small nodules.',
      'History of pneumonia.',
      'Mass effect on the trachea.',
      'Pericardial effusion.',
      'Soft tissue edema.',
      'Bone density is reduced.',
    ])('%s', (text) => {
      expect(mentionsOf(text)).toEqual([]);
    });
  });

  describe('sides', () => {
    test.each([
      [
        'Right effusion and left pneumothorax.',
        ['Pleural Effusion present right', 'Pneumothorax present left'],
      ],
      ['Opacities in the left base and right apex.', ['Lung Opacity present bilateral']],
      [
        'Left basilar opacity compatible with effusion and atelectasis.',
        ['Lung Opacity present left', 'Pleural Effusion present left', 'Atelectasis present left'],
      ],
      ['LLL consolidation. RUL nodule.', ['Consolidation present left', 'Lung Lesion present right']],
      ['Left effusion and mild edema.', ['Pleural Effusion present left', 'Edema present']],
      ['Right and left effusions.', ['Pleural Effusion present bilateral']],
      ['Enlarged heart with left convexity.', ['Cardiomegaly present']],
    ])('%s', (text, mentions) => {
      expect(mentionsOf(text)).toEqual(mentions);
    });

    test('of several mentions with one status are united', () => {
      const { findings } = extractFindings('Left effusion. Right effusion. No effusion.', 'en');
      expect(findings.find(({ observation }) => observation === 'Pleural Effusion')).toEqual({
        observation: 'Pleural Effusion',
        status: 'present',
        side: 'bilateral',
      });
    });
  });
});

test('Markdown, headings and wrapped lines are read as the sentences that they make up', () => {
  const text = [
    '**Findings:**',
    '- **Lungs:** Clear, no consolidation.',
    '- **Pleura:** No effusion or',
    'pneumothorax.',
    '- **Heart:** Normal size.',
    '- **Bones:** No acute fractures.',
    '',
    'Pleural effusion: small, left. Opacity concerning',
    'for pneumonia; infection is not excluded.',
  ].join('\n');
  expect(mentionsOf(text)).toEqual([
    'Lung Opacity absent',
    'Consolidation absent',
    'Pleural Effusion absent',
    'Pneumothorax absent',
    'Cardiomegaly absent',
    'Fracture absent',
    'Pleural Effusion present left',
    'Lung Opacity present',
    'Pneumonia uncertain',
    'Pneumonia uncertain',
  ]);
  expect(extractFindings(text, 'en').mentions[0]?.text).toBe('Lungs:** Clear');
});

describe('Chinese', () => {
  test.each([
    ['双侧胸腔未见积液。', ['Pleural Effusion absent bilateral']],
    ['右下肺见斑片状高密度影。', ['Lung Opacity present right']],
    ['心影大小形态正常。', ['Cardiomegaly absent']],
    ['心影增大。', ['Cardiomegaly present']],
    ['心影不大，纵隔无增宽。', ['Cardiomegaly absent', 'Enlarged Cardiomediastinum absent']],
    ['左上肺见小结节，直径约4mm左右。', ['Lung Lesion present left']],
    ['双肺纹理增多、增粗。', ['Lung Opacity present bilateral']],
    ['两肺野清晰，未见实质性病变。', ['Lung Opacity absent bilateral', 'Lung Opacity absent']],
    ['考虑右肺中叶肺炎可能，肺不张待排。', ['Pneumonia uncertain right', 'Atelectasis uncertain']],
    [
      '未见胸腔积液及气胸，左侧锁骨骨折。',
      ['Pleural Effusion absent', 'Pneumothorax absent', 'Fracture present left'],
    ],
    ['不除外右侧少量胸腔积液。', ['Pleural Effusion uncertain right']],
    [
      '右侧肋膈角变钝，左侧肋膈角锐利。',
      ['Pleural Effusion uncertain right', 'Pleural Effusion absent left'],
    ],
    ['肺水肿已吸收。', ['Edema absent']],
    ['右肺感染较前无明显变化。', ['Pneumonia present right']],
    ['左侧胸膜增厚、粘连。', ['Pleural Other present left']],
    ['双肺实变。', ['Consolidation present bilateral']],
    ['右颈内静脉置管。', ['Support Devices present right']],
    ['心包积液。', []],
    ['主动脉壁钙化。', []],
  ])('%s', (text, mentions) => {
    expect(mentionsOf(text, 'zh-CN')).toEqual(mentions);
  });
});

describe('the summary', () => {
  test('has each observation once; present counts before uncertain before absent', () => {
    const text = 'No effusion. Possible effusion. Small effusion. Possible pneumonia. No pneumonia.';
    const { findings } = extractFindings(text, 'en');
    expect(findings.map(({ observation }) => observation)).toEqual([...observations]);
    expect(statuses(text)).toEqual({ 'Pleural Effusion': 'present', Pneumonia: 'uncertain' });
  });

  test('No Finding is present where nothing but devices is present or uncertain', () => {
    expect(statuses('No acute cardiopulmonary abnormality.')).toEqual({ 'No Finding': 'present' });
    expect(statuses('No effusion. Right PICC.')).toMatchObject({
      'No Finding': 'present',
      'Support Devices': 'present',
    });
    expect(statuses('Possible effusion.')['No Finding']).toBeUndefined();
  });

  test('a text without words says nothing, not even No Finding', () => {
    expect(statuses('')).toEqual({});
    expect(statuses(' ...!')).toEqual({});
  });
});

test('a mention gives the words, their place, their sentence and what decided', () => {
  const text = 'Heart is normal. There is no left effusion.';
  const mention = extractFindings(text, 'en').mentions.find(
    ({ observation }) => observation === 'Pleural Effusion',
  );
  expect(mention).toMatchObject({ text: 'effusion', status: 'absent', side: 'left' });
  expect(text.slice(mention?.start, mention?.end)).toBe('effusion');
  expect(text.slice(mention?.sentence.start, mention?.sentence.end)).toBe('There is no left effusion.');
  expect(mention?.triggers.map(({ start, end }) => text.slice(start, end))).toEqual(['no']);
});

test('no text makes it fail, and every span lies within the text', () => {
  const words = fc.constantFrom(
    ...[
      'no',
      'effusion',
      'possible',
      'or',
      ',',
      '.',
      'left',
      'right',
      'heart',
      'is',
      'normal',
      'enlarged',
      'not',
      'seen',
    ],
    ...['pneumonia', 'if', 'cannot', 'exclude', '未见', '积液', '可能', '左', '心影', '增大', '，', '。'],
  );
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(words, { maxLength: 40 }).map((list) => list.join(' ')),
  );
  fc.assert(
    fc.property(text, fc.constantFrom('en', 'zh', 'de', ''), (any, language) => {
      const { mentions, findings } = extractFindings(any, language);
      expect(findings).toHaveLength(14);
      for (const { start, end, sentence, text: words, triggers } of mentions) {
        expect(any.slice(start, end)).toBe(words);
        expect(sentence.start <= start && end <= sentence.end).toBe(true);
        for (const trigger of triggers)
          expect(trigger.start >= sentence.start && trigger.end <= sentence.end).toBe(true);
      }
    }),
  );
});

test('a very long text without punctuation is read in proportion', () => {
  expect(extractFindings('no effusion and possible pneumonia '.repeat(2000), 'en').mentions).toHaveLength(
    4000,
  );
  expect(extractFindings('\n'.repeat(100_000), 'en').mentions).toEqual([]);
});
