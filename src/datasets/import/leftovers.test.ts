import { describe, expect, test } from 'vitest';
import { sourceOf } from '../container/given.ts';
import type { Handover } from '../container/source.ts';
import { FileIndex } from '../reader/file-index.ts';
import { readDataset } from '../reader/readers.ts';
import { filesOf } from '../reader/test-files.ts';
import { leftovers } from './leftovers.ts';

async function told(texts: Readonly<Record<string, string>>, pictures: readonly string[] = []) {
  const files = filesOf(texts, pictures);
  const { refused } = await leftovers(files, await readDataset(files, {}));
  return Object.fromEntries(refused.map(({ path, reason, remedy }) => [path, `${reason}. ${remedy}`]));
}

describe('files that nothing accounts for', () => {
  test('a document beside pictures of which nothing is known', async () => {
    const { 'notes.txt': words } = await told({ 'notes.txt': 'hello' }, ['a.png', 'b.png']);
    expect(words).toContain('nothing in it is known to be about the pictures here');
  });

  test('documents beside such pictures, those of a folder together, and no papers', async () => {
    const texts = { 'notes/a.json': '{}', 'notes/b.json': '{}', 'README.txt': 'hi', LICENSE: 'free' };
    expect(await told(texts, ['images/1.png'])).toEqual({
      'notes/a.json':
        'nothing in it and 1 more like it is known to be about the pictures here. If it says what they show, save that as a table (CSV, Excel) with the name of a picture in each row, or as COCO (JSON).',
    });
  });

  test('a document alone', async () => {
    const { 'notes.txt': words } = await told({ 'notes.txt': 'hello' });
    expect(words).toContain('there is no data beside it');
  });

  test.each([
    ['data.ods', 'a spreadsheet of a kind that is not read. Open it in a spreadsheet program'],
    ['data.sav', 'a program for statistics'],
    ['qas/train_vqa.pkl', "open('train_vqa.pkl', 'rb')), open('train_vqa.json', 'w')"],
    ['a.h5', 'Save its pictures as PNG'],
    ['a.geojson', 'Export the annotations as COCO'],
  ])('%s', async (path, words) => {
    expect((await told({ [path]: '?' }))[path]).toContain(words);
  });
});

test('documents called after pictures are told, those of a folder together; other papers are not', async () => {
  const { refused, ignored } = await (async () => {
    const files = filesOf(
      {
        'labels.csv': 'image,label\n22678622_61b1_MG.png,mass\n22678646_61b1_MG.png,mass\n',
        'AllXML/22678622.xml': '<plist/>',
        'AllXML/22678646.xml': '<plist/>',
        'contours/22678622_61b1_MG_disc.txt': '1 2',
        'README.txt': 'hello',
        'license.json': '{}',
      },
      ['images/22678622_61b1_MG.png', 'images/22678646_61b1_MG.png'],
    );
    return leftovers(files, await readDataset(files, {}));
  })();
  expect(refused.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
    'AllXML/22678622.xml: it and 1 more like it are called after pictures, and what they say is not read',
    'contours/22678622_61b1_MG_disc.txt: it is called after a picture, and what it says is not read',
  ]);
  expect(ignored).toBe(2);
});

test('files of no kind that is known are looked into once, however often the preview is made again', async () => {
  const asked: number[] = [];
  const by: Handover = (places) => {
    asked.push(places.length);
    return Promise.resolve(new Blob(places.map(() => Uint8Array.of(1, 2, 3))));
  };
  const strangers = Array.from({ length: 40 }, (_, place) =>
    sourceOf({ path: `parts/${place}.bin`, size: 3, by, place }),
  );
  const files = filesOf({}, ['a.png']);
  const index = new FileIndex([...files.files, ...strangers]);
  const reading = await readDataset(index, {});
  const first = await leftovers(index, reading);
  expect(first.refused.map(({ path }) => path)).toEqual(strangers.map(({ path }) => path));
  expect(asked).toEqual([32, 8]);
  expect(await leftovers(index, reading)).toEqual(first);
  expect(asked).toEqual([32, 8]);
});
