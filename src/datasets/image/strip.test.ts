import fc from 'fast-check';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { imageMediaTypes } from '../../domain/dataset/truth.ts';
import { strippers } from './strip.ts';
import type { StrippedPicture } from './stripped.ts';
import {
  bmp,
  bytesOf,
  chunk,
  gif,
  gifOfTwoFrames,
  gifWithComment,
  joined,
  jpeg,
  jpegWithMetadata,
  png,
  pngWithMetadata,
  webp,
  webpWithMetadata,
} from './test-pictures.ts';

const containing = (text: string): unknown => expect.stringContaining(text);

const clean = {
  'image/png': png,
  'image/jpeg': jpeg,
  'image/webp': webp,
  'image/gif': gif,
  'image/bmp': bmp,
};

function stripped(mediaType: keyof typeof strippers, bytes: Uint8Array<ArrayBuffer>): StrippedPicture {
  const picture = strippers[mediaType](bytes);
  if (picture.kind === 'refused') throw new Error(picture.reason);
  return picture;
}

const textIn = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

describe('a picture without metadata', () => {
  test.each(imageMediaTypes)('%s stays the very bytes of the file', (mediaType) => {
    const bytes = clean[mediaType];
    const picture = stripped(mediaType, bytes);
    expect(picture.bytes).toBe(bytes);
    expect(picture).toMatchObject({ orientation: 1, removed: [] });
  });

  test('its size is read from its header', () => {
    expect(stripped('image/png', png)).toMatchObject({ width: 6, height: 4 });
    expect(stripped('image/jpeg', jpeg)).toMatchObject({ width: 6, height: 4 });
    expect(stripped('image/webp', webp)).toMatchObject({ width: 6, height: 4 });
    expect(stripped('image/gif', gif)).toMatchObject({ width: 2, height: 2 });
    expect(stripped('image/bmp', bmp)).toMatchObject({ width: 2, height: 2 });
  });
});

