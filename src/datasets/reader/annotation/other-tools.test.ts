import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { readDataset } from '../readers.ts';
import { drawnOn, filesOf } from '../test-files.ts';

/** Exports of programs beside those that most people use. */
const read = (files: Readonly<Record<string, string>>, ...pictures: readonly string[]) =>
  readDataset(filesOf(files, pictures), {});
const boxesOf = ({ cases }: Awaited<ReturnType<typeof read>>) =>
  cases.map((draft) =>
    drawnOn(draft, 500, 400).boxes.map(({ label, x, y, width, height }) => [label, x, y, width, height]),
  );

const createMl = JSON.stringify([
  {
    image: 'a.jpg',
    annotations: [
      { label: 'mass', coordinates: { x: 100, y: 120, width: 40, height: 60 } },
      { label: 'nodule', coordinates: { x: 30, y: 20, width: 10, height: 10 } },
    ],
  },
  { image: 'b.jpg', annotations: [] },
]);

test('Create ML: x and y are the centre of a box', async () => {
  const reading = await read({ 'train/_annotations.createml.json': createMl }, 'train/a.jpg', 'train/b.jpg');
  expect(reading.reader).toBe('Create ML');
  expect(boxesOf(reading)).toEqual([
    [
      ['mass', 80, 90, 40, 60],
      ['nodule', 25, 15, 10, 10],
    ],
    [],
  ]);
  expect(reading.cases.map(({ split, truth }) => [split, truth.labels])).toEqual([
    ['train', undefined],
    ['train', undefined],
  ]);
});

const datumaro = JSON.stringify({
  info: {},
  categories: {
    label: {
      labels: [
        { name: 'mass', parent: '' },
        { name: 'nodule', parent: '' },
      ],
      attributes: [],
    },
  },
  items: [
    {
      id: 'a',
      annotations: [
        { id: 0, type: 'bbox', attributes: {}, group: 0, label_id: 1, z_order: 0, bbox: [10, 20, 30, 40] },
        { id: 1, type: 'label', attributes: {}, group: 0, label_id: 0 },
        {
          id: 2,
          type: 'polygon',
          attributes: {},
          group: 1,
          label_id: 0,
          points: [100, 100, 200, 100, 200, 200],
        },
        {
          id: 3,
          type: 'mask',
          attributes: {},
          group: 1,
          label_id: 0,
          rle: { counts: [0, 4, 199996], size: [400, 500] },
        },
        { id: 4, type: 'polyline', attributes: {}, group: 1, label_id: 0, points: [1, 2, 3, 4] },
      ],
      image: { path: 'a.jpg', size: [400, 500] },
    },
    { id: 'b', annotations: [], image: { path: 'b.jpg', size: [400, 500] } },
  ],
});

test('Datumaro: boxes, polygons, masks and labels of the picture, by the names of the file; no group is a label', async () => {
  const reading = await read(
    { 'annotations/train.json': datumaro },
    'images/train/a.jpg',
    'images/train/b.jpg',
  );
  expect(reading.reader).toBe('Datumaro');
  expect(reading.refused).toEqual([]);
  expect(reading.labels.map(({ name }) => name)).toEqual(['mass', 'nodule']);
  expect(reading.cases.map(({ truth, split }) => [truth.labels, truth.boxes, split])).toEqual([
    [['mass'], [], 'train'],
    [[], [], 'train'],
  ]);
  expect(boxesOf(reading)[0]).toContainEqual(['nodule', 10, 20, 30, 40]);
  const [first] = reading.cases;
  expect(first === undefined ? [] : drawnOn(first, 500, 400).masks.map(({ label }) => label)).toEqual([
    'mass',
    'mass',
  ]);
  expect(reading.notes.join()).toContain('1 captions, lines, points and cuboids of Datumaro are left out');
});

test('nothing that a stranger writes in their place makes them throw', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(createMl, datumaro),
      fc.nat(),
      fc.jsonValue(),
      async (text, at, value) => {
        const places = [...text.matchAll(/(?<=[:,[])(?:-?\d+|"[^"]*")(?=[,\]}])/g)];
        const place = places[at % places.length];
        const changed =
          place === undefined
            ? text
            : text.slice(0, place.index) + JSON.stringify(value) + text.slice(place.index + place[0].length);
        const { refused } = await read({ 'a.json': changed }, 'a.jpg', 'b.jpg');
        for (const { reason, remedy } of refused) expect([reason, remedy]).not.toContain('');
      },
    ),
    { numRuns: 200 },
  );
});

