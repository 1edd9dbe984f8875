import type { DatasetRecipe } from '../recipe.ts';

export const dentalRadiography = {
  id: 'dental-radiography',
  name: 'Dental radiography (Roboflow, Kaggle)',
  mark: 'companion',
  description: 'Panoramic dental X-rays with boxes of cavities, fillings, impacted teeth and implants.',
  specialty: 'dentistry',
  modality: 'panoramic X-ray',
  tasks: ['detection'],
  license: 'CC BY 4.0',
  source: {
    access: 'with an account',
    url: 'https://www.kaggle.com/datasets/imtkaggleteam/dental-radiography',
  },
  layouts: [
    {
      files: '{train,valid,test}/_annotations.csv, or YOLO with data.yaml, or COCO',
      signs: [
        { kind: 'labels', labels: ['Cavity', 'Fillings', 'Impacted Tooth', 'Implant'] },
        {
          kind: 'paths',
          pattern: '_(jpe?g|png)\\.rf\\.[0-9a-f]{32}\\.jpe?g$',
          least: 1,
          words: 'pictures are called as Roboflow names them (0013_jpg.rf.….jpg)',
        },
      ],
    },
  ],
  drawn: [
    { name: 'cavity', written: ['Cavity'], synonyms: ['caries', 'decay'] },
    { name: 'filling', written: ['Fillings'], synonyms: ['fillings', 'restoration'] },
    { name: 'impacted tooth', written: ['Impacted Tooth'], synonyms: ['impacted', 'impaction'] },
    { name: 'implant', written: ['Implant'], synonyms: ['dental implant'] },
  ],
  paths: [{ pattern: '(?:^|/)([^/]+)_(?:jpe?g|png)\\.rf\\.[0-9a-f]{32}\\.', group: '$1' }],
  traps: [
    'The films were cut to a circle and stretched to 640 x 640 pixels: shapes are not those of the patient.',
    'One film may come several times under names that differ after “.rf.” only: these are of one group.',
  ],
} as const satisfies DatasetRecipe;
