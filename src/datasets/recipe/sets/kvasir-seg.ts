import type { DatasetRecipe } from '../recipe.ts';

export const kvasirSeg = {
  id: 'kvasir-seg',
  name: 'Kvasir-SEG',
  mark: 'companion',
  description: '1,000 endoscopic pictures with the polyps drawn as masks and boxes.',
  specialty: 'endoscopy',
  modality: 'gastrointestinal endoscopy',
  tasks: ['segmentation', 'detection'],
  license: 'CC BY 4.0 with HyperKvasir; research and education only by its own readme',
  citation:
    'Jha D, Smedsrud PH, Riegler MA, et al. Kvasir-SEG: A Segmented Polyp Dataset. MultiMedia Modeling (MMM) 2020:451-462.',
  source: { access: 'open', url: 'https://datasets.simula.no/kvasir-seg/' },
  layouts: [
    {
      files: 'images/*.jpg, masks/*.jpg, kavsir_bboxes.json',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)images/cj[a-z0-9]{23}\\.jpe?g$',
          least: 1,
          words: 'pictures are called as those of Kvasir-SEG (images/cju0qkwl35piu0993l0dewei2.jpg)',
        },
        {
          kind: 'paths',
          pattern: '(^|/)masks/cj[a-z0-9]{23}\\.jpe?g$',
          least: 1,
          words: 'masks have their names',
        },
        {
          kind: 'no paths',
          pattern: '(^|/)(lower|upper)-gi-tract/',
          words: 'no folders of HyperKvasir are here',
        },
      ],
    },
  ],
  drawn: [{ name: 'polyp', written: ['object', 'polyps'], synonyms: ['polyps'] }],
  traps: [
    'The masks are JPEG files with shades around their edges: what is at least 128 of 255 is taken for polyp.',
    'Its licence is told in two ways: look at that of the copy that you have.',
    'Every picture shows a polyp: nothing is learnt of false alarms.',
  ],
} as const satisfies DatasetRecipe;
