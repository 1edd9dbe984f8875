import type { DatasetRecipe } from '../recipe.ts';

export const cholecSeg8k = {
  id: 'cholecseg8k',
  name: 'CholecSeg8k',
  mark: 'companion',
  description:
    '8,080 frames of 17 laparoscopic cholecystectomies, each pixel of anatomy or instrument named.',
  specialty: 'endoscopy',
  modality: 'laparoscopy',
  tasks: ['segmentation'],
  license: 'CC BY-NC-SA 4.0',
  citation:
    'Hong W-Y, Kao C-L, Kuo Y-H, et al. CholecSeg8k: A Semantic Segmentation Dataset for Laparoscopic Cholecystectomy Based on Cholec80. arXiv:2012.12453, 2020.',
  source: { access: 'with an account', url: 'https://www.kaggle.com/datasets/newslab/cholecseg8k' },
  layouts: [
    {
      files: 'videoNN/videoNN_00080/frame_80_endo.png with frame_80_endo_watershed_mask.png',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)frame_\\d+_endo\\.png$',
          least: 1,
          words: 'frames are called as frame_80_endo.png',
        },
        {
          kind: 'paths',
          pattern: '(^|/)frame_\\d+_endo_watershed_mask\\.png$',
          least: 1,
          words: 'masks as frame_80_endo_watershed_mask.png',
        },
      ],
    },
  ],
  drawn: [
    { name: 'abdominal wall', synonyms: [] },
    { name: 'liver', synonyms: [] },
    { name: 'gastrointestinal tract', synonyms: ['bowel', 'intestine'] },
    { name: 'fat', synonyms: ['adipose tissue'] },
    { name: 'grasper', synonyms: ['grasping forceps'] },
    { name: 'connective tissue', synonyms: [] },
    { name: 'blood', synonyms: [] },
    { name: 'cystic duct', synonyms: [] },
    { name: 'L-hook electrocautery', synonyms: ['L-hook', 'hook electrode'] },
    { name: 'gallbladder', synonyms: [] },
    { name: 'hepatic vein', synonyms: [] },
    { name: 'liver ligament', synonyms: [] },
  ],
  paths: [{ pattern: '(?:^|/)(video\\d+)(?:_\\d+)?/', group: '$1' }],
  masks: [
    {
      pattern: '_endo_watershed_mask\\.png$',
      rule: {
        kind: 'values',
        areas: [
          { label: 'abdominal wall', values: [11] },
          { label: 'liver', values: [21] },
          { label: 'gastrointestinal tract', values: [13] },
          { label: 'fat', values: [12] },
          { label: 'grasper', values: [31] },
          { label: 'connective tissue', values: [23] },
          { label: 'blood', values: [24] },
          { label: 'cystic duct', values: [25] },
          { label: 'L-hook electrocautery', values: [32] },
          { label: 'gallbladder', values: [22] },
          { label: 'hepatic vein', values: [33] },
          { label: 'liver ligament', values: [5] },
        ],
        // What lies outside the view, what nobody drew, and the line of one pixel around the frame.
        background: [50, 0, 255],
        others: 'left out',
      },
    },
  ],
  leftAside: [
    {
      pattern: '_endo_(color_mask|mask)\\.png$',
      why: 'drafts and coloured copies of the watershed masks, which are what is meant to be computed with',
    },
  ],
  traps: [
    'Frames of one operation look alike: they are of one group, by video.',
    'The values of the masks are those that public code reads (21 is liver, 22 the gallbladder); a few stray pixels of other values are left out, and said with the mask.',
  ],
} as const satisfies DatasetRecipe;
