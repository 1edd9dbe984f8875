import type { LabelDefinition } from '../../src/domain/dataset/dataset.ts';

/** How an observation is worded: `{side}` is replaced by the side's word, where the observation has one. */
interface Wording {
  readonly present: readonly string[];
  readonly uncertain: readonly string[];
  readonly absent: readonly string[];
  readonly impression: string;
}

export interface Observation {
  readonly label: LabelDefinition;
  readonly sided: 'no' | 'one' | 'one or both';
  readonly en: Wording;
  readonly zh: Wording;
}

export const noFinding: LabelDefinition = {
  name: 'No Finding',
  synonyms: ['normal', 'unremarkable', '未见异常', '正常'],
  definition:
    'None of the other observations is present or suspected; support devices do not count against it.',
};

/** The observations of CheXpert (Irvin et al. 2019) other than No Finding, in their order. */
export const observations: readonly Observation[] = [
  {
    label: { name: 'Enlarged Cardiomediastinum', synonyms: ['widened mediastinum', '纵隔增宽'] },
    sided: 'no',
    en: {
      present: ['The mediastinum is widened.', 'There is widening of the superior mediastinal contour.'],
      uncertain: ['The mediastinum may be widened, possibly due to projection.'],
      absent: ['The mediastinal contour is normal.', 'The mediastinum is not widened.'],
      impression: 'Widened mediastinum',
    },
    zh: {
      present: ['纵隔影增宽。', '上纵隔轮廓增宽。'],
      uncertain: ['纵隔影可能增宽,不除外投照因素所致。'],
      absent: ['纵隔不宽。', '纵隔轮廓正常。'],
      impression: '纵隔增宽',
    },
  },
  {
    label: {
      name: 'Cardiomegaly',
      synonyms: ['enlarged heart', 'cardiac enlargement', '心影增大', '心脏增大'],
    },
    sided: 'no',
    en: {
      present: ['The heart is enlarged.', 'The cardiac silhouette is moderately enlarged.'],
      uncertain: ['The heart may be mildly enlarged.'],
      absent: ['The heart is normal in size.', 'The cardiac silhouette is not enlarged.'],
      impression: 'Cardiomegaly',
    },
    zh: {
      present: ['心影增大。', '心脏轻度增大。'],
      uncertain: ['心影可疑增大。'],
      absent: ['心影大小正常。', '心影不大。'],
      impression: '心影增大',
    },
  },
  {
    label: { name: 'Lung Opacity', synonyms: ['opacity', 'airspace opacity', '肺部阴影', '片状影'] },
    sided: 'one or both',
    en: {
      present: [
        'There is a patchy opacity in the {side} lung.',
        'Hazy opacity is seen in the {side} lung base.',
      ],
      uncertain: ['A faint opacity in the {side} lung base is possible.'],
      absent: ['No focal opacity.', 'The lungs are clear.'],
      impression: '{Side} lung opacity',
    },
    zh: {
      present: ['{side}肺见斑片状密度增高影。', '{side}下肺野见模糊片状影。'],
      uncertain: ['{side}下肺野可疑小片状影。'],
      absent: ['双肺野清晰。', '双肺未见明显片状影。'],
      impression: '{side}肺片状影',
    },
  },
  {
    label: { name: 'Lung Lesion', synonyms: ['pulmonary nodule', 'lung mass', '肺结节', '肺肿块'] },
    sided: 'one',
    en: {
      present: [
        'A 14 mm nodule is seen in the {side} upper lobe.',
        'There is a 3.2 cm mass in the {side} lung.',
      ],
      uncertain: ['A small nodule in the {side} upper lobe cannot be excluded.'],
      absent: ['No pulmonary nodule or mass.'],
      impression: '{Side} pulmonary nodule or mass',
    },
    zh: {
      present: ['{side}上肺见结节影,直径约14 mm。', '{side}肺见肿块影,大小约3.2 cm。'],
      uncertain: ['{side}上肺小结节不除外。'],
      absent: ['双肺未见结节及肿块影。'],
      impression: '{side}肺结节或肿块',
    },
  },
  {
    label: { name: 'Edema', synonyms: ['pulmonary edema', 'pulmonary oedema', '肺水肿'] },
    sided: 'no',
    en: {
      present: [
        'There is interstitial pulmonary edema with Kerley B lines.',
        'Perihilar haze is consistent with pulmonary edema.',
      ],
      uncertain: ['Mild interstitial edema is possible.'],
      absent: ['No pulmonary edema.'],
      impression: 'Pulmonary edema',
    },
    zh: {
      present: ['双肺门周围见蝶翼状模糊影,符合肺水肿。', '双肺间质性肺水肿改变。'],
      uncertain: ['轻度间质性肺水肿可能。'],
      absent: ['未见肺水肿征象。'],
      impression: '肺水肿',
    },
  },
  {
    label: { name: 'Consolidation', synonyms: ['airspace consolidation', '肺实变', '实变'] },
    sided: 'one or both',
    en: {
      present: [
        'Consolidation with air bronchograms is present in the {side} lower lobe.',
        'There is dense {side} lower lobe consolidation.',
      ],
      uncertain: ['Early consolidation in the {side} lower lobe cannot be excluded.'],
      absent: ['No consolidation.', 'There is no lobar consolidation.'],
      impression: '{Side} lower lobe consolidation',
    },
    zh: {
      present: ['{side}下肺见大片实变影,内见空气支气管征。', '{side}下叶实变。'],
      uncertain: ['{side}下叶早期实变不除外。'],
      absent: ['未见实变影。'],
      impression: '{side}下叶实变',
    },
  },
  {
    label: { name: 'Pneumonia', synonyms: ['lung infection', '肺炎', '肺部感染'] },
    sided: 'one or both',
    en: {
      present: [
        'Findings are consistent with {side} lower lobe pneumonia.',
        'There is {side} basilar pneumonia.',
      ],
      uncertain: ['Findings may represent {side} basilar pneumonia.'],
      absent: ['No evidence of pneumonia.', 'There are no findings to suggest pneumonia.'],
      impression: '{Side} pneumonia',
    },
    zh: {
      present: ['{side}下肺炎症改变。', '{side}肺炎。'],
      uncertain: ['{side}下肺炎症可能。'],
      absent: ['未见肺炎征象。'],
      impression: '{side}肺炎',
    },
  },
  {
    label: { name: 'Atelectasis', synonyms: ['volume loss', 'collapse', '肺不张', '膨胀不全'] },
    sided: 'one or both',
    en: {
      present: [
        'There is linear atelectasis at the {side} base.',
        '{Side} lower lobe atelectasis with volume loss.',
      ],
      uncertain: ['Probable subsegmental atelectasis at the {side} base.'],
      absent: ['No atelectasis.'],
      impression: '{Side} basilar atelectasis',
    },
    zh: {
      present: ['{side}肺底见条索状不张影。', '{side}下肺膨胀不全。'],
      uncertain: ['{side}肺底亚段不张可能。'],
      absent: ['未见肺不张。'],
      impression: '{side}下肺不张',
    },
  },
  {
    label: { name: 'Pneumothorax', synonyms: ['collapsed lung', '气胸'] },
    sided: 'one',
    en: {
      present: [
        'There is a small {side} apical pneumothorax.',
        'A {side} pneumothorax measures 18 mm at the apex.',
      ],
      uncertain: ['A tiny {side} apical pneumothorax cannot be excluded.'],
      absent: ['No pneumothorax.', 'There is no pneumothorax.'],
      impression: '{Side} pneumothorax',
    },
    zh: {
      present: ['{side}侧肺尖见少量气胸。', '{side}侧气胸,肺尖处宽约18 mm。'],
      uncertain: ['{side}侧肺尖微量气胸不除外。'],
      absent: ['未见气胸。'],
      impression: '{side}侧气胸',
    },
  },
  {
    label: { name: 'Pleural Effusion', synonyms: ['effusion', 'pleural fluid', '胸腔积液', '胸水'] },
    sided: 'one or both',
    en: {
      present: [
        'There is a small {side} pleural effusion.',
        'A moderate {side} pleural effusion blunts the costophrenic angle.',
      ],
      uncertain: ['A trace {side} pleural effusion is possible.'],
      absent: ['No pleural effusion.', 'The costophrenic angles are sharp.'],
      impression: '{Side} pleural effusion',
    },
    zh: {
      present: ['{side}侧少量胸腔积液。', '{side}侧肋膈角变钝,见中等量胸腔积液。'],
      uncertain: ['{side}侧微量胸腔积液可能。'],
      absent: ['双侧肋膈角锐利。', '未见胸腔积液。'],
      impression: '{side}侧胸腔积液',
    },
  },
  {
    label: { name: 'Pleural Other', synonyms: ['pleural thickening', 'pleural plaque', '胸膜增厚'] },
    sided: 'one or both',
    en: {
      present: [
        'There is {side} apical pleural thickening.',
        'Calcified pleural plaques are seen in the {side} hemithorax.',
      ],
      uncertain: ['Possible {side} apical pleural thickening.'],
      absent: ['No pleural thickening.'],
      impression: '{Side} pleural thickening or plaques',
    },
    zh: {
      present: ['{side}侧肺尖胸膜增厚。', '{side}侧胸膜见钙化斑。'],
      uncertain: ['{side}侧肺尖胸膜可疑增厚。'],
      absent: ['胸膜未见增厚。'],
      impression: '{side}侧胸膜增厚或钙化',
    },
  },
  {
    label: { name: 'Fracture', synonyms: ['rib fracture', 'bone fracture', '骨折'] },
    sided: 'one',
    en: {
      present: [
        'There is a displaced fracture of the {side} seventh rib.',
        'A healing {side} clavicle fracture is noted.',
      ],
      uncertain: ['A nondisplaced {side} rib fracture is suspected.'],
      absent: ['No acute fracture.', 'No displaced rib fracture.'],
      impression: '{Side} fracture',
    },
    zh: {
      present: ['{side}侧第7肋骨折,断端移位。', '{side}侧锁骨陈旧性骨折。'],
      uncertain: ['{side}侧肋骨可疑骨折。'],
      absent: ['骨质未见明显骨折。'],
      impression: '{side}侧骨折',
    },
  },
  {
    label: {
      name: 'Support Devices',
      synonyms: ['lines and tubes', 'pacemaker', 'endotracheal tube', '置管', '起搏器'],
    },
    sided: 'no',
    en: {
      present: ['The endotracheal tube ends 4 cm above the carina.', 'A dual-lead pacemaker is in place.'],
      uncertain: ['A catheter tip may project over the mediastinum.'],
      absent: ['No lines or tubes.'],
      impression: 'Support devices in place',
    },
    zh: {
      present: ['气管插管末端位于隆突上方约4 cm。', '双腔起搏器置入术后。'],
      uncertain: ['纵隔区可疑导管末端影。'],
      absent: ['未见置管影。'],
      impression: '置管或起搏器在位',
    },
  },
];
