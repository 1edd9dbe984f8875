import type { DatasetRecipe } from '../recipe.ts';

export const vqaRad = {
  id: 'vqa-rad',
  name: 'VQA-RAD',
  mark: 'companion',
  description: 'Questions that clinicians asked of radiological pictures, with their answers.',
  specialty: 'radiology',
  modality: 'X-ray, CT and MRI',
  tasks: ['visual-question-answering'],
  license: 'CC0 1.0',
  citation:
    'Lau JJ, Gayen S, Ben Abacha A, Demner-Fushman D. A dataset of clinically generated visual questions and answers about radiology images. Scientific Data 2018;5:180251.',
  source: { access: 'open', url: 'https://osf.io/89kps/' },
  layouts: [
    {
      files: 'VQA_RAD Dataset Public.json, VQA_RAD Image Folder/*.jpg',
      signs: [
        {
          kind: 'columns',
          columns: ['image_name', 'image_organ', 'question', 'answer', 'question_type', 'answer_type'],
        },
      ],
    },
  ],
  traps: [
    'Some questions are another’s in other words, and some stand there twice: they are of one picture, and are resampled with it.',
    'Pictures of the usual test set occur in the training set as well.',
    'Answers are short and in the words of whoever gave them: an open answer may be right and share no word.',
  ],
} as const satisfies DatasetRecipe;
