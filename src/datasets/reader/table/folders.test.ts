import { describe, expect, test } from 'vitest';
import { readDataset } from '../readers.ts';
import { filesOf } from '../test-files.ts';

const read = async (
  texts: Readonly<Record<string, string>>,
  pictures: readonly string[],
  choices: Parameters<typeof readDataset>[1] = {},
) => {
  const reading = await readDataset(filesOf(texts, pictures), choices);
  return {
    ...reading,
    told: reading.cases.map(({ images, truth, group }) => [images[0]?.path, truth.labels?.join('+'), group]),
    roles: Object.fromEntries(reading.tables[0]?.columns.map(({ name, role }) => [name, role]) ?? []),
  };
};
const containing = (text: string): unknown => expect.stringContaining(text);

describe('a table with a row for each patient', () => {
  test('is about every picture in her folder', async () => {
    const { told, notes, cases, refused } = await read(
      { 'patients.csv': 'patient,diagnosis,age\npatient01,pneumonia,45\npatient02,normal,50\n' },
      ['patient01/study1/1.png', 'patient01/study2/1.png', 'patient02/study1/1.png'],
    );
    expect(told).toEqual([
      ['patient01/study1/1.png', 'pneumonia', 'patient01'],
      ['patient01/study2/1.png', 'pneumonia', 'patient01'],
      ['patient02/study1/1.png', 'normal', 'patient02'],
    ]);
    expect(cases[0]?.attributes).toEqual({ age: 45 });
    expect(refused).toEqual([]);
    expect(notes).toContainEqual(containing('every picture of what “patient” names'));
  });

  test.each([
    ['in JSON', { 'l.json': '[{"patient":"a01","label":"x"},{"patient":"a02","label":"y"}]' }],
    ['in JSON lines', { 'l.jsonl': '{"patient":"a01","label":"x"}\n{"patient":"a02","label":"y"}\n' }],
    ['in TSV', { 'l.tsv': 'patient\tlabel\na01\tx\na02\ty\n' }],
    ['by paths', { 'l.csv': 'Path,label\ndata/a01/,x\ndata/a02/,y\n' }],
    [
      'by paths without what was dropped',
      { 'l.csv': 'Path,label\nD:\\all\\data\\a01,x\nD:\\all\\data\\a02,y\n' },
    ],
  ])('%s', async (_, texts) => {
    const { told } = await read(texts, ['data/a01/1.png', 'data/a01/2.png', 'data/a02/1.png']);
    expect(told.map(([path, label]) => [path, label])).toEqual([
      ['data/a01/1.png', 'x'],
      ['data/a01/2.png', 'x'],
      ['data/a02/1.png', 'y'],
    ]);
  });

  test('whose number begins the names of her pictures, and of nobody else’s', async () => {
    const { told } = await read({ 't.csv': 'PatientID,Cancer\nP1,1\nP12,0\n' }, [
      'P1_L_CC.png',
      'P1-R.png',
      'P12_L.png',
      'P123.png',
    ]);
    expect(told).toEqual([
      ['P1_L_CC.png', 'Cancer', 'P1'],
      ['P1-R.png', 'Cancer', 'P1'],
      ['P12_L.png', '', 'P12'],
    ]);
  });

  test('whose number lost its zeros in a spreadsheet', async () => {
    const pictures = ['001/a.png', '002/a.png'];
    const { told } = await read({ 't.csv': 'patient_id,label\n1,mass\n2,normal\n' }, pictures);
    expect(told.map(([, label]) => label)).toEqual(['mass', 'normal']);
    const both = await read({ 't.csv': 'patient_id,label\n1,mass\n01,normal\n' }, ['1/a.png', '01/a.png']);
    expect(both.told.map(([path, label]) => [path, label])).toEqual([
      ['1/a.png', 'mass'],
      ['01/a.png', 'normal'],
    ]);
  });

  test('with masks beside the pictures: a mask is no picture of hers', async () => {
    const { told, cases } = await read({ 't.csv': 'patient,label\np1,mass\np2,normal\n' }, [
      'p1/1.png',
      'p1/1_mask.png',
      'p2/1.png',
      'p2/1_mask.png',
    ]);
    expect(told.map(([, label]) => label)).toEqual(['mass', 'normal']);
    expect(cases.map(({ maskFiles }) => maskFiles.map(({ path }) => path))).toEqual([
      ['p1/1_mask.png'],
      ['p2/1_mask.png'],
    ]);
  });

  test('with a column for her study: a row is about that', async () => {
    const { told, roles } = await read(
      { 't.csv': 'study,patient,label\ns1,p1,mass\ns2,p1,normal\ns1,p2,mass\n' },
      ['p1/s1/1.png', 'p1/s2/1.png', 'p2/s1/1.png'],
    );
    expect(roles).toMatchObject({ study: 'folder or id', patient: 'folder or id' });
    expect(told).toEqual([
      ['p1/s1/1.png', 'mass', 'p1'],
      ['p1/s2/1.png', 'normal', 'p1'],
      ['p2/s1/1.png', 'mass', 'p2'],
    ]);
  });

  test('of studies by their paths and without a heading, as MURA has it', async () => {
    const root = 'MURA-v1.1/train/XR_WRIST';
    const rows = [1, 2, 3, 4].map((n) => `${root}/patient0000${n}/study1_x/,${n % 2}`);
    const { told } = await read(
      { 'train_labeled_studies.csv': `${rows.join('\n')}\n` },
      [1, 2, 3, 4].flatMap((n) => [1, 2].map((k) => `${root}/patient0000${n}/study1_x/image${k}.png`)),
    );
    expect(told).toHaveLength(8);
    expect(told[1]).toEqual([`${root}/patient00001/study1_x/image2.png`, '1', 'patient00001']);
    expect(told[2]).toEqual([`${root}/patient00002/study1_x/image1.png`, '0', 'patient00002']);
  });

  test('and a report: one case with all of its pictures', async () => {
    const { cases } = await read(
      { 't.csv': 'study_id,findings,impression\nst01,The lungs are clear today.,Normal chest film.\n' },
      ['st01/front.png', 'st01/side.png'],
    );
    expect(cases).toMatchObject([
      { images: [{ path: 'st01/front.png' }, { path: 'st01/side.png' }], truth: { report: {} } },
    ]);
  });

  test('adds to a table of pictures, whose groups count', async () => {
    const { cases, refused } = await read(
      {
        'images.csv': 'image,patient,label\na01_1.png,A01,mass\na02_1.png,A02,normal\n',
        'clinic.csv': 'subject,age,sex\na01,40,F\na02,50,M\n',
      },
      ['a01_1.png', 'a02_1.png'],
    );
    expect(refused).toEqual([]);
    expect(cases.map(({ group, attributes }) => [group, attributes])).toEqual([
      ['A01', { age: 40, sex: 'F' }],
      ['A02', { age: 50, sex: 'M' }],
    ]);
  });

  test('beside a column that numbers its rows, by which pictures happen to be called', async () => {
    const { roles, told } = await read({ 't.csv': 'no,patient_id,label\n1,90017744,x\n2,90017745,y\n' }, [
      '90017744/1.png',
      '90017744/2.png',
      '90017745/1.png',
    ]);
    expect(roles).toMatchObject({ no: 'ignore', patient_id: 'folder or id' });
    expect(told.map(([, label]) => label)).toEqual(['x', 'x', 'y']);
  });

  test('whose number is that of her volume and of its label map (nnU-Net)', async () => {
    const { cases, refused } = await read({ 't.csv': 'case,sex\nliver_001,F\nliver_002,M\n' }, [
      ...['1', '2'].flatMap((n) => [`imagesTr/liver_00${n}_0000.nii.gz`, `labelsTr/liver_00${n}.nii.gz`]),
    ]);
    expect(refused).toEqual([]);
    expect(
      cases.map(({ images, maskFiles, attributes }) => [images.length, maskFiles[0]?.path, attributes]),
    ).toEqual([
      [1, 'labelsTr/liver_001.nii.gz', { sex: 'F' }],
      [1, 'labelsTr/liver_002.nii.gz', { sex: 'M' }],
    ]);
  });

  test('can be told by hand', async () => {
    const texts = { 't.csv': 'code,label\nx,mass\ny,normal\n' };
    const pictures = ['x/1.png', 'y/1.png'];
    expect((await read(texts, pictures)).roles).toMatchObject({ code: 'ignore' });
    const choices = { tables: { 't.csv': { mapping: { code: 'folder or id' } } } } as const;
    expect((await read(texts, pictures, choices)).told).toEqual([
      ['x/1.png', 'mass', 'x'],
      ['y/1.png', 'normal', 'y'],
    ]);
  });
});

