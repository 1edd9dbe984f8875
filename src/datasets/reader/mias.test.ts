import { expect, test } from 'vitest';
import { drawnOn, filesOf } from './test-files.ts';
import { readDataset } from './readers.ts';

const info = [
  'This file lists the films in the MIAS database.',
  '',
  'mdb001 G CIRC B 535 425 197',
  'mdb002 G NORM',
  'mdb005 F CIRC B 477 133 30',
  'mdb005 F CIRC M 500 168 26',
  'mdb059 F CIRC B',
  'mdb216 D CALC M *NOTE 3*',
  'mdb300 G NORM',
].join('\r\n');
const films = (...numbers: readonly string[]) => numbers.map((number) => `all-mias/mdb${number}.pgm`);

test('films by number: severity, box around the circle from the lower left corner, both breasts of a woman', async () => {
  const reading = await readDataset(
    filesOf({ 'all-mias/Info.txt': info }, films('001', '002', '005', '059', '216')),
    {},
  );
  expect(reading.refused).toEqual([]);
  expect(reading.understood).toBe('Info.txt describes 5 films of MIAS that are here.');
  expect(reading.cases.map(({ truth, group }) => [truth.labels, truth.boxes, group])).toEqual([
    [['benign'], [], 'woman 1'],
    [['normal'], [], 'woman 1'],
    [['benign', 'malignant'], [], 'woman 3'],
    [['benign'], undefined, 'woman 30'],
    [['malignant'], undefined, 'woman 108'],
  ]);
  const [first, , third] = reading.cases;
  expect(first && drawnOn(first, 1024, 1024).boxes).toEqual([
    { label: 'circumscribed mass', x: 338, y: 402, width: 394, height: 394 },
  ]);
  expect(third && drawnOn(third, 1024, 1024).boxes).toHaveLength(2);
  expect(reading.cases[4]?.attributes).toEqual({
    side: 'left',
    tissue: 'dense-glandular',
    abnormality: 'calcification',
  });
  expect(reading.notes).toEqual(
    expect.arrayContaining([
      'Of 2 films an abnormality has no place: their boxes are unknown.',
      '1 film of Info.txt is not here.',
    ]),
  );
});

test('a film of another size is not drawn on', async () => {
  const { cases } = await readDataset(filesOf({ 'Info.txt': info }, films('001')), {});
  expect(() => cases[0] && drawnOn(cases[0], 512, 512)).toThrow(
    'Info.txt was drawn on a picture of 1024 x 1024 pixels, this one is of 512 x 512 pixels',
  );
});

test('a line that is broken is told; without films, nothing is a case', async () => {
  const broken = await readDataset(
    filesOf({ 'Info.txt': `${info}\nmdb007 G ROUND B 1 2 3` }, films('001')),
    {},
  );
  expect(broken.refused.map(({ path, reason }) => [path, reason])).toEqual([
    [
      'Info.txt, line 10',
      'it is “mdb007 G ROUND B 1 2 3”, which is not tissue, kind, severity, centre and radius',
    ],
  ]);
  const alone = await readDataset(filesOf({ 'Info.txt': info }), {});
  expect([alone.cases, alone.understood]).toEqual([
    [],
    'Info.txt lists films of MIAS, none of which is here.',
  ]);
});
