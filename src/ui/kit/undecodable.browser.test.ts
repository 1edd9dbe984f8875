import { afterEach, expect, test, vi } from 'vitest';
import type { ImageRef } from '../../domain/dataset/truth.ts';
import { blobHash } from '../../domain/ids.ts';
import { isUndecodable } from './undecodable.ts';

const image = (letter: string): ImageRef => ({
  blob: blobHash(letter.repeat(64)),
  mediaType: 'image/png',
  width: 8,
  height: 8,
  changes: [],
});

function drawn(): Promise<Blob> {
  const canvas = new OffscreenCanvas(8, 8);
  canvas.getContext('2d')?.fillRect(0, 0, 4, 4);
  return canvas.convertToBlob({ type: 'image/png' });
}

const always = () => true;

afterEach(() => vi.restoreAllMocks());

test('a picture that is scrolled past is not decoded once more', async () => {
  const decode = vi.spyOn(globalThis, 'createImageBitmap');
  const asked: boolean[] = [];
  const isWanted = () => {
    asked.push(false);
    return false;
  };
  expect(await isUndecodable(image('b'), await drawn(), isWanted)).toBe(false);
  expect([asked.length, decode.mock.calls.length]).toEqual([1, 0]);
});

test('one that was found sound is not decoded again, one that is damaged is told each time', async () => {
  const sound = await drawn();
  const decode = vi.spyOn(globalThis, 'createImageBitmap');
  expect(await isUndecodable(image('c'), sound, always)).toBe(false);
  expect(await isUndecodable(image('c'), sound, always)).toBe(false);
  expect(decode).toHaveBeenCalledTimes(1);
  const damaged = new Blob(['no PNG'], { type: 'image/png' });
  expect(await isUndecodable(image('d'), damaged, always)).toBe(true);
  expect(await isUndecodable(image('d'), damaged, always)).toBe(true);
});
