import type { DatasetRecipe } from '../recipe.ts';

export const miniMias = {
  id: 'mini-mias',
  name: 'mini-MIAS',
  mark: 'not of the study',
  description:
    '322 digitised mammograms of 161 women, with tissue, kind, severity and place of what was found (benign, malignant or nothing).',
  specialty: 'radiology',
  modality: 'mammography',
  tasks: ['classification', 'diagnosis', 'detection'],
  citation:
    'Suckling J, Parker J, Dance DR, et al. The Mammographic Image Analysis Society digital mammogram database. Excerpta Medica International Congress Series 1994;1069:375-378.',
  source: { access: 'open', url: 'https://www.repository.cam.ac.uk/handle/1810/250394' },
  layouts: [
    {
      files: 'Info.txt, mdb001.pgm (PNG in mirrors)',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)mdb\\d{3}\\w*\\.(pgm|png|jpe?g|tiff?|bmp)$',
          least: 1,
          words: 'films are called as mdb001.pgm',
        },
        { kind: 'paths', pattern: '(^|/)info\\.txt$', least: 1, words: 'list of the publisher (Info.txt)' },
      ],
    },
  ],
  labels: [
    { name: 'normal', synonyms: ['no abnormality'] },
    { name: 'benign', synonyms: [] },
    { name: 'malignant', synonyms: ['cancer'] },
  ],
  drawn: [
    { name: 'calcification', synonyms: ['calcifications'] },
    { name: 'circumscribed mass', synonyms: ['well-defined mass'] },
    { name: 'spiculated mass', synonyms: [] },
    { name: 'other mass', synonyms: ['ill-defined mass'] },
    { name: 'architectural distortion', synonyms: [] },
    { name: 'asymmetry', synonyms: [] },
  ],
  traps: [
    'The place is the centre of a circle with about the radius of what was found: no outline, and a box around it is larger than the lesion.',
    'Films were cut or padded to 1024 x 1024 pixels of 200 micrometres; small calcifications may not be seen. The address gives the originals at 50 micrometres; this small version with its Info.txt is told of at peipa.essex.ac.uk/info/mias.html, and mirrored.',
    'Both breasts of a woman are of one group.',
  ],
} as const satisfies DatasetRecipe;
