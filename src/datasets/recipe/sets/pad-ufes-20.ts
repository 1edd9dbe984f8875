import type { DatasetRecipe } from '../recipe.ts';

export const padUfes20 = {
  id: 'pad-ufes-20',
  name: 'PAD-UFES-20',
  mark: 'not of the study',
  description:
    '2,298 pictures of skin lesions taken with telephones, in six classes, with what the patients told.',
  specialty: 'dermatology',
  modality: 'clinical photography',
  tasks: ['classification', 'diagnosis'],
  license: 'CC BY 4.0',
  citation:
    'Pacheco AGC, Lima GR, Salomão AS, et al. PAD-UFES-20: A skin lesion dataset composed of patient data and clinical images collected from smartphones. Data in Brief 2020;32:106221.',
  source: { access: 'open', url: 'https://data.mendeley.com/datasets/zr7vgbcyr2/1' },
  layouts: [
    {
      files: 'metadata.csv, imgs_part_{1,2,3}/PAT_1516_1765_530.png',
      signs: [
        { kind: 'columns', columns: ['patient_id', 'lesion_id', 'fitspatrick', 'diagnostic', 'img_id'] },
      ],
    },
  ],
  labels: [
    { name: 'actinic keratosis', written: ['ACK'], synonyms: ['ACK', 'solar keratosis'] },
    { name: 'basal cell carcinoma', written: ['BCC'], synonyms: ['BCC'] },
    { name: 'melanoma', written: ['MEL'], synonyms: ['MEL', 'malignant melanoma'] },
    { name: 'nevus', written: ['NEV'], synonyms: ['NEV', 'naevus', 'mole', 'melanocytic nevus'] },
    {
      name: 'squamous cell carcinoma',
      written: ['SCC'],
      synonyms: ['SCC', 'Bowen’s disease'],
      definition: 'Squamous cell carcinoma, Bowen’s disease included.',
    },
    { name: 'seborrheic keratosis', written: ['SEK'], synonyms: ['SEK'] },
  ],
  tables: [
    {
      columns: { patient_id: 'group', img_id: 'image', diagnostic: 'labels' },
      others: {
        lesion_id: 'ignore',
        age: 'attribute',
        gender: 'attribute',
        fitspatrick: 'attribute',
        region: 'attribute',
        diameter_1: 'attribute',
        diameter_2: 'attribute',
        smoke: 'attribute',
        itch: 'attribute',
        grew: 'attribute',
        hurt: 'attribute',
        changed: 'attribute',
        bleed: 'attribute',
        elevation: 'attribute',
        skin_cancer_history: 'attribute',
        cancer_history: 'attribute',
        biopsed: 'attribute',
      },
    },
  ],
  traps: [
    'Several pictures show one lesion, and several lesions are of one patient: she is the group.',
    'Cancers were proven by biopsy; most other lesions by the agreement of dermatologists.',
    'What a patient told is not known of many benign lesions: a missing answer tells the class.',
  ],
} as const satisfies DatasetRecipe;
