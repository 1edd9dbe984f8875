import { describe, expect, test } from 'vitest';
import { readDataset } from '../readers.ts';
import { drawnOn, filesOf } from '../test-files.ts';

/** Tables of public sets as strangers have them: in part, repacked, under other names. */
const read = async (texts: Readonly<Record<string, string>>, pictures: readonly string[]) => {
  const reading = await readDataset(filesOf(texts, pictures), {});
  return {
    ...reading,
    labelled: reading.cases.map(({ images, truth }) => [images.map(({ path }) => path).join(), truth.labels]),
  };
};
const csv = (...rows: readonly string[]): string => `${rows.join('\n')}\n`;
const containing = (text: string): unknown => expect.stringContaining(text);

describe('several columns that name pictures', () => {
  test('of one picture in two formats are one picture', async () => {
    const { cases } = await read(
      {
        'metadata.csv': csv(
          'frame_id,tif_image_path,tif_mask_path,png_image_path,png_mask_path',
          '1,TIF/Original/1.tif,TIF/Ground Truth/1.tif,PNG/Original/1.png,PNG/Ground Truth/1.png',
          '2,TIF/Original/2.tif,TIF/Ground Truth/2.tif,PNG/Original/2.png,PNG/Ground Truth/2.png',
        ),
      },
      ['TIF/Original', 'TIF/Ground Truth', 'PNG/Original', 'PNG/Ground Truth'].flatMap((folder) =>
        [1, 2].map((n) => `${folder}/${n}.${folder.slice(0, 3).toLowerCase()}`),
      ),
    );
    expect(cases.map(({ images, maskFiles }) => [images.length, maskFiles.length])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  test('of a patient’s two eyes, and of the eye that the row is about (ODIR)', async () => {
    const path = '../input/odir5k/Training Images';
    const { labelled, refused } = await read(
      {
        'full_df.csv': csv(
          'ID,Left-Fundus,Right-Fundus,N,C,filepath,labels,filename',
          `0,0_left.jpg,0_right.jpg,0,1,${path}/0_right.jpg,['N'],0_right.jpg`,
          `0,0_left.jpg,0_right.jpg,0,1,${path}/0_left.jpg,['C'],0_left.jpg`,
          `1,1_left.jpg,1_right.jpg,1,0,${path}/1_left.jpg,['N'],1_left.jpg`,
        ),
      },
      ['preprocessed', 'odir5k/Training Images'].flatMap((folder) =>
        ['0_left', '0_right', '1_left', '1_right'].map((name) => `${folder}/${name}.jpg`),
      ),
    );
    expect(labelled).toEqual([
      ['odir5k/Training Images/0_right.jpg', ['N']],
      ['odir5k/Training Images/0_left.jpg', ['C']],
      ['odir5k/Training Images/1_left.jpg', ['N']],
    ]);
    expect(refused).toEqual([]);
  });

  test('of both eyes, where a row is about the patient, are two pictures of one case', async () => {
    const { labelled } = await read(
      { 'data.csv': csv('ID,Left,Right,N', '0,0_left.jpg,0_right.jpg,0', '1,1_left.jpg,1_right.jpg,1') },
      ['0_left.jpg', '0_right.jpg', '1_left.jpg', '1_right.jpg'],
    );
    expect(labelled).toEqual([
      ['0_left.jpg,0_right.jpg', []],
      ['1_left.jpg,1_right.jpg', ['N']],
    ]);
  });
});

test('a table whose pictures are ambiguous is not passed over, and no folder is taken for a class beside it', async () => {
  const { cases, refused } = await read(
    { 'ORIGA/list.csv': csv('Filename,Glaucoma', '001.jpg,1', '002.jpg,0') },
    [
      ...['Images', 'Images_Cropped'].flatMap((folder) => [1, 2].map((n) => `ORIGA/${folder}/00${n}.jpg`)),
      'G1020/Images/image_0.jpg',
    ],
  );
  expect(cases).toEqual([]);
  expect(refused).toMatchObject([
    { reason: containing('may mean ORIGA/Images/001.jpg or ORIGA/Images_Cropped/001.jpg') },
    {},
  ]);
});

test('a number in a table of something else names no picture, though several are called so', async () => {
  const { labelled, refused } = await read({ 'history.csv': csv('epoch,loss', '1,0.5', '2,0.4') }, [
    'normal/1.png',
    'mass/1.png',
    'normal/2.png',
    'mass/2.png',
  ]);
  expect(labelled.map(([, labels]) => labels)).toEqual([['normal'], ['mass'], ['normal'], ['mass']]);
  expect(refused).toEqual([]);
});

test('a column that is 1 where there is a box and 0 where there is none is no name of boxes (RSNA)', async () => {
  const { cases, labelled } = await read(
    { 'labels.csv': csv('name,x,y,width,height,Target', 'a,,,,,0', 'b,1,2,30,40,1', 'b,50,60,7,8,1') },
    ['a.png', 'b.png'],
  );
  expect(labelled).toEqual([
    ['a.png', []],
    ['b.png', ['Target']],
  ]);
  expect(cases.map((draft) => drawnOn(draft).boxes.map(({ label }) => label))).toEqual([
    [],
    ['object', 'object'],
  ]);
});

test('a class that is numbered is still one, where boxes have either', async () => {
  const { cases } = await read(
    { 'labels.csv': csv('image,xmin,ymin,xmax,ymax,class', 'a.png,1,2,30,40,0', 'b.png,1,2,30,40,1') },
    ['a.png', 'b.png'],
  );
  expect(cases.map((draft) => drawnOn(draft).boxes.map(({ label }) => label))).toEqual([['0'], ['1']]);
});

test('columns of 0 and 1 are classes, though no case here has them (ISIC 2018)', async () => {
  const { labels } = await read({ 't.csv': csv('image,MEL,NV,DF', 'a,0.0,1.0,0.0', 'b,1.0,0.0,0.0') }, [
    'a.jpg',
    'b.jpg',
  ]);
  expect(labels.map(({ name }) => name)).toEqual(['MEL', 'NV', 'DF']);
});

test('a diagnosis that is mostly unknown leaves the labels to the column that is filled in (ISIC 2020)', async () => {
  const { labelled, cases } = await read(
    {
      'train.csv': csv(
        'image_name,patient_id,age_approximate,diagnosis,benign_malignant',
        'a,p1,45,unknown,benign',
        'b,p2,50,melanoma,malignant',
        'c,p3,55,unknown,benign',
      ),
    },
    ['a.jpg', 'b.jpg', 'c.jpg'],
  );
  expect(labelled.map(([, labels]) => labels)).toEqual([['benign'], ['malignant'], ['benign']]);
  expect(cases[0]?.attributes).toEqual({ age_approximate: 45, diagnosis: 'unknown' });
});

test('findings of a word or two are labels where they recur (Shenzhen)', async () => {
  const { labelled } = await read(
    { 'm.csv': csv('study_id,sex,findings', 'a.png,M,normal', 'b.png,F,normal', 'c.png,F,PTB') },
    ['a.png', 'b.png', 'c.png'],
  );
  expect(labelled.map(([, labels]) => labels)).toEqual([['normal'], ['normal'], ['PTB']]);
});

test('an answer with the letter of its option (PMC-VQA)', async () => {
  const head = 'Figure_path,Question,Choice A,Choice B,Answer';
  const good = await read(
    { 't.csv': csv(head, 'f.jpg,What is it?, A:A mass, B:A (benign) cyst, B:A (benign) cyst') },
    ['figures/f.jpg'],
  );
  expect(good.cases[0]?.truth.questions).toMatchObject([
    { answers: ['A (benign) cyst'], kind: 'multiple choice' },
  ]);
  const bad = await read({ 't.csv': csv(head, 'f.jpg,What is it?, A:A mass, B:A cyst, B:A mass') }, [
    'figures/f.jpg',
  ]);
  expect(bad.cases).toEqual([]);
  expect(bad.refused).toMatchObject([{ reason: containing('none of the options') }]);
});

test('classes that are marked by an X, and other things that are (PH2)', async () => {
  const head = 'Image Name,Common Nevus,Atypical Nevus,Melanoma,Asymmetry,White,Red';
  const { labelled, refused, labels } = await read(
    { 'PH2.csv': csv(head, 'IMD003,X,,,0,X,X', 'IMD009,,X,,1,,X', 'IMD405,,,X,2,,') },
    ['IMD003', 'IMD009', 'IMD405'].flatMap((name) => [
      `${name}/${name}_Dermoscopic_Image/${name}.bmp`,
      `${name}/${name}_lesion/${name}_lesion.bmp`,
    ]),
  );
  expect(labelled.map(([, each]) => each)).toEqual([['Common Nevus'], ['Atypical Nevus'], ['Melanoma']]);
  expect(labels.map(({ name }) => name)).not.toContain('Red');
  expect(refused).toEqual([]);
});

test('pictures that no row names are no cases beside masks (superpixels of ISIC 2017)', async () => {
  const { labelled, cases, notes } = await read(
    { 'g.csv': csv('image_id,melanoma,keratosis', 'I_0,0.0,1.0', 'I_1,1.0,0.0') },
    [
      'Data/I_0.jpg',
      'Data/I_1.jpg',
      'Data/I_0_superpixels.png',
      'GroundTruth/I_0_segmentation.png',
      'GroundTruth/I_1_segmentation.png',
    ],
  );
  expect(labelled).toEqual([
    ['Data/I_0.jpg', ['keratosis']],
    ['Data/I_1.jpg', ['melanoma']],
  ]);
  expect(cases.map(({ maskFiles }) => maskFiles.length)).toEqual([1, 1]);
  expect(notes.join()).not.toContain('have none');
});

test('boxes of several findings each, which lie in a list (VinDr-Mammo)', async () => {
  const { cases, labels } = await read(
    {
      'f.csv': csv(
        'image_id,height,width,finding_categories,xmin,ymin,xmax,ymax',
        `a,400,300,"['Mass', 'Skin Thickening']",1,2,30,40`,
        `b,400,300,['No Finding'],,,,`,
      ),
    },
    ['a.png', 'b.png'],
  );
  expect(cases.map((draft) => drawnOn(draft, 300, 400).boxes.map(({ label, x }) => [label, x]))).toEqual([
    [
      ['Mass', 1],
      ['Skin Thickening', 1],
    ],
    [],
  ]);
  expect(labels.map(({ name }) => name)).toEqual(['Mass', 'Skin Thickening']);
});

test('what MedMNIST’s own tool saves: splits, pictures and labels without a heading', async () => {
  const rows = [
    'TRAIN,train0_0.png,0',
    'TRAIN,train1_1.png,1',
    'VALIDATION,val0_1.png,1',
    'TEST,test0_0.png,0',
  ];
  const { cases } = await read(
    { 'pneumoniamnist.csv': csv(...rows) },
    rows.map((row) => `pneumoniamnist/${row.split(',')[1] ?? ''}`),
  );
  expect(cases.map(({ split, truth }) => [split, truth.labels])).toEqual([
    ['train', ['0']],
    ['train', ['1']],
    ['validation', ['1']],
    ['test', ['0']],
  ]);
});

test('a group that is blanked out in every row is none (INbreast)', async () => {
  const { cases } = await read(
    { 't.csv': csv('Patient ID,File Name,Bi-Rads', 'removed,22678622,1', 'removed,22678646,2') },
    ['22678622_61b1_MG_R.png', '22678646_61b1_MG_L.png'],
  );
  expect(cases.map(({ group, truth }) => [group, truth.labels])).toEqual([
    ['22678622', ['1']],
    ['22678646', ['2']],
  ]);
});

describe('four corners of a box', () => {
  const head = 'filename,finding_category,finding_class,x1,y1,x2,y2,x3,y3,x4,y4';
  const boxes = async (row: string) => {
    const { cases } = await read({ 'm.csv': csv(head, row, 'b.jpg,Luminal,Normal,,,,,,,,') }, [
      'a.jpg',
      'b.jpg',
    ]);
    return cases.map((draft) =>
      drawnOn(draft).boxes.map(({ label, x, y, width, height }) => [label, x, y, width, height]),
    );
  };

  test('that stands upright (Kvasir-Capsule)', async () => {
    expect(await boxes('a.jpg,Luminal,Polyp,10,20,30,20,30,40,10,40')).toEqual([
      [['Polyp', 10, 20, 20, 20]],
      [],
    ]);
  });

  test('that is turned: two of its corners are no box', async () => {
    expect(await boxes('a.jpg,Luminal,Polyp,10,20,30,25,28,40,8,38')).toEqual([[], []]);
  });
});

test('a sex in a column of its own is an attribute, and no label (bone age)', async () => {
  const { cases } = await read({ 't.csv': csv('id,boneage,male', '1377,180,False', '1378,12,True') }, [
    '1377.png',
    '1378.png',
  ]);
  expect(cases.map(({ truth, attributes }) => [truth.labels, attributes])).toEqual([
    [undefined, { male: 'False' }],
    [undefined, { male: 'True' }],
  ]);
});

test('beside a table that names nothing here, the one folder is no class, and the table is told of', async () => {
  const texts = { 't.csv': csv('ID,Label', 'ID_1_epidural,0', 'ID_1_any,1') };
  const one = await read(texts, ['stage_2_train/ID_x.png', 'stage_2_train/ID_y.png']);
  expect([one.cases, one.understood]).toEqual([[], containing('No column of t.csv names pictures')]);
  const two = await read(texts, ['normal/x.png', 'mass/y.png']);
  expect(two.labelled.map(([, labels]) => labels)).toEqual([['normal'], ['mass']]);
  expect(two.notes).toContain('Left aside, since no cell names what is here: t.csv.');
});
