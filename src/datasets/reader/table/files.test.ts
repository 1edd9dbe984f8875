import { describe, expect, test } from 'vitest';
import { readDataset } from '../readers.ts';
import { drawnOn, filesOf } from '../test-files.ts';
import { box, boxes, faults, fixture } from './test-tables.ts';

describe('tables in other files', () => {
  test('a workbook: each sheet a table, a title above the head passed over', async () => {
    const reading = await readDataset(
      filesOf({ 'fovea.xlsx': await fixture('fovea.xlsx') }, ['a.jpg', 'b.jpg', 'c.jpg']),
      {},
    );
    expect(reading.reader).toBe('Table (Excel)');
    expect(reading.tables[0]).toMatchObject({
      file: 'fovea.xlsx, sheet Train',
      alike: ['fovea.xlsx, sheet Test'],
    });
    expect(reading.used).toEqual(['fovea.xlsx']);
    expect(
      reading.cases.map(({ name, split, truth, from, ...draft }) => [
        name,
        split,
        truth.labels,
        drawnOn({ name, split, truth, ...draft }).points[0]?.x,
        from?.place,
      ]),
    ).toEqual([
      ['a.jpg', 'train', ['1'], 1057.95, 'row 3'],
      ['b.jpg', 'train', ['0'], 12, 'row 5'],
      ['c.jpg', 'test', ['1'], 5, 'row 2'],
    ]);
  });

  test('Parquet of Hugging Face: pictures inside, classes by name', async () => {
    const reading = await readDataset(filesOf({ 'train-00000.parquet': await fixture('faces.parquet') }), {});
    expect(reading.reader).toBe('Table (Parquet)');
    expect(reading.cases).toMatchObject([
      {
        images: [{ path: 'train-00000.parquet/item 1.png' }],
        split: 'train',
        truth: { labels: ['normal'] },
        attributes: { age: 40 },
      },
      { truth: { labels: ['pneumonia'] }, attributes: {} },
      { truth: { labels: ['pneumonia'] }, attributes: { age: 61 } },
    ]);
    expect(reading.embedded).toHaveLength(3);
    const bytes = await reading.embedded[2]?.read();
    expect(bytes?.subarray(0, 4)).toEqual(Uint8Array.of(0x89, 0x50, 0x4e, 0x47));
  });

  test('JSON: records by name with boxes in a list (Kvasir), lists by split', async () => {
    const kvasir = {
      a: {
        height: 50,
        width: 100,
        bbox: [
          { label: 'polyp', xmin: 10, ymin: 20, xmax: 40, ymax: 45 },
          { label: 'polyp', xmin: 1, ymin: 2, xmax: 3, ymax: 4 },
        ],
      },
      b: { height: 50, width: 100, bbox: [] },
    };
    const reading = await readDataset(
      filesOf({ 'kavsir_bboxes.json': JSON.stringify(kvasir) }, ['images/a.png', 'images/b.png']),
      {},
    );
    expect(boxes(reading).map((each) => each.length)).toEqual([2, 0]);
    expect(boxes(reading)[0]?.[0]).toEqual({ ...box, label: 'polyp' });
    const splits = await readDataset(
      filesOf(
        {
          'annotation.json': JSON.stringify({
            train: [
              { id: 'x', report: 'FINDINGS: Nothing is seen at all.', image_path: ['x/0.png', 'x/1.png'] },
            ],
            test: [{ id: 'y', report: 'FINDINGS: Nothing is seen at all.', image_path: ['y/0.png'] }],
          }),
        },
        ['images/x/0.png', 'images/x/1.png', 'images/y/0.png'],
      ),
      {},
    );
    expect(splits.cases.map(({ images, split }) => [images.length, split])).toEqual([
      [2, 'train'],
      [1, 'test'],
    ]);
  });

  test.each<[string, Record<string, string>, string]>([
    ['a workbook that is none', { 't.xlsx': 'PK nothing' }, 't.xlsx: it is no workbook (XLSX)'],
    ['Parquet that is none', { 't.parquet': 'PAR1 nothing' }, 't.parquet: it cannot be read as Parquet: '],
    [
      'a line that is no JSON',
      { 't.jsonl': '{"image":"a.png"}\n{"image"\n' },
      't.jsonl: line 2 is no object in JSON',
    ],
    ['JSON that breaks off', { 't.json': '[{"image":"a.png"}' }, 't.json: it is not JSON: '],
    [
      'a quotation mark that is never closed',
      { 't.csv': 'image,label\na.png,"x\nb.png,y\n' },
      't.csv: a quotation mark after row 1 is never closed',
    ],
    ['no rows', { 't.csv': 'image,label\n' }, 't.csv: the table has no rows'],
  ])('%s is refused', async (_, texts, fault) => {
    const reading = await readDataset(filesOf(texts, ['a.png', 'b.png']), {});
    expect(reading.cases).toEqual([]);
    expect(faults(reading)[0]).toContain(fault);
  });

  test('pixels as a table are refused at once', async () => {
    const heads = Array.from({ length: 784 }, (_, n) => `pixel${String(n).padStart(4, '0')}`);
    const csv = `${heads.join(',')},label\n${heads.map(() => '7').join(',')},2\n`;
    const reading = await readDataset(filesOf({ 'hmnist_28_28_L.csv': csv }, ['a.png']), {});
    expect(faults(reading)).toEqual([
      'hmnist_28_28_L.csv: it holds the pixels of pictures in hundreds of numbered columns, no labels of them',
    ]);
  });

  test.each([
    ['labels by the names of pictures', { 'a.png': 'mass', 'b.png': 'normal' }],
    ['pictures by their labels', { mass: ['a.png'], normal: ['b.png'] }],
  ])('JSON: %s', async (_, value) => {
    const reading = await readDataset(
      filesOf({ 'labels.json': JSON.stringify(value) }, ['img/a.png', 'img/b.png']),
      {},
    );
    expect(reading.cases.map(({ name, truth }) => [name, truth.labels])).toEqual([
      ['img/a.png', ['mass']],
      ['img/b.png', ['normal']],
    ]);
  });

  test('what a competition offers as a pattern for answers is no truth', async () => {
    const reading = await readDataset(
      filesOf(
        { 'train.csv': 'id_code,diagnosis\na,1\n', 'sample_submission.csv': 'id_code,diagnosis\nb,0\n' },
        ['train_images/a.png', 'test_images/b.png'],
      ),
      {},
    );
    expect(reading.cases.map(({ name, truth }) => [name, truth.labels])).toEqual([
      ['train_images/a.png', ['1']],
    ]);
    expect(reading.notes).toContain('Left aside, being about something else: sample_submission.csv.');
    const chosen = await readDataset(
      filesOf({ 'sample_submission.csv': 'id_code,diagnosis\nb,0\n' }, ['test_images/b.png']),
      { tables: { 'sample_submission.csv': { mapping: {} } } },
    );
    expect(chosen.cases).toHaveLength(1);
  });
});
