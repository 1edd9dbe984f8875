import { encode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { decodeMask } from '../../../domain/geometry/rle.ts';
import { readDataset } from '../readers.ts';
import type { CaseDraft, Reading } from '../reading.ts';
import { filesOf } from '../test-files.ts';

const json = (value: unknown) => JSON.stringify(value);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const shapesOf = (draft: CaseDraft | undefined) => draft?.drawings?.flatMap(({ shapes }) => shapes) ?? [];
const faults = ({ refused }: Reading) => refused.map(({ path, reason }) => `${path}: ${reason}`);

describe('Pascal VOC', () => {
  const voc = (
    objects: string,
    filename = 'a.jpg',
    size = '<size><width>640</width><height>480</height><depth>3</depth></size>',
  ) => `<annotation><folder>train</folder><filename>${filename}</filename>${size}${objects}</annotation>`;
  const object = (name: string, more = '') =>
    `<object><name>${name}</name><difficult>1</difficult>${more}<bndbox><xmin>10</xmin><ymin>20.5</ymin><xmax>110</xmax><ymax>220</ymax></bndbox></object>`;

  test('boxes, corner to corner, on a picture of the size that is stated', async () => {
    const reading = await readDataset(
      filesOf(
        {
          'Annotations/a.xml': voc(object('Caries') + object('Implant')),
          'Annotations/b.xml': voc('', 'gone.jpg'),
        },
        ['JPEGImages/a.jpg', 'JPEGImages/b.jpg'],
      ),
      {},
    );
    expect(reading).toMatchObject({
      reader: 'Pascal VOC',
      understood: '2 files like a.xml (Pascal VOC) describe 2 pictures that are here.',
      refused: [],
      notes: ['2 objects are marked as difficult, and count like any other.'],
    });
    expect(reading.labels.map(({ name }) => name)).toEqual(['Caries', 'Implant']);
    expect(reading.cases[0]?.drawings).toMatchObject([
      {
        drawnOn: { width: 640, height: 480 },
        shapes: [
          { label: 'Caries', numbers: [10, 20.5, 110, 220], convention: { order: 'xyxy' }, at: 'object 1' },
          { label: 'Implant' },
        ],
      },
    ]);
    // b.xml names a file that is not here: the one beside it in name is meant. No object is none.
    expect(reading.cases[1]).toMatchObject({ name: 'JPEGImages/b.jpg', truth: { boxes: [] } });
  });

  test('a polygon beside its box', async () => {
    const polygon = '<polygon><x1>1</x1><y1>2</y1><x2>9</x2><y2>2</y2><x3>9</x3><y3>8</y3></polygon>';
    const reading = await readDataset(filesOf({ 'a.xml': voc(object('x', polygon)) }, ['a.jpg']), {});
    expect(shapesOf(reading.cases[0])).toMatchObject([
      { kind: 'box' },
      { kind: 'area', polygons: [[1, 2, 9, 2, 9, 8]] },
    ]);
  });

  test('faults name the object', async () => {
    const reading = await readDataset(
      filesOf(
        {
          'a.xml': voc('<object><name>x</name></object>'),
          'b.xml': voc(`${object('y')}<object><bndbox/></object>`, 'b.jpg'),
          'c.xml': '<annotation><object>',
        },
        ['a.jpg', 'b.jpg', 'c.jpg'],
      ),
      {},
    );
    expect(reading.cases).toEqual([]);
    expect(faults(reading)).toEqual([
      'c.xml: it is not XML: unexpected end of file in line 1',
      'a.xml, object 1: it has neither a bndbox nor a polygon',
      'b.xml, object 2: it has no name',
    ]);
  });
});

describe('LabelMe', () => {
  const labelMe = (shapes: unknown[], more: object = {}) =>
    json({
      version: '5.4.1',
      flags: {},
      shapes,
      imagePath: '..\\images\\a.png',
      imageData: null,
      imageHeight: 6,
      imageWidth: 8,
      ...more,
    });

  test('polygons, rectangles, circles, points; flags are labels; lines are left out', async () => {
    const reading = await readDataset(
      filesOf(
        {
          'labels/a.json': labelMe(
            [
              {
                label: 'lesion',
                points: [
                  [1, 1],
                  [5, 1],
                  [5, 4],
                ],
                shape_type: 'polygon',
                group_id: null,
                flags: {},
              },
              {
                label: 'box',
                points: [
                  [5, 4],
                  [1, 2],
                ],
                shape_type: 'rectangle',
              },
              {
                label: 'disc',
                points: [
                  [4, 3],
                  [4, 5],
                ],
                shape_type: 'circle',
              },
              { label: 'fovea', points: [[2, 3]], shape_type: 'point' },
              {
                label: 'vessel',
                points: [
                  [2, 3],
                  [4, 5],
                ],
                shape_type: 'linestrip',
              },
            ],
            { flags: { blurred: true, dark: false } },
          ),
        },
        ['images/a.png'],
      ),
      {},
    );
    expect(reading).toMatchObject({
      reader: 'LabelMe',
      refused: [],
      notes: ['1 lines have no area and are left out.'],
    });
    expect(reading.cases).toMatchObject([{ name: 'images/a.png', truth: { labels: ['blurred'] } }]);
    const shapes = shapesOf(reading.cases[0]);
    expect(shapes).toMatchObject([
      { kind: 'area', label: 'lesion', polygons: [[1, 1, 5, 1, 5, 4]] },
      { kind: 'box', label: 'box', numbers: [1, 2, 5, 4] },
      { kind: 'area', label: 'disc' },
      { kind: 'point', label: 'fovea', x: 2, y: 3 },
    ]);
    const disc = shapes[2];
    const xs = disc?.kind === 'area' ? (disc.polygons[0] ?? []).filter((_, at) => at % 2 === 0) : [];
    expect([Math.min(...xs), Math.max(...xs)].map((x) => Math.round(x * 100) / 100)).toEqual([2, 6]);
  });

  test('a mask in a PNG of its part, one bit a pixel', async () => {
    const png = encode({
      width: 3,
      height: 2,
      data: Uint8Array.of(0b10100000, 0b01000000),
      depth: 1,
      channels: 1,
    });
    const mask = {
      label: 'm',
      points: [
        [2, 1],
        [5, 3],
      ],
      shape_type: 'mask',
      mask: base64(png),
    };
    const reading = await readDataset(
      filesOf({ 'a.json': labelMe([mask], { imagePath: 'a.png' }) }, ['a.png']),
      {},
    );
    const [shape] = shapesOf(reading.cases[0]);
    if (shape?.kind !== 'runs') throw new Error('no mask');
    const { bitmap, width } = decodeMask(shape.mask);
    expect(
      [...bitmap].flatMap((pixel, at) => (pixel === 1 ? [[at % width, Math.floor(at / width)]] : [])),
    ).toEqual([
      [2, 1],
      [4, 1],
      [3, 2],
    ]);
  });

  test('the picture inside the file, where there is none beside it', async () => {
    const png = encode({ width: 8, height: 6, data: new Uint8Array(8 * 6 * 3), depth: 8, channels: 3 });
    const reading = await readDataset(filesOf({ 'x/a.json': labelMe([], { imageData: base64(png) }) }), {});
    expect(reading.cases).toMatchObject([{ name: 'x/a.json/a.png', images: [{ path: 'x/a.json/a.png' }] }]);
    expect(reading.embedded.map(({ path }) => path)).toEqual(['x/a.json/a.png']);
    expect(await reading.embedded[0]?.read()).toEqual(new Uint8Array(png));
  });

  test.each<[string, unknown]>([
    [
      'a.json, shapes[0]: it is a polygon of 2 points',
      {
        label: 'x',
        points: [
          [1, 1],
          [2, 2],
        ],
      },
    ],
    ['a.json, shapes[0]: its shape_type “cube” is not known', { label: 'x', points: [], shape_type: 'cube' }],
    [
      'a.json, shapes[0]: its mask cannot be decoded',
      { label: 'x', points: [[1, 1]], shape_type: 'mask', mask: 'aaaa' },
    ],
  ])('%s', async (fault, shape) => {
    const reading = await readDataset(
      filesOf({ 'a.json': labelMe([shape], { imagePath: 'a.png' }) }, ['a.png']),
      {},
    );
    expect(reading.cases).toEqual([]);
    expect(faults(reading)).toEqual([fault]);
  });
});

describe('Darwin', () => {
  const darwin = (annotations: unknown[], slots: unknown[] = [{ type: 'image', width: 4, height: 2 }]) =>
    json({ version: '2.0', item: { name: 'a.png', path: '/train', slots }, annotations });

  test('version 2: boxes, polygons of several paths, key points, tags, masks of a layer', async () => {
    const reading = await readDataset(
      filesOf(
        {
          'a.json': darwin([
            {
              name: 'tooth',
              bounding_box: { x: 1, y: 0, w: 2, h: 1 },
              polygon: {
                paths: [
                  [
                    { x: 1, y: 0 },
                    { x: 3, y: 0 },
                    { x: 3, y: 1 },
                  ],
                ],
              },
            },
            { name: 'apex', keypoint: { x: 1, y: 1 } },
            { name: 'caries', tag: {} },
            { id: 'm1', name: 'root', mask: {} },
            {
              name: '__raster_layer__',
              raster_layer: { dense_rle: [0, 1, 1, 2, 0, 5], mask_annotation_ids_mapping: { m1: 1 } },
            },
            { name: 'line', line: { path: [] } },
          ]),
        },
        ['train/a.png'],
      ),
      {},
    );
    expect(reading).toMatchObject({
      reader: 'Darwin',
      refused: [],
      notes: ['1 lines, skeletons and texts have no area and are left out.'],
    });
    expect(reading.cases[0]).toMatchObject({
      name: 'train/a.png',
      truth: { labels: ['caries'] },
      drawings: [{ drawnOn: { width: 4, height: 2 } }],
    });
    const shapes = shapesOf(reading.cases[0]);
    expect(shapes).toMatchObject([
      { kind: 'box', label: 'tooth', numbers: [1, 0, 2, 1] },
      { kind: 'area', label: 'tooth', polygons: [[1, 0, 3, 0, 3, 1]] },
      { kind: 'point', label: 'apex', x: 1, y: 1 },
      { kind: 'runs', label: 'root' },
    ]);
    const mask = shapes[3];
    expect(mask?.kind === 'runs' && [...decodeMask(mask.mask).bitmap]).toEqual([0, 1, 1, 0, 0, 0, 0, 0]);
  });

  test('version 1', async () => {
    const value = {
      image: { filename: 'a.png', width: 4, height: 2 },
      annotations: [
        {
          name: 'x',
          polygon: {
            path: [
              { x: 0, y: 0 },
              { x: 3, y: 0 },
              { x: 3, y: 1 },
            ],
          },
        },
      ],
    };
    const reading = await readDataset(filesOf({ 'a.json': json(value) }, ['a.png']), {});
    expect(shapesOf(reading.cases[0])).toMatchObject([{ kind: 'area', polygons: [[0, 0, 3, 0, 3, 1]] }]);
  });

  test('what cannot be told is refused', async () => {
    const layer = { name: 'l', raster_layer: { dense_rle: [0, 3], mask_annotation_ids_mapping: { m: 1 } } };
    const reading = await readDataset(
      filesOf({ 'a.json': darwin([layer]), 'b/a.json': darwin([], [{}, {}]) }, ['a.png']),
      {},
    );
    expect(faults(reading)).toEqual([
      'a.json, annotations[0]: its runs do not add up to 4 x 2 pixels',
      'b/a.json: “a.png” has 2 slots, and it is not clear what is drawn on which',
    ]);
  });
});
