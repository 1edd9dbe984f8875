import type { DatasetRecipe } from '../recipe.ts';

export const cvcClinicDb = {
  id: 'cvc-clinicdb',
  name: 'CVC-ClinicDB',
  mark: 'companion',
  description: '612 frames of 29 colonoscopy sequences with the polyps drawn as masks.',
  specialty: 'endoscopy',
  modality: 'colonoscopy',
  tasks: ['segmentation'],
  citation:
    'Bernal J, Sánchez FJ, Fernández-Esparrach G, et al. WM-DOVA maps for accurate polyp highlighting in colonoscopy: Validation vs. saliency maps from physicians. Computerized Medical Imaging and Graphics 2015;43:99-111.',
  source: { access: 'open', url: 'https://polyp.grand-challenge.org/CVCClinicDB/' },
  layouts: [
    {
      files: 'Original/*.tif, Ground Truth/*.tif (PNG in mirrors)',
      signs: [
        {
          kind: 'paths',
          pattern: '(^|/)Original/\\d+\\.(tiff?|png)$',
          least: 1,
          words: 'pictures are called as Original/1.tif',
        },
        {
          kind: 'paths',
          pattern: '(^|/)Ground[ _]?Truth/\\d+\\.(tiff?|png)$',
          least: 1,
          words: 'masks as Ground Truth/1.tif',
        },
        // The names alone are those of many sets.
        { kind: 'size', pattern: '(^|/)Original/\\d+\\.(tiff?|png)$', width: 384, height: 288 },
      ],
    },
  ],
  drawn: [{ name: 'polyp', written: ['object'], synonyms: ['polyps'] }],
  tables: [
    {
      columns: { sequence_id: 'group', png_image_path: 'image' },
      others: {
        frame_id: 'ignore',
        png_mask_path: 'mask',
        tif_image_path: 'ignore',
        tif_mask_path: 'ignore',
      },
    },
  ],
  leftAside: [
    {
      pattern: '(^|/)TIF/(Original|Ground[ _]?Truth)/',
      where: '(^|/)PNG/Original/',
      why: 'the same pictures and masks are here as PNG',
    },
  ],
  traps: [
    'Frames of one sequence look alike, and their names do not tell the sequence: without the table of a mirror that does, each counts as its own patient, and intervals are too narrow.',
    'Every picture shows a polyp: nothing is learnt of false alarms.',
  ],
} as const satisfies DatasetRecipe;
