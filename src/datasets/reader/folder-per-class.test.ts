import { expect, test } from 'vitest';
import { readDataset } from './readers.ts';
import { filesOf } from './test-files.ts';

const read = async (...pictures: readonly string[]) => {
  const { cases, labels, notes } = await readDataset(filesOf({}, pictures), {});
  return { labels: labels.map(({ name }) => name), said: cases.map(({ truth }) => truth.labels), notes };
};

test('one folder around all pictures is no class of theirs', async () => {
  const { labels, said, notes } = await read('CXR_png/CHNCXR_0001_0.png', 'CXR_png/CHNCXR_0327_1.png');
  expect([labels, said]).toEqual([[], [undefined, undefined]]);
  expect(notes.join()).toContain('“CXR_png”, is taken for no class');
});

test('one folder in that of a split is', async () => {
  const { labels, said } = await read('test/melanoma/a.png', 'test/melanoma/b.png');
  expect([labels, said]).toEqual([['melanoma'], [['melanoma'], ['melanoma']]]);
});

test('several folders are classes', async () => {
  const { labels } = await read('melanoma/a.png', 'nevus/b.png');
  expect(labels).toEqual(['melanoma', 'nevus']);
});

test('a folder of what has no label names no class', async () => {
  const { labels } = await read('yes/a.png', 'no/b.png', 'pred/c.png', 'unlabeled-images/d.png');
  expect(labels).toEqual(['yes', 'no']);
});

test('parts of a set that is too large for one folder are no classes', async () => {
  const { cases } = await readDataset(
    filesOf({}, ['HAM10000_images_part_1/a.jpg', 'HAM10000_images_part_2/b.jpg', 'scans-batch2/c.jpg']),
    {},
  );
  expect(cases.filter(({ truth }) => truth.labels !== undefined)).toEqual([]);
});
