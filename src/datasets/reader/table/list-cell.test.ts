import { describe, expect, test } from 'vitest';
import { readDataset } from '../readers.ts';
import { filesOf } from '../test-files.ts';
import { listOfCell } from './list-cell.ts';
import { read } from './test-tables.ts';

describe('a list in a cell', () => {
  test.each<[string, readonly string[] | null]>([
    ['["a", "b"]', ['a', 'b']],
    ["['a', 'b c']", ['a', 'b c']],
    [`["crohn's", 'b']`, ["crohn's", 'b']],
    [String.raw`['crohn\'s']`, ["crohn's"]],
    ['[0, 2]', ['0', '2']],
    ['[a, b]', ['a', 'b']],
    ['[]', []],
    ['[[1, 2], [3, 4]]', null],
    ['[{"a": 1}]', null],
    ['a, b', null],
    ['[a', null],
  ])('%s', (cell, expected) => {
    expect(listOfCell(cell)).toEqual(expected);
  });

  test('labels as lists, of JSON and of Python; an empty list is none', async () => {
    const reading = await read(
      `image,labels\na.png,"[""mass"", ""edema""]"\nb.png,"['mass']"\nc.png,[]\nd.png,\n`,
      ['a.png', 'b.png', 'c.png', 'd.png'],
    );
    expect(reading.cases.map(({ truth }) => truth.labels)).toEqual([
      ['mass', 'edema'],
      ['mass'],
      [],
      undefined,
    ]);
    expect(reading.labels.map(({ name }) => name)).toEqual(['edema', 'mass']);
    expect(reading.tables[0]).toMatchObject({ separator: null });
  });

  test('pictures in base64 as a list of Python, as VLMEvalKit writes several', async () => {
    const picture = `iVBORw0KGgo${'A'.repeat(201)}`;
    const other = `iVBORw0KGgo${'B'.repeat(201)}`;
    const reading = await readDataset(
      filesOf({
        'MM.tsv': `index\timage\tquestion\tA\tB\tanswer\n0\t['${picture}', '${other}']\tWhich is later?\tthe first\tthe second\tB\n1\t0\tWhich is earlier?\tthe first\tthe second\tA\n`,
      }),
      {},
    );
    expect(reading.cases.map(({ images, truth }) => [images.length, truth.questions?.length])).toEqual([
      [2, 2],
    ]);
  });

  test('an empty list in JSON: no label, and of anything else nothing', async () => {
    const rows = [
      {
        file_name: 'a.png',
        labels: ['mass'],
        boxes: [[1, 2, 3, 4]],
        sex: 'F',
        report: 'Findings: clear lungs and a large heart.',
      },
      { file_name: 'b.png', labels: [], boxes: [], sex: [], report: [] },
    ];
    const reading = await readDataset(filesOf({ 'm.json': JSON.stringify(rows) }, ['a.png', 'b.png']), {
      tables: { 'm.json': { mapping: { labels: 'labels' } } },
    });
    expect(
      reading.cases.map(({ truth, attributes }) => [truth.labels, truth.report?.findings, attributes]),
    ).toEqual([
      [['mass'], 'clear lungs and a large heart.', { sex: 'F' }],
      [[], undefined, {}],
    ]);
    expect(reading.refused).toEqual([]);
  });
});
