import { describe, expect, test } from 'vitest';
import { readDataset } from '../readers.ts';
import { filesOf } from '../test-files.ts';

describe('names of folders beside files that say more', () => {
  const pictures = ['train/x/a.png', 'train/y/b.png', 'test/x/c.png'];

  test('give a split where no table does, and no label against a table', async () => {
    const csv = 'image,label\na.png,nevus\nb.png,melanoma\n';
    const reading = await readDataset(filesOf({ 'labels.csv': csv }, pictures), {});
    expect(reading.reader).toBe('Table (CSV)');
    expect(reading.cases.map(({ name, split, truth }) => [name, split, truth.labels])).toEqual([
      ['train/x/a.png', 'train', ['nevus']],
      ['train/y/b.png', 'train', ['melanoma']],
    ]);
    expect(reading.unnamed.reason).toBe('no row of labels.csv names it');
  });

  test('give the labels where a table has attributes only', async () => {
    const csv = 'image,age,sex\na.png,40,F\nc.png,50,M\n';
    const reading = await readDataset(filesOf({ 'meta.csv': csv }, pictures), {});
    expect(reading.reader).toBe('Table (CSV), Folder per class');
    expect(
      reading.cases.map(({ name, split, truth, attributes }) => [name, split, truth.labels, attributes]),
    ).toEqual([
      ['train/x/a.png', 'train', ['x'], { age: 40, sex: 'F' }],
      ['test/x/c.png', 'test', ['x'], { age: 50, sex: 'M' }],
      ['train/y/b.png', 'train', ['y'], {}],
    ]);
    expect(reading.refused).toEqual([]);
  });

  test('do not gainsay the split of a table', async () => {
    const csv = 'image,split\na.png,test\nb.png,test\nc.png,train\n';
    const reading = await readDataset(filesOf({ 'meta.csv': csv }, pictures), {});
    expect(reading.cases.map(({ split }) => split)).toEqual(['test', 'test', 'train']);
  });

  test('of patients or films are groups, not classes', async () => {
    const csv = 'image,label\na.png,x\nb.png,y\n';
    const reading = await readDataset(filesOf({ 't.csv': csv }, ['patient01/a.png', 'patient02/b.png']), {});
    expect(reading.cases.map(({ group, truth }) => [group, truth.labels])).toEqual([
      ['patient01', ['x']],
      ['patient02', ['y']],
    ]);
    const alone = await readDataset(filesOf({}, ['video01/a.png', 'video02/b.png']), {});
    expect(alone.labels).toEqual([]);
    expect(alone.cases.map(({ group, truth }) => [group, truth])).toEqual([
      ['video01', {}],
      ['video02', {}],
    ]);
  });

  test.each([
    ['of numbered patients', ['TCGA_CS_4941', 'TCGA_CS_4942', 'TCGA_CS_4943'], true],
    ['of several hospitals', ['A_11', 'A_12', 'A_13', 'A_14', 'B_11', 'B_12', 'B_13', 'B_14'], true],
    ['of grades', ['grade 1', 'grade 2', 'grade 3'], false],
    ['of numbers', ['0', '1', '2', '3', '4'], false],
    ['of years with words', ['2017 nevus', '2018 melanoma'], false],
  ])('%s: groups, not classes? %s %s', async (_, folders, areGroups) => {
    const paths = folders.flatMap((folder) => [`${folder}/1.png`, `${folder}/1_mask.png`]);
    const reading = await readDataset(filesOf({}, paths), {});
    expect(reading.cases.map(({ group, truth }) => [group, truth.labels?.[0]])).toEqual(
      folders.map((folder) => (areGroups ? [folder, undefined] : [undefined, folder])),
    );
  });

  test('each part of a set speaks of its own pictures, though names repeat', async () => {
    const csv = (label: string) => `image,label\n1.png,${label}\n`;
    const reading = await readDataset(
      filesOf({ 'train/labels.csv': csv('x'), 'test/labels.csv': csv('y') }, [
        'train/images/1.png',
        'test/images/1.png',
      ]),
      {},
    );
    expect(reading.cases.map(({ name, split, truth }) => [name, split, truth.labels]).sort()).toEqual([
      ['test/images/1.png', 'test', ['y']],
      ['train/images/1.png', 'train', ['x']],
    ]);
  });
});
