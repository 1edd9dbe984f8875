import type { DatasetRecipe } from '../recipe.ts';

export const covidX = {
  id: 'covidx-cxr',
  name: 'COVIDx CXR',
  mark: 'not of the study',
  description: 'Chest X-rays with and without COVID-19, put together from several public collections.',
  specialty: 'radiology',
  modality: 'X-ray',
  tasks: ['classification', 'diagnosis'],
  citation:
    'Wang L, Lin ZQ, Wong A. COVID-Net: a tailored deep convolutional neural network design for detection of COVID-19 cases from chest X-ray images. Scientific Reports 2020;10:19549.',
  source: { access: 'with an account', url: 'https://www.kaggle.com/datasets/andyczhao/covidx-cxr2' },
  layouts: [
    {
      files: 'train.txt, test.txt (val.txt): patient, file, class and source in a line; train/*, test/*',
      signs: [{ kind: 'columns', columns: ['patient id', 'image', 'class', 'source'] }],
    },
  ],
  labels: [
    { name: 'COVID-19', written: ['positive'], synonyms: ['COVID', 'COVID-19 pneumonia'] },
    { name: 'no COVID-19', written: ['negative'], synonyms: [] },
    { name: 'pneumonia', synonyms: ['non-COVID-19 pneumonia'] },
    { name: 'normal', synonyms: [] },
  ],
  tables: [{ columns: { 'patient id': 'group', source: 'attribute' } }],
  traps: [
    'Classes come from different collections: a model can tell the collection (devices, marks, children among adults) instead of the disease. Compare by the attribute source.',
    'Some collections hold several films of one patient: she is the group.',
  ],
} as const satisfies DatasetRecipe;
