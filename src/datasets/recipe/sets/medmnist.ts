import type { DatasetRecipe } from '../recipe.ts';

export const medMnist = {
  id: 'medmnist',
  name: 'MedMNIST',
  mark: 'not of the study',
  description:
    'Eighteen sets of small pictures and volumes (28 to 224 pixels wide) for classification, each one file: pathology, X-ray, skin, OCT, retina, ultrasound, blood, tissue, CT.',
  specialty: 'other',
  modality: 'several',
  tasks: ['classification'],
  license: 'CC BY 4.0 (DermaMNIST: CC BY-NC 4.0)',
  citation:
    'Yang J, Shi R, Wei D, et al. MedMNIST v2 - A large-scale lightweight benchmark for 2D and 3D biomedical image classification. Scientific Data 2023;10:41.',
  source: { access: 'open', url: 'https://medmnist.com/' },
  layouts: [
    {
      files: 'pathmnist.npz, chestmnist_64.npz, organmnist3d.npz …',
      signs: [
        {
          kind: 'paths',
          pattern:
            '(^|/)((path|chest|derma|oct|pneumonia|retina|breast|blood|tissue|organ[acs])mnist|(organ|nodule|adrenal|fracture|vessel|synapse)mnist3d)(_\\d+)?\\.npz$',
          least: 1,
          words: 'files are called as pathmnist.npz',
        },
      ],
    },
  ],
  traps: [
    'Pictures of 28 x 28 pixels show little: what a model does with them says little of pictures of full size.',
    'They were made smaller and cut from other public sets, which a model may have been trained on.',
    'Nothing says which pictures are of one patient: intervals are too narrow where several are.',
  ],
} as const satisfies DatasetRecipe;
