import { latin1, viewOf } from './stripped.ts';

/**
 * Whether a PNG's pixels unpack to just as many bytes as its header says, before anything makes room for them. Its
 * chunks must be sound (see `stripPng`).
 */
export async function pngHoldsItsPixels(png: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const expected = unpackedBytes(png);
  let unpacked = 0;
  const reader = new Blob(dataOf(png)).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return unpacked === expected;
      unpacked += value.length;
      if (unpacked > expected) return false;
    }
  } catch {
    return false;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** The parts of its packed pixels. */
export function dataOf(png: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const view = viewOf(png);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 8; at + 12 <= png.length;) {
    const length = view.getUint32(at);
    if (latin1(png, at + 4, 4) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return parts;
}

const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** First column and row of each pass, and steps between its columns and rows: W3C PNG, section 8.1. */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** A filter byte and the pixels for each row, of each pass where it is interlaced. */
export function unpackedBytes(png: Uint8Array): number {
  const view = viewOf(png);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const bits = (png[24] ?? 0) * (channelsOf[png[25] ?? 0] ?? 0);
  const size = (columns: number, rows: number) =>
    columns === 0 || rows === 0 ? 0 : rows * (1 + Math.ceil((columns * bits) / 8));
  if (png[28] === 0) return size(width, height);
  return adam7.reduce(
    (sum, [x, y, stepX, stepY]) =>
      sum + size(Math.max(0, Math.ceil((width - x) / stepX)), Math.max(0, Math.ceil((height - y) / stepY))),
    0,
  );
}
