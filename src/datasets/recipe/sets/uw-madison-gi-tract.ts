import type { DatasetRecipe } from '../recipe.ts';

export const uwMadisonGiTract = {
  id: 'uw-madison-gi-tract',
  name: 'UW-Madison GI tract',
  mark: 'not of the study',
  description:
    'Slices of MR scans of the abdomen before radiotherapy (PNG of 16 bits), with stomach, small and large bowel drawn, as run lengths in a table.',
  specialty: 'radiology',
  modality: 'MR',
  tasks: ['segmentation'],
  citation:
    'happyharrycn, Maggie, Culliton P, Yadav P, Lee SL. UW-Madison GI Tract Image Segmentation. Kaggle, 2022.',
  source: {
    access: 'with an account',
    url: 'https://www.kaggle.com/c/uw-madison-gi-tract-image-segmentation',
  },
  layouts: [
    {
      files: 'train.csv, train/case123/case123_day20/scans/slice_0001_266_266_1.50_1.50.png',
      signs: [
        { kind: 'columns', columns: ['id', 'class', 'segmentation'] },
        {
          kind: 'paths',
          pattern: '(^|/)case\\d+_day\\d+/(scans/)?slice_\\d+_[\\d._]+\\.png$',
          least: 1,
          words: 'slices are called as slice_0001_266_266_1.50_1.50.png',
        },
      ],
    },
  ],
  drawn: [
    { name: 'large bowel', written: ['large_bowel'], synonyms: ['colon'] },
    { name: 'small bowel', written: ['small_bowel'], synonyms: [] },
    { name: 'stomach', synonyms: [] },
  ],
  paths: [
    {
      pattern: '(^|/)(case\\d+)_day(\\d+)/(scans/)?slice_(\\d+)_',
      group: '$2',
      attributes: { day: '$3', slice: '$5' },
    },
  ],
  traps: [
    'Slices of one scan, and scans of one patient on several days, are much alike: the patient is the group.',
    'Most slices show none of the three organs: what a score says depends on how such slices count.',
    'A pixel has the size that the name of its file says, in millimetres (1.50, mostly).',
  ],
} as const satisfies DatasetRecipe;
