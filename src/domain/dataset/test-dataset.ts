import { datasetId } from '../ids.ts';
import type { Dataset } from './dataset.ts';

/** A whole data set without cases, for tests. */
export const testDataset = (id: string, change: Partial<Dataset> = {}): Dataset => ({
  id: datasetId(id),
  name: id,
  description: '',
  synthetic: false,
  specialty: 'radiology',
  modality: '',
  license: '',
  source: '',
  labels: [],
  notes: [],
  state: { kind: 'complete' },
  sampleCount: 0,
  byteCount: 0,
  importedAt: 1,
  sourceKey: id,
  refused: [],
  ...change,
});
