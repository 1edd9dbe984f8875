import { readBlob } from './source.ts';

/** Read at once where small pieces are asked for one after the other. */
const windowBytes = 64 * 1024;
/** A jump over more than this tells that the next piece, too, will be far away: then only what is asked for is read. */
const nearBytes = 16 * 1024;

/** Reads small pieces of a Blob from front to back, with one trip to the disk for many of them. */
export class BlobWindow {
  readonly #blob: Blob;
  #from = 0;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(blob: Blob) {
    this.#blob = blob;
  }

  /** `length` bytes from `at`, or as many as there are. Throws FileUnreadableError. */
  async read(at: number, length: number): Promise<Uint8Array> {
    const end = Math.min(at + length, this.#blob.size);
    const last = this.#from + this.#bytes.length;
    if (at < this.#from || end > last) {
      const ahead = at - last < nearBytes ? Math.max(length, windowBytes) : Math.max(length, 4 * 512);
      this.#bytes = await readBlob(this.#blob.slice(at, at + ahead));
      this.#from = at;
    }
    return this.#bytes.subarray(at - this.#from, end - this.#from);
  }
}
