import { blockBytes, gapsGoOn, readPaxRecords, readTarHeader, textOf, type TarHeader } from './tar-header.ts';
import { BlobWindow } from './blob-window.ts';

/** A file in a tar archive, where its bytes lie. */
export interface TarFile {
  readonly name: string;
  readonly from: number;
  readonly size: number;
}

export type TarEntry =
  | ({ readonly kind: 'file' } & TarFile)
  | { readonly kind: 'refused'; readonly name: string; readonly reason: string; readonly remedy: string }
  /** Nothing after byte `at` can be found. */
  | { readonly kind: 'broken'; readonly at: number; readonly reason: string };

/** Names and records before a header are short; longer ones are made to fill the memory. */
const mostNameBytes = 1024 ** 2;

/** Lists a tar archive by its headers alone: of the files' contents nothing is read. Never throws for what is in the bytes. */
export async function* tarEntries(archive: Blob): AsyncGenerator<TarEntry, void, undefined> {
  const window = new BlobWindow(archive);
  let next: Announced = {};
  for (let at = 0; ;) {
    if (at === archive.size && at > 0) return; // the end is often not marked
    const block = await window.read(at, blockBytes);
    const header = readTarHeader(block);
    if (header === 'end') return;
    if (header === null) {
      yield { kind: 'broken', at, reason: at === 0 ? 'it is no tar archive' : `it is damaged at byte ${at}` };
      return;
    }
    let from = at + blockBytes;
    for (let more = header.goesOn; more; from += blockBytes)
      more = gapsGoOn(await window.read(from, blockBytes));
    const size = next.size ?? header.size;
    if (from + size > archive.size) {
      yield { kind: 'broken', at, reason: `it breaks off inside “${next.path ?? header.name}”` };
      return;
    }
    if (speaksOfTheNext(header.kind)) {
      if (header.size > mostNameBytes) {
        yield { kind: 'broken', at, reason: `what it says of a file at byte ${at} is too long` };
        return;
      }
      const content = await window.read(from, header.size);
      if (header.kind === 'name') next = { ...next, path: textOf(content) };
      if (header.kind === 'attributes') next = { ...next, ...readPaxRecords(content) };
    } else {
      const entry = entryOf(header, next, from, size);
      if (entry !== null) yield entry;
      next = {};
    }
    at = from + Math.ceil(size / blockBytes) * blockBytes;
  }
}

interface Announced {
  readonly path?: string;
  readonly size?: number;
  readonly sparse?: boolean;
}

const speaksOfTheNext = (kind: TarHeader['kind']): boolean =>
  kind === 'name' || kind === 'link name' || kind === 'attributes' || kind === 'defaults';

function entryOf(
  header: TarHeader,
  { path, sparse }: Announced,
  from: number,
  size: number,
): TarEntry | null {
  const name = path ?? header.name;
  const refused = (reason: string, remedy: string): TarEntry => ({ kind: 'refused', name, reason, remedy });
  switch (header.kind) {
    case 'folder':
    case 'device':
    case 'defaults':
    case 'name':
    case 'link name':
    case 'attributes':
      return null;
    case 'link':
      return refused('it is a link to another file', 'Pack the file itself.');
    case 'sparse':
      return refused('it is stored with gaps left out (sparse)', 'Pack the archive again without --sparse.');
    case 'unknown':
      return refused('it is an entry of an unknown kind', 'Pack the archive again with another program.');
    case 'file':
      return sparse === true
        ? refused('it is stored with gaps left out (sparse)', 'Pack the archive again without --sparse.')
        : { kind: 'file', name, from, size };
  }
}