describe('boxes in tables and records', () => {
  test.each([
    [
      'mmdetection: corners',
      {
        'train.json': JSON.stringify([
          { filename: 'a.jpg', width: 500, height: 400, ann: { bboxes: [[10, 20, 110, 220]], labels: [0] } },
        ]),
      },
      [['0', 10, 20, 100, 200]],
    ],
    [
      'Grounding DINO: corners, in a list one level down',
      {
        'train.jsonl': `${JSON.stringify({ filename: 'a.jpg', height: 400, width: 500, detection: { instances: [{ bbox: [10, 20, 110, 220], label: 0, category: 'mass' }] } })}\n`,
      },
      [['mass', 10, 20, 100, 200]],
    ],
    [
      'Detectron2: corners by their mode',
      {
        'train.json': JSON.stringify([
          {
            file_name: 'a.jpg',
            height: 400,
            width: 500,
            annotations: [{ bbox: [10, 20, 110, 220], bbox_mode: 0, category_id: 3 }],
          },
        ]),
      },
      [['object', 10, 20, 100, 200]],
    ],
    [
      'FiftyOne: fractions, labels by their place',
      {
        'labels.json': JSON.stringify({
          classes: ['mass', 'nodule'],
          labels: { a: [{ label: 1, bounding_box: [0.1, 0.25, 0.5, 0.5] }] },
        }),
      },
      [['nodule', 50, 100, 250, 200]],
    ],
    [
      'keras-retinanet, without a heading',
      { 'annotations.csv': 'a.jpg,10,20,110,220,mass\na.jpg,30,40,50,60,nodule\n' },
      [
        ['mass', 10, 20, 100, 200],
        ['nodule', 30, 40, 20, 20],
      ],
    ],
    [
      'Make Sense, without a heading',
      { 'labels.csv': 'mass,10,20,100,200,a.jpg,500,400\nnodule,30,40,50,60,a.jpg,500,400\n' },
      [
        ['mass', 10, 20, 100, 200],
        ['nodule', 30, 40, 50, 60],
      ],
    ],
    [
      'AutoML, without a heading',
      {
        'import.csv':
          'TRAIN,gs://b/a.jpg,mass,0.1,0.25,,,0.5,0.75,,\nTRAIN,gs://b/a.jpg,mass,0.1,0.25,,,0.2,0.5,,\n',
      },
      [
        ['mass', 50, 100, 200, 200],
        ['mass', 50, 100, 50, 100],
      ],
    ],
  ] as const)('%s', async (_, files, boxes) => {
    const reading = await read(files, 'a.jpg');
    expect(reading.refused).toEqual([]);
    expect(boxesOf(reading)).toEqual([boxes]);
  });

  test('four numbers without a heading that are no corners are no box', async () => {
    const reading = await read(
      { 'a.csv': 'a.jpg,10,20,5,220,mass\nb.jpg,10,20,110,220,mass\n' },
      'a.jpg',
      'b.jpg',
    );
    expect(boxesOf(reading)).toEqual([[], []]);
  });

  test('Kaggle: boxes in one text are no label', async () => {
    const reading = await read(
      { 'train.csv': `id,label\na,opacity 1 789.2 582.4 1815.9 2499.7\nb,none 1 0 0 1 1\n` },
      'a.jpg',
      'b.jpg',
    );
    expect([reading.labels, reading.cases.map(({ truth }) => truth.labels)]).toEqual([
      [],
      [undefined, undefined],
    ]);
  });
});

test('FiftyOne: classes of pictures by their place; Label Studio: choices in a table', async () => {
  const classes = JSON.stringify({ classes: ['mass', 'normal'], labels: { a: 0, b: 1 } });
  const choices =
    'annotation_id,choice,id,image\n1,mass,1,/data/upload/1/5f8d7a12-a.jpg\n2,normal,2,/data/upload/1/6a8d7a12-b.jpg\n';
  for (const files of [{ 'labels.json': classes }, { 'project.csv': choices }]) {
    const { cases } = await read(files, 'a.jpg', 'b.jpg');
    expect(cases.map(({ truth }) => truth.labels)).toEqual([['mass'], ['normal']]);
  }
});

test('LVIS: pictures by their address', async () => {
  const lvis = JSON.stringify({
    images: [{ id: 1, coco_url: 'http://images.cocodataset.org/train2017/a.jpg', width: 500, height: 400 }],
    categories: [{ id: 1, name: 'mass', synset: 'mass.n.01' }],
    annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [1, 2, 30, 40] }],
  });
  expect(boxesOf(await read({ 'lvis.json': lvis }, 'train2017/a.jpg'))).toEqual([[['mass', 1, 2, 30, 40]]]);
});

test('Label Studio: relations between results are no fault', async () => {
  const task = {
    annotations: [
      {
        result: [
          { id: 'r', from_name: 'c', to_name: 'i', type: 'choices', value: { choices: ['mass'] } },
          { from_id: 'r', to_id: 'r', type: 'relation', direction: 'right' },
        ],
      },
    ],
    data: { image: '/data/upload/1/5f8d7a12-a.jpg' },
  };
  const { cases, refused, notes } = await read({ 'project.json': JSON.stringify([task]) }, 'a.jpg');
  expect([cases.map(({ truth }) => truth.labels), refused]).toEqual([[['mass']], []]);
  expect(notes).toContain('1 relations between results are left out.');
});

test('what is wrong with a value is said in words', async () => {
  const coco = (image: object) =>
    JSON.stringify({ images: [image], categories: [{ id: 1, name: 'm' }], annotations: [] });
  const reasonOf = async (image: object) =>
    (await read({ 'a.json': coco(image) }, 'a.jpg')).refused.map(({ reason }) => reason).join();
  expect(await reasonOf({ id: 1 })).toContain('file_name is missing: a text is expected');
  expect(await reasonOf({ id: 1, file_name: 7 })).toContain(
    'file_name is a number, where a text is expected',
  );
  expect(await reasonOf({ id: 1, file_name: 'a.jpg', width: -4 })).toContain(
    'width is too small: more than 0',
  );
});
