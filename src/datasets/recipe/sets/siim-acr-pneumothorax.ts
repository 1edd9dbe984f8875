import type { DatasetRecipe } from '../recipe.ts';

export const siimAcrPneumothorax = {
  id: 'siim-acr-pneumothorax',
  name: 'SIIM-ACR pneumothorax',
  mark: 'not of the study',
  description: 'Chest X-rays (DICOM, 1024 x 1024) with every pneumothorax drawn, as run lengths in a table.',
  specialty: 'radiology',
  modality: 'X-ray',
  tasks: ['segmentation'],
  citation: 'SIIM-ACR Pneumothorax Segmentation. Kaggle, 2019.',
  source: {
    access: 'with an account',
    url: 'https://www.kaggle.com/c/siim-acr-pneumothorax-segmentation',
  },
  layouts: [
    {
      files:
        'train-rle.csv or stage_2_train.csv, dicom-images-train/<study>/<series>/<image>.dcm (PNG in mirrors)',
      signs: [
        { kind: 'columns', columns: ['ImageId', 'EncodedPixels'] },
        {
          kind: 'paths',
          pattern:
            '(^|/)1\\.2\\.276\\.0\\.7230010\\.3\\.1\\.4\\.8323329\\.\\d+\\.\\d+\\.\\d+(\\.(dcm|png|jpe?g))?$',
          least: 1,
          words: 'pictures are called as those of the set (1.2.276.0.7230010.3.1.4.8323329. ...)',
        },
      ],
    },
  ],
  drawn: [{ name: 'pneumothorax', written: ['object'], synonyms: ['collapsed lung'] }],
  pseudonymous: true,
  traps: [
    'Run lengths here count from the end of the run before and go down the columns: read as other sets of Kaggle write them, they give stripes.',
    'Several rows of one film are several drawings of it, all of them true.',
    'The films come from NIH ChestX-ray14: a model that was trained on the one has seen the other.',
  ],
} as const satisfies DatasetRecipe;
