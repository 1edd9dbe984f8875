import type { DatasetRecipe } from '../recipe.ts';

export const pathVqa = {
  id: 'path-vqa',
  name: 'PathVQA',
  mark: 'not of the study',
  description:
    '32,799 questions on 4,998 pictures of pathology, made from the captions of textbooks by a program.',
  specialty: 'other',
  modality: 'pathology',
  tasks: ['visual-question-answering'],
  citation:
    'He X, Zhang Y, Mou L, Xing E, Xie P. PathVQA: 30000+ questions for medical visual question answering. arXiv 2003.10286, 2020.',
  source: { access: 'open', url: 'https://github.com/UCSD-AI4H/PathVQA' },
  layouts: [
    {
      files:
        'images/{train,val,test}/train_0422.jpg, train_vqa.json (img_id, sent, label) or train.json (img_id, question, answer)',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)(train|val|test)_\\d{4}\\.(jpe?g|png)$',
          least: 1,
          words: 'pictures are called as train_0422.jpg',
        },
        { kind: 'columns', columns: ['img_id', 'answer'] },
      ],
    },
  ],
  paths: [
    { pattern: '(^|/)train_\\d{4}\\.(jpe?g|png)$', split: 'train' },
    { pattern: '(^|/)val_\\d{4}\\.(jpe?g|png)$', split: 'validation' },
    { pattern: '(^|/)test_\\d{4}\\.(jpe?g|png)$', split: 'test' },
  ],
  traps: [
    'A program turned captions into questions: some are not sentences, and some cannot be answered from the picture.',
    'Half of the questions are answered by yes or no.',
  ],
} as const satisfies DatasetRecipe;
