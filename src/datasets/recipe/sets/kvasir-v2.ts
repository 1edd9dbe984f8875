import type { DatasetRecipe } from '../recipe.ts';

export const kvasirV2 = {
  id: 'kvasir-v2',
  name: 'Kvasir v2',
  mark: 'companion',
  description: '8,000 endoscopic pictures in eight classes: landmarks, findings and steps of a polypectomy.',
  specialty: 'endoscopy',
  modality: 'gastrointestinal endoscopy',
  tasks: ['classification'],
  license: 'For research and education; other use by permission of its authors',
  citation:
    'Pogorelov K, Randel KR, Griwodz C, et al. KVASIR: A Multi-Class Image Dataset for Computer Aided Gastrointestinal Disease Detection. Proceedings of ACM Multimedia Systems (MMSys) 2017:164-169.',
  source: { access: 'open', url: 'https://datasets.simula.no/kvasir/' },
  layouts: [
    {
      files: 'kvasir-dataset-v2/<class>/*.jpg',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)dyed-lifted-polyps/[^/]+\\.jpe?g$',
          least: 1,
          words: 'pictures lie in dyed-lifted-polyps',
        },
        {
          kind: 'paths',
          pattern: '(^|/)normal-(z-line|cecum|pylorus)/[^/]+\\.jpe?g$',
          least: 1,
          words: 'lie in folders of normal landmarks',
        },
      ],
    },
  ],
  labels: [
    { name: 'dyed lifted polyp', written: ['dyed-lifted-polyps'], synonyms: ['dyed and lifted polyp'] },
    { name: 'dyed resection margin', written: ['dyed-resection-margins'], synonyms: ['resection margin'] },
    { name: 'esophagitis', synonyms: ['oesophagitis', 'reflux esophagitis'] },
    { name: 'normal cecum', written: ['normal-cecum'], synonyms: ['cecum', 'caecum'] },
    { name: 'normal pylorus', written: ['normal-pylorus'], synonyms: ['pylorus'] },
    {
      name: 'normal Z-line',
      written: ['normal-z-line'],
      synonyms: ['Z-line', 'gastroesophageal junction'],
    },
    { name: 'polyp', written: ['polyps'], synonyms: ['polyps'] },
    { name: 'ulcerative colitis', written: ['ulcerative-colitis'], synonyms: [] },
  ],
  traps: [
    'Some pictures hold a green inset that shows where the endoscope is: it gives the place away.',
    'Nothing tells which pictures are of one patient: each counts as its own.',
  ],
} as const satisfies DatasetRecipe;
