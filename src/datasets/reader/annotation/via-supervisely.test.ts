import { encode } from 'fast-png';
import fc from 'fast-check';
import { zlibSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { maskArea } from '../../../domain/geometry/rle.ts';
import { readDataset } from '../readers.ts';
import { drawnOn, filesOf } from '../test-files.ts';
import { supervisely } from './supervisely.ts';
import { via } from './via.ts';

const read = async (texts: Readonly<Record<string, string>>, pictures: readonly string[]) => {
  const reading = await readDataset(filesOf(texts, pictures), {});
  const drawn = reading.cases.map((draft) => {
    const { boxes, masks, points } = drawnOn(draft, 100, 80);
    return {
      boxes: boxes.map(({ label, x, y, width, height }) => [label, x, y, width, height]),
      areas: masks.map(({ label, mask }) => [label, maskArea(mask)]),
      points: points.map(({ label, x, y }) => [label, x, y]),
    };
  });
  return { ...reading, drawn };
};
const containing = (text: string): unknown => expect.stringContaining(text);

describe('VGG Image Annotator', () => {
  const rect = { name: 'rect', x: 10, y: 20, width: 30, height: 40 };
  const square = { name: 'polygon', all_points_x: [10, 20, 20, 10], all_points_y: [10, 10, 20, 20] };
  const region = (shape: object, label: unknown = 'mass') => ({
    shape_attributes: shape,
    region_attributes: { label },
  });
  const file = (filename: string, regions: unknown, file_attributes = {}) => ({
    filename,
    size: 9,
    regions,
    file_attributes,
  });

  test.each([
    ['exported', { 'a.png9': file('a.png', [region(rect), region(square, { cyst: true, none: false })]) }],
    ['exported by version 1', { 'a.png9': file('a.png', { 0: region(rect), 1: region(square, 'cyst') }) }],
    [
      'as a project',
      {
        _via_settings: {},
        _via_img_metadata: { a: file('a.png', [region(rect), region(square, 'cyst')]) },
        _via_attributes: {},
      },
    ],
  ])('JSON, %s', async (_, value) => {
    const { reader, drawn, labels, refused } = await read({ 'via.json': JSON.stringify(value) }, [
      'img/a.png',
    ]);
    expect([reader, refused]).toEqual(['VGG Image Annotator', []]);
    expect(drawn).toEqual([{ boxes: [['mass', 10, 20, 30, 40]], areas: [['cyst', 100]], points: [] }]);
    expect(labels.map(({ name }) => name)).toEqual(['cyst', 'mass']);
  });

  test('CSV, a region a row', async () => {
    const cell = (value: object) => `"${JSON.stringify(value).replaceAll('"', '""')}"`;
    const row = (name: string, shape: object, label: object) =>
      `${name},9,"{}",1,0,${cell(shape)},${cell(label)}\n`;
    const { reader, drawn, cases, tables } = await read(
      {
        'via_region_data.csv':
          'filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,region_attributes\n' +
          row('a.png', rect, { label: 'mass' }) +
          row('a.png', { name: 'point', cx: 3, cy: 4 }, { label: 'tip' }) +
          row('b.png', {}, {}),
      },
      ['a.png', 'b.png'],
    );
    expect([reader, tables]).toEqual(['VGG Image Annotator', []]);
    expect(drawn).toEqual([
      { boxes: [['mass', 10, 20, 30, 40]], areas: [], points: [['tip', 3, 4]] },
      { boxes: [], areas: [], points: [] },
    ]);
    expect(cases[1]?.truth).toEqual({});
  });

  test('circles and ellipses by area, labels of the picture, lines left out, and no label at all', async () => {
    const { drawn, cases, notes } = await read(
      {
        'via.json': JSON.stringify({
          a: file(
            'a.png',
            [
              region({ name: 'circle', cx: 40, cy: 40, r: 10 }),
              region({ name: 'ellipse', cx: 40, cy: 40, rx: 20, ry: 10, theta: 0.5 }),
            ],
            { diagnosis: 'nevus', caption: '' },
          ),
          b: file('b.png', [
            { shape_attributes: rect, region_attributes: {} },
            region({ name: 'polyline', all_points_x: [1], all_points_y: [2] }),
          ]),
        }),
      },
      ['a.png', 'b.png'],
    );
    const [circle, ellipse] = drawn[0]?.areas.map(([, area]) => Number(area)) ?? [];
    expect(circle).toBeCloseTo(Math.PI * 100, -1);
    expect(ellipse).toBeCloseTo(Math.PI * 200, -1);
    expect(cases[0]?.truth.labels).toEqual(['nevus']);
    expect(drawn[1]?.boxes).toEqual([['object', 10, 20, 30, 40]]);
    expect(notes).toEqual([
      '1 regions have no label: they are called “object”.',
      '1 lines have no area and are left out.',
    ]);
  });

  test.each([
    ['several labels', region(rect, { mass: true, cyst: true }), 'it has several labels (mass, cyst)'],
    ['no size', region({ name: 'rect', x: 1, y: 2 }), 'its rect is not complete'],
    ['a null for a number', region({ ...rect, x: null }), 'its rect is not complete'],
    ['an empty text for a number', region({ name: 'point', cx: 3, cy: ' ' }), 'its point is not complete'],
    ['an object for a number', region({ ...rect, x: [{ toString: 0 }] }), 'its rect is not complete'],
    [
      'a turn that is none',
      region({ name: 'ellipse', cx: 9, cy: 9, rx: 2, ry: 1, theta: [] }),
      'its ellipse is not complete',
    ],
    ['an unknown shape', region({ name: 'spiral' }), 'its shape “spiral” is not known'],
  ])('%s: refused, with the place', async (_, wrong, reason) => {
    const { refused, cases } = await read({ 'via.json': JSON.stringify({ a: file('a.png', [wrong]) }) }, [
      'a.png',
    ]);
    expect(cases).toEqual([]);
    expect(refused).toMatchObject([{ path: 'via.json, a.png, region 1', reason }]);
  });
});

describe('Supervisely', () => {
  const object = (geometryType: string, exterior: unknown, interior: unknown = [], more = {}) => ({
    classTitle: 'tooth',
    geometryType,
    points: { exterior, interior },
    ...more,
  });
  const square = (from: number, to: number) => [
    [from, from],
    [to, from],
    [to, to],
    [from, to],
  ];
  const ann = (objects: unknown, tags: unknown = []) =>
    JSON.stringify({ description: '', tags, size: { height: 80, width: 100 }, objects });
  const meta = {
    'meta.json': JSON.stringify({ classes: [{ title: 'tooth', shape: 'any', color: '#F00' }], tags: [] }),
  };
  const pictures = ['ds1/img/a.png', 'ds2/img/a.png'];

  test('shapes, holes, bitmaps and tags, of the picture beside it', async () => {
    const png = encode({
      width: 2,
      height: 2,
      channels: 4,
      data: Uint8Array.from([0, 0, 0, 255, 9, 9, 9, 0, 0, 0, 0, 255, 1, 1, 1, 255]),
    });
    const data = Buffer.from(zlibSync(png)).toString('base64');
    const { reader, drawn, cases, refused } = await read(
      {
        ...meta,
        'ds1/ann/a.png.json': ann(
          [
            object('rectangle', [
              [30, 40],
              [10, 20],
            ]),
            object('polygon', square(10, 30)),
            object('polygon', square(10, 30), [square(15, 25)]),
            object('bitmap', [], [], { bitmap: { data, origin: [5, 6] } }),
            object('point', [[7, 8]]),
          ],
          [{ name: 'caries' }, { name: 'age', value: 40 }],
        ),
        'ds2/ann/a.png.json': ann([]),
      },
      pictures,
    );
    expect([reader, refused]).toEqual(['Supervisely', []]);
    expect(drawn[0]).toEqual({
      boxes: [['tooth', 10, 20, 20, 20]],
      areas: [
        ['tooth', 400],
        ['tooth', 300],
        ['tooth', 3],
      ],
      points: [['tooth', 7, 8]],
    });
    expect(cases[0]).toMatchObject({
      name: 'ds1/img/a.png',
      truth: { labels: ['caries'] },
      attributes: { age: 40 },
    });
    expect(cases[1]).toMatchObject({ name: 'ds2/img/a.png', truth: { boxes: [], masks: [] } });
  });

  test.each([
    ['rectangle', object('rectangle', [[1, 2]]), 'it is a rectangle without two corners'],
    [
      'bitmap',
      object('bitmap', [], [], { bitmap: { data: 'AAAA', origin: [0, 0] } }),
      'its bitmap cannot be decoded',
    ],
    ['cuboid', object('cuboid', []), 'its geometryType “cuboid” is not known'],
  ])('a broken %s: refused, with the place', async (_, wrong, reason) => {
    const { refused } = await read({ ...meta, 'ds1/ann/a.png.json': ann([wrong]) }, pictures);
    expect(refused).toContainEqual({
      path: 'ds1/ann/a.png.json, objects[0]',
      reason,
      remedy: containing('Supervisely'),
    });
  });
});

test('nothing that a stranger writes in their place makes them throw', () => {
  const files = filesOf({}, ['a.png']);
  const [file] = filesOf({ 'x.json': '' }).files;
  if (file === undefined) throw new Error('no file');
  const anything = fc.anything({ withNullPrototype: false });
  fc.assert(
    fc.property(
      fc.constantFrom('rect', 'circle', 'ellipse', 'polygon', 'point', 'x'),
      fc.dictionary(fc.constantFrom('x', 'y', 'cx', 'r', 'all_points_x'), anything),
      anything,
      (name, shape, label) => {
        const value = {
          a: {
            filename: 'a.png',
            regions: [{ shape_attributes: { ...shape, name }, region_attributes: { label } }],
          },
        };
        if (via.fits(value)) via.read(value, file, files);
      },
    ),
  );
  fc.assert(
    fc.property(
      fc.constantFrom('rectangle', 'polygon', 'bitmap', 'point', 'line'),
      anything,
      anything,
      (geometryType, exterior, bitmap) => {
        const value = {
          size: { width: 5, height: 5 },
          tags: [bitmap],
          objects: [{ classTitle: 'x', geometryType, points: { exterior, interior: [] }, bitmap }],
        };
        if (supervisely.fits(value)) supervisely.read(value, file, files);
      },
    ),
  );
});
