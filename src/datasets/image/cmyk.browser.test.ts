import { expect, test } from 'vitest';
import { browserDecoder } from './browser-decoder.ts';
import { PixelBudget } from './budget.ts';
import { preparePicture } from './prepare.ts';

/** Eight fields of 16 x 8 pixels, of these inks (0 to 255): cyan, magenta, yellow, black. */
const inks = [
  [0, 0, 0, 0],
  [255, 0, 0, 0],
  [0, 255, 0, 0],
  [0, 0, 255, 0],
  [0, 0, 0, 255],
  [0, 255, 255, 0],
  [100, 50, 20, 30],
  [20, 200, 100, 100],
] as const;

/** As libjpeg writes them: inks the other way round, with Adobe's marker. */
const cmyk =
  '/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwABAQEBAQEBAQEBAQEBAQECAQEBAQECAQEBAgICAgICAgICAwMEAwMDAwMCAgMEAwMEBAQE' +
  'BAIDBQUEBAUEBAQE/8AAFAgAEABABEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIB' +
  'AwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZH' +
  'SElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV' +
  '1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD+/iv7+K/v4r+/iiiiiv8AAHooooooor/f4r/AHooooooo' +
  'r/f4r/AHooooooor/f4r/AHooooor/AHr/AHr/f4oooor+N+v9miv91ivg+iiiiv6gK/zT6/l/r+c+iiiiv/2Q==';
/** The same as luminance and chrominance beside black. */
const ycck =
  '/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwABAQEBAQEBAQEBAQEBAQECAQEBAQECAQEBAgICAgICAgICAwMEAwMDAwMCAgMEAwMEBAQE' +
  'BAIDBQUEBAUEBAQE/8AAFAgAEABABEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIB' +
  'AwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZH' +
  'SElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV' +
  '1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD/AD/6KK/v4oooor+mCvynr+/iiiiiiv6UK/Lev8K+iiii' +
  'iv4N6/2mK/qwooooor4Xr+Aevqiv8Aeiiiiv9Ziv1Yr/AD/6/wB/iiiiiv4V6/nvr/TYr4Poooor+kitiv4l6/nPoooor//Z';

test.each([
  ['CMYK', cmyk],
  ['YCCK', ycck],
])('a JPEG in %s is kept as it is, and this browser shows its colours', async (_name, text) => {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const picture = await preparePicture(bytes, 'a.jpg', browserDecoder, new PixelBudget());
  expect(picture).toMatchObject({ kind: 'picture', image: { mediaType: 'image/jpeg', changes: [] } });
  expect(picture.kind === 'picture' && picture.blob.bytes).toEqual(bytes);
  const { data, width } = await browserDecoder.pixels(bytes, 'image/jpeg', 'sRGB');
  for (const [field, [cyan, magenta, yellow, black]] of inks.entries()) {
    const at = ((Math.floor(field / 4) * 8 + 4) * width + (field % 4) * 16 + 8) * 4;
    for (const [channel, ink] of [cyan, magenta, yellow].entries()) {
      const expected = ((255 - ink) * (255 - black)) / 255;
      expect(Math.abs((data[at + channel] ?? 0) - expected)).toBeLessThan(3);
    }
  }
});
