import { expect, it } from 'vitest';
import { askForPersistence, storageState } from './quota.ts';

it('knows nothing where the browser has no storage manager, and fails at nothing', async () => {
  expect(await storageState({})).toEqual({ used: null, quota: null, persisted: null });
  expect(await askForPersistence({})).toBe(false);
});
