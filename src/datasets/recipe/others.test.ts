import { expect, test } from 'vitest';
import { maskArea, maskBoundingBox } from '../../domain/geometry/rle.ts';
import type { CaseDraft } from '../reader/reading.ts';
import { drawnOn } from '../reader/test-files.ts';
import { readByRecipe } from './read.ts';
import { recipes } from './recipes.ts';
import { filesOfMiniature, miniatures } from './test-miniatures.ts';

/** What is read of known data sets that are not of the study. */
async function read(id: string) {
  const { reading, recipe } = await readByRecipe(filesOfMiniature(miniatures[id] ?? {}), {}, recipes);
  expect(recipe).toMatchObject({ id, inUse: true });
  return reading;
}

const labelsOf = (cases: readonly CaseDraft[]) => cases.map(({ truth }) => truth.labels ?? null);
const masksOf = (cases: readonly CaseDraft[]) =>
  cases.map(({ maskFiles }) =>
    maskFiles.map(({ path, rule }) => [path.split('/').at(-1), 'label' in rule ? rule.label : rule.kind]),
  );

test('Montgomery: class by name, sex and age and what was read by the text of the name, both lungs', async () => {
  const { cases, labels } = await read('montgomery');
  expect(labels.map(({ name }) => name)).toEqual(['normal', 'tuberculosis']);
  expect(labelsOf(cases)).toEqual([['normal'], ['tuberculosis']]);
  expect(cases.map(({ attributes, truth }) => [attributes, truth.report?.findings])).toEqual([
    [{ sex: 'f', age: 27 }, 'normal'],
    [{ sex: 'm', age: 40 }, 'infiltrates right upper lobe with cavity'],
  ]);
  expect(masksOf(cases)[0]).toEqual([
    ['MCUCXR_0001_0.png', 'left lung'],
    ['MCUCXR_0001_0.png', 'right lung'],
  ]);
});

test('Shenzhen: the same, with masks in a folder of their own', async () => {
  const { cases } = await read('shenzhen');
  expect(labelsOf(cases)).toEqual([['normal'], ['tuberculosis']]);
  expect(cases.map(({ attributes, truth }) => [attributes, truth.report?.findings])).toEqual([
    [{ sex: 'male', age: 45 }, 'normal'],
    [{ sex: 'female', age: 30 }, 'bilateral PTB'],
  ]);
  expect(masksOf(cases)[1]).toEqual([['CHNCXR_0327_1_mask.png', 'lungs']]);
});

test('DeepLesion: boxes by their corners, on the slice in the folder of its series; noisy is no label', async () => {
  const { cases, labels } = await read('deeplesion');
  expect(labels.map(({ name }) => name)).toEqual(['mediastinal lesion', 'lesion']);
  const boxes = cases.flatMap((draft) => drawnOn(draft).boxes);
  expect(
    boxes.map(({ label, x, y, width, height }) => [label, ...[x, y, x + width, y + height].map(Math.round)]),
  ).toEqual([
    ['mediastinal lesion', 226, 90, 241, 112],
    ['lesion', 26, 224, 41, 240],
  ]);
  expect(cases.map(({ name, truth }) => [name, truth.labels])).toEqual([
    ['Images_png/000001_01_01/109.png', undefined],
    ['Images_png/000001_02_01/014.png', undefined],
  ]);
  expect(cases.map(({ group, attributes }) => [group, attributes['Possibly_noisy']])).toEqual([
    ['1', 0],
    ['1', 1],
  ]);
});

test('BUSI: classes, and every tumour of a picture', async () => {
  const { cases } = await read('busi');
  expect(labelsOf(cases)).toEqual([['benign'], ['malignant'], ['normal']]);
  expect(masksOf(cases)[0]?.map(([, label]) => label)).toEqual(['tumour', 'tumour']);
});

test('DRIVE: what the camera saw and the second reader are left aside', async () => {
  const { cases, notes } = await read('drive');
  expect(cases.map(({ split }) => split)).toEqual(['train', 'train', 'test']);
  expect(masksOf(cases)).toEqual([
    [['21_manual1.gif', 'vessel']],
    [['22_manual1.gif', 'vessel']],
    [['01_manual1.gif', 'vessel']],
  ]);
  expect(notes.join()).toContain('3 files were left aside: they show which part');
});

