import type { DatasetRecipe } from '../recipe.ts';

export const dentex = {
  id: 'dentex',
  name: 'DENTEX',
  mark: 'companion',
  description: 'Panoramic dental X-rays with quadrant, tooth number and disease of abnormal teeth.',
  specialty: 'dentistry',
  modality: 'panoramic X-ray',
  tasks: ['detection', 'localization'],
  license: 'CC BY-NC-SA 4.0',
  citation:
    'Hamamci IE, Er S, Simsar E, et al. DENTEX: An Abnormal Tooth Detection with Dental Enumeration and Diagnosis Benchmark for Panoramic X-rays. arXiv:2305.19112, 2023.',
  source: { access: 'open', url: 'https://huggingface.co/datasets/ibrahimhamamci/DENTEX' },
  layouts: [
    {
      files: 'quadrant_enumeration_disease/train_quadrant_enumeration_disease.json, xrays/*.png',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)[^/]*quadrant(_|-)enumeration[^/]*\\.json$|(^|/)train_quadrant\\.json$',
          least: 1,
          words: 'annotation files are called as train_quadrant_enumeration_disease.json',
        },
        { kind: 'paths', pattern: '(^|/)xrays/[^/]+\\.png$', least: 1, words: 'pictures lie in xrays' },
      ],
    },
  ],
  drawn: [
    { name: 'impacted tooth', written: ['Impacted'], synonyms: ['impacted', 'impaction'] },
    { name: 'caries', written: ['Caries'], synonyms: ['cavity', 'decay'] },
    {
      name: 'periapical lesion',
      written: ['Periapical Lesion'],
      synonyms: ['apical periodontitis', 'periapical radiolucency'],
    },
    { name: 'deep caries', written: ['Deep Caries'], synonyms: ['deep cavity', 'deep decay'] },
  ],
  traps: [
    'The set has three parts: quadrants only, teeth only, and teeth with disease. Import the part that is meant: only the third names diseases.',
    'Only abnormal teeth have boxes in the third part: a healthy tooth without one is no miss.',
  ],
} as const satisfies DatasetRecipe;
