import type { DatasetRecipe } from '../recipe.ts';

export const deepLesion = {
  id: 'deeplesion',
  name: 'DeepLesion',
  mark: 'not of the study',
  description: '32,735 lesions of 4,427 patients, marked by a box on the key slice of a CT series.',
  specialty: 'radiology',
  modality: 'CT',
  tasks: ['detection', 'localization'],
  citation:
    'Yan K, Wang X, Lu L, Summers RM. DeepLesion: automated mining of large-scale lesion annotations and universal lesion detection with deep learning. Journal of Medical Imaging 2018;5(3):036501.',
  source: { access: 'open', url: 'https://nihcc.app.box.com/v/DeepLesion' },
  layouts: [
    {
      files: 'DL_info.csv, Images_png/000001_01_01/109.png',
      signs: [
        {
          kind: 'columns',
          columns: ['File_name', 'Key_slice_index', 'Bounding_boxes', 'Coarse_lesion_type'],
        },
      ],
    },
  ],
  drawn: [
    { name: 'bone lesion', written: ['1'], synonyms: ['bone'] },
    { name: 'abdominal lesion', written: ['2'], synonyms: ['abdomen'] },
    { name: 'mediastinal lesion', written: ['3'], synonyms: ['mediastinum'] },
    { name: 'liver lesion', written: ['4'], synonyms: ['liver'] },
    { name: 'lung lesion', written: ['5'], synonyms: ['lung'] },
    { name: 'kidney lesion', written: ['6'], synonyms: ['kidney'] },
    { name: 'soft tissue lesion', written: ['7'], synonyms: ['soft tissue'] },
    { name: 'pelvic lesion', written: ['8'], synonyms: ['pelvis'] },
    { name: 'lesion', written: ['-1', 'object'], synonyms: [], definition: 'Of a type that is not told.' },
  ],
  tables: [
    {
      columns: {
        File_name: 'image',
        Patient_index: 'group',
        Bounding_boxes: 'box',
        Coarse_lesion_type: 'box label',
      },
      others: {
        Study_index: 'ignore',
        Series_ID: 'ignore',
        Key_slice_index: 'ignore',
        Possibly_noisy: 'attribute',
        Patient_gender: 'attribute',
        Patient_age: 'attribute',
        Train_Val_Test: 'attribute',
        DICOM_windows: 'attribute',
      },
      boxOrder: 'xyxy',
    },
  ],
  traps: [
    'Only some lesions of a slice are marked: a box that a model finds beside them may be right.',
    'The types are told for the lesions of the publisher’s validation and test sets alone; the others are called lesion.',
    'The publisher’s split is the attribute Train_Val_Test: 1 train, 2 validation, 3 test.',
    'Values of its PNG files are Hounsfield units plus 32768: choose a window before you look.',
  ],
} as const satisfies DatasetRecipe;