test('CHASE_DB1: the first reader, and both eyes of a child in one group', async () => {
  const { cases } = await read('chase-db1');
  expect(masksOf(cases)[0]).toEqual([['Image_01L_1stHO.png', 'vessel']]);
  expect(cases.map(({ group, attributes }) => [group, attributes['eye']])).toEqual([
    ['01', 'left'],
    ['01', 'right'],
    ['02', 'left'],
  ]);
});

test('HRF: class by name', async () => {
  const { cases } = await read('hrf');
  expect(labelsOf(cases)).toEqual([['diabetic retinopathy'], ['glaucoma'], ['healthy']]);
  expect(masksOf(cases)[0]).toEqual([['01_dr.tif', 'vessel']]);
});

test.each([
  ['aptos-2019', 'moderate nonproliferative retinopathy'],
  ['eyepacs', 'no apparent retinopathy'],
  ['messidor-2', 'no apparent retinopathy'],
])('%s: grades by their names', async (id, first) => {
  const { cases, labels } = await read(id);
  expect(labels).toHaveLength(5);
  expect(labelsOf(cases)[0]).toEqual([first]);
});

test('EyePACS: both eyes of a person in one group', async () => {
  const { cases } = await read('eyepacs');
  expect(cases.map(({ group, attributes }) => [group, attributes['eye']])).toEqual([
    ['10', 'left'],
    ['10', 'right'],
    ['13', 'left'],
  ]);
});

test('Messidor-2: what could not be graded has no grade', async () => {
  const { cases } = await read('messidor-2');
  expect(labelsOf(cases)).toEqual([
    ['no apparent retinopathy'],
    ['moderate nonproliferative retinopathy'],
    null,
  ]);
  expect(cases[1]?.attributes).toMatchObject({ adjudicated_dme: 1 });
});

test('HyperKvasir: classes by folder, polyps by box and mask, and no word of Kvasir-SEG', async () => {
  const { cases, notes } = await read('hyper-kvasir');
  expect(cases.map((draft) => [draft.truth.labels, drawnOn(draft, 622, 529).boxes.length])).toEqual([
    [['cecum'], 0],
    [['z-line'], 0],
    [undefined, 1],
    [undefined, 2],
  ]);
  expect(
    masksOf(cases)
      .flat()
      .map(([, label]) => label),
  ).toEqual(['polyp', 'polyp']);
  expect(notes.join()).not.toContain('nothing is learnt of false alarms');
});

test('PAD-UFES-20: names of labels, the patient as group, tone and site kept', async () => {
  const { cases } = await read('pad-ufes-20');
  expect(labelsOf(cases)).toEqual([['nevus'], ['basal cell carcinoma']]);
  expect(cases[1]).toMatchObject({ group: 'PAT_46', attributes: { fitspatrick: 3, region: 'NECK' } });
});

test('PathVQA: questions with their answers, and the split by name', async () => {
  const { cases } = await read('path-vqa');
  expect(cases.map(({ truth, split }) => [truth.labels, truth.questions?.[0]?.answers, split])).toEqual([
    [undefined, ['in the canals of hering'], 'train'],
    [undefined, ['no'], 'train'],
  ]);
});

test('CBIS-DDSM: the whole picture of each row by its series, the labels of all its abnormalities', async () => {
  const { cases, pseudonymous } = await read('cbis-ddsm');
  expect(cases.map(({ truth, group, split }) => [truth.labels, group, split])).toEqual([
    [['malignant'], 'P_00001', 'train'],
    [['benign', 'benign without callback'], 'P_00004', 'train'],
  ]);
  expect(cases[0]?.attributes).toMatchObject({ 'image view': 'CC', breast_density: 3 });
  expect(pseudonymous).toBe(true);
});

