import type { DatasetRecipe } from '../recipe.ts';

export const chaseDb1 = {
  id: 'chase-db1',
  name: 'CHASE_DB1',
  mark: 'not of the study',
  description: '28 photographs of both retinas of 14 children with their vessels drawn.',
  specialty: 'ophthalmology',
  modality: 'colour fundus photography',
  tasks: ['segmentation'],
  citation:
    'Fraz MM, Remagnino P, Hoppe A, et al. An ensemble classification-based approach applied to retinal blood vessel segmentation. IEEE Transactions on Biomedical Engineering 2012;59(9):2538-2548.',
  source: { access: 'open', url: 'https://blogs.kingston.ac.uk/retinal/chasedb1/' },
  layouts: [
    {
      files: 'Image_01L.jpg, Image_01L_1stHO.png, Image_01L_2ndHO.png',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)Image_\\d\\d[LR]\\.jpe?g$',
          least: 1,
          words: 'pictures are called as Image_01L.jpg',
        },
        {
          kind: 'paths',
          pattern: '(^|/)Image_\\d\\d[LR]_1stHO\\.png$',
          least: 1,
          words: 'masks as Image_01L_1stHO.png',
        },
      ],
    },
  ],
  drawn: [{ name: 'vessel', written: ['object', '1sthO', '2ndHO'], synonyms: ['blood vessel', 'vessels'] }],
  paths: [
    { pattern: '(^|/)Image_(\\d\\d)L\\.jpe?g$', group: '$2', attributes: { eye: 'left' } },
    { pattern: '(^|/)Image_(\\d\\d)R\\.jpe?g$', group: '$2', attributes: { eye: 'right' } },
  ],
  leftAside: [
    {
      pattern: '(^|/)Image_\\d\\d[LR]_2ndHO\\.png$',
      where: '(^|/)Image_\\d\\d[LR]_1stHO\\.png$',
      why: 'a second reader drew them: those of the first are the truth',
    },
  ],
  traps: [
    'Both eyes of a child are of one group.',
    'Everyone shown is a child: vessels of adults look otherwise.',
  ],
} as const satisfies DatasetRecipe;
