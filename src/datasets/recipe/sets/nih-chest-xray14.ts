import type { DatasetRecipe } from '../recipe.ts';

export const nihChestXray14 = {
  id: 'nih-chest-xray14',
  name: 'NIH ChestX-ray14',
  mark: 'companion',
  description:
    '112,120 frontal chest X-rays of 30,805 patients with 14 findings taken from reports, some with boxes.',
  specialty: 'radiology',
  modality: 'X-ray',
  tasks: ['classification', 'detection'],
  license: 'No restriction on use; cite the paper and link to the source (NIH Clinical Center)',
  citation:
    'Wang X, Peng Y, Lu L, et al. ChestX-ray8: Hospital-scale Chest X-ray Database and Benchmarks on Weakly-Supervised Classification and Localization of Common Thorax Diseases. IEEE Conference on Computer Vision and Pattern Recognition (CVPR) 2017.',
  source: { access: 'open', url: 'https://nihcc.app.box.com/v/ChestXray-NIHCC' },
  layouts: [
    {
      files: 'images/*.png, Data_Entry_2017.csv, BBox_List_2017.csv, train_val_list.txt, test_list.txt',
      signs: [
        { kind: 'columns', columns: ['Image Index', 'Finding Labels', 'Patient ID', 'View Position'] },
        {
          kind: 'paths',
          pattern: '(^|/)\\d{8}_\\d{3}\\.png$',
          least: 1,
          words: 'pictures are called as 00000193_019.png',
        },
      ],
    },
    {
      files: 'images/*.png with BBox_List_2017.csv alone',
      signs: [
        { kind: 'columns', columns: ['Image Index', 'Finding Label', 'Bbox [x'] },
        {
          kind: 'paths',
          pattern: '(^|/)\\d{8}_\\d{3}\\.png$',
          least: 1,
          words: 'pictures are called as 00000193_019.png',
        },
      ],
    },
  ],
  labels: [
    { name: 'Atelectasis', synonyms: ['collapse'] },
    { name: 'Cardiomegaly', synonyms: ['enlarged heart'] },
    { name: 'Consolidation', synonyms: [] },
    { name: 'Edema', synonyms: ['oedema', 'pulmonary edema'] },
    { name: 'Effusion', synonyms: ['pleural effusion'] },
    { name: 'Emphysema', synonyms: [] },
    { name: 'Fibrosis', synonyms: ['pulmonary fibrosis'] },
    { name: 'Hernia', synonyms: ['hiatal hernia', 'hiatus hernia'] },
    { name: 'Infiltration', synonyms: ['infiltrate'] },
    { name: 'Mass', synonyms: ['lung mass'] },
    { name: 'Nodule', synonyms: ['lung nodule'] },
    { name: 'Pleural thickening', written: ['Pleural_Thickening'], synonyms: [] },
    { name: 'Pneumonia', synonyms: [] },
    { name: 'Pneumothorax', synonyms: [] },
    { name: 'No Finding', synonyms: ['normal', 'no abnormality'] },
  ],
  drawn: [
    { name: 'Atelectasis', written: ['Atelectasis'], synonyms: ['collapse'] },
    { name: 'Cardiomegaly', synonyms: ['enlarged heart'] },
    { name: 'Effusion', synonyms: ['pleural effusion'] },
    { name: 'Infiltration', written: ['Infiltrate'], synonyms: ['infiltrate'] },
    { name: 'Mass', synonyms: ['lung mass'] },
    { name: 'Nodule', synonyms: ['lung nodule'] },
    { name: 'Pneumonia', synonyms: [] },
    { name: 'Pneumothorax', synonyms: [] },
  ],
  tables: [{ columns: { 'Image Index': 'image', 'Finding Labels': 'labels', 'Patient ID': 'group' } }],
  lists: [
    { pattern: '(^|/)train_val_list[^/]*\\.txt$', split: 'train' },
    { pattern: '(^|/)test_list[^/]*\\.txt$', split: 'test' },
  ],
  traps: [
    'Labels were taken from reports by a program, not by readers of the pictures: some are wrong, and a model may be right against them.',
    'The table of boxes says “Infiltrate” where that of labels says “Infiltration”: both are read as Infiltration.',
    'Boxes exist for eight findings on fewer than a thousand pictures: a picture without a box is not free of findings.',
    'Many patients have several pictures: they are of one group.',
  ],
} as const satisfies DatasetRecipe;
