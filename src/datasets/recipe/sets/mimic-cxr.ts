import type { DatasetRecipe } from '../recipe.ts';

export const mimicCxr = {
  id: 'mimic-cxr',
  name: 'MIMIC-CXR reports',
  mark: 'inferred from the paper',
  description: 'Free-text reports of chest X-rays, one file a study.',
  specialty: 'radiology',
  modality: 'report text',
  tasks: ['report-summarization', 'report-extraction'],
  license: 'PhysioNet Credentialed Health Data License 1.5.0',
  citation:
    'Johnson AEW, Pollard TJ, Berkowitz SJ, et al. MIMIC-CXR, a de-identified publicly available database of chest radiographs with free-text reports. Scientific Data 2019;6:317.',
  source: { access: 'on application', url: 'https://physionet.org/content/mimic-cxr/' },
  layouts: [
    {
      files: 'files/pNN/p<subject>/s<study>.txt',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)p\\d{8}/s\\d{8}\\.txt$',
          least: 1,
          words: 'reports are called as p10000032/s50414267.txt',
        },
      ],
    },
  ],
  traps: [
    'The agreement that its users sign forbids to hand the data to third parties. PhysioNet counts models behind an online service among these: use a local model, or read its notice on language models first.',
    'Names, dates and places were replaced by three underscores: “___” is a gap, not a finding.',
    'Some reports have an impression and no findings, or the other way round: those cannot be summarized.',
  ],
} as const satisfies DatasetRecipe;
