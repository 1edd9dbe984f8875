import { expect, test } from 'vitest';
import { readDataset } from './readers.ts';
import { filesOf } from './test-files.ts';

const read = (texts: Readonly<Record<string, string>>, ...pictures: readonly string[]) =>
  readDataset(filesOf(texts, pictures), {});

test.each([['images'], ['Images'], ['img'], ['data'], ['png'], ['chest films'], ['pictures/of/2020']])(
  'pictures in a folder called “%s” alone are cases without labels, and that is said',
  async (folder) => {
    const { cases, labels, notes, refused } = await read({}, `${folder}/a.png`, `${folder}/b.png`);
    expect(cases.map(({ name, truth, group, split }) => [name, truth, group, split])).toEqual([
      [`${folder}/a.png`, {}, undefined, 'none'],
      [`${folder}/b.png`, {}, undefined, 'none'],
    ]);
    expect([labels, refused]).toEqual([[], []]);
    expect(notes.join(' ')).toContain('table (CSV)');
  },
);

test('loose pictures, too', async () => {
  const { cases, reader, understood } = await read({}, 'a.png', 'b.jpg');
  expect(cases).toHaveLength(2);
  expect(reader).toBe('Pictures alone');
  expect(understood).toContain('No labels were found');
});

test('in folders of splits they keep the split, in folders of patients the patient', async () => {
  const splits = await read({}, 'train/a.png', 'train/b.png', 'test/c.png');
  expect(splits.cases.map(({ split, truth }) => [split, truth])).toEqual([
    ['train', {}],
    ['train', {}],
    ['test', {}],
  ]);
  const one = await read({}, 'train/images/a.png');
  expect(one.cases.map(({ split, truth }) => [split, truth])).toEqual([['train', {}]]);
  const patients = await read({}, 'patient01/a.png', 'patient02/b.png');
  expect(patients.cases.map(({ group, truth }) => [group, truth])).toEqual([
    ['patient01', {}],
    ['patient02', {}],
  ]);
});

test('no picture is left out where some lie in a folder of another name', async () => {
  const { cases } = await read({}, 'films/a.png', 'images/b.png');
  expect(cases.map(({ name }) => name)).toEqual(['films/a.png', 'images/b.png']);
});

test('a table that cannot be read as it is waits to be corrected; masks of no picture here are told', async () => {
  const tabled = await read({ 't.csv': 'a,b\n1,0\n2,1\n' }, 'images/p.png');
  expect([tabled.cases, tabled.tables.length]).toEqual([[], 1]);
  const masked = await read({}, 'images/a.png', 'masks/c.png');
  expect(masked.cases).toEqual([]);
});

test('a table of labels beside them is what it was: the sources of cases that are told are no others', async () => {
  const csv = 'image,label\na.png,x\nb.png,y\n';
  const { cases, key } = await read({ 't.csv': csv }, 'images/a.png', 'images/b.png');
  expect(cases.map(({ truth }) => truth.labels)).toEqual([['x'], ['y']]);
  expect(key).not.toContain('pictures alone');
});
