import { Dexie, RangeSet, type Table } from 'dexie';
import { casesAtOnce } from './case-pages.ts';

/**
 * Deletes rows by their keys, some at a time; call it inside a transaction. `beforeEach` may throw to give it up.
 *
 * When a transaction is over, Dexie sends every tab the keys that it deleted, one by one: a hundred thousand freeze each
 * page for more than a second. So it is told beforehand that the whole table may have changed, which holds any key.
 */
export async function deleteMany<Row, Key>(
  table: Table<Row, Key>,
  keys: readonly Key[],
  beforeEach: () => void = () => undefined,
): Promise<void> {
  if (keys.length > fewKeys) tellOfTheWhole(table);
  for (let at = 0; at < keys.length; at += casesAtOnce) {
    beforeEach();
    await table.bulkDelete(keys.slice(at, at + casesAtOnce));
  }
}

const fewKeys = 50;

/** As Dexie itself does where it puts fifty rows or more. */
function tellOfTheWhole<Row, Key>(table: Table<Row, Key>): void {
  const { idbtrans, db } = Dexie.currentTransaction;
  const before: unknown = 'mutatedParts' in idbtrans ? idbtrans.mutatedParts : {};
  const parts = ['', ':dels', ...table.schema.indexes.map(({ name }) => name)].map(
    (part) => [`idb://${db.name}/${table.name}/${part}`, new RangeSet(Dexie.minKey, Dexie.maxKey)] as const,
  );
  Object.assign(idbtrans, { mutatedParts: Object.assign({}, before, Object.fromEntries(parts)) });
}
