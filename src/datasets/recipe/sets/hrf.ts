import type { DatasetRecipe } from '../recipe.ts';

export const hrf = {
  id: 'hrf',
  name: 'HRF',
  mark: 'not of the study',
  description:
    '45 photographs of the retina of 3504 x 2336 pixels with their vessels drawn: 15 healthy, 15 with diabetic retinopathy, 15 with glaucoma.',
  specialty: 'ophthalmology',
  modality: 'colour fundus photography',
  tasks: ['segmentation', 'classification'],
  citation:
    'Budai A, Bock R, Maier A, Hornegger J, Michelson G. Robust vessel segmentation in fundus images. International Journal of Biomedical Imaging 2013:154860.',
  source: { access: 'open', url: 'https://www5.cs.fau.de/research/data/fundus-images/' },
  layouts: [
    {
      files: 'images/01_dr.JPG, manual1/01_dr.tif, mask/01_dr_mask.tif',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)\\d\\d_(dr|g|h)\\.jpe?g$',
          least: 1,
          words: 'pictures are called as 01_dr.JPG',
        },
        {
          kind: 'paths',
          pattern: '(^|/)manual1/\\d\\d_(dr|g|h)\\.tif$',
          least: 1,
          words: 'masks as manual1/01_dr.tif',
        },
      ],
    },
  ],
  labels: [
    { name: 'healthy', synonyms: ['normal'] },
    { name: 'diabetic retinopathy', synonyms: ['DR'] },
    { name: 'glaucoma', synonyms: ['glaucomatous'] },
  ],
  drawn: [
    {
      name: 'vessel',
      written: ['object', 'manual', 'manual 1', 'manual1'],
      synonyms: ['blood vessel', 'vessels'],
    },
  ],
  paths: [
    { pattern: '(^|/)\\d\\d_h\\.jpe?g$', label: 'healthy' },
    { pattern: '(^|/)\\d\\d_dr\\.jpe?g$', label: 'diabetic retinopathy' },
    { pattern: '(^|/)\\d\\d_g\\.jpe?g$', label: 'glaucoma' },
  ],
  leftAside: [
    {
      pattern: '(^|/)\\d\\d_(dr|g|h)_mask\\.tif$',
      why: 'they show which part of the picture the camera saw, and are no truth',
    },
  ],
  traps: [
    'The class stands in the name of a file (_h, _dr, _g): names must not be shown to a model.',
    '15 pictures of a class: one more right or wrong moves a rate by seven points.',
  ],
} as const satisfies DatasetRecipe;