describe('metadata', () => {
  test('of a PNG is taken out, and what is left is the plain file', () => {
    const picture = stripped('image/png', pngWithMetadata(6));
    expect(picture.bytes).toEqual(png);
    expect(picture).toMatchObject({
      orientation: 6,
      removed: ['text', 'time', 'EXIF', 'bytes after its end'],
    });
  });

  test('of a JPEG is taken out with what follows its end; tables and scan stay', () => {
    const picture = stripped('image/jpeg', jpegWithMetadata(8));
    expect(picture.bytes).toEqual(jpeg);
    expect(picture).toMatchObject({
      orientation: 8,
      removed: ['EXIF', 'Photoshop data', 'comment', 'bytes after its end'],
    });
  });

  test('of a JPEG: the thumbnail in its JFIF header goes, the header stays', () => {
    const thumbnail = joined(
      jpeg.subarray(0, 2),
      [0xff, 0xe0, 0, 19],
      'JFIF\0',
      [1, 2, 0, 0, 1, 0, 1, 1, 1, 9, 9, 9],
    );
    const picture = stripped('image/jpeg', joined(thumbnail, jpeg.subarray(20)));
    expect(picture.removed).toEqual(['thumbnail']);
    expect(picture.bytes.length).toBe(jpeg.length);
  });

  test('of a WebP is taken out, and its header announces none', () => {
    const picture = stripped('image/webp', webpWithMetadata(3));
    expect(picture.bytes).toEqual(webp);
    expect(picture).toMatchObject({ orientation: 3, removed: ['EXIF', 'XMP'] });
  });

  test('of a GIF is taken out', () => {
    const picture = stripped('image/gif', gifWithComment);
    expect(picture.bytes).toEqual(gif);
    expect(picture.removed).toEqual(['comment', 'bytes after its end']);
  });

  test('of a BMP: what follows the pixels is cut, and the file says its new length', () => {
    const picture = stripped('image/bmp', joined(bmp, 'SECRET'));
    expect(picture.bytes).toEqual(bmp);
  });

  test('leaves no trace', () => {
    for (const [mediaType, bytes] of [
      ['image/png', pngWithMetadata(1)],
      ['image/jpeg', jpegWithMetadata(1)],
      ['image/webp', webpWithMetadata(1)],
    ] as const) {
      expect(textIn(bytes)).toContain('SECRET');
      expect(textIn(stripped(mediaType, bytes).bytes)).not.toContain('SECRET');
    }
  });

  test('of any unknown kind goes from a PNG, its pixels stay', () => {
    const pixels = decode(png).data;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.stringMatching(/^[a-z][a-zA-Z][A-Z][a-z]$/), fc.uint8Array({ maxLength: 40 })), {
          maxLength: 5,
        }),
        (extra) => {
          fc.pre(extra.every(([type]) => !['cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'tRNS', 'cICP', 'mDCV', 'cLLI', 'pHYs', 'acTL'].includes(type))); // prettier-ignore
          const chunks = extra.map(([type, body]) => chunk(type, body));
          const picture = stripped('image/png', joined(png.subarray(0, 33), ...chunks, png.subarray(33)));
          expect(picture.bytes).toEqual(png);
          expect(decode(picture.bytes).data).toEqual(pixels);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('a picture that cannot be taken is refused with what is wrong and what to do', () => {
  test('animated', () => {
    const actl = chunk('acTL', joined([0, 0, 0, 12, 0, 0, 0, 0]));
    expect(strippers['image/png'](joined(png.subarray(0, 33), actl, png.subarray(33)))).toMatchObject({
      reason: 'it holds 12 frames',
      remedy: 'Save the still that you mean as PNG and import that.',
    });
    expect(strippers['image/gif'](gifOfTwoFrames)).toMatchObject({ reason: 'it holds 2 frames' });
  });

  test('animated by a single frame that is another picture', () => {
    const head = png.subarray(0, 33);
    const pixels = png.subarray(33, png.length - 12);
    const end = png.subarray(png.length - 12);
    const moves = chunk('acTL', joined([0, 0, 0, 1, 0, 0, 0, 0]));
    const frame = chunk('fdAT', joined([0, 0, 0, 1, 9, 9]));
    expect(strippers['image/png'](joined(head, moves, pixels, frame, end))).toMatchObject({
      reason: 'it is animated',
    });
    // Frames of what does not move are never shown; one frame that is the picture itself is that.
    for (const still of [joined(head, pixels, frame, end), joined(head, moves, pixels, end)])
      expect(strippers['image/png'](still)).toMatchObject({ kind: 'stripped', bytes: png });
  });

  test('a JPEG of 12 bits', () => {
    const twelve = jpeg.slice();
    const at = twelve.findIndex((byte, n) => byte === 0xff && twelve[n + 1] === 0xc0);
    twelve[at + 4] = 12;
    expect(strippers['image/jpeg'](twelve)).toMatchObject({ reason: containing('a JPEG of 12 bits') });
  });

  test('a PNG whose bits have changed', () => {
    const broken = png.slice();
    broken[45] = (broken[45] ?? 0) ^ 1;
    expect(strippers['image/png'](broken)).toMatchObject({ reason: containing('checksum') });
  });

  test('a lossless JPEG', () => {
    const lossless = jpeg.slice();
    lossless[lossless.indexOf(0xc0, 600)] = 0xc3;
    expect(strippers['image/jpeg'](lossless)).toMatchObject({ reason: containing('lossless') });
  });

  test.each(imageMediaTypes)('%s cut at any byte', (mediaType) => {
    const bytes = clean[mediaType];
    for (let length = 0; length < bytes.length; length += 1) {
      const outcome = strippers[mediaType](bytes.slice(0, length));
      expect(outcome.kind, `cut to ${length} of ${bytes.length} bytes`).toBe('refused');
    }
  });
});

describe('no bytes make a parser throw or hang', () => {
  test.each(imageMediaTypes)('%s with flipped bits, inserted and removed bytes', (mediaType) => {
    const bytes = clean[mediaType];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        fc.nat(bytes.length),
        fc.nat(16),
        (flips, at, gap) => {
          const changed = bytes.slice();
          for (const [place, value] of flips) changed[place] = (changed[place] ?? 0) ^ value;
          for (const variant of [changed, joined(changed.subarray(0, at), changed.subarray(at + gap))]) {
            const outcome = strippers[mediaType](variant);
            if (outcome.kind === 'stripped') expect(outcome.width * outcome.height).toBeGreaterThan(0);
            else expect(outcome.remedy).not.toBe('');
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test.each(imageMediaTypes)('%s made of noise after its signature', (mediaType) => {
    const signature = clean[mediaType].slice(0, 16);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        expect(['stripped', 'refused']).toContain(strippers[mediaType](joined(signature, noise)).kind);
      }),
    );
  });
});

test('stripping twice is stripping once', () => {
  const once = stripped('image/jpeg', jpegWithMetadata(1));
  expect(stripped('image/jpeg', once.bytes).bytes).toBe(once.bytes);
});

test.each([
  ['words', 'SECRET'],
  ['a stuffed byte', [0xff, 0]],
  ['words, stuffed', ['S', 0xff, 0, 0xff, 0xff, 0, 'SECRET']],
])('%s between the segments of a JPEG are passed over and taken out', (_, stray) => {
  const parts = [stray].flat().map((part) => (typeof part === 'string' ? part : [part]));
  const at = 2 + 18; // behind JFIF's
  const bytes = joined(jpeg.subarray(0, at), ...parts, jpeg.subarray(at));
  expect(stripped('image/jpeg', bytes)).toMatchObject({
    bytes: stripped('image/jpeg', jpeg).bytes,
    removed: ['bytes between its segments'],
  });
});

test('what follows without end in a JPEG is refused', () => {
  const head = jpeg.subarray(0, 20);
  expect(strippers['image/jpeg'](joined(head, 'words'))).toMatchObject({ reason: containing('breaks off') });
  expect(strippers['image/jpeg'](joined(head, [0xff, 0]))).toMatchObject({
    reason: containing('breaks off'),
  });
});

test.each([
  [4, 'JPEG'],
  [5, 'PNG'],
])('a BMP for printers (compression %i) says what lies in it', (compression, inside) => {
  const printed = bmp.with(30, compression).with(28, 0);
  expect(strippers['image/bmp'](printed)).toMatchObject({
    reason: containing(`a ${inside} picture`),
    remedy: containing(`save it as ${inside}`),
  });
});

test('bytes before the pixels of a BMP are blanked', () => {
  const gap = joined(bmp.subarray(0, 54), bytesOf('SECRET'), bmp.subarray(54));
  gap[10] = 60;
  const picture = stripped('image/bmp', gap);
  expect(picture.removed).toEqual(['bytes before its pixels']);
  expect(textIn(picture.bytes)).not.toContain('SECRET');
});
