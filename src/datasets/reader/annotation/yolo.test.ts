import { describe, expect, test } from 'vitest';
import { readDataset } from '../readers.ts';
import type { CaseDraft, Reading } from '../reading.ts';
import { drawnOn, filesOf } from '../test-files.ts';

const shapesOf = (draft: CaseDraft | undefined) => draft?.drawings?.flatMap(({ shapes }) => shapes) ?? [];
const faults = ({ refused }: Reading) => refused.map(({ path, reason }) => `${path}: ${reason}`);

describe('YOLO', () => {
  const yaml = "train: ../train/images\nnc: 2\nnames: ['Cavity', 'Impacted Tooth']\n";

  test('boxes and outlines, classes from data.yaml, splits from the folders, an empty file for none', async () => {
    const reading = await readDataset(
      filesOf(
        {
          'data.yaml': yaml,
          'README.roboflow.txt': 'exported',
          'train/labels/a.txt': '0 0.5 0.5 0.2 0.1\n1 0.1 0.1 0.3 0.1 0.3 0.4\n',
          'valid/labels/b.txt': '',
        },
        ['train/images/a.jpg', 'valid/images/b.jpg', 'valid/images/c.jpg'],
      ),
      {},
    );
    expect(reading).toMatchObject({
      reader: 'YOLO',
      understood: '2 YOLO files give the boxes of as many pictures, with 2 classes from data.yaml.',
      notes: ['1 outlines are read as masks, and the boxes around them as boxes.'],
      refused: [],
    });
    expect(reading.unnamed.reason).toBe('there is no label file (YOLO) for it');
    expect(reading.labels.map(({ name }) => name)).toEqual(['Cavity', 'Impacted Tooth']);
    expect(reading.cases).toMatchObject([
      { name: 'train/images/a.jpg', split: 'train' },
      { name: 'valid/images/b.jpg', split: 'validation', truth: { boxes: [] } },
    ]);
    expect(shapesOf(reading.cases[0])).toEqual([
      {
        kind: 'box',
        label: 'Cavity',
        numbers: [0.5, 0.5, 0.2, 0.1],
        convention: { order: 'cxcywh', unit: 'fraction' },
        at: 'line 1',
      },
      {
        kind: 'area',
        label: 'Impacted Tooth',
        polygons: [[0.1, 0.1, 0.3, 0.1, 0.3, 0.4]],
        unit: 'fraction',
        at: 'line 2',
      },
      {
        kind: 'box',
        label: 'Impacted Tooth',
        numbers: [0.1, 0.1, 0.3, 0.4],
        convention: { order: 'xyxy', unit: 'fraction' },
        at: 'line 2',
      },
    ]);
    expect(shapesOf(reading.cases[1])).toEqual([]);
  });

  test.each([
    ['labels/train/a.txt', 'images/train/a.png'],
    ['obj_train_data/a.txt', 'obj_train_data/a.png'],
    ['a.txt', 'a.png'],
    ['labels/a.txt', 'pictures/a.png'],
  ])('%s belongs to %s', async (text, picture) => {
    const reading = await readDataset(
      filesOf({ [text]: '0 0.5 0.5 0.1 0.1', 'x/classes.txt': 'one\ntwo\n' }, [picture]),
      {},
    );
    expect(reading.cases).toMatchObject([{ name: picture }]);
    expect(shapesOf(reading.cases[0])).toMatchObject([{ label: 'one' }]);
  });

  test('names as a map, classes without names by their numbers', async () => {
    const files = (names: string) => filesOf({ 'd.yml': names, 'a.txt': '2 0.5 0.5 0.1 0.1' }, ['a.png']);
    const named = await readDataset(files('names:\n  0: x\n  2: y\nkpt_shape: null\n'), {});
    expect(shapesOf(named.cases[0])).toMatchObject([{ label: 'y' }]);
    const nameless = await readDataset(files('nc: 3\n'), {});
    expect(shapesOf(nameless.cases[0])).toMatchObject([{ label: 'class 2' }]);
    expect(nameless.notes).toEqual(['No data.yaml names the classes: they are called by their numbers.']);
  });

  test('key points after the boxes are left out, and said so', async () => {
    const reading = await readDataset(
      filesOf(
        {
          'data.yaml': 'names: [hand]\nkpt_shape: [2, 3]\n',
          'a.txt': '0 0.5 0.5 0.1 0.1 0.4 0.4 2 0.6 0.6 1',
        },
        ['a.png'],
      ),
      {},
    );
    expect(shapesOf(reading.cases[0])).toMatchObject([{ kind: 'box', label: 'hand' }]);
    expect(reading.notes).toEqual(['Key points of the YOLO files are left out; their boxes are read.']);
  });

  test('faults name file and line', async () => {
    const lines = [
      '5 0.1 0.1 0.1 0.1',
      '0 100 50 20 20',
      '0 0.1 0.1 0.1 0.1 0.9',
      '0 0.1 0.1',
      '0 x 0.1 0.1 0.1',
      '0 0.1 0.1 0.1 0.1 0.1 0.1 0.1',
    ];
    const texts = Object.fromEntries(lines.map((line, n) => [`${n}.txt`, `0 0.5 0.5 0.1 0.1\n${line}\n`]));
    const reading = await readDataset(
      filesOf(
        { ...texts, 'data.yaml': yaml },
        lines.map((_, n) => `${n}.png`),
      ),
      {},
    );
    expect(reading.cases).toEqual([]);
    expect(faults(reading)).toEqual([
      '0.txt, line 2: it is of class 5, which data.yaml does not name',
      '1.txt, line 2: its numbers are not parts of the picture’s size (0 to 1)',
      '2.txt, line 2: it has a sixth number, a confidence: it is what a model found, not the reference',
      '3.txt, line 2: it has 3 numbers, neither a box (5) nor an outline (7, 9, 11 ...)',
      '4.txt, line 2: it holds something other than numbers',
      '5.txt, line 2: it has 8 numbers, neither a box (5) nor an outline (7, 9, 11 ...)',
    ]);
  });

  test('a bomb of aliases in the YAML is refused, texts beside pictures are not labels', async () => {
    const bomb = `a: &a [1,1,1,1,1,1,1,1,1]\n${'bcdefghij'
      .split('')
      .map((name, n) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[n]}`).join(',')}]`)
      .join('\n')}\nnames: [x]\n`;
    const reading = await readDataset(
      filesOf({ 'data.yaml': bomb, 'a.txt': '0 0.5 0.5 0.1 0.1' }, ['a.png']),
      {},
    );
    expect(reading.notes[0]).toMatch(/^data.yaml cannot be read: /);
    const captions = await readDataset(filesOf({ 'a.txt': 'A chest film of 1 person.' }, ['a.png']), {});
    expect(captions.cases).toMatchObject([{ truth: {}, maskFiles: [] }]);
    expect(captions.reader).toBe('Pictures alone');
  });

  test('classes written as decimals, by tabs, endings in capitals', async () => {
    const reading = await readDataset(
      filesOf({ 'data.yaml': 'names: [mass]', 'labels/A.TXT': '0.0\t0.5\t0.5\t0.1\t0.1\n' }, [
        'images/A.PNG',
      ]),
      {},
    );
    expect(reading.cases.map((draft) => drawnOn(draft, 100, 100).boxes)).toEqual([
      [{ label: 'mass', x: 45, y: 45, width: 10, height: 10 }],
    ]);
  });
});
