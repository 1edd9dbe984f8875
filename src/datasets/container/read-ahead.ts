import { ownBytes } from '../../domain/own-bytes.ts';
import { FileUnreadableError, type FileSource, type Handover } from './source.ts';

/** Files up to this size are read together; beyond it, the way to the disk and back is short beside the reading. */
const smallBytes = 64 * 1024;
const groupFiles = 64;
/** Groups that are read while the files of one are worked on: with fewer the worker waits for the disk, with more no less. */
const groupsAhead = 4;
/** Files that the page puts into one Blob: some tenths of a millisecond each, during which it does nothing else. */
const handedAtOnce = 32;
/** What lies between two files of an archive is read with them up to this much: headers, as a rule. */
const nearBytes = 16 * 1024;

/**
 * Reads files in a known order. Small ones that lie next to one another are read as one: asking the browser for a
 * file costs about as long as reading 100 kB of it.
 */
export class ReadAhead {
  readonly #groups = new Map<string, Group>();
  readonly #files: ReadonlyMap<string, FileSource>;

  /** `inOrder`: those that will be asked for, as they will be asked for. Any may be asked for again. */
  constructor(inOrder: Iterable<FileSource>) {
    const files = new Map<string, FileSource>();
    let group: Group | null = null;
    for (const file of inOrder) {
      if (files.has(file.path)) continue;
      files.set(file.path, file);
      if (file.blob === undefined || file.size > smallBytes) continue;
      if (group === null || group.isFull()) {
        const next = new Group();
        if (group !== null) group.next = next;
        group = next;
      }
      group.add(file, file.blob);
      this.#groups.set(file.path, group);
    }
    this.#files = files;
  }

  /** The bytes of a file, in a buffer of their own. Throws FileUnreadableError. */
  async read(path: string): Promise<Uint8Array<ArrayBuffer>> {
    return ownBytes(await this.view(path));
  }

  /** The same without a copy: in its buffer others may lie beside it, at any place. */
  async view(path: string): Promise<Uint8Array<ArrayBuffer>> {
    const group = this.#groups.get(path);
    this.#groups.delete(path);
    const together = await group?.take(path);
    if (together !== undefined) return together;
    const file = this.#files.get(path);
    if (file === undefined) throw new FileUnreadableError('it is not among the files', 'Add it.');
    return file.read();
  }
}

class Group {
  next: Group | null = null;
  readonly #pieces: Piece[] = [];
  readonly #places = new Map<string, { readonly from: number; readonly to: number }>();
  #length = 0;
  #bytes: Promise<Uint8Array<ArrayBuffer> | null> | null = null;

  isFull(): boolean {
    return this.#places.size >= groupFiles;
  }

  add({ path, size, lies, held }: FileSource, blob: () => Promise<Blob>): void {
    const last = this.#pieces.at(-1);
    const gap =
      lies !== undefined && last?.kind === 'part' && last.archive === lies.archive ? lies.at - last.to : -1;
    if (last?.kind === 'part' && gap >= 0 && gap <= nearBytes) {
      this.#length += gap;
      last.to += gap + size;
    } else if (lies !== undefined) {
      this.#pieces.push({ kind: 'part', archive: lies.archive, from: lies.at, to: lies.at + size });
    } else if (held === undefined) {
      this.#pieces.push({ kind: 'file', blob });
    } else if (last?.kind === 'held' && last.by === held.by && last.places.length < handedAtOnce)
      last.places.push(held.place);
    else this.#pieces.push({ kind: 'held', by: held.by, places: [held.place] });
    this.#places.set(path, { from: this.#length, to: this.#length + size });
    this.#length += size;
  }

  /** The file's part; undefined where one of the group cannot be read, so that each must be tried alone. */
  async take(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const reading = this.read();
    let next = this.next;
    for (let n = 0; n < groupsAhead && next !== null; n += 1, next = next.next) void next.read();
    const bytes = await reading;
    const place = this.#places.get(path);
    return bytes === null || place === undefined ? undefined : bytes.subarray(place.from, place.to);
  }

  read(): Promise<Uint8Array<ArrayBuffer> | null> {
    return (this.#bytes ??= this.#readTogether());
  }

  async #readTogether(): Promise<Uint8Array<ArrayBuffer> | null> {
    try {
      const blobs = await Promise.all(this.#pieces.map(blobOf));
      const [only, ...more] = blobs;
      const whole = only !== undefined && more.length === 0 ? only : new Blob(blobs);
      const bytes = new Uint8Array(await whole.arrayBuffer());
      return bytes.length === this.#length ? bytes : null;
    } catch {
      return null;
    }
  }
}

/** Files that lie next to one another in an archive are one part of it; those that the page holds are handed over as one. */
type Piece =
  | { readonly kind: 'file'; readonly blob: () => Promise<Blob> }
  | { readonly kind: 'part'; readonly archive: Blob; readonly from: number; to: number }
  | { readonly kind: 'held'; readonly by: Handover; readonly places: number[] };

async function blobOf(piece: Piece): Promise<Blob> {
  switch (piece.kind) {
    case 'file':
      return piece.blob();
    case 'part':
      return piece.archive.slice(piece.from, piece.to);
    case 'held':
      return piece.by(piece.places);
  }
}
