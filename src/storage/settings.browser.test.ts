import { describe, expect, it } from 'vitest';
import { openTestDatabase } from './test-database.ts';
import { SettingsRepository } from './settings.ts';

describe('SettingsRepository', () => {
  it('falls back to the default of a setting that cannot be read, and keeps the rest', async () => {
    const database = openTestDatabase();
    const settings = new SettingsRepository(database);
    await settings.write({ localOnly: true });
    await database.settings.put({ name: 'theme', value: 42 });
    const read = await settings.read();
    expect([read.localOnly, read.theme]).toEqual([true, 'dark']);
  });
});
