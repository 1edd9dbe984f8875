import type { LedgerRow, ReadingRoomDatabase } from './database.ts';
import { rethrowStorageError } from './errors.ts';
import { GroupCommit } from './group-commit.ts';

export interface HostTotal {
  readonly host: string;
  readonly requests: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** Some of it went on to another machine, as far as is known. */
  readonly passedOn: boolean;
}

/** What this page sent, request by request. */
export class LedgerRepository {
  readonly #database: ReadingRoomDatabase;
  readonly #log: GroupCommit<LedgerRow>;

  constructor(database: ReadingRoomDatabase) {
    this.#database = database;
    this.#log = new GroupCommit(async (rows) => {
      await database.ledger.bulkAdd(rows).catch(rethrowStorageError);
    });
  }

  async append(row: Omit<LedgerRow, 'id' | 'day'>): Promise<void> {
    await this.#log.add({ ...row, day: localDay(row.at) });
  }

  /** Newest first. */
  async page(offset: number, limit: number): Promise<LedgerRow[]> {
    return this.#database.ledger.orderBy('at').reverse().offset(offset).limit(limit).toArray();
  }

  async count(): Promise<number> {
    return this.#database.ledger.count();
  }

  /** Sums by host over the calendar day of `at`. */
  async totalsOfDay(at: number): Promise<HostTotal[]> {
    const day = localDay(at);
    const totals = new Map<string, HostTotal>();
    await this.#database.ledger
      .where('[day+host]')
      .between([day, ''], [day, '\uffff'])
      .each((row) => {
        const before = totals.get(row.host);
        totals.set(row.host, {
          host: row.host,
          requests: (before?.requests ?? 0) + 1,
          bytesSent: (before?.bytesSent ?? 0) + row.bytesSent,
          bytesReceived: (before?.bytesReceived ?? 0) + row.bytesReceived,
          passedOn: (before?.passedOn ?? false) || row.passedOn === true,
        });
      });
    return [...totals.values()].sort((a, b) => b.bytesSent - a.bytesSent);
  }

  async clear(): Promise<void> {
    await this.#database.ledger.clear();
  }
}

function localDay(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
