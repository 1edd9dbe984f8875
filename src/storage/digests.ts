import { digestOf, type CaseDigest } from '../domain/dataset/digest.ts';
import type { DatasetId } from '../domain/ids.ts';
import type { ReadingRoomDatabase } from './database.ts';
import { rethrowStorageError } from './errors.ts';
import type { OnDone } from './on-done.ts';

/** Cases whose digests share a row. */
export const digestsInRow = 512;

export const digestRowOf = (ordinal: number): number => Math.floor(ordinal / digestsInRow);

/**
 * Digests of whole data sets. They are made from the cases when they are first asked for, so that an import writes
 * nothing more, and kept; a changed case changes its own.
 */
export class DigestRepository {
  readonly #database: ReadingRoomDatabase;

  constructor(database: ReadingRoomDatabase) {
    this.#database = database;
  }

  /** In the data set's order. `onDone` is told of those that must be made, before each part of them, and may throw to give up. */
  async all(dataset: DatasetId, onDone: OnDone = () => undefined): Promise<readonly CaseDigest[]> {
    const total = await this.#database.samples
      .where('[dataset+ordinal]')
      .between([dataset, 0], [dataset, last])
      .count();
    const kept = await this.#kept(dataset);
    return kept.length === total ? kept : this.#make(dataset, total, onDone);
  }

  async #kept(dataset: DatasetId): Promise<CaseDigest[]> {
    const rows = await this.#database.digests
      .where('[dataset+row]')
      .between([dataset, 0], [dataset, last])
      .toArray();
    return rows.flatMap(({ digests }) => digests);
  }

  /** Row by row, each in a transaction of its own: a change meanwhile is not lost. */
  async #make(dataset: DatasetId, total: number, onDone: OnDone): Promise<readonly CaseDigest[]> {
    const { samples, digests: table } = this.#database;
    const all: CaseDigest[] = [];
    const highest = await samples.where('[dataset+ordinal]').between([dataset, 0], [dataset, last]).last();
    const rows = highest === undefined ? 0 : digestRowOf(highest.ordinal) + 1;
    for (let row = 0; row < rows; row += 1) {
      onDone(all.length, total);
      await this.#database
        .transaction('rw', [samples, table], async () => {
          const from = row * digestsInRow;
          const found = await samples
            .where('[dataset+ordinal]')
            .between([dataset, from], [dataset, from + digestsInRow], true, false)
            .toArray();
          const digests = found.map(digestOf);
          all.push(...digests);
          await table.put({ dataset, row, digests });
        })
        .catch(rethrowStorageError);
    }
    return all;
  }
}

const last = 999_999_999;

/**
 * Changes the digests of those rows that are kept; what is not kept is made from the cases when it is asked for. Call it
 * inside the transaction that changes the cases.
 */
export async function changeDigestRows(
  { digests: table }: ReadingRoomDatabase,
  dataset: DatasetId,
  rows: Iterable<number>,
  change: (digests: readonly CaseDigest[], row: number) => readonly CaseDigest[],
): Promise<void> {
  const keys = [...new Set(rows)].map((row): [DatasetId, number] => [dataset, row]);
  for (let at = 0; at < keys.length; at += rowsAtOnce) {
    const kept = (await table.bulkGet(keys.slice(at, at + rowsAtOnce))).filter((row) => row !== undefined);
    await table.bulkPut(kept.map((each) => ({ ...each, digests: change(each.digests, each.row) })));
  }
}

const rowsAtOnce = 32;
