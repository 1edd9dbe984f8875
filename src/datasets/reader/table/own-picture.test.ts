import { expect, test } from 'vitest';
import { readDataset } from '../readers.ts';
import { drawnOn, filesOf } from '../test-files.ts';

const head = 'class_name,xmin,ymin,xmax,ymax\n';

test('Kvasir-SEG: a table of boxes for each picture, of its name', async () => {
  const reading = await readDataset(
    filesOf(
      {
        'bbox/cju0qk.csv': `${head}polyp,38,5,430,338\n`,
        'bbox/cju1b0.csv': `${head}polyp,10,20,110,220\npolyp,300,20,410,220\n`,
        'bbox/cju2zz.csv': `${head}polyp,10,20,110,220\n`,
      },
      ['images/cju0qk.jpg', 'images/cju1b0.jpg', 'masks/cju0qk.jpg', 'masks/cju1b0.jpg'],
    ),
    {},
  );
  expect(
    reading.cases.map((draft) => [draft.name, drawnOn(draft).boxes.length, draft.maskFiles.length]),
  ).toEqual([
    ['images/cju0qk.jpg', 1, 1],
    ['images/cju1b0.jpg', 2, 1],
  ]);
  expect(reading.refused.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
    'bbox/cju2zz.csv: 1 of 1 rows name pictures that are not here; the first is row 2, “cju2zz”',
  ]);
});

test('one table of boxes called after the one picture', async () => {
  const reading = await readDataset(filesOf({ 'a.csv': `${head}polyp,1,2,3,4\n` }, ['a.png']), {});
  expect(reading.cases.map((draft) => drawnOn(draft).boxes.length)).toEqual([1]);
});

test('a table that names pictures itself is not about the one of its name', async () => {
  const reading = await readDataset(
    filesOf({ 'a.csv': 'image,label\nb.png,mass\nc.png,normal\n' }, ['a.png', 'b.png', 'c.png']),
    {},
  );
  expect(reading.cases.map(({ name, truth }) => [name, truth.labels])).toEqual([
    ['b.png', ['mass']],
    ['c.png', ['normal']],
  ]);
});
