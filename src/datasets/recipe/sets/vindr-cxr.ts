import type { DatasetRecipe } from '../recipe.ts';

export const vindrCxr = {
  id: 'vindr-cxr',
  name: 'VinDr-CXR',
  mark: 'companion',
  description: 'Chest X-rays (DICOM) with boxes of findings, drawn by three radiologists each.',
  specialty: 'radiology',
  modality: 'X-ray',
  tasks: ['detection'],
  citation:
    'Nguyen HQ, Lam K, Le LT, et al. VinDr-CXR: An open dataset of chest X-rays with radiologist’s annotations. Scientific Data 2022;9:429.',
  source: { access: 'on application', url: 'https://physionet.org/content/vindr-cxr/' },
  layouts: [
    {
      files: 'train.csv, train/*.dicom',
      signs: [
        {
          kind: 'columns',
          columns: ['image_id', 'class_name', 'rad_id', 'x_min', 'y_min', 'x_max', 'y_max'],
        },
      ],
    },
  ],
  drawn: [
    { name: 'Aortic enlargement', synonyms: ['enlarged aorta'] },
    { name: 'Atelectasis', synonyms: ['collapse'] },
    { name: 'Calcification', synonyms: [] },
    { name: 'Cardiomegaly', synonyms: ['enlarged heart'] },
    { name: 'Consolidation', synonyms: [] },
    { name: 'Interstitial lung disease', written: ['ILD'], synonyms: ['ILD'] },
    { name: 'Infiltration', synonyms: ['infiltrate'] },
    { name: 'Lung opacity', written: ['Lung Opacity'], synonyms: ['opacity'] },
    { name: 'Nodule or mass', written: ['Nodule/Mass'], synonyms: ['nodule', 'mass'] },
    { name: 'Other lesion', synonyms: [] },
    { name: 'Pleural effusion', synonyms: ['effusion'] },
    { name: 'Pleural thickening', synonyms: [] },
    { name: 'Pneumothorax', synonyms: [] },
    { name: 'Pulmonary fibrosis', synonyms: ['fibrosis'] },
  ],
  pseudonymous: true,
  traps: [
    'Three radiologists drew on each picture, and their boxes are all kept: one finding may have three boxes, which counts as three.',
    '“No finding” is the absence of boxes, not a finding of its own.',
  ],
} as const satisfies DatasetRecipe;
