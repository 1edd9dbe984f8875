import { Dexie } from 'dexie';

/** Coded, because an error's class does not survive the way through a worker. */
export class DiskFullError extends Error {
  readonly code = 'disk-full';
  constructor(options?: ErrorOptions) {
    super(
      'The browser has no more room to store data. Free some space under Settings, Storage, and try again.',
      options,
    );
    this.name = 'DiskFullError';
  }
}

/** Turns the browser's quota error, however deeply wrapped, into ours; anything else is passed on. */
export function rethrowStorageError(error: unknown): never {
  if (isQuotaError(error)) throw new DiskFullError({ cause: error });
  throw error;
}

function isQuotaError(error: unknown): boolean {
  if (!(error instanceof Error || error instanceof DOMException)) return false;
  if (error.name === 'QuotaExceededError') return true;
  if (error instanceof Dexie.DexieError && isQuotaError(error.inner)) return true;
  return error instanceof Dexie.BulkError && error.failures.some(isQuotaError);
}
