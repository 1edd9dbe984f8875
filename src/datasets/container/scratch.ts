import { FileUnreadableError } from './source.ts';

/** A place for what must be unpacked before it can be read at any point. */
export interface ScratchSpace {
  create(): Promise<ScratchFile>;
}

/** Written once from beginning to end, then read as a Blob. */
export interface ScratchFile {
  write(chunk: Uint8Array<ArrayBuffer>): Promise<void>;
  finish(): Promise<Blob>;
  /** Gives the room back; nothing is to be read any more. */
  discard(): Promise<void>;
}

/** Up to this size nothing is put on the disk. */
const memoryBytes = 64 * 1024 ** 2;

/**
 * Unpacks into memory, and what grows beyond 64 MiB onto the disk. Without a disk, or where it is full, that is a
 * FileUnreadableError.
 */
export class SpillingScratch implements ScratchSpace {
  readonly #disk: ScratchSpace | null;
  readonly #memoryBytes: number;

  constructor(disk: ScratchSpace | null, most = memoryBytes) {
    this.#disk = disk;
    this.#memoryBytes = most;
  }

  create(): Promise<ScratchFile> {
    return Promise.resolve(new SpillingFile(this.#disk, this.#memoryBytes));
  }
}

class SpillingFile implements ScratchFile {
  readonly #disk: ScratchSpace | null;
  readonly #memoryBytes: number;
  #chunks: Uint8Array<ArrayBuffer>[] = [];
  #length = 0;
  #spilled: ScratchFile | null = null;

  constructor(disk: ScratchSpace | null, most: number) {
    this.#disk = disk;
    this.#memoryBytes = most;
  }

  async write(chunk: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#length += chunk.length;
    if (this.#spilled === null && this.#length <= this.#memoryBytes) {
      this.#chunks.push(chunk);
      return;
    }
    this.#spilled ??= await this.#spill();
    await guarded(this.#spilled.write(chunk));
  }

  async finish(): Promise<Blob> {
    if (this.#spilled !== null) return guarded(this.#spilled.finish());
    const blob = new Blob(this.#chunks);
    this.#chunks = [];
    return blob;
  }

  async discard(): Promise<void> {
    this.#chunks = [];
    await this.#spilled?.discard();
  }

  async #spill(): Promise<ScratchFile> {
    if (this.#disk === null) throw noRoom('this browser gives no room on its disk to unpack it', undefined);
    const file = await guarded(this.#disk.create());
    for (const chunk of this.#chunks) await guarded(file.write(chunk));
    this.#chunks = [];
    return file;
  }
}

const noRoom = (reason: string, cause: unknown): FileUnreadableError =>
  new FileUnreadableError(reason, 'Unpack it with another program and drop the folder.', { cause });

async function guarded<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    const full = cause instanceof Error && cause.name === 'QuotaExceededError';
    throw noRoom(
      full ? 'the browser has not the room to unpack it' : 'it could not be unpacked onto the disk',
      cause,
    );
  }
}
