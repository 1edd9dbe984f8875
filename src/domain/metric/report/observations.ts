/** The 14 observations of CheXpert (J. Irvin et al., 2019), in its order. */
export const observations = [
  'No Finding',
  'Enlarged Cardiomediastinum',
  'Cardiomegaly',
  'Lung Lesion',
  'Lung Opacity',
  'Edema',
  'Consolidation',
  'Pneumonia',
  'Atelectasis',
  'Pneumothorax',
  'Pleural Effusion',
  'Pleural Other',
  'Fracture',
  'Support Devices',
] as const;

export type Observation = (typeof observations)[number];

/** Observations that have a side. */
export function hasSide(observation: Observation): boolean {
  return !['No Finding', 'Enlarged Cardiomediastinum', 'Cardiomegaly'].includes(observation);
}
