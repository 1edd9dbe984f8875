import type { DatasetRecipe } from '../recipe.ts';

export const rsnaPneumonia = {
  id: 'rsna-pneumonia',
  name: 'RSNA pneumonia detection',
  mark: 'companion',
  description: 'Chest X-rays (DICOM) with boxes around opacities that suggest pneumonia.',
  specialty: 'radiology',
  modality: 'X-ray',
  tasks: ['detection', 'classification'],
  citation:
    'Shih G, Wu CC, Halabi SS, et al. Augmenting the National Institutes of Health Chest Radiograph Dataset with Expert Annotations of Possible Pneumonia. Radiology: Artificial Intelligence 2019;1(1):e180041.',
  source: {
    access: 'with an account',
    url: 'https://www.kaggle.com/c/rsna-pneumonia-detection-challenge',
  },
  layouts: [
    {
      files: 'stage_2_train_labels.csv, stage_2_train_images/*.dcm (PNG or JPEG in mirrors)',
      signs: [
        { kind: 'columns', columns: ['patientId', 'x', 'y', 'width', 'height', 'Target'] },
        {
          kind: 'paths',
          pattern: '(^|/)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.(dcm|png|jpe?g)$',
          least: 1,
          words: 'pictures are called as those of the set (0004cfab-14fd-4e49-80ba-63a80b6bddd6)',
        },
      ],
    },
  ],
  labels: [{ name: 'pneumonia', written: ['Target'], synonyms: ['lung opacity', 'opacity'] }],
  drawn: [{ name: 'lung opacity', written: ['object', 'Target'], synonyms: ['opacity', 'pneumonia'] }],
  // Of two that fit a table, the later counts.
  tables: [
    { columns: { patientId: 'image', class: 'attribute' } },
    {
      columns: {
        patientId: 'image',
        x: 'box left',
        y: 'box top',
        width: 'box width',
        height: 'box height',
        Target: 'one label, 0 or 1',
      },
      // As mirrors put the table of classes and what the DICOM files say into one.
      others: { class: 'attribute', position: 'attribute' },
    },
  ],
  pseudonymous: true,
  traps: [
    'The pictures come from NIH ChestX-ray14: a model that was trained on the one has seen the other.',
    'Pictures of one patient are not told apart from those of others: the number is of the picture.',
    'A box is around an opacity that suggests pneumonia; whether the patient had one was not tested.',
  ],
} as const satisfies DatasetRecipe;
