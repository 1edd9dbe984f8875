/** Beyond these an archive is taken for one made to fill the disk. Deflate reaches 1032 : 1, pictures hardly 3 : 1. */
export const archiveLimits = {
  /** Of all archives of a drop together. */
  entries: 500_000,
  entryBytes: 1024 ** 3,
  /** Of all archives of a drop together. */
  totalBytes: 64 * 1024 ** 3,
  /** Unpacked to packed, asked only of what is larger than `harmlessBytes`. */
  ratio: 200,
  harmlessBytes: 32 * 1024 ** 2,
};

export type ArchiveLimits = typeof archiveLimits;

export const isBomb = (
  size: number,
  packed: number,
  { harmlessBytes, ratio }: Pick<ArchiveLimits, 'harmlessBytes' | 'ratio'>,
): boolean => size > harmlessBytes && size > packed * ratio;

/** What the archives of one drop may still hold. */
export class Allowance {
  #entries: number;
  #bytes: number;

  constructor({ entries, totalBytes }: Pick<ArchiveLimits, 'entries' | 'totalBytes'>) {
    this.#entries = entries;
    this.#bytes = totalBytes;
  }

  /** Whether so much more is allowed; it is then taken off. */
  take(entries: number, bytes: number): boolean {
    this.#entries -= entries;
    this.#bytes -= bytes;
    return this.#entries >= 0 && this.#bytes >= 0;
  }
}
