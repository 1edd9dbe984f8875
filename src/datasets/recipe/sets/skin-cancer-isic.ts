import type { DatasetRecipe } from '../recipe.ts';

export const skinCancerIsic = {
  id: 'skin-cancer-isic',
  name: 'Skin Cancer ISIC (nine classes)',
  mark: 'named in the paper',
  description: 'Dermoscopic pictures of the ISIC archive in nine classes: 2,239 to train, 118 to test.',
  specialty: 'dermatology',
  modality: 'dermoscopy',
  tasks: ['classification', 'diagnosis'],
  source: {
    access: 'with an account',
    url: 'https://www.kaggle.com/datasets/nodoubttome/skin-cancer9-classesisic',
  },
  layouts: [
    {
      files: 'Skin cancer ISIC The International Skin Imaging Collaboration/{Train,Test}/<class>/*.jpg',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)pigmented benign keratosis/[^/]+\\.jpe?g$',
          least: 1,
          words: 'pictures lie in “pigmented benign keratosis”',
        },
        { kind: 'labels', labels: ['melanoma', 'nevus', 'vascular lesion', 'dermatofibroma'] },
      ],
    },
  ],
  labels: [
    { name: 'actinic keratosis', synonyms: ['solar keratosis'] },
    { name: 'basal cell carcinoma', synonyms: ['BCC'] },
    { name: 'dermatofibroma', synonyms: [] },
    { name: 'melanoma', synonyms: ['malignant melanoma'] },
    { name: 'nevus', synonyms: ['naevus', 'melanocytic nevus', 'mole'] },
    { name: 'pigmented benign keratosis', synonyms: ['benign keratosis'] },
    { name: 'seborrheic keratosis', synonyms: ['seborrhoeic keratosis'] },
    { name: 'squamous cell carcinoma', synonyms: ['SCC'] },
    { name: 'vascular lesion', synonyms: ['angioma'] },
  ],
  traps: [
    'Nothing tells which pictures are of one lesion or patient: each counts as its own, and intervals may be too narrow.',
    'The test set is small (118 pictures), so intervals of a class are wide.',
    '“Pigmented benign keratosis” and “seborrheic keratosis” overlap in what they mean.',
  ],
} as const satisfies DatasetRecipe;
