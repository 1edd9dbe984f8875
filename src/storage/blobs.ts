import type { BlobHash } from '../domain/ids.ts';
import type { BlobRow, ReadingRoomDatabase } from './database.ts';

export class BlobRepository {
  readonly #database: ReadingRoomDatabase;

  constructor(database: ReadingRoomDatabase) {
    this.#database = database;
  }

  async get(hash: BlobHash): Promise<BlobRow | null> {
    return (await this.#database.blobs.get(hash)) ?? null;
  }

  async count(): Promise<number> {
    return this.#database.blobs.count();
  }
}
