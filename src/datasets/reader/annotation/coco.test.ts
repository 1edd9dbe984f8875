import { describe, expect, test } from 'vitest';
import { countsToString } from '../../../domain/geometry/rle.ts';
import { readDataset } from '../readers.ts';
import { filesOf } from '../test-files.ts';

const file = (value: unknown) => JSON.stringify(value);
const images = [
  { id: 1, file_name: 'a.png', width: 10, height: 8 },
  { id: 2, file_name: 'b.png', width: 10, height: 8 },
];
const categories = [
  { id: 1, name: 'polyp', supercategory: 'none' },
  { id: 2, name: 'ulcer', supercategory: 'none' },
];
const read = (
  value: unknown,
  pictures = ['images/a.png', 'images/b.png'],
  path = 'annotations/instances_val2017.json',
) => readDataset(filesOf({ [path]: file(value) }, pictures), {});

describe('COCO', () => {
  test('boxes, polygons and masks in both run-length forms', async () => {
    const counts = [20, 5, 55];
    const reading = await read({
      info: { description: 'A set' },
      licenses: [{ id: 1, name: 'CC BY 4.0' }],
      images,
      categories,
      annotations: [
        {
          id: 1,
          image_id: 1,
          category_id: 1,
          bbox: [1, 2, 3, 4],
          segmentation: [[1, 2, 4, 2, 4, 6]],
          iscrowd: 0,
        },
        { id: 2, image_id: 1, category_id: 2, bbox: [0, 0, 1, 1], segmentation: { size: [8, 10], counts } },
        {
          id: 3,
          image_id: 1,
          category_id: 2,
          segmentation: { size: [8, 10], counts: countsToString(counts) },
          iscrowd: 1,
          bbox: [2, 4, 1, 4],
        },
      ],
    });
    expect(reading).toMatchObject({
      reader: 'COCO',
      description: 'A set',
      license: 'CC BY 4.0',
      refused: [],
      notes: ['1 crowd regions have a mask and no box of their own.'],
    });
    expect(reading.labels.map(({ name }) => name)).toEqual(['polyp', 'ulcer']);
    const convention = { order: 'xywh', unit: 'pixels-source' };
    const mask = { size: [8, 10], counts: countsToString(counts) };
    expect(reading.cases).toMatchObject([
      {
        name: 'images/a.png',
        split: 'validation',
        drawings: [
          {
            drawnOn: { width: 10, height: 8 },
            shapes: [
              { kind: 'box', label: 'polyp', numbers: [1, 2, 3, 4], convention },
              { kind: 'area', label: 'polyp', polygons: [[1, 2, 4, 2, 4, 6]] },
              { kind: 'box', label: 'ulcer', numbers: [0, 0, 1, 1], convention },
              { kind: 'runs', label: 'ulcer', mask },
              { kind: 'runs', label: 'ulcer', mask },
            ],
          },
        ],
      },
      { name: 'images/b.png', truth: { boxes: [], masks: [] } },
    ]);
  });

  test('three axes of categories, as DENTEX has: the disease is the label, quadrant and number are the tooth', async () => {
    const reading = await read(
      {
        images: images.slice(0, 1),
        annotations: [
          {
            image_id: 1,
            bbox: [1, 1, 2, 2],
            segmentation: [[1, 1, 3, 1, 3, 3]],
            category_id_1: 3,
            category_id_2: 7,
            category_id_3: 1,
          },
        ],
        categories_1: [1, 2, 3, 4].map((n, id) => ({ id, name: n, supercategory: n })),
        categories_2: [1, 2, 3, 4, 5, 6, 7, 8].map((n, id) => ({ id, name: n, supercategory: n })),
        categories_3: ['Impacted', 'Caries', 'Periapical Lesion', 'Deep Caries'].map((name, id) => ({
          id,
          name,
          supercategory: name,
        })),
      },
      ['xrays/a.png'],
      'train_quadrant_enumeration_disease.json',
    );
    expect(reading.labels.map(({ name }) => name)).toEqual([
      'Impacted',
      'Caries',
      'Periapical Lesion',
      'Deep Caries',
    ]);
    expect(reading.cases).toMatchObject([
      {
        split: 'train',
        truth: { regions: [{ label: 'Caries', fdi: 48, quadrant: 4 }] },
        drawings: [{ shapes: [{ kind: 'box', label: 'Caries', fdi: 48 }, { kind: 'area' }] }],
      },
    ]);
  });

  test('two axes are teeth, one of four is quadrants', async () => {
    const annotation = { image_id: 1, bbox: [1, 1, 2, 2], category_id_1: 0, category_id_2: 2 };
    const quadrants = ['1', '2', '3', '4'].map((name, id) => ({ id, name }));
    const teeth = await read({
      images: images.slice(0, 1),
      annotations: [annotation],
      categories_1: quadrants,
      categories_2: [1, 2, 3, 4, 5, 6, 7, 8].map((name, id) => ({ id, name })),
    });
    expect(teeth.cases[0]?.drawings?.[0]?.shapes).toMatchObject([{ label: 'tooth', fdi: 13 }]);
    const alone = await read(
      { images: images.slice(0, 1), annotations: [{ ...annotation, category_id: 3 }], categories: quadrants },
      ['a.png'],
      'train_quadrant.json',
    );
    expect(alone.cases[0]?.truth.regions).toEqual([{ label: 'quadrant 4', quadrant: 4 }]);
    expect(alone.labels.map(({ name }) => name)).toEqual([
      'quadrant 1',
      'quadrant 2',
      'quadrant 3',
      'quadrant 4',
    ]);
  });

  test('key points by their names, those not labelled left out', async () => {
    const reading = await read({
      images: images.slice(0, 1),
      annotations: [{ image_id: 1, category_id: 1, keypoints: [3, 4, 2, 0, 0, 0], bbox: [] }],
      categories: [{ id: 1, name: 'eye', keypoints: ['fovea', 'disc'] }],
    });
    expect(reading.cases[0]?.drawings?.[0]?.shapes).toMatchObject([
      { kind: 'point', label: 'fovea', x: 3, y: 4 },
    ]);
  });

  test('the category above all others, as Roboflow writes it, is no class', async () => {
    const reading = await read({
      images,
      annotations: [{ image_id: 1, category_id: 1, bbox: [1, 1, 2, 2] }],
      categories: [
        { id: 0, name: 'teeth-xyz', supercategory: 'none' },
        { id: 1, name: 'Caries', supercategory: 'teeth-xyz' },
      ],
    });
    expect(reading.labels.map(({ name }) => name)).toEqual(['Caries']);
  });

  test('each fault leaves out the picture that it is about, with its place', async () => {
    const reading = await read({
      images: [...images, { id: 2, file_name: 'c.png' }, { id: 3 }],
      categories,
      annotations: [
        { image_id: 1, category_id: 9, bbox: [1, 2, 3, 4] },
        { image_id: 7, category_id: 1, bbox: [1, 2, 3, 4] },
        { image_id: 2, category_id: 1, bbox: [1, 2, 'x', 4] },
        { image_id: 2, category_id: 1 },
        { image_id: 2, category_id: 1, bbox: [1, 2, 3, 4], score: 0.7 },
        { image_id: 2, category_id: 1, segmentation: { size: [8, 10], counts: [1, 2] } },
        'nothing',
      ],
    });
    expect(reading.cases).toEqual([]);
    expect(reading.refused.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
      'annotations/instances_val2017.json, images[2]: its id 2 is that of another image too',
      expect.stringMatching(/images\[3\]: file_name is /),
      'annotations/instances_val2017.json, annotations[0]: its category_id, 9, is that of no category in the file',
      'annotations/instances_val2017.json, annotations[1]: its image_id is that of no image in the file',
      expect.stringMatching(/annotations\[2\]: bbox/),
      'annotations/instances_val2017.json, annotations[3]: it has neither a box nor an outline nor key points',
      'annotations/instances_val2017.json, annotations[4]: it has a score: it is what a model found, not the reference',
      expect.stringMatching(
        /annotations\[5\]: its segmentation cannot be read: The mask's runs add up to 3 pixels/,
      ),
      'annotations/instances_val2017.json, annotations[6]: its image_id is that of no image in the file',
    ]);
  });

  test('pictures that are not here are told in one line; parts of a set with the same names keep to themselves', async () => {
    const part = (name: string) =>
      file({
        images,
        categories: [{ id: 1, name }],
        annotations: [{ image_id: 1, category_id: 1, bbox: [1, 1, 2, 2] }],
      });
    const reading = await readDataset(
      filesOf({ 'train/_annotations.coco.json': part('x'), 'test/_annotations.coco.json': part('y') }, [
        'train/a.png',
        'test/a.png',
      ]),
      {},
    );
    expect(
      reading.cases.map(({ name, split, drawings }) => [name, split, drawings?.[0]?.shapes[0]?.label]),
    ).toEqual([
      ['train/a.png', 'train', 'x'],
      ['test/a.png', 'test', 'y'],
    ]);
    expect(reading.refused[0]).toEqual({
      path: 'train/_annotations.coco.json',
      reason: '1 of 2 pictures that it names are not here; the first is “b.png”',
      remedy: 'Add the pictures if they are meant.',
    });
  });
});

