import { expect, test } from 'vitest';
import { readOwnRaster } from '../../image/own-raster.ts';
import { readDataset } from '../readers.ts';
import { drawnOn, filesOf } from '../test-files.ts';

/** A film whose values count up to 4095, the larger byte first. */
const film = (): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: 2048 * 2048 * 2 }, (_, at) => {
    const value = Math.floor(at / 2) % 4096;
    return at % 2 === 0 ? value >> 8 : value & 255;
  });
const nodules =
  'JPCLN001.IMG\t5\t15\t53\tmale\t1634\t692\tmalignant\tl.upper lobe(S1+2)\tlung cancer\t\r\n' +
  'JPCLN002.IMG\t5\t30\t78\tfemale\t1614\t1090\tbenign\tl.upper lobe(S5)\tpulmonary hematoma\r\n';
const healthy = 'JPCNN001.IMG\t60\tmale\tnon-nodule\r';

test('films without a head: shown inverted, their nodules as points, classes of both lists', async () => {
  const reading = await readDataset(
    filesOf({
      'Nodule154images/JPCLN001.IMG': film(),
      'NonNodule93images/JPCNN001.IMG': film(),
      'Clinical_Information/CLNDAT_EN.txt': nodules,
      'Clinical_Information/CNNDAT_EN.TXT': healthy,
    }),
    {},
  );
  expect(reading.cases.map(({ name, truth, attributes }) => [name, truth.labels, attributes['age']])).toEqual(
    [
      ['Nodule154images/JPCLN001.rrr', ['malignant'], 53],
      ['NonNodule93images/JPCNN001.rrr', ['non-nodule'], 60],
    ],
  );
  const [first] = reading.cases;
  expect(first?.images[0]?.pixelSpacing).toEqual([0.175, 0.175]);
  expect(first === undefined ? [] : drawnOn(first).points).toEqual([{ label: 'nodule', x: 1634, y: 692 }]);
  const raster = await readOwnRaster((await reading.embedded[0]?.read()) ?? new Uint8Array(), 'a.rrr');
  expect('raster' in raster && [...(raster.raster.frames[0]?.slice(4094, 4097) ?? [])]).toEqual([
    4094, 4095, 0,
  ]);
  expect(raster).toMatchObject({ view: { inverted: true, range: [0, 4095] }, raster: { width: 2048 } });
  expect(reading.used).toContain('Nodule154images/JPCLN001.IMG');
});

test('the same films as PNG', async () => {
  const reading = await readDataset(
    filesOf({ 'CLNDAT_EN.txt': nodules }, ['JPCLN001.png', 'JPCLN002.png']),
    {},
  );
  expect(reading.cases.map(({ truth }) => truth.labels)).toEqual([['malignant'], ['benign']]);
});

test('a file of that name and another size is told', async () => {
  const { refused } = await readDataset(filesOf({ 'JPCLN001.IMG': 'short' }), {});
  expect(refused.map(({ reason }) => reason).join()).toContain('called as a film of JSRT and has 5 bytes');
});