test('INbreast: categories, and all pictures of a woman in one group', async () => {
  const { cases } = await read('inbreast');
  expect(cases.map(({ truth, group, attributes }) => [truth.labels, group, attributes['ACR']])).toEqual([
    [['BI-RADS 1'], '61b13c59bcba149e', 4],
    [['BI-RADS 4a'], '61b13c59bcba149e', 4],
  ]);
});

test('JSRT: nodules by class, and where they are', async () => {
  const { cases } = await read('jsrt');
  expect(labelsOf(cases)).toEqual([['malignant nodule'], ['no nodule']]);
  expect(drawnOn(cases[0] ?? never()).points).toEqual([{ label: 'nodule', x: 1634, y: 692 }]);
});

test('MedMNIST: pictures of one file, with the names of their labels', async () => {
  const { cases, labels } = await read('medmnist');
  expect(labels.map(({ name }) => name)).toEqual(['normal', 'pneumonia']);
  expect(cases.map(({ truth, split }) => [truth.labels, split])).toEqual([
    [['pneumonia'], 'train'],
    [['normal'], 'train'],
    [['pneumonia'], 'test'],
  ]);
});

function never(): never {
  throw new Error('there is no such case');
}

test('mini-MIAS: severity of a film, what was found in a box, both breasts of a woman', async () => {
  const { cases } = await read('mini-mias');
  expect(labelsOf(cases)).toEqual([['benign'], ['normal'], ['malignant']]);
  expect(cases.map(({ group }) => group)).toEqual(['woman 1', 'woman 1', 'woman 14']);
  expect(cases.map((draft) => drawnOn(draft, 1024, 1024).boxes.map(({ label }) => label))).toEqual([
    ['circumscribed mass'],
    [],
    ['circumscribed mass'],
  ]);
});

test('STARE: vessels of the first reader; those of the second are left aside, and told', async () => {
  const { cases, notes } = await read('stare');
  expect(masksOf(cases)).toEqual([[['im0001.ah.ppm', 'vessel']]]);
  expect(notes.join()).toContain('One file was left aside: a second reader (vk) drew them');
});

test('SIIM-ACR: run lengths as gaps, two drawings of one film, and a film without', async () => {
  const { cases } = await read('siim-acr-pneumothorax');
  const masks = cases.map((draft) => drawnOn(draft, 1024, 1024).masks);
  expect(masks.map((own) => own.map(({ label, mask }) => [label, maskArea(mask)]))).toEqual([
    [
      ['pneumothorax', 23],
      ['pneumothorax', 6],
    ],
    [],
  ]);
  expect(cases.map(({ truth }) => truth.masks)).toEqual([[], []]);
});

test('UW-Madison: organs along the rows of a slice, the patient as group', async () => {
  const { cases } = await read('uw-madison-gi-tract');
  const masks = cases.map((draft) => drawnOn(draft, 266, 266).masks);
  expect(
    masks.map((own) => own.map(({ label, mask }) => [label, maskArea(mask), maskBoundingBox(mask)])),
  ).toEqual([
    [],
    [
      ['large bowel', 7, { x: 0, y: 1, width: 4, height: 2 }],
      ['stomach', 10, { x: 161, y: 105, width: 7, height: 2 }],
    ],
  ]);
  expect(cases.map(({ group, attributes }) => [group, attributes])).toEqual([
    ['case123', { day: '20', slice: '0001' }],
    ['case123', { day: '20', slice: '0065' }],
  ]);
});

test('COVIDx: class, patient and source of each line', async () => {
  const { cases } = await read('covidx-cxr');
  expect(
    cases.map(({ truth, group, split, attributes }) => [truth.labels, group, split, attributes]),
  ).toEqual([
    [['no COVID-19'], '3', 'train', { source: 'sirm' }],
    [['COVID-19'], 'ANON12', 'train', { source: 'cohen' }],
    [['COVID-19'], 'MIDRC-82', 'test', { source: 'ricord' }],
  ]);
});

test('INbreast: what OsiriX outlined beside the category of an image', async () => {
  const { cases, refused } = await read('inbreast');
  expect(refused).toEqual([]);
  expect(cases.map((draft) => drawnOn(draft, 100, 100).masks.map(({ label }) => label))).toEqual([
    ['spiculated region'],
    [],
  ]);
});
