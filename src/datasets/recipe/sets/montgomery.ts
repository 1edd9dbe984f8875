import type { DatasetRecipe } from '../recipe.ts';
import { classInName, tuberculosisFilms } from './tuberculosis-films.ts';

export const montgomery = {
  id: 'montgomery',
  name: 'Montgomery County chest X-rays',
  mark: 'not of the study',
  description:
    '138 chest films of a tuberculosis screening, 80 normal and 58 with signs of tuberculosis, with both lungs drawn.',
  ...tuberculosisFilms,
  layouts: [
    {
      files:
        'CXR_png/MCUCXR_0001_0.png, ManualMask/{leftMask,rightMask}/MCUCXR_0001_0.png, ClinicalReadings/MCUCXR_0001_0.txt',
      signs: [
        {
          kind: 'paths',
          pattern: '^(?!.*mask).*MCUCXR_\\d{4}_[01]\\.png$',
          least: 1,
          words: 'pictures are called as MCUCXR_0001_0.png',
        },
        { kind: 'no paths', pattern: '(^|/)CHNCXR_', words: 'none as those of Shenzhen' },
      ],
    },
  ],
  drawn: [
    { name: 'left lung', written: ['left'], synonyms: [] },
    { name: 'right lung', written: ['right'], synonyms: [] },
    { name: 'lungs', written: ['object'], synonyms: ['lung'] },
  ],
  paths: [
    { pattern: 'MCUCXR_\\d{4}_0\\.png$', label: 'normal' },
    { pattern: 'MCUCXR_\\d{4}_1\\.png$', label: 'tuberculosis' },
  ],
  texts: [
    {
      pattern: '(^|/)MCUCXR_\\d{4}_[01]\\.txt$',
      attributes: { sex: 'Sex:\\s*(\\w+)', age: 'Age:\\s*0*(\\d+)' },
      findings: 'Age:[^\\n]*\\n+([\\s\\S]+)$',
    },
  ],
  traps: [
    classInName,
    'All films are of one screening programme: how often tuberculosis is found there is not how often it is found elsewhere.',
  ],
} as const satisfies DatasetRecipe;
