import type { DatasetRecipe } from '../recipe.ts';

export const cbisDdsm = {
  id: 'cbis-ddsm',
  name: 'CBIS-DDSM',
  mark: 'not of the study',
  description:
    '3,103 digitised mammograms of 1,566 women with masses or calcifications, benign or malignant by pathology.',
  specialty: 'radiology',
  modality: 'mammography',
  tasks: ['classification', 'diagnosis'],
  license: 'CC BY 3.0',
  citation:
    'Lee RS, Gimenez F, Hoogi A, Miyake KK, Gorovoy M, Rubin DL. A curated mammography data set for use in computer-aided detection and diagnosis research. Scientific Data 2017;4:170177.',
  source: { access: 'open', url: 'https://www.cancerimagingarchive.net/collection/cbis-ddsm/' },
  layouts: [
    {
      files:
        '{mass,calc}_case_description_{train,test}_set.csv, Mass-Training_P_00001_LEFT_CC/<study>/<series>/1-1.dcm or jpeg/<series UID>/1-263.jpg',
      signs: [
        {
          kind: 'columns',
          columns: [
            'patient_id',
            'image view',
            'abnormality id',
            'pathology',
            'image file path',
            'cropped image file path',
          ],
        },
      ],
    },
  ],
  labels: [
    { name: 'benign', written: ['BENIGN'], synonyms: [] },
    {
      name: 'benign without callback',
      written: ['BENIGN_WITHOUT_CALLBACK'],
      synonyms: [],
      definition: 'Benign, and not worth a second look.',
    },
    { name: 'malignant', written: ['MALIGNANT'], synonyms: ['cancer'] },
  ],
  tables: [
    {
      columns: {
        patient_id: 'group',
        'image file path': 'image',
        pathology: 'labels',
        'cropped image file path': 'ignore',
        'ROI mask file path': 'ignore',
        'abnormality id': 'ignore',
      },
      others: {
        breast_density: 'attribute',
        'breast density': 'attribute',
        'left or right breast': 'attribute',
        'image view': 'attribute',
      },
    },
  ],
  leftAside: [
    {
      pattern: '(^|/)(dicom_info|meta)\\.csv$',
      why: 'they list what the DICOM files say, and no truth',
    },
  ],
  pseudonymous: true,
  traps: [
    'The tables mix up which file is the mask of an abnormality and which its cut-out: neither is read.',
    'A picture with several abnormalities has the labels of all of them.',
    'Both views of both breasts are of one woman: she is the group.',
    'Films were digitised by several scanners: a model may learn the scanner.',
  ],
} as const satisfies DatasetRecipe;
