import { expect, test, vi } from 'vitest';
import { blobHash } from '../domain/ids.ts';
import type { ImageRef } from '../domain/dataset/truth.ts';
import { Thumbnails } from './thumbnails.ts';

const ref = (name: string, width: number, height: number): ImageRef => ({
  blob: blobHash(name.repeat(64).slice(0, 64)),
  mediaType: 'image/png',
  width,
  height,
  changes: [],
});

/** Left half red, right half green. */
async function png(width: number, height: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.fillStyle = '#f00';
  context.fillRect(0, 0, width / 2, height);
  context.fillStyle = '#0f0';
  context.fillRect(width / 2, 0, width / 2, height);
  return canvas.convertToBlob({ type: 'image/png' });
}

async function colours(
  blob: Blob,
): Promise<{ width: number; height: number; left: number[]; right: number[] }> {
  const bitmap = await createImageBitmap(blob);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  const at = (share: number) => [
    ...context.getImageData(Math.round(bitmap.width * share), bitmap.height >> 1, 1, 1).data,
  ];
  return { width: bitmap.width, height: bitmap.height, left: at(0.25), right: at(0.75) };
}

test('a large picture is shown as a small copy of the same shape and colours, made once', async () => {
  const whole = await png(2400, 1200);
  const picture = vi.fn(() => Promise.resolve<Blob | null>(whole));
  const thumbnails = new Thumbnails(picture);

  const [small, again] = await Promise.all([
    thumbnails.get(ref('a', 2400, 1200)),
    thumbnails.get(ref('a', 2400, 1200)),
  ]);
  expect(again).toBe(small);
  if (small === null) throw new Error('It is stored.');
  const { width, height, left, right } = await colours(small);

  expect([width, height]).toEqual([512, 256]);
  expect(left[0]).toBeGreaterThan(240);
  expect(left[1]).toBeLessThan(20);
  expect(right[1]).toBeGreaterThan(240);
  expect(right[0]).toBeLessThan(20);
  expect(await thumbnails.get(ref('a', 2400, 1200))).toBe(small);
  expect(picture).toHaveBeenCalledTimes(1);
});

test('another frame of the same raster is another picture', async () => {
  const picture = vi.fn(async () => png(1200, 1200));
  const thumbnails = new Thumbnails(picture);
  const raster = (frame: number): ImageRef => ({
    ...ref('b', 1200, 1200),
    raster: {
      frames: 2,
      channels: 3,
      sampleType: 'uint8',
      slope: 1,
      intercept: 0,
      range: [0, 255],
      inverted: false,
      windows: [],
      shown: { frame, window: null },
    },
  });

  await thumbnails.get(raster(0));
  await thumbnails.get(raster(1));

  expect(picture).toHaveBeenCalledTimes(2);
});

test('a small picture is shown as it is, and one that is gone or damaged is said to be so', async () => {
  const whole = await png(256, 256);
  expect(await new Thumbnails(() => Promise.resolve(whole)).get(ref('c', 256, 256))).toBe(whole);
  expect(await new Thumbnails(() => Promise.resolve(null)).get(ref('d', 3000, 3000))).toBeNull();

  const broken = new Blob([new Uint8Array(64)], { type: 'image/png' });
  const damaged = new Thumbnails(() => Promise.resolve(broken));
  await expect(damaged.get(ref('e', 3000, 3000))).rejects.toThrow();
});
