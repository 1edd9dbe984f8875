import type { DataSet } from '../parse/data-set.ts';
import { tags } from '../parse/tags.ts';

/**
 * Encapsulated pixel data, frame by frame (PS3.5 A.4): by the offset table where there is one, one fragment a frame, or
 * where neither tells, a new frame at every fragment that begins as a compressed picture does. Null where the frames
 * cannot be told apart.
 */
export function encapsulatedFrames(data: DataSet, frames: number): readonly Uint8Array<ArrayBuffer>[] | null {
  const [table, ...fragments] = data.elements.get(tags.PixelData)?.fragments ?? [];
  if (table === undefined || fragments.length === 0) return null;
  if (frames === 1) return [joined(fragments)];
  return (
    byOffsets(fragments, offsetsOf(table), frames) ??
    byOffsets(fragments, extendedOffsets(data), frames) ??
    (fragments.length === frames ? fragments : byBeginnings(fragments, frames))
  );
}

/** Offsets of the frames' first fragments, from the first byte after the table. */
function byOffsets(
  fragments: readonly Uint8Array<ArrayBuffer>[],
  offsets: readonly number[],
  frames: number,
): readonly Uint8Array<ArrayBuffer>[] | null {
  if (offsets.length !== frames) return null;
  const groups: Uint8Array<ArrayBuffer>[][] = [];
  let at = 0;
  for (const fragment of fragments) {
    if (at === offsets[groups.length]) groups.push([]);
    groups.at(-1)?.push(fragment);
    at += 8 + fragment.length;
  }
  return groups.length === frames ? groups.map(joined) : null;
}

function offsetsOf(table: Uint8Array): readonly number[] {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  return Array.from({ length: Math.floor(table.length / 4) }, (_, n) => view.getUint32(4 * n, true));
}

function extendedOffsets(data: DataSet): readonly number[] {
  const table = data.value(tags.ExtendedOffsetTable);
  if (table === undefined) return [];
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  return Array.from({ length: Math.floor(table.length / 8) }, (_, n) =>
    Number(view.getBigUint64(8 * n, true)),
  );
}

/** JPEG and JPEG-LS begin with FF D8, JPEG 2000 with FF 4F FF 51. */
function byBeginnings(
  fragments: readonly Uint8Array<ArrayBuffer>[],
  frames: number,
): readonly Uint8Array<ArrayBuffer>[] | null {
  const groups: Uint8Array<ArrayBuffer>[][] = [];
  for (const fragment of fragments) {
    const begins =
      fragment[0] === 0xff && (fragment[1] === 0xd8 || (fragment[1] === 0x4f && fragment[2] === 0xff));
    if (begins || groups.length === 0) groups.push([]);
    groups.at(-1)?.push(fragment);
  }
  return groups.length === frames ? groups.map(joined) : null;
}

function joined(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [first, ...more] = parts;
  if (first !== undefined && more.length === 0) return first;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
