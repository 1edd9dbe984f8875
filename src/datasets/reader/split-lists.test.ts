import { expect, test } from 'vitest';
import { readDataset } from './readers.ts';
import { filesOf } from './test-files.ts';

const splitsOf = async (texts: Readonly<Record<string, string>>, pictures: readonly string[]) =>
  (await readDataset(filesOf(texts, pictures), {})).cases.map(({ name, split }) => `${name} ${split}`);

const labels = { 'labels/a.txt': '0 0.5 0.5 0.2 0.2', 'labels/b.txt': '', 'data.yaml': 'names: [caries]' };

test('YOLO with lists of paths', async () => {
  expect(
    await splitsOf(
      {
        ...labels,
        'train.txt': './images/a.png\n',
        'val.txt': '/home/me/set/images/b.png\n/home/me/set/images/c.png\n',
      },
      ['images/a.png', 'images/b.png'],
    ),
  ).toEqual(['images/a.png train', 'images/b.png validation']);
});

test('a folder for each class with lists of names', async () => {
  expect(
    await splitsOf({ 'train_list.txt': 'a\n', 'test_ids.txt': 'b\n' }, [
      'mass/a.png',
      'normal/b.png',
      'normal/c.png',
    ]),
  ).toEqual(['mass/a.png train', 'normal/b.png test', 'normal/c.png none']);
});

test('what else is called train is no list', async () => {
  expect(
    await splitsOf(
      {
        'train.txt': 'a is the first picture\nb is another one\n',
        'train_001.txt': 'a',
        'val.txt': 'nobody\n',
      },
      ['mass/a.png', 'normal/b.png'],
    ),
  ).toEqual(['mass/a.png none', 'normal/b.png none']);
});

test('folders and tables that name a split are not gainsaid', async () => {
  expect(
    await splitsOf(
      { 't.csv': 'image,label,split\na.png,mass,test\nb.png,mass,train\n', 'train.txt': 'a\nb\n' },
      ['a.png', 'b.png'],
    ),
  ).toEqual(['a.png test', 'b.png train']);
});
