import type { LabelDefinition } from '../dataset/dataset.ts';
import { squash } from './fold.ts';

/**
 * Other names of findings that public data sets label, one concept a line. Only names that mean the same to a reader of the image, so that
 * a model that answers in its own words is not marked wrong for them; the plan shows them and the person may change them.
 */
const concepts: readonly (readonly string[])[] = [
  [
    'no finding',
    'normal',
    'healthy',
    'unremarkable',
    'no abnormality',
    'no acute abnormality',
    'no acute cardiopulmonary abnormality',
    '未见异常',
    '正常',
  ],
  ['effusion', 'pleural effusion', 'pleural fluid', 'hydrothorax', '胸腔积液'],
  ['pneumothorax', 'collapsed lung', 'PTX', '气胸'],
  ['pneumonia', 'lung infection', 'pulmonary infection', '肺炎'],
  ['consolidation', 'airspace consolidation', 'air-space consolidation', '实变'],
  ['atelectasis', 'lobar collapse', '肺不张'],
  [
    'cardiomegaly',
    'enlarged heart',
    'enlarged cardiac silhouette',
    'heart enlargement',
    '心影增大',
    '心脏增大',
  ],
  ['edema', 'pulmonary edema', 'pulmonary oedema', 'oedema', '肺水肿'],
  ['emphysema', 'pulmonary emphysema', '肺气肿'],
  ['fibrosis', 'pulmonary fibrosis', 'lung fibrosis', '肺纤维化'],
  ['hernia', 'hiatal hernia', 'hiatus hernia', '疝'],
  ['nodule', 'lung nodule', 'pulmonary nodule', '结节', '肺结节'],
  ['mass', 'lung mass', 'pulmonary mass', '肿块'],
  ['pleural thickening', 'thickened pleura', '胸膜增厚'],
  ['opacity', 'lung opacity', 'pulmonary opacity', 'airspace opacity'],
  ['fracture', 'bone fracture', 'broken bone', '骨折'],
  ['melanoma', 'mel', 'malignant melanoma', '黑色素瘤'],
  ['nevus', 'nv', 'melanocytic nevus', 'melanocytic nevi', 'naevus', 'nevi', 'mole', '痣', '色素痣'],
  ['basal cell carcinoma', 'bcc', 'basal cell cancer', '基底细胞癌'],
  ['squamous cell carcinoma', 'scc', 'squamous cell cancer', '鳞状细胞癌'],
  ['actinic keratosis', 'akiec', 'actinic keratoses', 'solar keratosis', 'AK', '光化性角化病'],
  [
    'benign keratosis',
    'bkl',
    'seborrheic keratosis',
    'seborrhoeic keratosis',
    'benign keratosis-like lesion',
    'pigmented benign keratosis',
  ],
  ['dermatofibroma', 'df', '皮肤纤维瘤'],
  [
    'vascular lesion',
    'vasc',
    'angioma',
    'hemangioma',
    'haemangioma',
    'cherry angioma',
    'angiokeratoma',
    '血管病变',
  ],
  ['caries', 'cavity', 'dental caries', 'tooth decay', 'carious lesion', '龋齿', '龋'],
  ['filling', 'fillings', 'dental filling', 'restoration', '充填物'],
  ['implant', 'dental implant', '种植体'],
  ['impacted', 'impacted tooth', 'impaction', '阻生牙'],
  ['periapical lesion', 'periapical abscess', 'apical periodontitis', '根尖周病变'],
  ['glaucoma', 'glaucomatous', 'glaucomatous optic neuropathy', '青光眼'],
  ['diabetic retinopathy', 'DR', '糖尿病视网膜病变'],
  ['exudates', 'hard exudates', 'hard exudate', '硬性渗出'],
  ['drusen', '玻璃膜疣'],
  ['diabetic macular edema', 'DME', 'diabetic macular oedema', '糖尿病黄斑水肿'],
  ['choroidal neovascularization', 'CNV', 'choroidal neovascularisation', '脉络膜新生血管'],
  ['polyp', 'polyps', 'colonic polyp', 'colon polyp', 'colorectal polyp', 'gastric polyp', '息肉'],
  ['ulcer', 'ulceration', 'gastric ulcer', 'peptic ulcer', '溃疡'],
  ['esophagitis', 'oesophagitis', '食管炎'],
  ['ulcerative colitis', 'UC', '溃疡性结肠炎'],
];

/** The labels with the known other names added, less those by which another of the labels goes. */
export function withKnownSynonyms(labels: readonly LabelDefinition[]): readonly LabelDefinition[] {
  const taken = new Set(labels.flatMap(({ name, synonyms }) => [name, ...synonyms]).map(squash));
  const owners = new Map<string, number>();
  const added = labels.map((label) => {
    const own = [label.name, ...label.synonyms].map(squash);
    const others = concepts
      .filter((names) => names.some((name) => squash(name) === own[0]))
      .flat()
      .filter((name) => !taken.has(squash(name)));
    for (const name of new Set(others.map(squash))) owners.set(name, (owners.get(name) ?? 0) + 1);
    return { label, others };
  });
  return added.map(({ label, others }) => ({
    ...label,
    synonyms: [...label.synonyms, ...new Set(others.filter((name) => owners.get(squash(name)) === 1))],
  }));
}
