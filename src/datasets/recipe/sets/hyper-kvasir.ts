import type { DatasetRecipe } from '../recipe.ts';

export const hyperKvasir = {
  id: 'hyper-kvasir',
  name: 'HyperKvasir',
  mark: 'not of the study',
  description:
    '10,662 labelled endoscopic pictures in 23 classes, and 1,000 with the polyps drawn as masks and boxes.',
  specialty: 'endoscopy',
  modality: 'gastrointestinal endoscopy',
  tasks: ['classification', 'segmentation', 'detection'],
  license: 'CC BY 4.0',
  citation:
    'Borgli H, Thambawita V, Smedsrud PH, et al. HyperKvasir, a comprehensive multi-class image and video dataset for gastrointestinal endoscopy. Scientific Data 2020;7:283.',
  source: { access: 'open', url: 'https://datasets.simula.no/hyper-kvasir/' },
  layouts: [
    {
      files:
        'labeled-images/{lower,upper}-gi-tract/<part>/<class>/*.jpg, labeled-images/image-labels.csv, segmented-images/{images,masks}/*.jpg, segmented-images/bounding-boxes.json',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)(lower|upper)-gi-tract/[^/]+/[^/]+/[^/]+\\.jpe?g$',
          least: 1,
          words: 'pictures lie in folders as lower-gi-tract/anatomical-landmarks/cecum',
        },
      ],
    },
  ],
  drawn: [{ name: 'polyp', written: ['object', 'polyps'], synonyms: ['polyps'] }],
  paths: [
    {
      pattern: '(^|/)(lower|upper)-gi-tract/([^/]+)/([^/]+)/[^/]+\\.jpe?g$',
      label: '$4',
      attributes: { tract: '$2', part: '$3' },
    },
  ],
  traps: [
    'Classes are of very different sizes, from six pictures (haemorrhoids) to more than a thousand.',
    'Pictures of one video look alike, and which are of one video is not told: a random split leaks.',
    'Masks and boxes are those of Kvasir-SEG: every one of those pictures shows a polyp.',
  ],
} as const satisfies DatasetRecipe;
