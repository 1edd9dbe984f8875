import type { DatasetRecipe } from '../recipe.ts';
import { retinopathyGrades } from './retinopathy-grades.ts';

export const eyepacs = {
  id: 'eyepacs',
  name: 'EyePACS (Diabetic Retinopathy Detection)',
  mark: 'not of the study',
  description: '35,126 graded photographs of both retinas for training, and 53,576 for testing.',
  specialty: 'ophthalmology',
  modality: 'colour fundus photography',
  tasks: ['classification', 'diagnosis'],
  citation: 'Diabetic Retinopathy Detection. Kaggle, 2015.',
  source: { access: 'with an account', url: 'https://www.kaggle.com/c/diabetic-retinopathy-detection' },
  layouts: [
    {
      files: 'trainLabels.csv (image, level), train/10_left.jpeg',
      signs: [
        { kind: 'columns', columns: ['image', 'level'] },
        {
          kind: 'paths',
          pattern: '(^|/)\\d+_(left|right)\\.(jpe?g|png)$',
          least: 1,
          words: 'pictures are called as 10_left.jpeg',
        },
      ],
    },
  ],
  labels: retinopathyGrades,
  paths: [{ pattern: '(^|/)(\\d+)_(left|right)\\.(jpe?g|png)$', group: '$2', attributes: { eye: '$3' } }],
  tables: [{ columns: { image: 'image', level: 'labels' } }],
  traps: [
    'Both eyes of a person are of one group.',
    'Grades are of one reader each, and many are doubtful.',
    'Some pictures are out of focus, too dark, or upside down.',
  ],
} as const satisfies DatasetRecipe;
