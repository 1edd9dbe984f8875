import { describe, expect, test } from 'vitest';
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
