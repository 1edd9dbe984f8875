import type { PrintRow, ReadingRoomDatabase } from './database.ts';
import { rethrowStorageError } from './errors.ts';

/** Looks of pictures, kept so that each is looked at once. */
export class PrintRepository {
  readonly #database: ReadingRoomDatabase;

  constructor(database: ReadingRoomDatabase) {
    this.#database = database;
  }

  /** The bits of those that are known. */
  async get(pictures: readonly string[]): Promise<Map<string, Uint32Array<ArrayBuffer>>> {
    const rows = await this.#database.prints.bulkGet([...pictures]);
    return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.picture, row.bits]])));
  }

  async put(rows: readonly PrintRow[]): Promise<void> {
    if (rows.length > 0) await this.#database.prints.bulkPut(rows).catch(rethrowStorageError);
  }
}
