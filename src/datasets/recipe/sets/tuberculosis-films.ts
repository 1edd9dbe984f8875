import type { DatasetRecipe } from '../recipe.ts';

/** What the two sets of the National Library of Medicine have in common, which were published together. */
export const tuberculosisFilms = {
  specialty: 'radiology',
  modality: 'X-ray',
  tasks: ['classification', 'diagnosis', 'segmentation'],
  citation:
    'Jaeger S, Candemir S, Antani S, Wáng YX, Lu PX, Thoma G. Two public chest X-ray datasets for computer-aided screening of pulmonary diseases. Quantitative Imaging in Medicine and Surgery 2014;4(6):475-477.',
  source: {
    access: 'open',
    url: 'https://lhncbc.nlm.nih.gov/LHC-downloads/downloads.html#tuberculosis-image-data-sets',
  },
  labels: [
    { name: 'normal', synonyms: ['no tuberculosis', 'healthy'] },
    { name: 'tuberculosis', synonyms: ['TB', 'abnormal', 'manifestation of tuberculosis'] },
  ],
} as const satisfies Partial<DatasetRecipe>;

export const classInName =
  'The class stands in the name of a file (_0 normal, _1 tuberculosis): names must not be shown to a model.';
