import { describe, expect, it } from 'vitest';
import { DiskFullError, rethrowStorageError } from './errors.ts';

describe('rethrowStorageError', () => {
  it('names a full disk, however deeply it is wrapped', () => {
    const quota = new DOMException('full', 'QuotaExceededError');
    expect(() => rethrowStorageError(quota)).toThrow(DiskFullError);
    expect(() => rethrowStorageError(new TypeError('other'))).toThrow(TypeError);
  });
});
