import { afterEach, describe, expect, test } from 'vitest';
import {
  chunk,
  joined,
  jpegWithMetadata,
  pngWithMetadata,
  webpWithMetadata,
} from '../image/test-pictures.ts';
import { DatasetImporter } from './importer.ts';
import { file, picture } from './test-files.ts';
import { MemoryStore } from './test-store.ts';

const live = new AbortController().signal;
const quiet = () => undefined;

let store = new MemoryStore();
afterEach(() => {
  store = new MemoryStore();
});
const importer = () => new DatasetImporter({ store, now: () => 1_700_000_000_000 });

test('a large PNG of nonsense with the right checksums is shown as damaged', async () => {
  const side = 300;
  const head = new Uint8Array(13);
  new DataView(head.buffer).setUint32(0, side);
  new DataView(head.buffer).setUint32(4, side);
  head.set([8, 0, 0, 0, 0], 8);
  const data = new Uint8Array(9000).fill(0xff);
  data.set([0x78, 0x9c, 0x05]);
  const whole = new Uint8Array(picture(1));
  const nonsense = joined(
    whole.subarray(0, 8),
    chunk('IHDR', head),
    chunk('IDAT', data),
    whole.subarray(-12),
  );
  const sources = await importer().openNamed([
    file('s/a/nonsense.png', nonsense),
    file('s/b/good.png', picture(1)),
  ]);
  const { cases } = await importer().preview(sources, {}, live);
  expect(cases.map(({ thumbnail }) => thumbnail)).toEqual(['damaged', expect.any(Blob)]);
  expect(await importer().runImport(sources, {}, quiet, live)).toMatchObject({ added: 2, refused: [] });
});

describe('orientation is applied, and what was done is recorded', () => {
  // The fixture: left half red, upper right green, lower right blue, 6 x 4.
  test.each([
    ['JPEG', 'x.jpg', jpegWithMetadata(6)],
    ['PNG', 'x.png', pngWithMetadata(6)],
    ['WebP', 'x.webp', webpWithMetadata(6)],
  ])('of a %s that lies on its side', async (_, name, bytes) => {
    const sources = await importer().openNamed([file(`s/a/${name}`, bytes), file('s/b/y.png', picture(1))]);
    await importer().runImport(sources, {}, quiet, live);
    const image = [...store.samples.values()].find((sample) => sample.name.startsWith('a/'))?.images[0];
    expect(image).toMatchObject({ width: 4, height: 6, mediaType: 'image/png' });
    expect(image?.changes.join('; ')).toMatch(
      /removed: .*EXIF.*turned by 90 degrees to the right, as its EXIF orientation 6 asks/,
    );
    const blob = image === undefined ? undefined : store.blobs.get(image.blob);
    const pixels = await pixelsOf(new Blob([blob?.bytes ?? new Uint8Array()]));
    // Turned to the right: the left half becomes the upper one, the upper right corner the lower right one.
    expect(colourAt(pixels, 1, 1)).toBe('red');
    expect(colourAt(pixels, 3, 4)).toBe('green');
    expect(colourAt(pixels, 0, 4)).toBe('blue');
  });

  test('every orientation of a JPEG looks as the browser shows the original', async () => {
    const originals = new Map([2, 3, 4, 5, 6, 7, 8].map((n) => [`turned/${n}.jpg`, jpegWithMetadata(n)]));
    const sources = await importer().openNamed([
      ...[...originals].map(([path, bytes]) => file(`s/${path}`, bytes)),
      file('s/other/y.png', picture(1)),
    ]);
    await importer().runImport(sources, {}, quiet, live);
    for (const [path, original] of originals) {
      const image = [...store.samples.values()].find(({ name }) => name === path)?.images[0];
      const blob = image === undefined ? undefined : store.blobs.get(image.blob);
      const ours = await pixelsOf(new Blob([blob?.bytes ?? new Uint8Array()]));
      const theirs = await pixelsOf(new Blob([original]));
      expect([ours.width, ours.height]).toEqual([theirs.width, theirs.height]);
      expect(worstDifference(ours, theirs), path).toBeLessThanOrEqual(1);
    }
  });
});

async function pixelsOf(blob: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(blob);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

function colourAt({ data, width }: ImageData, x: number, y: number): string {
  const [red = 0, green = 0, blue = 0] = data.subarray((y * width + x) * 4);
  return red > green && red > blue ? 'red' : green > blue ? 'green' : 'blue';
}

const worstDifference = (a: ImageData, b: ImageData): number =>
  a.data.reduce((worst, value, at) => Math.max(worst, Math.abs(value - (b.data[at] ?? 0))), 0);
