import { z } from 'zod';
import type { ReadingRoomDatabase } from './database.ts';
import { rethrowStorageError } from './errors.ts';

const settingsSchema = z.object({
  /** Nothing may leave the device, whatever is connected. */
  localOnly: z.boolean().default(false),
  theme: z.enum(['system', 'dark', 'light']).default('system'),
  /** Threads of local models; null lets the app choose. */
  threads: z.number().int().min(1).max(64).nullable().default(null),
});

export type Settings = z.infer<typeof settingsSchema>;

/** What the person chose; a setting that cannot be read falls back to its default, and the rest stay. */
export class SettingsRepository {
  readonly #database: ReadingRoomDatabase;

  constructor(database: ReadingRoomDatabase) {
    this.#database = database;
  }

  async read(): Promise<Settings> {
    const rows = await this.#database.settings.toArray();
    const valid = rows.filter(
      ({ name, value }) => settingsSchema.partial().safeParse({ [name]: value }).success,
    );
    return settingsSchema.parse(Object.fromEntries(valid.map(({ name, value }) => [name, value])));
  }

  async write(change: Partial<Settings>): Promise<void> {
    const rows = Object.entries(change).map(([name, value]) => ({ name, value }));
    await this.#database.settings.bulkPut(rows).catch(rethrowStorageError);
  }
}
