import { decode, encode } from 'fast-png';
import { rasterMediaType, type Box, type ImageRef } from '../domain/dataset/truth.ts';
import { blobHash } from '../domain/ids.ts';
import { encodeRaster, readRasterFrame, readRasterHeader } from '../domain/raster/container.ts';
import type { BlobRow } from '../storage/database.ts';

/** The image with the pixels in `boxes` blacked out (of a raster: on every frame, the smallest value), stored anew. */
export async function blackedOut(
  row: BlobRow,
  image: ImageRef,
  boxes: readonly Box[],
): Promise<{ readonly blob: BlobRow; readonly image: ImageRef }> {
  const words = `blacked out: ${boxes.map(({ x, y, width, height }) => `x ${Math.round(x)}, y ${Math.round(y)}, ${Math.round(width)} × ${Math.round(height)} pixels`).join('; ')}`;
  const raster = row.mediaType === rasterMediaType;
  const bytes = raster ? rasterWithout(row.bytes, image, boxes) : await pictureWithout(row, boxes);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hash = blobHash([...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
  const mediaType = raster ? rasterMediaType : 'image/png';
  return {
    blob: { hash, bytes, mediaType },
    image: { ...image, blob: hash, mediaType, changes: [...image.changes, words] },
  };
}

function rasterWithout(
  bytes: Uint8Array<ArrayBuffer>,
  image: ImageRef,
  boxes: readonly Box[],
): Uint8Array<ArrayBuffer> {
  const header = readRasterHeader(bytes);
  const { width, height, channels, tables } = header;
  const black =
    image.raster === undefined || channels === 3 ? 0 : image.raster.range[image.raster.inverted ? 1 : 0];
  const frames = header.frameBytes.map((_, at) => {
    const samples = readRasterFrame(bytes, header, at);
    fill(samples, width, height, channels, boxes, () => black);
    return samples;
  });
  return encodeRaster({ width, height, channels, frames, tables });
}

/** Decoded by the browser to the values in the file, where it is no PNG; written as PNG, so that nothing else changes. */
async function pictureWithout(
  { bytes, mediaType }: BlobRow,
  boxes: readonly Box[],
): Promise<Uint8Array<ArrayBuffer>> {
  if (mediaType === 'image/png') {
    const png = decode(bytes);
    if (png.depth >= 8 && png.palette === undefined) {
      const { data, width, height, channels, depth } = png;
      const opaque = channels === 2 || channels === 4 ? channels - 1 : null;
      fill(data, width, height, channels, boxes, (channel) => (channel === opaque ? 2 ** depth - 1 : 0));
      return new Uint8Array(encode(png));
    }
  }
  const bitmap = await createImageBitmap(new Blob([bytes], { type: mediaType }), {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('The browser gives no drawing surface: too little memory.');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  fill(data, width, height, 4, boxes, (channel) => (channel === 3 ? 255 : 0));
  return new Uint8Array(encode({ data: new Uint8Array(data.buffer), width, height, channels: 4, depth: 8 }));
}

function fill(
  data: { [at: number]: number },
  width: number,
  height: number,
  channels: number,
  boxes: readonly Box[],
  value: (channel: number) => number,
): void {
  for (const box of boxes) {
    const right = Math.min(width, Math.ceil(box.x + box.width));
    const bottom = Math.min(height, Math.ceil(box.y + box.height));
    for (let y = Math.max(0, Math.floor(box.y)); y < bottom; y += 1) {
      for (let x = Math.max(0, Math.floor(box.x)); x < right; x += 1) {
        for (let channel = 0; channel < channels; channel += 1)
          data[(y * width + x) * channels + channel] = value(channel);
      }
    }
  }
}
