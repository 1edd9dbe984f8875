export const taskIds = [
  'classification',
  'diagnosis',
  'detection',
  'segmentation',
  'localization',
  'report-generation',
  'report-summarization',
  'report-extraction',
  'visual-question-answering',
] as const;
export type TaskId = (typeof taskIds)[number];
