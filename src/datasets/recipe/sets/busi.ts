import type { DatasetRecipe } from '../recipe.ts';

export const busi = {
  id: 'busi',
  name: 'BUSI (breast ultrasound)',
  mark: 'not of the study',
  description: '780 ultrasound pictures of the breast, normal, benign or malignant, with tumours drawn.',
  specialty: 'radiology',
  modality: 'ultrasound',
  tasks: ['classification', 'diagnosis', 'segmentation'],
  citation:
    'Al-Dhabyani W, Gomaa M, Khaled H, Fahmy A. Dataset of breast ultrasound images. Data in Brief 2020;28:104863.',
  source: { access: 'open', url: 'https://doi.org/10.1016/j.dib.2019.104863' },
  layouts: [
    {
      files: '{benign,malignant,normal}/benign (1).png, benign (1)_mask.png, benign (1)_mask_1.png',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)(benign|malignant|normal)/(benign|malignant|normal) \\(\\d+\\)\\.png$',
          least: 1,
          words: 'pictures are called as benign/benign (1).png',
        },
        {
          kind: 'paths',
          pattern: '(^|/)(benign|malignant|normal) \\(\\d+\\)_mask\\.png$',
          least: 1,
          words: 'masks as benign (1)_mask.png',
        },
      ],
    },
  ],
  labels: [
    { name: 'normal', synonyms: ['no tumour'] },
    { name: 'benign', synonyms: ['benign tumour'] },
    { name: 'malignant', synonyms: ['malignant tumour', 'cancer'] },
  ],
  drawn: [{ name: 'tumour', written: ['object'], synonyms: ['tumor', 'lesion', 'mass'] }],
  paths: [{ pattern: '(^|/)(benign|malignant|normal) \\(\\d+\\)\\.png$', label: '$2' }],
  traps: [
    'The class stands in the name of a file: names must not be shown to a model.',
    'Many pictures stand there twice, some of them under two classes (Pawłowska and others, 2023).',
    'Marks and words of the device are burned into some pictures, and tell which were looked at closely.',
    'Several pictures are of one patient, and which are is not told: a random split leaks.',
  ],
} as const satisfies DatasetRecipe;
