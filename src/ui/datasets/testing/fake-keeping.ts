import type { KeepingServices } from '../keeping/services.ts';
import { fakeDataset } from './fakes.ts';

/** Services that do nothing and say so; a test replaces what it is about. */
export function fakeKeepingServices(change: Partial<KeepingServices> = {}): KeepingServices {
  return {
    exportDataset: () => Promise.resolve({ kind: 'cancelled' }),
    changeCases: () => Promise.resolve({ at: 1, changed: 0 }),
    splitCases: () => Promise.resolve({ at: 1, counts: new Map() }),
    takeBack: () => Promise.resolve(0),
    sampleCases: () => Promise.resolve(fakeDataset()),
    planMerge: () =>
      Promise.resolve({ caseCount: 0, keptOnce: 0, clashes: [], sharedGroups: [], labels: [], alike: [] }),
    merge: () => Promise.resolve(fakeDataset()),
    findNearDuplicates: () => Promise.resolve({ compared: 0, unreadable: [], pairs: [], found: 0 }),
    deleteCases: () => Promise.resolve(0),
    ...change,
  };
}
