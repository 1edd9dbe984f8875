import type { Dexie } from 'dexie';

/**
 * Every version that was ever released, oldest first; a test opens a database of each. Never edit one: add the next,
 * with `upgrade` where rows must change.
 *
 * Compound keys start with what a screen lists by, so that every list is paged straight from an index:
 * - samples by data set in order; no more, since every index is written for every case
 * - trials by run and state, by run and case, by run and model
 * - ledger by time, and by day and host
 */
const versions: readonly { readonly number: number; readonly stores: Readonly<Record<string, string>> }[] = [
  {
    number: 1,
    stores: {
      datasets: 'id, sourceKey, importedAt',
      samples: '[dataset+id], &[dataset+ordinal], [dataset+split+ordinal], *labelKeys',
      blobs: 'hash',
      models: 'id, addedAt',
      prompts: 'id, task',
      plans: 'id, dataset, createdAt',
      runs: 'id, plan, state, createdAt',
      trials: '[run+key], [run+state], [run+sample], [run+model]',
      settings: 'name',
      ledger: '++id, at, [day+host]',
    },
  },
  // Digests of cases, for filters and statistics over any number of them; made when they are first asked for. They
  // take the place of the index by label, which every import had to write.
  {
    number: 2,
    stores: {
      digests: '[dataset+row]',
      samples: '[dataset+id], &[dataset+ordinal], [dataset+split+ordinal]',
    },
  },
  // What is being deleted and can still be brought back, with the cases that were taken out of their data sets; and
  // what a picture looks like in a few bits, to find near duplicates. Cases of a split are listed from digests, too.
  {
    number: 3,
    stores: {
      departures: 'id, dataset',
      removed: '[departure+id]',
      prints: 'picture',
      samples: '[dataset+id], &[dataset+ordinal]',
    },
  },
  // What columns of tables mean, as a person kept it.
  { number: 4, stores: { mappings: 'recipe.name' } },
];

export const latestVersion = versions.at(-1)?.number ?? 1;

/** Declares the schema up to `version` on `database`. */
export function declareSchema(database: Dexie, version: number = latestVersion): void {
  for (const { number, stores } of versions) if (number <= version) database.version(number).stores(stores);
}
