import { crc32 } from '../../src/datasets/container/crc32.ts';

export interface PictureFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Different pixels; beyond them files differ by a chunk that is kept, which costs nothing to make and all to read. */
const drawn = 100;
/** Grey PNG files of `side` x `side`, each with a content of its own, in a folder for each of two classes. */
export async function pictureFiles(count: number, side: number): Promise<readonly PictureFile[]> {
  const pixels = await Promise.all(
    Array.from({ length: Math.min(drawn, count) }, (_, index) => deflate(rowsOf(index, side))),
  );
  return Array.from({ length: count }, (_, index) => ({
    path: `${index % 2 === 0 ? 'normal' : 'opacity'}/${index}.png`,
    bytes: png(side, index + 1, pixels[index % pixels.length] ?? new Uint8Array()),
  }));
}

/** Noise on a slope, filtered by `Sub`: deflates to a half, as a radiograph does. */
function rowsOf(seed: number, side: number): Uint8Array<ArrayBuffer> {
  const rows = new Uint8Array(side * (side + 1));
  let state = seed + 1;
  for (let y = 0; y < side; y += 1) {
    let before = 0;
    rows[y * (side + 1)] = 1;
    for (let x = 0; x < side; x += 1) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      const grey = 60 + (100 * (x + y)) / (2 * side) + ((state >>> 24) & 15);
      rows[y * (side + 1) + 1 + x] = grey - before;
      before = grey;
    }
  }
  return rows;
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** `number`: its pixels a metre, which makes the file one of its own. */
function png(side: number, number: number, pixels: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(13);
  const headerView = new DataView(header.buffer);
  headerView.setUint32(0, side);
  headerView.setUint32(4, side);
  header.set([8, 0, 0, 0, 0], 8);
  const physical = new Uint8Array(9);
  new DataView(physical.buffer).setUint32(0, number);
  new DataView(physical.buffer).setUint32(4, number);
  physical[8] = 1;
  const chunks = [
    chunk('IHDR', header),
    chunk('pHYs', physical),
    chunk('IDAT', pixels),
    chunk('IEND', new Uint8Array()),
  ];
  const bytes = new Uint8Array(chunks.reduce((sum, each) => sum + each.length, signature.length));
  bytes.set(signature);
  let at = signature.length;
  for (const each of chunks) {
    bytes.set(each, at);
    at += each.length;
  }
  return bytes;
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes, 4, 8 + data.length));
  return bytes;
}
