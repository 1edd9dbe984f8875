import { Gunzip } from 'fflate';
import { isBomb, type ArchiveLimits } from './limits.ts';

/** The scan is recursive in the members of a piece: the smallest member has 18 bytes. */
const pieceBytes = 32 * 1024;

/**
 * The parts of a file of several gzip streams one after the other (RFC 1952, 2.2: `bgzip` writes such, and `cat a.gz b.gz`), each
 * whole but perhaps the last. Null where it is one stream alone, is damaged, or anything else stands in it. Throws RangeError as `gunzip` does.
 */
export async function gzipMembers(
  packed: Blob,
  mostBytes: number,
  limits: Pick<ArchiveLimits, 'ratio' | 'harmlessBytes'>,
): Promise<readonly Blob[] | null> {
  const starts = [0];
  let unpacked = 0;
  const scan = new Gunzip((chunk) => {
    unpacked += chunk.length;
  });
  scan.onmember = (offset) => starts.push(offset);
  for (let at = 0; at < packed.size; at += pieceBytes) {
    const piece = new Uint8Array(await packed.slice(at, at + pieceBytes).arrayBuffer());
    try {
      scan.push(piece);
    } catch {
      return null;
    }
    if (unpacked > mostBytes || isBomb(unpacked, at + piece.length, limits)) throw growsBeyond(unpacked);
  }
  return starts.length === 1 ? null : starts.map((from, at) => packed.slice(from, starts[at + 1]));
}

export const growsBeyond = (unpacked: number): RangeError =>
  new RangeError(`it unpacks to more than ${unpacked} bytes, like a file made to fill the disk`);
