import { expect, test } from 'vitest';
import { blobSource, FileUnreadableError, type FileSource } from '../container/source.ts';
import { readLists, withSplit } from './lists.ts';

const rules = [
  { pattern: 'train', split: 'train' },
  { pattern: 'test', split: 'test' },
] as const;
const list = (path: string, text: string): FileSource => blobSource(path, new Blob([text]));
const draft = (path: string) => ({
  name: path,
  images: [{ path }],
  truth: {},
  maskFiles: [],
  split: 'none' as const,
  attributes: {},
});

test('lists name pictures, with or without folders, one a line', async () => {
  const { splits, used } = await readLists(rules, [
    list('train.txt', 'a.png\r\n\r\n images/b.png \n'),
    list('test.txt', 'c.png\na.png'),
    list('other.txt', 'd.png'),
  ]);
  expect(used).toEqual(['train.txt', 'test.txt']);
  expect(['x/a.png', 'b.png', 'c.png', 'd.png'].map((path) => withSplit(draft(path), splits).split)).toEqual([
    'train',
    'train',
    'test',
    'none',
  ]);
});

test('a list that cannot be read is told, and the others are read', async () => {
  const broken: FileSource = {
    ...list('train.txt', ''),
    read: () => Promise.reject(new FileUnreadableError('it breaks off', 'Copy it again.')),
  };
  const { splits, refused } = await readLists(rules, [broken, list('test.txt', 'a.png')]);
  expect(refused).toEqual([{ path: 'train.txt', reason: 'it breaks off', remedy: 'Copy it again.' }]);
  expect([...splits]).toEqual([['a.png', 'test']]);
});
