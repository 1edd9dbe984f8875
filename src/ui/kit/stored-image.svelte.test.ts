import { zlibSync } from 'fflate';
import { describe, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { blobHash } from '../../domain/ids.ts';
import ViewerHost from './testing/ViewerHost.svelte';

const image = {
  blob: blobHash('a'.repeat(64)),
  mediaType: 'image/png',
  width: 64,
  height: 48,
  changes: [],
} as const;

describe('a stored picture that cannot be shown', () => {
  test.each([
    ['is no longer there', () => Promise.resolve(null), 'picture not stored'],
    ['is damaged', () => Promise.resolve(new Blob(['no PNG'], { type: 'image/png' })), 'picture damaged'],
    ['cannot be unpacked', () => Promise.reject(new Error('The frame breaks off.')), 'picture damaged'],
    ['holds nonsense under right checksums', () => Promise.resolve(png('nonsense')), 'picture damaged'],
  ])('which %s is said to be so', async (_, loadImage, words) => {
    const screen = await render(ViewerHost, { image, loadImage });
    await expect.element(screen.getByText(words)).toBeVisible();
  });

  test('and one that is sound is shown', async () => {
    const decode = vi.spyOn(globalThis, 'createImageBitmap');
    const screen = await render(ViewerHost, { image, loadImage: () => Promise.resolve(png('sound')) });
    await expect.element(screen.getByRole('img', { name: 'Picture 1 of case a' })).toBeVisible();
    await vi.waitFor(() => expect(decode).toHaveBeenCalled(), 10_000);
    await vi.waitFor(() => expect(decode.mock.settledResults.map(({ type }) => type)).toEqual(['fulfilled']));
    expect(screen.getByText('picture damaged').elements()).toEqual([]);
  });
});

/** A grey PNG of 256 x 256 with right checksums; of `nonsense` the pixels make none after the first twentieth. */
function png(kind: 'sound' | 'nonsense'): Blob {
  const size = 256;
  const rows = new Uint8Array(size * (size + 1));
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) rows[y * (size + 1) + 1 + x] = ((x ^ y) * 7 + ((x * y) >> 3)) & 0xff;
  const packed = zlibSync(rows);
  const from = Math.floor(packed.length / 20);
  if (kind === 'nonsense')
    for (let at = from; at < packed.length; at += 1) packed[at] = (Math.imul(at, 2654435761) >>> 7) & 0xff;
  const header = [...word(size), ...word(size), 8, 0, 0, 0, 0];
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  return new Blob(
    [
      Uint8Array.from([
        ...signature,
        ...chunk('IHDR', header),
        ...chunk('IDAT', packed),
        ...chunk('IEND', []),
      ]),
    ],
    { type: 'image/png' },
  );
}

const word = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);

function chunk(type: string, data: Iterable<number>): number[] {
  const typed = [...new TextEncoder().encode(type), ...data];
  return [...word(typed.length - 4), ...typed, ...word(checksum(typed))];
}

/** CRC-32 (PNG, annex D). */
function checksum(bytes: readonly number[]): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
