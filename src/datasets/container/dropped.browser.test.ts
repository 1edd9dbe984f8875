import { expect, test } from 'vitest';
import { filesOfDrop, filesOfList } from './dropped.ts';

test('files of a drop are taken at once, before the event empties it', async () => {
  const transfer = new DataTransfer();
  transfer.items.add(new File(['one'], 'a.png'));
  transfer.items.add('words', 'text/plain');
  transfer.items.add(new File(['two'], 'b.csv'));
  const files = filesOfDrop(transfer);
  transfer.items.clear();
  expect((await files).map(({ path, file }) => [path, file.size])).toEqual([
    ['a.png', 3],
    ['b.csv', 3],
  ]);
});

test('files of a dialog keep their place in the chosen folder', async () => {
  const inside = new File(['x'], 'a.png');
  Object.defineProperty(inside, 'webkitRelativePath', { value: 'chest/a/a.png' });
  const listed = await filesOfList([inside, new File(['y'], 'b.zip')]);
  expect(listed.map(({ path }) => path)).toEqual(['chest/a/a.png', 'b.zip']);
});

test('a folder is read to the bottom, batch by batch', async () => {
  const transfer = new DataTransfer();
  // Chromium makes entries only of what a person drops: a transfer that gives such entries stands in for her.
  const folder = directory('/set', [
    leaf('/set/first.csv'),
    directory(
      '/set/many',
      Array.from({ length: 250 }, (_, n) => leaf(`/set/many/${n}.png`)),
    ),
    leaf('/set/one.csv'),
  ]);
  transfer.items.add(new File([], 'set'));
  const item = transfer.items[0];
  if (item === undefined) throw new Error('no item');
  Object.defineProperty(item, 'webkitGetAsEntry', { value: () => folder });
  Object.defineProperty(transfer, 'items', { value: [item] });
  const files = await filesOfDrop(transfer);
  expect(files).toHaveLength(252);
  expect(files.slice(0, 2).map(({ path }) => path)).toEqual(['set/first.csv', 'set/many/0.png']);
  expect(files[250]?.path).toBe('set/many/249.png');
  expect(files.at(-1)?.path).toBe('set/one.csv');
});

const leaf = (fullPath: string) => ({
  isFile: true,
  isDirectory: false,
  fullPath,
  file: (done: (file: File) => void) => done(new File(['x'], fullPath)),
});

/** Gives a hundred entries at a time, as Chromium does. */
function directory(fullPath: string, entries: readonly unknown[]) {
  return {
    isFile: false,
    isDirectory: true,
    fullPath,
    createReader: () => {
      let at = 0;
      return {
        readEntries: (done: (batch: readonly unknown[]) => void) => {
          const batch = entries.slice(at, at + 100);
          at += 100;
          done(batch);
        },
      };
    },
  };
}
