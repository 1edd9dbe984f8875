import { describe, expect, test } from 'vitest';
import { drawnOn } from '../test-files.ts';
import { read, roles } from './test-tables.ts';

const pictures = ['a.png', 'b.png', 'c.png'];
const labels = (reading: Awaited<ReturnType<typeof read>>) =>
  reading.cases.map(({ name, truth }) => [name, truth.labels?.join()]);

describe('tables as programs and people write them', () => {
  test('without a heading: no picture is taken for one', async () => {
    const reading = await read('a.png,mass\nb.png,normal\nc.png,mass\n', pictures);
    expect(roles(reading)).toEqual({ 'column 1': 'image', 'column 2': 'labels' });
    expect(labels(reading)).toEqual([
      ['a.png', 'mass'],
      ['b.png', 'normal'],
      ['c.png', 'mass'],
    ]);
    expect(reading.notes.join()).toContain('t.csv: it has no heading');
    expect(reading.cases[2]?.from).toEqual({ file: 't.csv', place: 'row 3' });
  });

  test('with a heading of two rows, the upper over several columns', async () => {
    const reading = await read(
      'image,Signs,,Person,\n,oedema,mass,age,sex\na.png,1,0,55,F\nb.png,0,1,60,M\n',
    );
    expect(roles(reading)).toEqual({
      image: 'image',
      oedema: 'one label, 0 or 1',
      mass: 'one label, 0 or 1',
      age: 'attribute',
      sex: 'attribute',
    });
    expect(reading.notes.join()).toContain('two rows');
    expect(reading.refused).toEqual([]);
  });

  test('a column without a name over numbers is no second heading', async () => {
    const reading = await read(',image,label\n0,a.png,mass\n1,b.png,normal\n');
    expect(labels(reading)).toEqual([
      ['a.png', 'mass'],
      ['b.png', 'normal'],
    ]);
    expect(reading.notes).toEqual([]);
  });

  test('a row of words under a heading that lacks a name is a row', async () => {
    const reading = await read('image,,label\na,first,mass\nb,second,normal\nc,third,mass\n', pictures);
    expect(labels(reading)).toEqual([
      ['a.png', 'mass'],
      ['b.png', 'normal'],
      ['c.png', 'mass'],
    ]);
    expect(reading.notes).toEqual([]);
  });

  test.each([
    ['the mark that a spreadsheet program is told', 'sep=;\nimage;label\na.png;mass\nb.png;normal\n'],
    ['remarks', '# exported, by hand\n# in May\nimage,label\na.png,mass\nb.png,normal\n'],
    ['a heading that is marked as a remark', '# of the ward\n# image,label\na.png,mass\nb.png,normal\n'],
  ])('before the table: %s', async (_, csv) => {
    const reading = await read(csv);
    expect(labels(reading)).toEqual([
      ['a.png', 'mass'],
      ['b.png', 'normal'],
    ]);
    expect(reading.cases[0]?.from?.place).toBe(
      `row ${csv.split('\n').findIndex((line) => line.startsWith('a')) + 1}`,
    );
  });

  test('decimal commas between semicolons, in boxes and attributes; it says so', async () => {
    const reading = await read(
      'image;label;xmin;ymin;xmax;ymax;age\na.png;mass;10,5;2;30,25;40;55,5\nb.png;mass;1;2;3;4;60\n',
    );
    expect(reading.cases.map((draft) => [drawnOn(draft).boxes[0]?.x, draft.attributes['age']])).toEqual([
      [10.5, 55.5],
      [1, 60],
    ]);
    expect(reading.notes.join()).toContain('like 10,5 of “xmin”, “xmax”, “age”');
  });

  test('commas that part labels or thousands stay', async () => {
    const listed = await read('image;teeth;labels\na.png;11,12,13;a\nb.png;11,12;b\n');
    expect(listed.tables[0]?.rows[1]?.cells[1]).toBe('11,12');
    const pairs = await read('image;teeth;labels\na.png;11,12;1,2\nb.png;21,22;1\n');
    expect(pairs.tables[0]?.rows.map(({ cells }) => cells.slice(1))).toEqual([
      ['11,12', '1,2'],
      ['21,22', '1'],
    ]);
    const thousands = await read('image,label,age\na.png,mass,"1,234"\nb.png,mass,"2,000"\n');
    expect(thousands.cases[0]?.attributes).toEqual({ age: '1,234' });
  });

  test('none where its first row is numbered like those below it (ISIC 2016)', async () => {
    const csv = 'ISIC_0000000,benign\nISIC_0000001,benign\nISIC_0000002,malignant\n';
    const reading = await read(csv, ['ISIC_0000000.jpg', 'ISIC_0000001.jpg', 'ISIC_0000002.jpg']);
    expect(labels(reading).map(([, label]) => label)).toEqual(['benign', 'benign', 'malignant']);
  });
});
