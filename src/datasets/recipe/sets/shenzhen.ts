import type { DatasetRecipe } from '../recipe.ts';
import { classInName, tuberculosisFilms } from './tuberculosis-films.ts';

export const shenzhen = {
  id: 'shenzhen',
  name: 'Shenzhen chest X-rays',
  mark: 'not of the study',
  description: '662 chest films of a hospital in Shenzhen, 326 normal and 336 with signs of tuberculosis.',
  ...tuberculosisFilms,
  layouts: [
    {
      files: 'CXR_png/CHNCXR_0001_0.png, ClinicalReadings/CHNCXR_0001_0.txt, mask/CHNCXR_0001_0_mask.png',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)CHNCXR_\\d{4}_[01]\\.png$',
          least: 1,
          words: 'pictures are called as CHNCXR_0001_0.png',
        },
        { kind: 'no paths', pattern: '(^|/)MCUCXR_', words: 'none as those of Montgomery' },
      ],
    },
  ],
  drawn: [{ name: 'lungs', written: ['object'], synonyms: ['lung'] }],
  paths: [
    { pattern: 'CHNCXR_\\d{4}_0\\.png$', label: 'normal' },
    { pattern: 'CHNCXR_\\d{4}_1\\.png$', label: 'tuberculosis' },
  ],
  texts: [
    {
      pattern: '(^|/)CHNCXR_\\d{4}_[01]\\.txt$',
      attributes: { sex: '^\\s*(female|male)', age: '(\\d+)\\s*yr' },
      findings: '^\\s*[^\\n]*\\n+([\\s\\S]+)$',
    },
  ],
  traps: [
    classInName,
    'Masks were drawn later, by others, and not for all films.',
    'Pictures come with a palette of greys.',
  ],
} as const satisfies DatasetRecipe;
