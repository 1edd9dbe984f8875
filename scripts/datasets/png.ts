import { zlibSync } from 'fflate';

/** Pixels as they are written: grey (one byte a pixel) or indices into a palette. */
export interface IndexedPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  /** Red, green and blue of each index; absent for grey. */
  readonly palette?: Uint8Array;
}

/**
 * A PNG of eight bits a pixel. Rows are filtered, which halves the size of these pictures (fast-png writes them
 * unfiltered), and deflated in JavaScript, so that the bytes do not depend on the platform's zlib.
 */
export function encodePng({ width, height, pixels, palette }: IndexedPicture): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, palette === undefined ? 0 : 3, 0, 0, 0], 8);
  const [plain, filtered] = [false, true].map((adaptive) =>
    zlibSync(scanLines(pixels, width, height, adaptive), { level: 9 }),
  );
  if (plain === undefined || filtered === undefined) throw new Error('deflate gave no bytes');
  return joined([
    Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
    chunk('IHDR', header),
    ...(palette === undefined ? [] : [chunk('PLTE', palette)]),
    chunk('IDAT', plain.length <= filtered.length ? plain : filtered),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

/** Each row with its filter's number before it; adaptive takes the filter whose bytes are smallest in sum (PNG, 12.8). */
function scanLines(pixels: Uint8Array, width: number, height: number, adaptive: boolean): Uint8Array {
  const lines = new Uint8Array((width + 1) * height);
  for (let row = 0; row < height; row++) {
    const above = row === 0 ? new Uint8Array(width) : pixels.subarray((row - 1) * width, row * width);
    const current = pixels.subarray(row * width, (row + 1) * width);
    const candidates = (adaptive ? [1, 2, 3, 4] : [0]).map((filter) => filterRow(current, above, filter));
    lines.set(
      candidates.reduce((best, next) => (magnitude(next) < magnitude(best) ? next : best)),
      row * (width + 1),
    );
  }
  return lines;
}

function filterRow(current: Uint8Array, above: Uint8Array, filter: number): Uint8Array {
  const line = new Uint8Array(current.length + 1);
  line[0] = filter;
  for (let x = 0; x < current.length; x++) {
    const left = x === 0 ? 0 : (current[x - 1] ?? 0);
    const up = above[x] ?? 0;
    const corner = x === 0 ? 0 : (above[x - 1] ?? 0);
    const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
    line[x + 1] = (current[x] ?? 0) - guess;
  }
  return line;
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toCorner = Math.abs(estimate - corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function magnitude(line: Uint8Array): number {
  let sum = 0;
  for (let x = 1; x < line.length; x++) {
    const value = line[x] ?? 0;
    sum += value < 128 ? value : 256 - value;
  }
  return sum;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const result = new Uint8Array(data.length + 12);
  const view = new DataView(result.buffer);
  view.setUint32(0, data.length);
  result.set(new TextEncoder().encode(type), 4);
  result.set(data, 8);
  view.setUint32(data.length + 8, crc32(result.subarray(4, data.length + 8)));
  return result;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
