import type { RecipeLabel } from '../recipe.ts';

/** The international scale of diabetic retinopathy, as sets number it. */
export const retinopathyGrades = [
  { name: 'no apparent retinopathy', written: ['0'], synonyms: ['grade 0', 'no diabetic retinopathy'] },
  { name: 'mild nonproliferative retinopathy', written: ['1'], synonyms: ['grade 1', 'mild NPDR'] },
  { name: 'moderate nonproliferative retinopathy', written: ['2'], synonyms: ['grade 2', 'moderate NPDR'] },
  { name: 'severe nonproliferative retinopathy', written: ['3'], synonyms: ['grade 3', 'severe NPDR'] },
  {
    name: 'proliferative retinopathy',
    written: ['4'],
    synonyms: ['grade 4', 'proliferative diabetic retinopathy', 'PDR'],
  },
] as const satisfies readonly RecipeLabel[];
