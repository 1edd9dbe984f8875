import { encode } from 'fast-png';
import type { DroppedFile } from '../container/source.ts';

/** A picture of 8 x 6 grey pixels, no two of them alike. */
export const picture = (n: number): Uint8Array<ArrayBuffer> => {
  const data = Uint8Array.from({ length: 48 }, (_, at) => (at === 0 ? n >> 8 : (at * 5 + n) & 255));
  return new Uint8Array(encode({ width: 8, height: 6, channels: 1, data }));
};

/** As it comes from a drop. */
export const file = (path: string, ...parts: BlobPart[]): DroppedFile => ({ path, file: new Blob(parts) });
