import type { DatasetRecipe } from '../recipe.ts';

export const inBreast = {
  id: 'inbreast',
  name: 'INbreast',
  mark: 'not of the study',
  description:
    '410 digital mammograms of 115 women, with the BI-RADS category of each and the outlines of what was found.',
  specialty: 'radiology',
  modality: 'mammography',
  tasks: ['classification', 'diagnosis', 'segmentation'],
  citation:
    'Moreira IC, Amaral I, Domingues I, Cardoso A, Cardoso MJ, Cardoso JS. INbreast: toward a full-field digital mammographic database. Academic Radiology 2012;19(2):236-248.',
  source: { access: 'on application', url: 'https://doi.org/10.1016/j.acra.2011.09.014' },
  layouts: [
    {
      files: 'INbreast.csv, AllDICOMs/22678622_61b13c59bcba149e_MG_R_CC_ANON.dcm, AllXML/22678622.xml',
      signs: [
        { kind: 'columns', columns: ['Laterality', 'View', 'File Name', 'ACR', 'Bi-Rads'] },
        {
          kind: 'paths',
          pattern: '(^|/)\\d{8}_[0-9a-f]{16}_MG_[LR]_[A-Z]+_ANON\\.',
          least: 1,
          words: 'pictures are called as 22678622_61b13c59bcba149e_MG_R_CC_ANON.dcm',
        },
      ],
    },
  ],
  labels: ['1', '2', '3', '4', '4a', '4b', '4c', '5', '6'].map((category) => ({
    name: `BI-RADS ${category}`,
    written: [category],
    synonyms: [],
  })),
  drawn: [
    { name: 'mass', synonyms: [] },
    { name: 'calcification', written: ['Calcifications'], synonyms: [] },
    { name: 'cluster', synonyms: ['cluster of calcifications'] },
    { name: 'spiculated region', written: ['Espiculated Region'], synonyms: [] },
    { name: 'distortion', synonyms: ['architectural distortion'] },
    { name: 'asymmetry', written: ['Assymetry'], synonyms: [] },
  ],
  paths: [{ pattern: '(^|/)\\d{8}_([0-9a-f]{16})_MG_', group: '$2' }],
  tables: [
    {
      columns: { 'File Name': 'folder or id', 'Bi-Rads': 'labels' },
      others: {
        'Patient ID': 'ignore',
        'Patient age': 'ignore',
        'Acquisition date': 'ignore',
        Laterality: 'attribute',
        View: 'attribute',
        ACR: 'attribute',
      },
    },
  ],
  pseudonymous: true,
  traps: [
    'A BI-RADS category is a judgement of the picture, not the result of a biopsy.',
    'Contours (AllXML, as OsiriX writes them) are of lesions that were found: of an image without such a file nothing is known.',
    'Both views of both breasts are of one woman: she is the group.',
  ],
} as const satisfies DatasetRecipe;
