import { decodeJpeg } from '../jpeg/decode.ts';
import { JpegError } from '../jpeg/error.ts';
import { rgbOfYcbcr } from '../jpeg/ycbcr.ts';
import type { BlockShape, Page } from './page.ts';

/** The largest unit has 32 rows or columns (four times 8). */
const spare = 32;

/**
 * The samples of a strip or tile that is a JPEG picture (Adobe's TIFF technical note 2). What its colours are, the page
 * says, not the picture. Throws RangeError where it makes no sense or is not of the block's shape.
 */
export function jpegBlock(
  packed: Uint8Array<ArrayBuffer>,
  { jpegTables, differences, blockHeight }: Pick<Page, 'jpegTables' | 'differences' | 'blockHeight'>,
  { width, rows, channels }: BlockShape,
): Uint8Array<ArrayBuffer> {
  let picture: ReturnType<typeof decodeJpeg>;
  try {
    picture = decodeJpeg(withTables(jpegTables, packed), (frame) => {
      // The last strip may be stored as tall as the others, and each filled up to whole units of 8 or 16 pixels.
      const tall = frame.height >= rows && frame.height < blockHeight + spare;
      const wide = frame.width >= width && frame.width < width + spare;
      if (!tall || !wide || frame.components.length !== channels)
        throw new JpegError(
          `the picture has ${frame.width} x ${frame.height} pixels of ${frame.components.length} colours, the page says ${width} x ${rows} of ${channels}`,
        );
      if (frame.precision !== 8) throw new JpegError(`it has samples of ${frame.precision} bits`);
    });
  } catch (error) {
    throw error instanceof JpegError
      ? new RangeError(`its pixels (JPEG) cannot be decoded: ${error.message}`)
      : error;
  }
  const samples = Uint8Array.from(picture.samples);
  if (differences) rgbOfYcbcr(samples);
  return cut(samples, picture.width * channels, width * channels, rows);
}

/** The tables come first: of both, the markers of begin and end that meet are left out. */
function withTables(tables: Uint8Array, packed: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (tables.length < 4) return packed;
  const head = tables.subarray(0, tables.length - 2);
  const rest = packed.subarray(2);
  const joined = new Uint8Array(head.length + rest.length);
  joined.set(head);
  joined.set(rest, head.length);
  return joined;
}

/** The first `perRow` values of the first `rows` rows. */
function cut(
  samples: Uint8Array<ArrayBuffer>,
  stored: number,
  perRow: number,
  rows: number,
): Uint8Array<ArrayBuffer> {
  if (stored === perRow) return samples.subarray(0, perRow * rows);
  const out = new Uint8Array(perRow * rows);
  for (let row = 0; row < rows; row += 1)
    out.set(samples.subarray(row * stored, row * stored + perRow), row * perRow);
  return out;
}
