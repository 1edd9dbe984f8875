import type { DatasetRecipe } from '../recipe.ts';

export const stare = {
  id: 'stare',
  name: 'STARE',
  mark: 'not of the study',
  description:
    '20 photographs of retinas, ten of them with disease, with their vessels drawn by two readers.',
  specialty: 'ophthalmology',
  modality: 'colour fundus photography',
  tasks: ['segmentation'],
  citation:
    'Hoover A, Kouznetsova V, Goldbaum M. Locating blood vessels in retinal images by piecewise threshold probing of a matched filter response. IEEE Transactions on Medical Imaging 2000;19(3):203-210.',
  source: { access: 'open', url: 'https://cecas.clemson.edu/~ahoover/stare/' },
  layouts: [
    {
      files: 'stare-images/im0001.ppm.gz, labels-ah/im0001.ah.ppm.gz, labels-vk/im0001.vk.ppm.gz',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)im\\d{4}\\.(ppm|png|jpe?g|tiff?|bmp)$',
          least: 1,
          words: 'pictures are called as im0001.ppm',
        },
        {
          kind: 'paths',
          pattern: '(^|/)im\\d{4}\\.(ah|vk)\\.(ppm|pgm|pbm|png|tiff?|bmp|gif)$',
          least: 1,
          words: 'masks as im0001.ah.ppm',
        },
      ],
    },
  ],
  drawn: [{ name: 'vessel', written: ['object', 'ah', 'vk'], synonyms: ['blood vessel', 'vessels'] }],
  leftAside: [
    {
      pattern: '(^|/)im\\d{4}\\.vk\\.\\w+$',
      where: '(^|/)im\\d{4}\\.ah\\.\\w+$',
      why: 'a second reader (vk) drew them: those of the first (ah) are the truth',
    },
  ],
  traps: [
    'The second reader drew many more thin vessels than the first: how good a model looks depends on whom it is held to.',
    'Nothing says which pictures are of one patient.',
  ],
} as const satisfies DatasetRecipe;
