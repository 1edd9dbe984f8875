import { describe, expect, test } from 'vitest';
import { readDataset } from './readers.ts';
import { drawnOn, filesOf } from './test-files.ts';

const containing = (text: string): unknown => expect.stringContaining(text);

describe('a folder for each class', () => {
  test('with splits around the classes', async () => {
    const reading = await readDataset(
      filesOf({ 'README.md': 'x' }, [
        'train/NORMAL/a.png',
        'train/PNEUMONIA/b.png',
        'val/NORMAL/c.png',
        'Test/NORMAL/sub/d.png',
      ]),
      {},
    );
    expect(reading.reader).toBe('Folder per class');
    expect(reading.labels.map(({ name }) => name)).toEqual(['NORMAL', 'PNEUMONIA']);
    expect(reading.cases.map(({ name, truth, split }) => [name, truth.labels, split])).toEqual([
      ['train/NORMAL/a.png', ['NORMAL'], 'train'],
      ['train/PNEUMONIA/b.png', ['PNEUMONIA'], 'train'],
      ['val/NORMAL/c.png', ['NORMAL'], 'validation'],
      ['Test/NORMAL/sub/d.png', ['NORMAL'], 'test'],
    ]);
    expect(reading.understood).toBe('The folders name 2 classes in 3 splits (train, validation, test).');
  });

  test('with splits inside the classes, or none', async () => {
    const inside = await readDataset(filesOf({}, ['nevus/train/a.png', 'melanoma/test/b.png']), {});
    expect(inside.cases.map(({ truth, split }) => [truth.labels, split])).toEqual([
      [['nevus'], 'train'],
      [['melanoma'], 'test'],
    ]);
    const none = await readDataset(filesOf({}, ['nevus/a.png', 'melanoma/b.png']), {});
    expect(none.cases.map(({ split }) => split)).toEqual(['none', 'none']);
  });

  test('a folder around those of the splits is no class, folders of splits in classes are', async () => {
    const labelsIn = async (...paths: string[]) =>
      (await readDataset(filesOf({}, [...paths, 'other/deep/down/x.png']), {})).cases
        .filter(({ name }) => !name.startsWith('other'))
        .map(({ truth, split }) => [truth.labels?.[0], split]);
    const around = (
      await readDataset(
        filesOf({}, [
          'set/train/mass/a.png',
          'set/test/normal/b.png',
          'more/train/mass/c.png',
          'train/mass/d.png',
        ]),
        {},
      )
    ).cases.map(({ truth }) => truth.labels?.[0]);
    expect(around).toEqual(['mass', 'normal', 'mass', 'mass']);
    expect(await labelsIn('set/train/mass/a.png', 'set/test/normal/b.png')).toEqual([
      ['mass', 'train'],
      ['normal', 'test'],
    ]);
    const sites = ['A/train/mass/1.png', 'A/test/normal/2.png', 'B/train/mass/3.png', 'B/test/normal/4.png'];
    expect((await readDataset(filesOf({}, sites), {})).cases.map(({ truth }) => truth.labels?.[0])).toEqual([
      'mass',
      'normal',
      'mass',
      'normal',
    ]);
    const patients = ['mass/train/p1/1.png', 'mass/test/p2/1.png', 'normal/train/p3/1.png'];
    expect(
      (await readDataset(filesOf({}, patients), {})).cases.map(({ truth }) => truth.labels?.[0]),
    ).toEqual(['mass', 'mass', 'normal']);
    expect(await labelsIn('mass/train/a.png', 'normal/test/b.png')).toEqual([
      ['mass', 'train'],
      ['normal', 'test'],
    ]);
  });

  test('a folder of sets of images is looked through, as one called images is', async () => {
    const reading = await readDataset(
      filesOf({}, ['lung_image_sets/lung_aca/a.jpg', 'colon_image_sets/colon_n/b.jpg']),
      {},
    );
    expect(reading.labels.map(({ name }) => name)).toEqual(['lung_aca', 'colon_n']);
  });

  test('labels alone say that the pictures are lacking', async () => {
    const yolo = await readDataset(
      filesOf({ 'labels/a.txt': '0 0.5 0.5 0.1 0.1\n', 'data.yaml': 'names: [x]\n' }),
      {},
    );
    expect([yolo.cases, yolo.understood]).toEqual([
      [],
      'No picture is here, and no report: drop the folder of the pictures together with these files.',
    ]);
  });

  test('a folder called images says nothing of what is in it', async () => {
    const reading = await readDataset(filesOf({}, ['images/a.png', 'images/b.png', 'masks/c.png']), {});
    expect(reading.cases).toEqual([]);
    expect(reading.understood).toContain('Nothing says what the pictures show');
  });
});

