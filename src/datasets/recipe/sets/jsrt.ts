import type { DatasetRecipe } from '../recipe.ts';

export const jsrt = {
  id: 'jsrt',
  name: 'JSRT',
  mark: 'not of the study',
  description:
    '247 digitised chest films, 154 with a lung nodule (100 malignant, 54 benign) whose place is told, 93 without.',
  specialty: 'radiology',
  modality: 'X-ray',
  tasks: ['classification', 'diagnosis', 'localization'],
  citation:
    'Shiraishi J, Katsuragawa S, Ikezoe J, et al. Development of a digital image database for chest radiographs with and without a lung nodule. American Journal of Roentgenology 2000;174(1):71-74.',
  source: { access: 'with an account', url: 'https://doi.org/10.2214/ajr.174.1.1740071' },
  layouts: [
    {
      files: 'Nodule154images/JPCLN001.IMG, NonNodule93images/JPCNN001.IMG, CLNDAT_EN.txt, CNNDAT_EN.TXT',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)JPC(LN|NN)\\d{3}\\.(IMG|png|jpe?g|tiff?|bmp|dcm)$',
          least: 1,
          words: 'films are called as JPCLN001.IMG',
        },
        { kind: 'paths', pattern: '(^|/)C[LN]NDAT_EN\\.txt$', least: 1, words: 'lists of the publisher' },
      ],
    },
  ],
  labels: [
    { name: 'malignant nodule', written: ['malignant'], synonyms: ['malignant lung nodule', 'lung cancer'] },
    { name: 'benign nodule', written: ['benign'], synonyms: ['benign lung nodule'] },
    { name: 'no nodule', written: ['non-nodule', 'nonnodule'], synonyms: ['normal', 'without a nodule'] },
  ],
  drawn: [{ name: 'nodule', synonyms: ['lung nodule'] }],
  traps: [
    'The .IMG files have no head: they are read as 2048 x 2048 values of 12 bits, which count how dark a film is, and shown inverted.',
    'The class stands in the name of a file (JPCLN, JPCNN): names must not be shown to a model.',
    'How subtle a nodule is (1 extremely, 5 obvious) is told by the publisher, and rates differ much by it.',
  ],
} as const satisfies DatasetRecipe;
