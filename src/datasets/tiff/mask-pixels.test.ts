import { expect, test } from 'vitest';
import { tiffMaskPixels } from './mask-pixels.ts';
import { fileOf, height, sourceOf, valuesOf, width } from './test-files.ts';

const containing = (text: string): unknown => expect.stringContaining(text);

test('a mask gives the whole numbers as they are stored', async () => {
  for (const name of ['uint16', 'bits4', 'palette8', 'rgb8']) {
    const { channels, palette } = sourceOf(name);
    const pixels = await tiffMaskPixels(fileOf(`${name} -c none`));
    expect(pixels).toMatchObject({ kind: 'pixels', width, height, channels, lossy: false, opacity: false });
    expect(pixels.kind === 'pixels' && Array.from(pixels.data)).toEqual(Array.from(valuesOf(name)));
    expect(pixels.kind === 'pixels' && (pixels.palette === null) === (palette === undefined)).toBe(true);
  }
  expect(await tiffMaskPixels(fileOf('grey -c jpeg:80'))).toMatchObject({ kind: 'pixels', lossy: true });
  expect(await tiffMaskPixels(fileOf('inks -c none'))).toMatchObject({ reason: containing('CMYK') });
  expect(await tiffMaskPixels(fileOf('float32 -c none'))).toMatchObject({
    kind: 'refused',
    reason: containing('no whole numbers'),
  });
});
