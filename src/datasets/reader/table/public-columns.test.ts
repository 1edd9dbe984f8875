import { expect, test } from 'vitest';
import { readDataset } from '../readers.ts';
import { drawnOn, filesOf } from '../test-files.ts';

/** Tables of public data sets whose columns are easily taken for what they are not. */
const read = (table: string, pictures: readonly string[]) =>
  readDataset(filesOf({ 'metadata.csv': table }, pictures), {});
const labelsOf = ({ cases }: Awaited<ReturnType<typeof read>>) => cases.map(({ truth }) => truth.labels);

test('the ISIC archive: what it is called is the label, whether it was cut out is none', async () => {
  const reading = await read(
    'isic_id,age_approx,concomitant_biopsy,diagnosis_1,diagnosis_2,diagnosis_3,lesion_id,sex\n' +
      'ISIC_0053453,50,True,Malignant,Malignant melanocytic proliferations,Melanoma metastasis,IL_1,male\n' +
      'ISIC_0053454,85,False,Benign,,,IL_2,female\n',
    ['images/ISIC_0053453.jpg', 'images/ISIC_0053454.jpg'],
  );
  expect(labelsOf(reading)).toEqual([['Malignant'], ['Benign']]);
  expect(reading.cases[0]?.attributes).toMatchObject({ diagnosis_3: 'Melanoma metastasis' });
});

test('the ISIC archive without a diagnosis: nothing is a label', async () => {
  const reading = await read('isic_id,concomitant_biopsy\nISIC_1,True\nISIC_2,False\n', [
    'ISIC_1.jpg',
    'ISIC_2.jpg',
  ]);
  expect([labelsOf(reading), reading.labels]).toEqual([[undefined, undefined], []]);
});

test('ISIC 2020: a diagnosis that is mostly unknown is less than what every row says', async () => {
  const reading = await read(
    'image_name,patient_id,diagnosis,benign_malignant,target\n' +
      'ISIC_1,IP_1,unknown,benign,0\nISIC_2,IP_2,unknown,benign,0\nISIC_3,IP_3,melanoma,malignant,1\n',
    ['train/ISIC_1.jpg', 'train/ISIC_2.jpg', 'train/ISIC_3.jpg'],
  );
  expect(labelsOf(reading)).toEqual([['benign'], ['benign'], ['malignant']]);
  expect(reading.cases[2]?.attributes).toMatchObject({ diagnosis: 'melanoma' });
});

test('DDI: the tone of the skin is kept', async () => {
  const reading = await read(
    ',DDI_ID,DDI_file,skin_tone,malignant,disease\n0,1,000001.png,56,True,melanoma\n1,2,000002.png,12,False,eczema\n',
    ['000001.png', '000002.png'],
  );
  expect(reading.cases.map(({ attributes, truth }) => [attributes['skin_tone'], truth.labels])).toEqual([
    [56, ['melanoma']],
    [12, ['eczema']],
  ]);
});

test('RFMiD: a column of 0 and 1 names no pictures, though one is called so', async () => {
  const reading = await read('ID,Disease_Risk,DR,MH\n1,1,1,0\n2,0,0,0\n', ['1.png', '2.png']);
  expect(reading.tables[0]?.columns.map(({ role }) => role)).toEqual([
    'image',
    'one label, 0 or 1',
    'one label, 0 or 1',
    'one label, 0 or 1',
  ]);
});

test('Messidor-2: grades that were written as fractions are whole', async () => {
  const reading = await read('image_id,adjudicated_dr_grade\nIM1.JPG,0.0\nIM2.JPG,2.0\nIM3.JPG,\n', [
    'IM1.JPG',
    'IM2.JPG',
    'IM3.JPG',
  ]);
  expect(labelsOf(reading)).toEqual([['0'], ['2'], undefined]);
});

test('GRAZPEDWRI-DX: an empty cell beside cells of 1 is not mentioned, and no fault', async () => {
  const reading = await read(
    'filestem,patient_id,osteopenia,fracture_visible\n0001_WRI,1,,1\n0002_WRI,2,,\n0003_WRI,3,1,\n',
    ['images/0001_WRI.png', 'images/0002_WRI.png', 'images/0003_WRI.png'],
  );
  expect(reading.refused).toEqual([]);
  expect(labelsOf(reading)).toEqual([['fracture_visible'], [], ['osteopenia']]);
  expect(reading.cases[1]?.truth.findings?.map(({ status }) => status)).toEqual([
    'not mentioned',
    'not mentioned',
  ]);
});

