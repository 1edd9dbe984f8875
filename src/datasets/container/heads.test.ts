import { expect, test } from 'vitest';
import { sourceOf, type GivenFile } from './given.ts';
import { headsOf } from './heads.ts';
import { FileUnreadableError, type FileSource, type Handover } from './source.ts';

const bytesOf = (n: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length: n % 7 }, (_, at) => n + at);

function held(count: number, broken: readonly number[] = []) {
  const asked: number[] = [];
  const by: Handover = (places, most) => {
    asked.push(places.length);
    return places.some((place) => broken.includes(place))
      ? Promise.reject(new FileUnreadableError('it is gone', 'Choose it again.'))
      : Promise.resolve(new Blob(places.map((place) => bytesOf(place).subarray(0, most))));
  };
  const files = Array.from({ length: count }, (_, place): GivenFile => ({
    path: `${place}.bin`,
    size: bytesOf(place).length,
    by,
    place,
  }));
  return { files: files.map(sourceOf), asked };
}

const read = async (files: readonly FileSource[], length: number) =>
  (await Array.fromAsync(headsOf(files, length))).map(({ file, head }) => [
    file.path,
    head instanceof FileUnreadableError ? head.message : [...head],
  ]);
const expected = (count: number, length: number, gone: readonly number[] = []) =>
  Array.from({ length: count }, (_, n) => [
    `${n}.bin`,
    gone.includes(n) ? 'it is gone' : [...bytesOf(n).subarray(0, length)],
  ]);

test('those that the page holds are asked for together', async () => {
  const { files, asked } = held(70);
  expect(await read(files, 4)).toEqual(expected(70, 4));
  expect(asked).toEqual([32, 32, 6]);
});

test('where one cannot be read, it alone is told', async () => {
  const { files } = held(40, [3]);
  expect(await read(files, 4)).toEqual(expected(40, 4, [3]));
});

test('where one has become larger or smaller, each is read as it is', async () => {
  const { files } = held(5);
  const changed = files.map((file, n) => (n === 2 ? { ...file, size: 9 } : file));
  expect(await read(changed, 4)).toEqual(expected(5, 4));
});

test('files in hand are read one by one; of none there is nothing', async () => {
  const files = Array.from({ length: 3 }, (_, n) =>
    sourceOf({ path: `${n}.bin`, file: new Blob([bytesOf(n)]) }),
  );
  expect(await read(files, 4)).toEqual(expected(3, 4));
  expect(await read([], 4)).toEqual([]);
});
