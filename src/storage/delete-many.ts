import type { Table } from 'dexie';
import { casesAtOnce } from './case-pages.ts';

/** Deletes rows by their keys, some at a time; call it inside a transaction. `beforeEach` may throw to give it up. */
export async function deleteMany<Row, Key>(
  table: Table<Row, Key>,
  keys: readonly Key[],
  beforeEach: () => void = () => undefined,
): Promise<void> {
  for (let at = 0; at < keys.length; at += casesAtOnce) {
    beforeEach();
    await table.bulkDelete(keys.slice(at, at + casesAtOnce));
  }
}
