import { describe, expect, test } from 'vitest';
import { readDataset } from './readers.ts';
import { tellingFolders } from './telling-folders.ts';
import { filesOf } from './test-files.ts';

const find = (cell: string, ...pictures: readonly string[]) => {
  const match = filesOf({}, pictures).findPicture(cell, 'table.csv');
  return match.kind === 'found' ? match.path : match.kind;
};

test('folders that tell: of patients, studies and series, not of years, parts and classes', () => {
  expect(tellingFolders('CheXpert-v1.0-small/train/patient00002/study1/a.jpg')).toEqual(['patient00002']);
  expect(tellingFolders('p10/p10000032/s50414267/a.jpg')).toEqual(['s50414267', 'p10000032']);
  for (const folder of ['ISIC2018_Task1-2_Training_Input', 'images_part_1', 'train2017', '000012', 'study1'])
    expect([folder, tellingFolders(`${folder}/a.jpg`)]).toEqual([folder, []]);
});

describe('a picture of another patient that is called the same', () => {
  const here = 'train/patient00001/study1/view1_frontal.jpg';

  test('is not meant, though it be the only one', () => {
    expect(find('CheXpert-v1.0/train/patient00001/study1/view1_frontal.jpg', here)).toBe(here);
    expect(find('CheXpert-v1.0/train/patient00002/study1/view1_frontal.jpg', here)).toBe('missing');
    expect(find('CheXpert-v1.0/train/patient00001/study2/view1_frontal.jpg', here)).toBe('missing');
    expect(find('view1_frontal.jpg', here)).toBe(here);
    expect(find('D:\\data\\films\\view1_frontal.jpg', here)).toBe(here);
  });

  test('nor is one of several, and nothing is said of it', () => {
    const other = 'train/patient00003/study1/view1_frontal.jpg';
    expect(find('train/patient00002/study1/view1_frontal.jpg', here, other)).toBe('missing');
    expect(find('view1_frontal.jpg', here, other)).toBe('ambiguous');
  });

  test('a table about many patients of whom one is here tells of that one alone', async () => {
    const row = (patient: string, label: number) =>
      `train/patient${patient}/study1/view1_frontal.jpg,${label}\n`;
    const reading = await readDataset(
      filesOf({ 'train.csv': `Path,Pneumonia\n${row('00001', 0)}${row('00002', 1)}${row('00003', 1)}` }, [
        here,
      ]),
      {},
    );
    expect(reading.cases.map(({ truth }) => truth.labels)).toEqual([[]]);
  });
});

test('DeepLesion: the folder stands before the name', () => {
  const slices = [
    'Images_png/000001_01_01/108.png',
    'Images_png/000001_01_01/109.png',
    'Images_png/000002_01_01/109.png',
  ];
  expect(find('000001_01_01_109.png', ...slices)).toBe(slices[1]);
  expect(find('000001_01_01_110.png', ...slices)).toBe('missing');
});

test('CBIS-DDSM: a series by its UID, whatever number its one picture has', () => {
  const uid = (last: number) => `1.3.6.1.4.1.9590.100.1.2.34238619481126763660869413259048292451${last}`;
  const cell = `Mass-Training_P_00001_LEFT_CC/${uid(1)}/${uid(2)}/000000.dcm`;
  expect(find(cell, `jpeg/${uid(2)}/1-263.jpg`, `jpeg/${uid(3)}/1-1.jpg`)).toBe(`jpeg/${uid(2)}/1-263.jpg`);
  expect(find(cell, `jpeg/${uid(2)}/1-1.jpg`, `jpeg/${uid(2)}/1-2.jpg`)).toBe('missing');
  expect(find(cell, `jpeg/${uid(3)}/000000.dcm`)).toBe('missing');
  const descriptive = 'Mass-Training_P_00001_LEFT_CC/07-20-2016-DDSM-NA-30104/1.000000-full/1-1.dcm';
  expect(find(cell, descriptive)).toBe(descriptive);
});
