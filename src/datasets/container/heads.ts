import { FileUnreadableError, type FileSource } from './source.ts';

/** Files asked for at once: the page does nothing else while it puts those that it holds into one Blob. */
const together = 32;

/** A file and its first bytes, or why it cannot be read. */
export interface FileHead {
  readonly file: FileSource;
  readonly head: Uint8Array<ArrayBuffer> | FileUnreadableError;
}

/**
 * The first bytes of many files, `length` of them where there are so many, in the order of `files`. Those that the page
 * holds are read some at a time: asked for one by one, each costs as long as all of them.
 */
export async function* headsOf(
  files: readonly FileSource[],
  length: number,
): AsyncGenerator<FileHead, void, undefined> {
  for (let at = 0; at < files.length; at += together) {
    const group = files.slice(at, at + together);
    const heads =
      (await readTogether(group, length)) ?? (await Promise.all(group.map((file) => headOf(file, length))));
    for (const [n, file] of group.entries()) {
      const head = heads[n];
      if (head !== undefined) yield { file, head };
    }
  }
}

async function headOf(file: FileSource, length: number): Promise<FileHead['head']> {
  try {
    return await file.head(length);
  } catch (error) {
    if (error instanceof FileUnreadableError) return error;
    throw error;
  }
}

/** Null where they are not all in one hand, or one of them cannot be read: then each is tried alone. */
async function readTogether(
  files: readonly FileSource[],
  length: number,
): Promise<readonly Uint8Array<ArrayBuffer>[] | null> {
  const by = files[0]?.held?.by;
  const places = files.flatMap(({ held }) => (held !== undefined && held.by === by ? [held.place] : []));
  if (by === undefined || places.length !== files.length) return null;
  try {
    const bytes = new Uint8Array(await (await by(places, length)).arrayBuffer());
    let from = 0;
    // Each in a buffer of its own: what is read of one must not end in the next.
    const heads = files.map(({ size }) => bytes.slice(from, (from += Math.min(length, size))));
    return from === bytes.length ? heads : null;
  } catch {
    return null;
  }
}
