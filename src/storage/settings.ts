import * as z from 'zod/mini';
import type { ReadingRoomDatabase } from './database.ts';
import { rethrowStorageError } from './errors.ts';

const settingsSchema = z.object({
  /** Nothing may leave the device, whatever is connected. */
  localOnly: z._default(z.boolean(), false),
  theme: z._default(z.enum(['system', 'dark', 'light']), 'dark'),
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
      ({ name, value }) => z.partial(settingsSchema).safeParse({ [name]: value }).success,
    );
    return settingsSchema.parse(Object.fromEntries(valid.map(({ name, value }) => [name, value])));
  }

  async write(change: Partial<Settings>): Promise<void> {
    const rows = Object.entries(change).map(([name, value]) => ({ name, value }));
    await this.#database.settings.bulkPut(rows).catch(rethrowStorageError);
  }
}
