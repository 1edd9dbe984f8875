import type { DatasetRecipe } from '../recipe.ts';

export const drive = {
  id: 'drive',
  name: 'DRIVE',
  mark: 'not of the study',
  description: '40 photographs of the retina with their vessels drawn, 20 for training and 20 for testing.',
  specialty: 'ophthalmology',
  modality: 'colour fundus photography',
  tasks: ['segmentation'],
  citation:
    'Staal J, Abràmoff MD, Niemeijer M, Viergever MA, van Ginneken B. Ridge-based vessel segmentation in color images of the retina. IEEE Transactions on Medical Imaging 2004;23(4):501-509.',
  source: { access: 'open', url: 'https://drive.grand-challenge.org/' },
  layouts: [
    {
      files:
        '{training,test}/{images/21_training.tif,1st_manual/21_manual1.gif,2nd_manual/01_manual2.gif,mask/21_training_mask.gif}',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)\\d\\d_(training|test)\\.tif$',
          least: 1,
          words: 'pictures are called as 21_training.tif',
        },
        {
          kind: 'paths',
          pattern: '(^|/)\\d\\d_(manual1|(training|test)_mask)\\.gif$',
          least: 1,
          words: 'masks as 21_manual1.gif',
        },
      ],
    },
  ],
  drawn: [
    {
      name: 'vessel',
      written: ['object', 'manual', 'manual 1', 'manual1'],
      synonyms: ['blood vessel', 'vessels'],
    },
  ],
  leftAside: [
    {
      pattern: '(^|/)\\d\\d_(training|test)_mask\\.gif$',
      why: 'they show which part of the picture the camera saw, and are no truth',
    },
    {
      pattern: '(^|/)\\d\\d_manual2\\.gif$',
      where: '(^|/)\\d\\d_manual1\\.gif$',
      why: 'a second reader drew them: those of the first are the truth, by the publisher’s rule',
    },
  ],
  traps: [
    'Vessels are drawn by one reader: what a second one drew of the test set has a Dice coefficient of about 0.79 with it.',
    'Vessels of one pixel count as much as wide ones: an overlap is lost by small shifts.',
  ],
} as const satisfies DatasetRecipe;
