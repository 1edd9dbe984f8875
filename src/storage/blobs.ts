import type { BlobHash } from '../domain/ids.ts';
import type { BlobRow, ReadingRoomDatabase } from './database.ts';

type Rows = Promise<ReadonlyMap<BlobHash, BlobRow>>;

export class BlobRepository {
  readonly #database: ReadingRoomDatabase;
  #asked: { readonly hashes: Set<BlobHash>; readonly rows: Rows } | null = null;

  constructor(database: ReadingRoomDatabase) {
    this.#database = database;
  }

  /** Pictures that are asked for at once are read in one transaction, each once. */
  async get(hash: BlobHash): Promise<BlobRow | null> {
    if (this.#asked === null) {
      const hashes = new Set<BlobHash>();
      this.#asked = { hashes, rows: Promise.resolve().then(() => this.#read(hashes)) };
    }
    const { hashes, rows } = this.#asked;
    hashes.add(hash);
    return (await rows).get(hash) ?? null;
  }

  async count(): Promise<number> {
    return this.#database.blobs.count();
  }

  async #read(hashes: ReadonlySet<BlobHash>): Rows {
    this.#asked = null;
    const rows = await this.#database.blobs.bulkGet([...hashes]);
    return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.hash, row]])));
  }
}
