import type { DatasetRecipe } from '../recipe.ts';

export const oct2017 = {
  id: 'oct2017',
  name: 'Kermany OCT2017',
  mark: 'companion',
  description: 'Optical coherence tomography of the retina in four classes.',
  specialty: 'ophthalmology',
  modality: 'optical coherence tomography',
  tasks: ['classification'],
  license: 'CC BY 4.0',
  citation:
    'Kermany DS, Goldbaum M, Cai W, et al. Identifying Medical Diagnoses and Treatable Diseases by Image-Based Deep Learning. Cell 2018;172(5):1122-1131.',
  source: { access: 'open', url: 'https://data.mendeley.com/datasets/rscbjbr9sj' },
  layouts: [
    {
      files: 'OCT2017/{train,val,test}/{CNV,DME,DRUSEN,NORMAL}/*.jpeg, such as CNV-1016042-1.jpeg',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)(CNV|DME|DRUSEN|NORMAL)-\\d+-\\d+\\.jpe?g$',
          least: 2,
          words: 'pictures are called as CNV-1016042-1.jpeg',
        },
        {
          kind: 'paths',
          pattern: '(^|/)(CNV|DME|DRUSEN)-\\d+-\\d+\\.jpe?g$',
          least: 1,
          words: 'of them have CNV, DME or DRUSEN in their name',
        },
      ],
    },
  ],
  labels: [
    {
      name: 'choroidal neovascularization',
      written: ['CNV'],
      synonyms: ['CNV', 'wet age-related macular degeneration'],
    },
    {
      name: 'diabetic macular edema',
      written: ['DME'],
      synonyms: ['DME', 'diabetic macular oedema', 'macular edema'],
    },
    { name: 'drusen', written: ['DRUSEN'], synonyms: ['dry age-related macular degeneration'] },
    { name: 'normal', written: ['NORMAL'], synonyms: ['no finding', 'healthy'] },
  ],
  paths: [{ pattern: '(?:^|/)(CNV|DME|DRUSEN|NORMAL)-(\\d+)-\\d+\\.', label: '$1', group: '$2' }],
  copies: 'by folders and name',
  traps: [
    'A patient has many pictures: they are of one group, by the number in the name of the file.',
    'Pictures of one patient lie in more than one split of some versions: see the warning on the page of the data set.',
  ],
} as const satisfies DatasetRecipe;
