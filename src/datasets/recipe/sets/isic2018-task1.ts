import type { DatasetRecipe } from '../recipe.ts';

export const isic2018Task1 = {
  id: 'isic2018-task1',
  name: 'ISIC 2018 task 1',
  mark: 'companion',
  description: 'Dermoscopic pictures with the lesion drawn as a mask.',
  specialty: 'dermatology',
  modality: 'dermoscopy',
  tasks: ['segmentation'],
  license: 'CC BY-NC 4.0',
  citation:
    'Codella N, Rotemberg V, Tschandl P, et al. Skin Lesion Analysis Toward Melanoma Detection 2018: A Challenge Hosted by the International Skin Imaging Collaboration (ISIC). arXiv:1902.03368, 2019.',
  source: { access: 'open', url: 'https://challenge.isic-archive.com/data/#2018' },
  layouts: [
    {
      files:
        'ISIC2018_Task1-2_Training_Input/ISIC_*.jpg, ISIC2018_Task1_Training_GroundTruth/ISIC_*_segmentation.png',
      signs: [
        {
          kind: 'paths',
          pattern: 'ISIC2018_Task1[^/]*/ISIC_\\d{7}_segmentation\\.png$',
          least: 1,
          words: 'masks are called as ISIC_0000000_segmentation.png, in a folder of ISIC 2018 task 1',
        },
        {
          kind: 'paths',
          pattern: '(^|/)ISIC_\\d{7}\\.jpe?g$',
          least: 1,
          words: 'pictures as ISIC_0000000.jpg',
        },
      ],
    },
  ],
  drawn: [{ name: 'lesion', written: ['object', 'segmentation'], synonyms: ['skin lesion'] }],
  paths: [
    { pattern: 'ISIC2018_Task1[^/]*_Training_', split: 'train' },
    { pattern: 'ISIC2018_Task1[^/]*_Validation_', split: 'validation' },
    { pattern: 'ISIC2018_Task1[^/]*_Test_', split: 'test' },
  ],
  traps: [
    'The lesion’s outline was drawn by several methods, hand and machine: its detail varies from mask to mask.',
    'Nothing tells which pictures are of one patient: each counts as its own.',
  ],
} as const satisfies DatasetRecipe;
