import type { DatasetRecipe } from '../recipe.ts';
import { retinopathyGrades } from './retinopathy-grades.ts';

export const messidor2 = {
  id: 'messidor-2',
  name: 'Messidor-2',
  mark: 'not of the study',
  description: '1,748 photographs of both retinas of 874 persons, graded by a panel.',
  specialty: 'ophthalmology',
  modality: 'colour fundus photography',
  tasks: ['classification', 'diagnosis'],
  citation:
    'Decencière E, Zhang X, Cazuguel G, et al. Feedback on a publicly distributed image database: the Messidor database. Image Analysis and Stereology 2014;33(3):231-234.',
  source: { access: 'on application', url: 'https://www.adcis.net/en/third-party/messidor2/' },
  layouts: [
    {
      files:
        'IMAGES/*.{png,JPG}, messidor_data.csv (image_id, adjudicated_dr_grade, adjudicated_dme, adjudicated_gradable)',
      signs: [{ kind: 'columns', columns: ['image_id', 'adjudicated_dr_grade', 'adjudicated_dme'] }],
    },
  ],
  labels: retinopathyGrades,
  tables: [
    {
      columns: { image_id: 'image', adjudicated_dr_grade: 'labels' },
      others: { adjudicated_dme: 'attribute', adjudicated_gradable: 'attribute' },
    },
  ],
  traps: [
    'The grades are a later panel’s (Krause and others, 2018), not those of the first publication.',
    'Four pictures could not be graded: their labels are unknown.',
    'Two pictures are of one person, and which are is told by a list of the publisher alone: a random split leaks.',
  ],
} as const satisfies DatasetRecipe;
