import type { DatasetRecipe } from '../recipe.ts';

export const openI = {
  id: 'open-i',
  name: 'OpenI (Indiana University chest X-rays)',
  mark: 'inferred from the paper',
  description: 'Chest X-rays with their reports: findings, impression, indication, MeSH terms.',
  specialty: 'radiology',
  modality: 'X-ray and report text',
  tasks: ['report-generation', 'report-summarization', 'report-extraction'],
  license: 'CC BY-NC-ND 4.0',
  citation:
    'Demner-Fushman D, Kohli MD, Rosenman MB, et al. Preparing a collection of radiology examinations for distribution and retrieval. Journal of the American Medical Informatics Association 2016;23(2):304-310.',
  source: { access: 'open', url: 'https://openi.nlm.nih.gov/' },
  layouts: [
    {
      files: 'indiana_reports.csv, indiana_projections.csv, images_normalized/*.png',
      signs: [
        { kind: 'columns', columns: ['uid', 'MeSH', 'Problems', 'indication', 'findings', 'impression'] },
      ],
    },
    {
      files: 'ecgen-radiology/<n>.xml, pictures as CXR1_1_IM-0001-3001.png',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)ecgen-radiology/\\d+\\.xml$',
          least: 1,
          words: 'reports lie in ecgen-radiology',
        },
      ],
    },
  ],
  labels: [{ name: 'normal', synonyms: ['no finding', 'no abnormality'] }],
  noLabels: ['No Indexing'],
  traps: [
    'Labels are the terms by which the reports were indexed (Problems): some name a part of the body (“Lung”) where only the whole MeSH term says what is wrong with it.',
    'Words that could name a patient were replaced by XXXX, medical words among them: a model cannot be held to these.',
    'Of the 3,851 reports of the table 514 have no findings.',
    'A report speaks of all films of a visit, most often a frontal and a lateral one.',
  ],
} as const satisfies DatasetRecipe;
