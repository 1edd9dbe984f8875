import type { DatasetRecipe } from '../recipe.ts';

export const chestXray2017 = {
  id: 'chest-xray-2017',
  name: 'ChestXRay2017',
  mark: 'named in the paper',
  description:
    'Chest X-rays of children, normal or with pneumonia, whose cause (bacterial, viral) stands in the name of the file.',
  specialty: 'radiology',
  modality: 'X-ray',
  tasks: ['classification'],
  license: 'CC BY 4.0',
  citation:
    'Kermany DS, Goldbaum M, Cai W, et al. Identifying Medical Diagnoses and Treatable Diseases by Image-Based Deep Learning. Cell 2018;172(5):1122-1131.',
  source: { access: 'open', url: 'https://data.mendeley.com/datasets/rscbjbr9sj' },
  layouts: [
    {
      files: 'chest_xray/{train,val,test}/{NORMAL,PNEUMONIA}/*.jpeg, such as person1_bacteria_1.jpeg',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)PNEUMONIA/person\\d+_(bacteria|virus)_\\d+\\.jpe?g$',
          least: 1,
          words: 'pictures in PNEUMONIA are called as person1_bacteria_1.jpeg',
        },
        { kind: 'paths', pattern: '(^|/)NORMAL/[^/]+\\.jpe?g$', least: 1, words: 'lie in NORMAL' },
      ],
    },
  ],
  labels: [
    { name: 'normal', synonyms: ['no pneumonia', 'no finding'], written: ['NORMAL'] },
    { name: 'pneumonia', synonyms: ['bacterial pneumonia', 'viral pneumonia'], written: ['PNEUMONIA'] },
  ],
  paths: [
    { pattern: '(?:^|/)(NORMAL|PNEUMONIA)/[^/]+$', label: '$1' },
    { pattern: '(?:^|/)(train|val|test)/PNEUMONIA/(person\\d+)_', group: '$1 $2' },
    { pattern: '(?:^|/)person\\d+_bacteria_', attributes: { cause: 'bacterial' } },
    { pattern: '(?:^|/)person\\d+_virus_', attributes: { cause: 'viral' } },
  ],
  copies: 'by folders and name',
  traps: [
    'Numbers of patients begin anew in the test set: person1 of test is not person1 of train. Groups are told by split and patient.',
    'The names of normal pictures do not tell the patient: each counts as a patient of its own.',
    'The validation set of the usual archive holds 16 pictures only.',
    'All patients are children: what is found here says little of adults.',
  ],
} as const satisfies DatasetRecipe;