describe('a simple table', () => {
  test('of file names and labels', async () => {
    const reading = await readDataset(
      filesOf({ 'labels.csv': 'filename,label\na.png,cat\nb.png,dog\nmissing.png,cat\n' }, [
        'img/a.png',
        'img/b.png',
        'img/c.png',
      ]),
      {},
    );
    expect(reading.cases).toMatchObject([
      { name: 'img/a.png', truth: { labels: ['cat'] } },
      { name: 'img/b.png', truth: { labels: ['dog'] } },
    ]);
    expect(reading.refused).toEqual([
      {
        path: 'labels.csv',
        reason: '1 of 3 rows name pictures that are not here; the first is row 4, “missing.png”',
        remedy: containing('Add the pictures'),
      },
    ]);
    expect(reading.unnamed.reason).toBe('no row of labels.csv names it');
    expect(reading.tables[0]?.columns).toMatchObject([
      { name: 'filename', role: 'image' },
      { name: 'label', role: 'labels' },
    ]);
  });

  test.each([
    [
      'semicolons and a byte order mark',
      new TextEncoder().encode('\ufefffile;diagnose;class\na.png;x;"naevus, blau"\n'),
    ],
    ['tabs in UTF-16', utf16('file\tclass\r\na.png\tnaevus, blau\r\n')],
    ['Latin-1', Uint8Array.from('file,class\na.png,"naevus, blau"\n', (c) => c.charCodeAt(0))],
  ])('with %s', async (_, bytes) => {
    const reading = await readDataset(filesOf({ 't.csv': bytes }, ['a.png']), {
      tables: { 't.csv': { separator: null } },
    });
    expect(reading.cases).toMatchObject([{ truth: { labels: ['naevus, blau'] } }]);
  });

  test('in Latin-1 keeps its letters', async () => {
    const bytes = Uint8Array.from('file,class\na.png,n\u00e6vus\n', (c) => c.charCodeAt(0));
    const reading = await readDataset(filesOf({ 't.csv': bytes }, ['a.png']), {});
    expect(reading.cases).toMatchObject([{ truth: { labels: ['n\u00e6vus'] } }]);
  });

  test('with a column for each label', async () => {
    const csv = 'image_id,melanoma,keratosis\nI_1,0.0,0.0\nI_2,1.0,0.0\nI_3,1,1\n';
    const reading = await readDataset(filesOf({ 't.csv': csv }, ['I_1.jpg', 'I_2.jpg', 'I_3.jpg']), {});
    expect(reading.cases.map(({ truth }) => truth.labels)).toEqual([
      [],
      ['melanoma'],
      ['melanoma', 'keratosis'],
    ]);
  });

  test('of splits in files of their own', async () => {
    const reading = await readDataset(
      filesOf({ 'train.csv': 'image,label\na.png,x\n', 'test_labels.csv': 'image,label\nb.png,y\n' }, [
        'a.png',
        'b.png',
      ]),
      {},
    );
    expect(reading.cases.map(({ name, split }) => [name, split]).sort()).toEqual([
      ['a.png', 'train'],
      ['b.png', 'test'],
    ]);
  });

  test('whose rows contradict one another: the case is left out, and both rows are named', async () => {
    const csv = 'image,label,patient,age\na.png,x,P1,40\na.png,y,P1,41\nb.png,x,P2,50\nb.png,z,P2,50\n';
    const reading = await readDataset(filesOf({ 't.csv': csv }, ['a.png', 'b.png']), {});
    expect(reading.cases).toMatchObject([
      { name: 'b.png', truth: { labels: ['x', 'z'] }, group: 'P2', attributes: { age: 50 } },
    ]);
    expect(reading.refused).toMatchObject([
      { path: 't.csv, row 3', reason: 'row 2 says something else about the “age” of “a.png”' },
    ]);
  });

  test('whose cell may mean two files: refused, naming both', async () => {
    const reading = await readDataset(
      filesOf({ 't.csv': 'image,label\na.png,x\nb.png,y\n' }, ['one/a.png', 'two/a.png', 'b.png']),
      {},
    );
    expect(reading.cases.map(({ name }) => name)).toEqual(['b.png']);
    expect(reading.refused).toMatchObject([
      { path: 't.csv, row 2', reason: '“a.png” may mean one/a.png or two/a.png' },
    ]);
  });

  test('whose columns nobody could guess is read as a person says', async () => {
    const files = filesOf({ 't.csv': 'a,b\np.png,0\nq.png,1\n' }, ['p.png', 'q.png']);
    const guessed = await readDataset(files, {});
    expect(guessed.tables[0]?.columns.map(({ role }) => role)).toEqual(['image', 'one label, 0 or 1']);
    const corrected = await readDataset(files, { tables: { 't.csv': { mapping: { b: 'labels' } } } });
    expect(corrected.cases.map(({ truth }) => truth.labels)).toEqual([['0'], ['1']]);
    expect(corrected.key).not.toEqual(guessed.key);
  });

  test('that names nothing is shown, to be corrected', async () => {
    const reading = await readDataset(filesOf({ 't.csv': 'a,b\n1,0\n2,1\n' }, ['images/p.png']), {});
    expect(reading).toMatchObject({
      cases: [],
      understood:
        'No column of t.csv names pictures, or folders of them, that are here: choose the one that should, or add one with the path of each picture.',
    });
    expect(reading.tables[0]?.rows).toEqual([
      { cells: ['1', '0'], understood: 'names neither a picture nor a report', fault: false },
      { cells: ['2', '1'], understood: 'names neither a picture nor a report', fault: false },
    ]);
  });

  test('a cell that does not fit its role is refused with its row and column', async () => {
    const csv = 'image,label,split\na.png,x,train\nb.png,y,holdout\n';
    const reading = await readDataset(filesOf({ 't.csv': csv }, ['a.png', 'b.png']), {
      tables: { 't.csv': { mapping: { split: 'split' } } },
    });
    expect(reading.cases).toHaveLength(1);
    expect(reading.refused).toMatchObject([
      { path: 't.csv, row 3', reason: '“split” is “holdout”, no split that is known' },
    ]);
  });

  test('of boxes: several rows are one case, an empty box is none', async () => {
    const csv =
      'patientId,image,x,y,width,height,class\n1,a.png,1,2,3,4,mass\n1,a.png,5,6,7,8,node\n2,b.png,,,,,\n';
    const reading = await readDataset(filesOf({ 't.csv': csv }, ['a.png', 'b.png']), {});
    expect(reading.cases).toMatchObject([
      {
        name: 'a.png',
        group: '1',
      },
      { name: 'b.png', truth: { boxes: [] } },
    ]);
    expect(reading.cases.map((draft) => drawnOn(draft).boxes)).toEqual([
      [
        { label: 'mass', x: 1, y: 2, width: 3, height: 4 },
        { label: 'node', x: 5, y: 6, width: 7, height: 8 },
      ],
      [],
    ]);
  });

  test('the width and height of a picture are not those of a box', async () => {
    const csv = 'filename,width,height,class\na.png,640,480,Implant\n';
    const reading = await readDataset(filesOf({ 't.csv': csv }, ['a.png']), {});
    expect(reading.tables[0]?.columns.map(({ role }) => role)).toEqual([
      'image',
      'ignore',
      'ignore',
      'labels',
    ]);
  });

  test('of reports without pictures', async () => {
    const csv =
      'uid,findings,impression\n1,"The heart is of normal size, the lungs are clear.",Normal chest without change.\n2,,No acute disease of the chest.\n';
    const reading = await readDataset(filesOf({ 'reports.csv': csv }), {});
    expect(reading.cases).toMatchObject([
      {
        name: '1',
        images: [],
        text: { findings: 'The heart is of normal size, the lungs are clear.', language: 'en' },
        truth: {
          report: {
            findings: 'The heart is of normal size, the lungs are clear.',
            impression: 'Normal chest without change.',
            language: 'en',
          },
        },
        maskFiles: [],
        split: 'none',
        attributes: {},
      },
      {
        name: '2',
        images: [],
        truth: { report: { impression: 'No acute disease of the chest.', language: 'en' } },
        maskFiles: [],
        split: 'none',
        attributes: {},
      },
    ]);
  });
});

function utf16(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), true);
  return bytes;
}
