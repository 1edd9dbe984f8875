import { decode, encode } from 'fast-png';
import { expect, test } from 'vitest';
import type { PictureDecoder } from './decoder.ts';
import { stripPng } from './png.ts';
import { chunk, joined, pngWithMetadata } from './test-pictures.ts';
import { makeUpright } from './upright.ts';

const unused = () => Promise.reject(new Error('a PNG is turned without the browser'));
const noDecoder: PictureDecoder = { measure: unused, pixels: unused, thumbnail: unused };

async function turned(png: Uint8Array, orientation: number) {
  const stripped = stripPng(pngWithMetadata(orientation, png));
  if (stripped.kind === 'refused') throw new Error(stripped.reason);
  const upright = await makeUpright(stripped, noDecoder);
  if (upright.kind === 'refused') throw new Error(upright.reason);
  return { ...upright, picture: decode(upright.bytes) };
}

test('sixteen bits stay sixteen', async () => {
  const data = Uint16Array.from([1, 300, 65535, 4, 50000, 6]);
  const { picture } = await turned(encode({ width: 3, height: 2, channels: 1, depth: 16, data }), 3);
  expect(picture).toMatchObject({ width: 3, height: 2, depth: 16, channels: 1 });
  expect([...picture.data]).toEqual([...data].reverse());
});

test('colours with transparency stay exact, even where they are nearly transparent', async () => {
  const data = Uint8Array.from([10, 20, 30, 1, 40, 50, 60, 255]);
  const { picture } = await turned(encode({ width: 2, height: 1, channels: 4, data }), 8);
  expect(picture).toMatchObject({ width: 1, height: 2, channels: 4 });
  expect([...picture.data]).toEqual([40, 50, 60, 255, 10, 20, 30, 1]);
});

test('a palette is resolved', async () => {
  const data = Uint8Array.from([0, 1, 2, 1]);
  const palette = [[255, 0, 0], [0, 255, 0], [0, 0, 255]]; // prettier-ignore
  const { picture } = await turned(encode({ width: 2, height: 2, channels: 1, depth: 8, data, palette }), 4);
  expect([...picture.data]).toEqual([0, 0, 255, 0, 255, 0, 255, 0, 0, 0, 255, 0]);
});

test('one bit becomes black and white', async () => {
  // Rows 1000 0000 1 and 0000 0000 0, packed.
  const data = Uint8Array.from([0x80, 0x80, 0, 0]);
  const { picture } = await turned(encode({ width: 9, height: 2, channels: 1, depth: 1, data }), 3);
  expect([...picture.data]).toEqual([
    ...new Array<number>(9).fill(0),
    255,
    ...new Array<number>(7).fill(0),
    255,
  ]);
});

test('the chunks that say what the colours mean are kept', async () => {
  const plain = encode({ width: 2, height: 1, channels: 1, data: Uint8Array.from([1, 2]) });
  const gamma = chunk('gAMA', Uint8Array.from([0, 0, 177, 143]));
  const { bytes, changes } = await turned(joined(plain.subarray(0, 33), gamma, plain.subarray(33)), 6);
  expect(new TextDecoder('latin1').decode(bytes)).toContain('gAMA');
  expect(stripPng(bytes)).toMatchObject({ kind: 'stripped', width: 1, height: 2, removed: [] });
  expect(changes).toEqual(['turned by 90 degrees to the right, as its EXIF orientation 6 asks']);
});

test('a transparent colour is refused rather than lost', async () => {
  const plain = encode({ width: 2, height: 1, channels: 1, data: Uint8Array.from([1, 2]) });
  const stripped = stripPng(
    pngWithMetadata(
      6,
      joined(plain.subarray(0, 33), chunk('tRNS', Uint8Array.from([0, 1])), plain.subarray(33)),
    ),
  );
  if (stripped.kind === 'refused') throw new Error(stripped.reason);
  expect(await makeUpright(stripped, noDecoder)).toMatchObject({ kind: 'refused' });
});
