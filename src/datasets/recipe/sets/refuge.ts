import type { DatasetRecipe } from '../recipe.ts';

export const refuge = {
  id: 'refuge',
  name: 'iChallenge-GON (REFUGE)',
  mark: 'named in the paper',
  description:
    'Colour fundus photographs with glaucoma or without, optic disc and cup drawn, the fovea as a point.',
  specialty: 'ophthalmology',
  modality: 'colour fundus photography',
  tasks: ['classification', 'segmentation', 'localization'],
  citation:
    'Orlando JI, Fu H, Barbosa Breda J, et al. REFUGE Challenge: A unified framework for evaluating automated methods for glaucoma assessment from fundus photographs. Medical Image Analysis 2020;59:101570.',
  source: { access: 'with an account', url: 'https://refuge.grand-challenge.org/' },
  layouts: [
    {
      files:
        'Training400/{Glaucoma,Non-Glaucoma}/*.jpg, Annotation-Training400/Disc_Cup_Masks/{Glaucoma,Non-Glaucoma}/*.bmp, Fovea_location.xlsx; validation and test with their labels in the table',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)Disc_Cup_Masks/(.+/)?[^/]+\\.(bmp|png)$',
          least: 1,
          words: 'masks lie in Disc_Cup_Masks',
        },
        {
          kind: 'paths',
          pattern:
            '(^|/)(Non-)?Glaucoma/[^/]+\\.jpe?g$|(^|/)REFUGE[^/]*/[^/]+\\.jpe?g$|(^|/)[gnVT]\\d{4}\\.jpe?g$',
          least: 1,
          words: 'pictures are called or placed as those of REFUGE',
        },
      ],
    },
  ],
  labels: [
    { name: 'glaucoma', synonyms: ['glaucomatous'], written: ['Glaucoma', '1'] },
    { name: 'no glaucoma', synonyms: ['non-glaucoma', 'normal'], written: ['Non-Glaucoma', '0'] },
  ],
  drawn: [
    { name: 'optic disc', synonyms: ['optic nerve head', 'disc'] },
    { name: 'optic cup', synonyms: ['cup'] },
    { name: 'fovea', synonyms: ['centre of the macula'], written: ['Fovea'] },
  ],
  paths: [
    { pattern: '(?:^|/)(Non-Glaucoma|Glaucoma)/[^/]+$', label: '$1' },
    { pattern: '(?:^|/)(?:REFUGE-)?Training-?400(?:/|$)', split: 'train' },
    { pattern: '(?:^|/)(?:REFUGE-)?Validation-?400(?:/|$)', split: 'validation' },
    { pattern: '(?:^|/)(?:REFUGE-)?Test-?400(?:/|$)', split: 'test' },
  ],
  tables: [
    {
      columns: { ImgName: 'image', 'Glaucoma Label': 'labels', Fovea_X: 'point x', Fovea_Y: 'point y' },
    },
    {
      columns: { ImgName: 'image', 'Label(Glaucoma=1)': 'labels', Fovea_X: 'point x', Fovea_Y: 'point y' },
    },
  ],
  masks: [
    {
      pattern: '(^|/)Disc_Cup_Masks/',
      rule: {
        kind: 'values',
        // The cup is a part of the disc.
        areas: [
          { label: 'optic disc', values: [0, 128] },
          { label: 'optic cup', values: [0] },
        ],
        background: [255],
        others: 'refused',
      },
    },
  ],
  traps: [
    'In the masks of REFUGE the cup is black (0), the rest of the disc grey (128), and all else white (255): read as light on dark they would be upside down.',
    'The training pictures are of another camera than those of validation and test.',
  ],
} as const satisfies DatasetRecipe;
