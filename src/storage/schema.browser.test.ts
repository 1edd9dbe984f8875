import { describe, expect, it } from 'vitest';
import { openTestDatabase } from './test-database.ts';
import { DatasetRepository } from './datasets.ts';
import { latestVersion } from './schema.ts';
import { SettingsRepository } from './settings.ts';
import { testDataset } from '../domain/dataset/test-dataset.ts';

describe('schema', () => {
  it.each(Array.from({ length: latestVersion }, (_, index) => index + 1))(
    'a database of version %i opens with its rows',
    async (version) => {
      const name = `test-migration-${crypto.randomUUID()}`;
      const old = openTestDatabase(name, version);
      const dataset = testDataset('old');
      await old.table('datasets').put(dataset);
      await old.table('settings').put({ name: 'theme', value: 'light' });
      old.close();
      const current = openTestDatabase(name);
      expect(await new DatasetRepository(current).get(dataset.id)).toEqual(dataset);
      expect((await new SettingsRepository(current).read()).theme).toBe('light');
      expect(current.verno).toBe(latestVersion);
    },
  );
});
