import type { DatasetRecipe } from '../recipe.ts';

export const sxy = {
  id: 'sxy',
  name: 'SXY',
  mark: 'inferred from the paper',
  description:
    'Chinese radiology reports of five systems: chest, abdomen, musculoskeletal, head, maxillofacial and neck.',
  specialty: 'radiology',
  modality: 'report text',
  tasks: ['report-summarization'],
  source: { access: 'not public' },
  layouts: [
    {
      files: 'a CSV or JSONL file named after SXY with the columns findings, impression, system',
      signs: [
        { kind: 'columns', columns: ['findings', 'impression', 'system'] },
        {
          kind: 'paths',
          pattern: '(^|[^a-z])sxy([^a-z]|$)',
          least: 1,
          words: 'files have SXY in their name',
        },
      ],
    },
  ],
  tables: [{ columns: { findings: 'findings', impression: 'impression', system: 'attribute' } }],
  traps: [
    'The set is private: whoever has reports of her own brings them in the same columns.',
    'The reports are Chinese: overlap is counted by character.',
  ],
} as const satisfies DatasetRecipe;
