import { Dexie } from 'dexie';
import type { ReadingRoomDatabase } from './database.ts';

/** Tells `onValue` the present value and each later one; returns how to stop. */
export type Watch<T> = (onValue: (value: T) => void, onError: (error: unknown) => void) => () => void;

type TableName =
  | 'datasets'
  | 'samples'
  | 'digests'
  | 'blobs'
  | 'models'
  | 'prompts'
  | 'plans'
  | 'runs'
  | 'trials'
  | 'settings'
  | 'departures'
  | 'mappings'
  | 'ledger';

/** Calls `listener` after every change of one of the tables, in this tab or another; returns how to stop. */
export function onChange(
  database: ReadingRoomDatabase,
  tables: readonly TableName[],
  listener: () => void,
): () => void {
  const prefixes = tables.map((table) => `idb://${database.name}/${table}/`);
  const heard = (parts: Readonly<Record<string, unknown>>) => {
    const ours = (part: string) => part === 'all' || prefixes.some((prefix) => part.startsWith(prefix));
    if (Object.keys(parts).some(ours)) listener();
  };
  Dexie.on.storagemutated.subscribe(heard);
  return () => Dexie.on.storagemutated.unsubscribe(heard);
}

/**
 * Watches a query over some tables, in this tab and others: asked again after a change, at most once every `everyMs`,
 * and always after the last. Dexie's own liveQuery holds a value back for as long as changes keep coming, which a run
 * that commits hundreds of trials a second does; and counts once per commit. `atFirst` false: only later values are told.
 */
export function watch<T>(
  database: ReadingRoomDatabase,
  tables: readonly TableName[],
  query: () => Promise<T>,
  everyMs = 150,
  atFirst = true,
): Watch<T> {
  return (onValue, onError) => {
    let stopped = false;
    let asking = false;
    let dirty = false;
    let timer: ReturnType<typeof setTimeout> | undefined;

    async function ask(): Promise<void> {
      asking = true;
      dirty = false;
      try {
        const value = await query();
        if (!isStopped()) onValue(value);
      } catch (error) {
        if (!isStopped()) onError(error);
      }
      timer = setTimeout(() => {
        timer = undefined;
        asking = false;
        if (dirty) void ask();
      }, everyMs);
    }
    const isStopped = () => stopped;
    const unsubscribe = onChange(database, tables, () => {
      dirty = true;
      if (!asking) void ask();
    });
    if (atFirst) void ask();
    return () => {
      stopped = true;
      clearTimeout(timer);
      unsubscribe();
    };
  };
}