test('SCIN: weights of labels are no label, the list beside them is', async () => {
  const reading = await read(
    `case_id,image_1_path,dermatologist_skin_condition_on_label_name,weighted_skin_condition_label\n` +
      `-1,images/1.png,"['Insect bite', 'Eczema']","{'Insect bite': 0.41, 'Eczema': 0.41}"\n` +
      `-2,images/2.png,"['Urticaria']","{'Urticaria': 1.0}"\n`,
    ['images/1.png', 'images/2.png'],
  );
  expect(labelsOf(reading)).toEqual([['Insect bite', 'Eczema'], ['Urticaria']]);
});

test('LUNA16: places in space are no points, and their classes no labels of the volume', async () => {
  const reading = await readDataset(
    filesOf(
      {
        'annotations.csv': 'seriesuid,coordX,coordY,coordZ,diameter_mm\n1.3.6.1.4,-128.6,-175.3,-298.3,5.6\n',
        'candidates.csv': 'seriesuid,coordX,coordY,coordZ,class\n1.3.6.1.4,68.4,-74.4,-288.7,0\n',
      },
      ['subset0/1.3.6.1.4.nii.gz'],
    ),
    {},
  );
  expect([reading.labels, reading.cases.flatMap(({ drawings = [] }) => drawings)]).toEqual([[], []]);
});

test('REFUGE as JSON: the fovea beside the size of the picture', async () => {
  const item = (name: string, Label: number) => ({
    ImgName: name,
    Fovea_X: 1057.9,
    Fovea_Y: 1061.4,
    Size_X: 2124,
    Size_Y: 2056,
    Label,
  });
  const reading = await readDataset(
    filesOf({ 'index.json': JSON.stringify({ 0: item('g0001.jpg', 1), 1: item('n0001.jpg', 0) }) }, [
      'Images/g0001.jpg',
      'Images/n0001.jpg',
    ]),
    {},
  );
  expect(reading.cases.map((draft) => drawnOn(draft).points)).toEqual([
    [{ label: 'Fovea', x: 1057.9, y: 1061.4 }],
    [{ label: 'Fovea', x: 1057.9, y: 1061.4 }],
  ]);
});

test('BrEaST: the classification is the label, and “not applicable” none', async () => {
  const reading = await read(
    'CaseID,Image_filename,BIRADS,Diagnosis,Classification\n1,a.png,2,not applicable,benign\n2,b.png,2,not applicable,benign\n3,c.png,5,Invasive ductal carcinoma,malignant\n',
    ['a.png', 'b.png', 'c.png'],
  );
  expect(labelsOf(reading)).toEqual([['benign'], ['benign'], ['malignant']]);
  const alone = await read('image,diagnosis\na.png,not applicable\nb.png,carcinoma\n', ['a.png', 'b.png']);
  expect(labelsOf(alone)).toEqual([undefined, ['carcinoma']]);
});

test('CheXpert: a finding that no row of one split mentions is read in the other', async () => {
  const head = 'Path,Sex,Enlarged Cardiomediastinum,Lung Opacity,Edema\n';
  const reading = await readDataset(
    filesOf(
      {
        'train.csv': `${head}train/patient00001/study1/view1.jpg,F,,1.0,-1.0\ntrain/patient00002/study1/view1.jpg,M,,0.0,\n`,
        'valid.csv': `${head}valid/patient64541/study1/view1.jpg,M,1.0,0.0,0.0\n`,
      },
      [
        'train/patient00001/study1/view1.jpg',
        'train/patient00002/study1/view1.jpg',
        'valid/patient64541/study1/view1.jpg',
      ],
    ),
    {},
  );
  expect(reading.refused).toEqual([]);
  expect(reading.cases.map(({ truth, split }) => [truth.labels, split])).toEqual([
    [['Lung Opacity'], 'train'],
    [[], 'train'],
    [['Enlarged Cardiomediastinum'], 'validation'],
  ]);
});
