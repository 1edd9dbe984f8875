import { expect, test } from 'vitest';
import { sourceOf } from './given.ts';
import { ReadAhead } from './read-ahead.ts';
import { blobSource, FileUnreadableError, type FileSource } from './source.ts';

const files = (count: number, size = 10): FileSource[] =>
  Array.from({ length: count }, (_, n) => blobSource(`f${n}`, new Blob([`${n} `.repeat(size)])));
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test('every file has its own bytes, in any order, as often as it is asked for', async () => {
  const all = [
    ...files(150),
    blobSource('large', new Blob(['x'.repeat(100_000)])),
    blobSource('empty', new Blob([])),
  ];
  const ahead = new ReadAhead(all);
  for (const file of [...all].reverse().concat(all)) {
    expect(text(await ahead.read(file.path))).toBe(text(await file.read()));
  }
});

test('one that cannot be read does not spoil those read with it', async () => {
  const broken = {
    ...blobSource('gone', new Blob(['x'])),
    read: () => Promise.reject(new FileUnreadableError('gone', 'r')),
  };
  const lost = new Blob(['lost']);
  // As the browser does with a file that was deleted meanwhile: what is read is not what was promised.
  Object.defineProperty(lost, 'size', { value: 9 });
  const ahead = new ReadAhead([...files(3), { ...broken, blob: () => Promise.resolve(lost) }]);
  expect(text(await ahead.read('f1'))).toBe('1 '.repeat(10));
  await expect(ahead.read('gone')).rejects.toThrow(FileUnreadableError);
  expect(text(await ahead.read('f2'))).toBe('2 '.repeat(10));
});

test('files that the page holds are asked for some at a time, and each alone where one of them is lost', async () => {
  const asked: (readonly number[])[] = [];
  const held = (lost: number) => {
    const by = (places: readonly number[]): Promise<Blob> => {
      asked.push(places);
      const parts = places.map((place) => `${place} `.repeat(10));
      return places.includes(lost) ? Promise.reject(new Error('changed')) : Promise.resolve(new Blob(parts));
    };
    return Array.from({ length: 70 }, (_, place) =>
      sourceOf({ path: `f${place}`, size: `${place} `.length * 10, by, place }),
    );
  };
  const ahead = new ReadAhead(held(-1));
  for (const place of [0, 1, 40, 69])
    expect(text(await ahead.read(`f${place}`))).toBe(`${place} `.repeat(10));
  expect(asked.map((places) => [places[0], places.length])).toEqual([
    [0, 32],
    [32, 32],
    [64, 6],
  ]);

  asked.length = 0;
  const broken = new ReadAhead(held(3));
  expect(text(await broken.read('f2'))).toBe('2 '.repeat(10));
  await expect(broken.read('f3')).rejects.toThrow('changed');
  expect(text(await broken.read('f69'))).toBe('69 '.repeat(10));
});

test('what is not among the files is said so', async () => {
  await expect(new ReadAhead(files(1)).read('other')).rejects.toThrow('it is not among the files');
});

test('neighbours in an archive that is not packed are read together, with what lies between them', async () => {
  const archive = new Blob(['--first----second--', 'x'.repeat(40_000), 'third']);
  const at = (path: string, from: number, length: number) => ({
    path,
    size: length,
    blob: () => Promise.resolve(archive.slice(from, from + length)),
    lies: { archive, at: from },
    read: () => Promise.reject(new Error('read alone')),
    head: () => Promise.reject(new Error('read alone')),
  });
  const ahead = new ReadAhead([at('1', 2, 5), at('2', 11, 6), at('3', 40_019, 5), at('again', 2, 3)]);
  const text = async (path: string) => new TextDecoder().decode(await ahead.read(path));
  expect(await text('1')).toBe('first');
  expect(await text('2')).toBe('second');
  expect(await text('3')).toBe('third');
  expect(await text('again')).toBe('fir');
});

test('a view is the file and may lie beside others; what is read has a buffer of its own', async () => {
  const all = files(3);
  const [first, second] = [await new ReadAhead(all).view('f1'), await new ReadAhead(all).read('f1')];
  expect(text(first)).toBe('1 '.repeat(10));
  expect(first.buffer.byteLength).toBe(60);
  expect(text(second)).toBe('1 '.repeat(10));
  expect(second.buffer.byteLength).toBe(20);
});
