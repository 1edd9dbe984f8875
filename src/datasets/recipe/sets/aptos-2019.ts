import type { DatasetRecipe } from '../recipe.ts';
import { retinopathyGrades } from './retinopathy-grades.ts';

export const aptos2019 = {
  id: 'aptos-2019',
  name: 'APTOS 2019',
  mark: 'not of the study',
  description:
    '3,662 graded photographs of the retina from rural India, and 1,928 whose grades were never published.',
  specialty: 'ophthalmology',
  modality: 'colour fundus photography',
  tasks: ['classification', 'diagnosis'],
  citation: 'APTOS 2019 Blindness Detection. Kaggle, 2019.',
  source: { access: 'with an account', url: 'https://www.kaggle.com/c/aptos2019-blindness-detection' },
  layouts: [
    {
      files: 'train.csv (id_code, diagnosis), train_images/*.png',
      signs: [
        { kind: 'columns', columns: ['id_code', 'diagnosis'] },
        {
          kind: 'paths',
          pattern: '(^|/)[0-9a-f]{12}\\.(png|jpe?g)$',
          least: 1,
          words: 'pictures are called as 000c1434d8d7.png',
        },
      ],
    },
  ],
  labels: retinopathyGrades,
  tables: [{ columns: { id_code: 'image', diagnosis: 'labels' } }],
  traps: [
    'Half of the pictures show no retinopathy: accuracy alone says little.',
    'Some pictures stand there twice, a few of them with two grades.',
    'The size of a picture tells of its grade: a model may learn the camera.',
  ],
} as const satisfies DatasetRecipe;
