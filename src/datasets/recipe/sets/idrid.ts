import type { DatasetRecipe } from '../recipe.ts';
import { retinopathyGrades } from './retinopathy-grades.ts';

export const idrid = {
  id: 'idrid',
  name: 'IDRiD',
  mark: 'companion',
  description:
    'Colour fundus photographs with grades of diabetic retinopathy, risk of macular edema, and lesions drawn.',
  specialty: 'ophthalmology',
  modality: 'colour fundus photography',
  tasks: ['classification', 'segmentation', 'localization'],
  license: 'CC BY 4.0',
  citation:
    'Porwal P, Pachade S, Kamble R, et al. Indian Diabetic Retinopathy Image Dataset (IDRiD): A Database for Diabetic Retinopathy Screening Research. Data 2018;3(3):25.',
  source: { access: 'with an account', url: 'https://doi.org/10.21227/H25W98' },
  layouts: [
    {
      files:
        'A. Segmentation/…/IDRiD_01.jpg with IDRiD_01_EX.tif, B. Disease Grading/…/IDRiD_001.jpg with a table of labels',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)IDRiD_\\d+\\.jpe?g$',
          least: 1,
          words: 'pictures are called as IDRiD_01.jpg',
        },
      ],
    },
  ],
  labels: retinopathyGrades,
  drawn: [
    { name: 'microaneurysm', written: ['MA', 'microaneurysms'], synonyms: ['microaneurysms', 'MA'] },
    {
      name: 'haemorrhage',
      written: ['HE', 'haemorrhages', 'hemorrhages'],
      synonyms: ['hemorrhage', 'haemorrhages'],
    },
    { name: 'hard exudate', written: ['EX', 'hard exudates'], synonyms: ['hard exudates', 'exudate', 'EX'] },
    {
      name: 'soft exudate',
      written: ['SE', 'soft exudates'],
      synonyms: ['soft exudates', 'cotton wool spot', 'SE'],
    },
    { name: 'optic disc', written: ['OD'], synonyms: ['optic nerve head', 'disc'] },
    { name: 'centre of the optic disc', synonyms: [] },
    { name: 'fovea', synonyms: ['centre of the macula'] },
  ],
  paths: [
    { pattern: '(^|/)([ab]\\. )?Training Set/', split: 'train' },
    { pattern: '(^|/)([ab]\\. )?Testing Set/', split: 'test' },
  ],
  tables: [
    { columns: { 'Image No': 'image', 'X- Coordinate': 'point x', 'Y - Coordinate': 'point y' } },
    {
      columns: { 'Image name': 'image', 'Retinopathy grade': 'labels', 'Risk of macular edema': 'attribute' },
    },
  ],
  drawnIn: [
    { pattern: 'OD_?Center[^/]*$', label: 'centre of the optic disc' },
    { pattern: 'Fovea_?Center[^/]*$', label: 'fovea' },
  ],
  traps: [
    'The parts of the set number their pictures anew: IDRiD_02 of the segmentation is not IDRiD_002 of the grading. Nothing is carried over from one to the other.',
    'A lesion that a picture does not show has no mask file: its absence is not stated.',
  ],
} as const satisfies DatasetRecipe;