test('boxes of COCO and labels of a table are of the same case', async () => {
  const reading = await readDataset(
    filesOf(
      {
        'boxes.json': file({
          images,
          categories,
          annotations: [{ image_id: 1, category_id: 1, bbox: [1, 2, 3, 4] }],
        }),
        'labels.csv': 'image,label,age\na.png,ill,50\nb.png,well,60\n',
      },
      ['a.png', 'b.png'],
    ),
    {},
  );
  expect(reading.reader).toBe('Table (CSV), COCO');
  expect(reading.labels.map(({ name }) => name)).toEqual(['ill', 'well']);
  expect(reading.cases).toMatchObject([
    {
      name: 'a.png',
      truth: { labels: ['ill'], boxes: [] },
      drawings: [{ file: 'boxes.json' }],
      attributes: { age: 50 },
    },
    { name: 'b.png', truth: { labels: ['well'], boxes: [] }, attributes: { age: 60 } },
  ]);
});

describe('COCO as programs write it', () => {
  test('numbers as texts, and polygons as points', async () => {
    const polygon = [1, 2, 4, 2, 4, 6];
    const written = [
      [polygon],
      [['1', '2', '4', 2, 4, 6]],
      [
        [
          [1, 2],
          [4, 2],
          [4, 6],
        ],
      ],
      [
        [1, 2],
        [4, 2],
        [4, 6],
      ],
    ];
    for (const segmentation of written) {
      const reading = await read({
        images,
        categories,
        annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: ['1', '2', '3', '4'], segmentation }],
      });
      expect(reading.refused).toEqual([]);
      expect(reading.cases[0]?.drawings?.[0]?.shapes).toMatchObject([
        { kind: 'box', numbers: [1, 2, 3, 4] },
        { kind: 'area', polygons: [polygon] },
      ]);
    }
  });

  test('without a box or an outline anywhere, categories are labels of pictures; patients are groups', async () => {
    const reading = await read({
      images: images.map((image) => ({ ...image, patient_id: 7 })),
      categories,
      annotations: [
        { id: 1, image_id: 1, category_id: 1 },
        { id: 2, image_id: 1, category_id: 2, bbox: [], segmentation: [] },
      ],
    });
    expect(reading.refused).toEqual([]);
    expect(reading.cases.map(({ truth, group }) => [truth, group])).toEqual([
      [{ labels: ['polyp', 'ulcer'] }, '7'],
      [{ labels: [] }, '7'],
    ]);
  });

  test('pictures whose annotations are kept back: nothing is known of them', async () => {
    const reading = await read(
      { images, categories, info: {} },
      undefined,
      'annotations/image_info_test2017.json',
    );
    expect(reading).toMatchObject({ reader: 'COCO', refused: [] });
    expect(reading.cases.map(({ truth, split }) => [truth, split])).toEqual([
      [{}, 'test'],
      [{}, 'test'],
    ]);
  });
});
