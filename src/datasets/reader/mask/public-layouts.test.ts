import { expect, test } from 'vitest';
import { readDataset } from '../readers.ts';
import { filesOf } from '../test-files.ts';

/** Masks as public sets lay them out: by picture those that were found, and the class and split. */
const read = async (pictures: readonly string[]) => {
  const { cases, refused } = await readDataset(filesOf({}, pictures), {});
  expect(refused).toEqual([]);
  return new Map(
    cases.map(({ images: [first], maskFiles, truth, split }) => [
      first?.path,
      [maskFiles.map(({ path }) => path).sort(), truth.labels?.[0], split] as const,
    ]),
  );
};

test('cropped pictures beside whole ones (ORIGA)', async () => {
  expect(
    await read(['Images/001.jpg', 'Masks/001.png', 'Images_Cropped/001.jpg', 'Masks_Cropped/001.png']),
  ).toEqual(
    new Map(
      Object.entries({
        'Images/001.jpg': [['Masks/001.png'], undefined, 'none'],
        'Images_Cropped/001.jpg': [['Masks_Cropped/001.png'], undefined, 'none'],
      }),
    ),
  );
});

test('pictures with boxes painted on them (PolypGen): the plain ones are meant', async () => {
  const found = await read(['images_C1/1H1.jpg', 'masks_C1/1H1_mask.jpg', 'bbox_image_C1/1H1.jpg']);
  expect(found.get('images_C1/1H1.jpg')).toEqual([['masks_C1/1H1_mask.jpg'], undefined, 'none']);
});

test('sets of training and of several tests (polyps)', async () => {
  expect(
    await read([
      'TrainDataset/image/1.png',
      'TrainDataset/masks/1.png',
      'TestDataset/CVC-300/images/150.png',
      'TestDataset/CVC-300/masks/150.png',
      'TestDataset/Kvasir/images/150.png',
      'TestDataset/Kvasir/masks/150.png',
    ]),
  ).toEqual(
    new Map(
      Object.entries({
        'TrainDataset/image/1.png': [['TrainDataset/masks/1.png'], undefined, 'train'],
        'TestDataset/CVC-300/images/150.png': [['TestDataset/CVC-300/masks/150.png'], undefined, 'test'],
        'TestDataset/Kvasir/images/150.png': [['TestDataset/Kvasir/masks/150.png'], undefined, 'test'],
      }),
    ),
  );
});

test('several masks of a picture in the folder of its class (BUSI)', async () => {
  expect(
    await read([
      'benign/benign (1).png',
      'benign/benign (1)_mask.png',
      'benign/benign (1)_mask_1.png',
      'normal/normal (1).png',
      'normal/normal (1)_mask.png',
    ]),
  ).toEqual(
    new Map(
      Object.entries({
        'benign/benign (1).png': [
          ['benign/benign (1)_mask.png', 'benign/benign (1)_mask_1.png'],
          'benign',
          'none',
        ],
        'normal/normal (1).png': [['normal/normal (1)_mask.png'], 'normal', 'none'],
      }),
    ),
  );
});

test('a lesion in a folder of its own (PH2), and a folder of a class that is called so', async () => {
  const own = 'IMD003/IMD003_lesion/IMD003_lesion.bmp';
  const found = await read(['IMD003/IMD003_Dermoscopic_Image/IMD003.bmp', own]);
  expect([...found.values()][0]?.[0]).toEqual([own]);
  expect(await read(['lesion/1.png', 'normal/1.png'])).toEqual(
    new Map(
      Object.entries({
        'lesion/1.png': [[], 'lesion', 'none'],
        'normal/1.png': [[], 'normal', 'none'],
      }),
    ),
  );
});

test('folders of the sets that pictures come from are no classes, and a sequence is nothing that a mask is of', async () => {
  const paths = ['data_C1/images/1.jpg', 'sequenceData/seq1/images_seq1/2.jpg'];
  const masks = ['data_C1/masks/1_mask.jpg', 'sequenceData/seq1/masks_seq1/2_mask.jpg'];
  const { cases } = await readDataset(filesOf({}, [...paths, ...masks]), {});
  expect(cases.map(({ truth, maskFiles }) => [truth.labels, maskFiles[0]?.rule])).toEqual([
    [undefined, { kind: 'shape', label: 'object' }],
    [undefined, { kind: 'shape', label: 'object' }],
  ]);
});

test('masks called by number beside pictures of another word (BUS-BRA)', async () => {
  const found = await read(['Images/bus_0001-l.png', 'Images/bus_0001-r.png', 'Masks/mask_0001-l.png']);
  expect(found.get('Images/bus_0001-l.png')).toEqual([['Masks/mask_0001-l.png'], undefined, 'none']);
});

test('masks of pictures that are not here are told, and no file is passed over', async () => {
  const { cases, refused } = await readDataset(filesOf({}, ['images/a.png', 'masks/c.png']), {});
  expect([cases, refused.map(({ path }) => path)]).toEqual([[], ['masks/c.png']]);
});

test('masks called by their annotation (GlaS)', async () => {
  const found = await read(['testA_1.bmp', 'testA_1_anno.bmp']);
  expect(found.get('testA_1.bmp')).toEqual([['testA_1_anno.bmp'], undefined, 'none']);
});

test('masks with the word before the name of the picture (QaTa-COV19)', async () => {
  const found = await read([
    'Images/sub-S1_run-1.png',
    'Images/sub-S2_run-1.png',
    'GTs/mask_sub-S1_run-1.png',
  ]);
  expect(found.get('Images/sub-S1_run-1.png')).toEqual([['GTs/mask_sub-S1_run-1.png'], undefined, 'none']);
  expect(found.get('Images/sub-S2_run-1.png')).toEqual([[], undefined, 'none']);
});
