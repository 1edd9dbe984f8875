import { afterEach } from 'vitest';
import { ReadingRoomDatabase } from './database.ts';

const opened: ReadingRoomDatabase[] = [];

afterEach(async () => {
  for (const database of opened.splice(0)) await database.delete();
});

/** A database for one test, deleted after it. */
export function openTestDatabase(
  name = `test-${crypto.randomUUID()}`,
  version?: number,
): ReadingRoomDatabase {
  const database = new ReadingRoomDatabase(name, version);
  opened.push(database);
  return database;
}
