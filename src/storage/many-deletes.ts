import { Dexie, RangeSet, type DBCore, type Middleware } from 'dexie';

const fewKeys = 50;

/**
 * When a transaction is over, Dexie sends every tab the keys that it deleted, one by one: a hundred thousand freeze each
 * page for more than a second. So of a deletion of many it is told that the whole table may have changed, as Dexie
 * itself does of fifty rows or more that are put.
 */
export const manyDeletesToldAsOne: Middleware<DBCore> = {
  stack: 'dbcore',
  name: 'many deletes told as one',
  create: (core) => ({
    table(name) {
      const table = core.table(name);
      const parts = ['', ':dels', ...table.schema.indexes.map((index) => index.name ?? '')];
      return {
        ...table,
        mutate(request) {
          if (request.type !== 'delete' || request.keys.length <= fewKeys) return table.mutate(request);
          // One for each: Dexie adds to them.
          const whole = parts.map(
            (part) =>
              [
                `idb://${core.schema.name}/${name}/${part}`,
                new RangeSet(Dexie.minKey, Dexie.maxKey),
              ] as const,
          );
          const mutatedParts = { ...request.mutatedParts, ...Object.fromEntries(whole) };
          return table.mutate({ ...request, mutatedParts });
        },
      };
    },
  }),
};
