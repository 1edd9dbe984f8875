import type { DatasetRecipe } from '../recipe.ts';

export const ham10000 = {
  id: 'ham10000',
  name: 'Skin Cancer MNIST (HAM10000)',
  mark: 'named in the paper',
  description: '10,015 dermoscopic pictures of pigmented lesions in seven classes, with age, sex and site.',
  specialty: 'dermatology',
  modality: 'dermoscopy',
  tasks: ['classification', 'diagnosis'],
  license: 'CC BY-NC 4.0',
  citation:
    'Tschandl P, Rosendahl C, Kittler H. The HAM10000 dataset, a large collection of multi-source dermatoscopic images of common pigmented skin lesions. Scientific Data 2018;5:180161.',
  source: { access: 'open', url: 'https://doi.org/10.7910/DVN/DBW86T' },
  layouts: [
    {
      files: 'HAM10000_images_part_{1,2}/ISIC_*.jpg, HAM10000_metadata.csv',
      signs: [
        { kind: 'columns', columns: ['lesion_id', 'image_id', 'dx', 'dx_type'] },
        {
          kind: 'paths',
          pattern: '(^|/)ISIC_\\d{7}\\.jpe?g$',
          least: 1,
          words: 'pictures are called as ISIC_0027419.jpg',
        },
      ],
    },
  ],
  labels: [
    {
      name: 'actinic keratosis or intraepithelial carcinoma',
      written: ['akiec'],
      synonyms: [
        'akiec',
        'actinic keratosis',
        'solar keratosis',
        'Bowen’s disease',
        'intraepithelial carcinoma',
      ],
      definition: 'Actinic (solar) keratosis and intraepithelial carcinoma (Bowen’s disease).',
    },
    { name: 'basal cell carcinoma', written: ['bcc'], synonyms: ['bcc'] },
    {
      name: 'benign keratosis',
      written: ['bkl'],
      synonyms: ['bkl', 'benign keratosis-like lesion', 'seborrheic keratosis', 'solar lentigo'],
      definition: 'Seborrheic keratosis, solar lentigo and lichen-planus like keratosis.',
    },
    { name: 'dermatofibroma', written: ['df'], synonyms: ['df'] },
    { name: 'melanoma', written: ['mel'], synonyms: ['mel', 'malignant melanoma'] },
    {
      name: 'melanocytic nevus',
      written: ['nv'],
      synonyms: ['nv', 'nevus', 'naevus', 'melanocytic naevus', 'mole'],
    },
    {
      name: 'vascular lesion',
      written: ['vasc'],
      synonyms: ['vasc', 'angioma', 'angiokeratoma', 'pyogenic granuloma', 'haemorrhage'],
      definition: 'Angioma, angiokeratoma, pyogenic granuloma and haemorrhage.',
    },
  ],
  drawn: [{ name: 'lesion', written: ['object'], synonyms: ['skin lesion'] }],
  tables: [
    {
      columns: {
        lesion_id: 'group',
        image_id: 'image',
        dx: 'labels',
        dx_type: 'attribute',
        age: 'attribute',
        sex: 'attribute',
        localization: 'attribute',
      },
    },
  ],
  leftAside: [
    {
      pattern: '(^|/)hmnist_\\d+_\\d+_(L|RGB)\\.csv$',
      why: 'small copies of the pictures as tables of numbers',
    },
  ],
  copies: 'by name',
  traps: [
    'Several pictures show the same lesion: they are of one group, and a split that ignores it leaks.',
    'Two thirds of the pictures are nevi: accuracy alone says little.',
    'How sure a diagnosis is varies (dx_type): more than half were proven by histopathology, the others by follow-up, confocal microscopy or consensus.',
  ],
} as const satisfies DatasetRecipe;