describe('what a row of a patient leaves open is refused', () => {
  test('two folders of her name', async () => {
    const texts = { 'l.csv': 'patient,label\np1,mass\np2,normal\n' };
    const { told, refused } = await read(texts, ['siteA/p1/1.png', 'siteB/p1/2.png', 'siteA/p2/1.png']);
    expect(told.map(([path]) => path)).toEqual(['siteA/p2/1.png']);
    expect(refused).toEqual([
      {
        path: 'l.csv, row 2',
        reason: '“p1” may mean the pictures of siteA/p1 or siteB/p1',
        remedy: 'Write the path of the folder that is meant.',
      },
    ]);
    // A long number is the same patient in each series; the split tells, and so does the folder of the table.
    const long = await read({ 'l.csv': 'patient,label\nBRA-00017,x\n' }, [
      't1/BRA-00017/1.png',
      't2/BRA-00017/1.png',
    ]);
    expect(long.told).toHaveLength(2);
    const split = await read({ 'l.csv': 'patient,label,split\np1,x,train\np1,y,test\n' }, [
      'train/p1/1.png',
      'test/p1/1.png',
    ]);
    expect(split.told.map(([path, label]) => [path, label])).toEqual([
      ['train/p1/1.png', 'x'],
      ['test/p1/1.png', 'y'],
    ]);
  });

  test('unless no name is used twice: her pictures then lie in several folders of classes', async () => {
    const texts = { 's.csv': 'patient,split\np1,train\np2,test\n' };
    const apart = await readDataset(
      filesOf(texts, ['mass/p1_1.png', 'mass/p2_1.png', 'normal/p1_2.png', 'normal/p2_2.png']),
      {},
    );
    expect(apart.cases.map(({ split, truth, group }) => [split, truth.labels?.[0], group])).toEqual([
      ['train', 'mass', 'p1'],
      ['train', 'normal', 'p1'],
      ['test', 'mass', 'p2'],
      ['test', 'normal', 'p2'],
    ]);
    // Numbers that begin anew: the table is told of, and the folders say what the pictures show.
    const anew = await readDataset(filesOf(texts, ['mass/p1_1.png', 'normal/p1_1.png']), {});
    expect(anew.cases.map(({ split, truth }) => [split, truth.labels?.[0]])).toEqual([
      ['none', 'mass'],
      ['none', 'normal'],
    ]);
    expect(anew.refused[0]?.reason).toContain('may mean the pictures of mass/p1 or normal/p1');
  });

  test('two rows that say different things of her', async () => {
    const { told, refused } = await read({ 'l.csv': 'patient,label\np1,mass\np1,normal\np2,mass\n' }, [
      'p1/1.png',
      'p2/1.png',
    ]);
    expect(told.map(([path]) => path)).toEqual(['p2/1.png']);
    expect(refused.map(({ path }) => path)).toEqual(['l.csv, row 2', 'l.csv, row 3']);
    expect(refused[1]?.reason).toBe('it and row 2 say different things of the same pictures (“p1”)');
  });

  test('a box on one of several pictures', async () => {
    const { refused, told } = await read(
      { 'l.csv': 'patient,xmin,ymin,xmax,ymax,label\np1,1,2,3,4,mass\np2,1,2,3,4,mass\n' },
      ['p1/1.png', 'p1/2.png', 'p2/1.png'],
    );
    expect(told.map(([path]) => path)).toEqual(['p2/1.png']);
    expect(refused).toMatchObject([
      { path: 'l.csv, row 2', reason: containing('which has 2: which one is not said') },
    ]);
  });

  test('patients who are not here', async () => {
    const { understood } = await read({ 'l.csv': 'patient,label\n9912,mass\n' }, ['p1/1.png', 'p2/1.png']);
    expect(understood).toContain('rows for each “patient”, the first “9912”, and no folder or picture here');
    const some = await read({ 'l.csv': 'patient,label\np1,mass\np9,normal\n' }, ['p1/1.png']);
    expect(some.refused).toMatchObject([{ reason: containing('the first is row 3, “p9”') }]);
  });
});

describe('what is no patient’s number is not taken for one', () => {
  test.each([
    ['words that folders are called by, too', 'name,code,sex\nnormal,a,F\nmass,b,M\n'],
    ['cases that are called after classes', 'case,label,sex\nnormal,0,F\nmass,1,M\n'],
    ['a few numbers that may be classes', 'id,age\n0,40\n1,50\n'],
    ['a column that counts', 'n,sex\n0,F\n1,M\n'],
    ['a table that says nothing of them', 'patient,scanner id\n0,7\n1,8\n'],
  ])('%s', async (_, csv) => {
    const folders = /^(?:name|case)/.test(csv) ? ['normal', 'mass'] : ['0', '1'];
    const { roles, told } = await read(
      { 't.csv': csv },
      folders.map((folder) => `${folder}/x.png`),
    );
    expect(Object.values(roles)).not.toContain('folder or id');
    expect(told.map(([, label]) => label)).toEqual(folders);
  });
});
