import { expect, test } from 'vitest';
import { readDataset } from '../readers.ts';
import { filesOf } from '../test-files.ts';

test('shapes of X-AnyLabeling: rectangles by four corners, turned ones, several points in one', async () => {
  const shape = (shape_type: string, points: readonly (readonly [number, number])[]) => ({
    label: shape_type,
    points,
    shape_type,
  });
  const turned = [
    [4, 0],
    [8, 4],
    [4, 8],
    [0, 4],
  ] as const;
  const file = {
    version: '2.5.4',
    flags: {},
    shapes: [
      shape('rectangle', [
        [1, 2],
        [5, 2],
        [5, 8],
        [1, 8],
      ]),
      shape('rotation', turned),
      shape('points', [
        [1, 1],
        [2, 3],
      ]),
    ],
    imagePath: 'a.png',
    imageData: null,
    imageHeight: 10,
    imageWidth: 10,
  };
  const reading = await readDataset(filesOf({ 'a.json': JSON.stringify(file) }, ['a.png']), {});
  expect(reading).toMatchObject({ reader: 'LabelMe', refused: [], notes: [] });
  expect(reading.cases[0]?.drawings?.[0]?.shapes).toMatchObject([
    { kind: 'box', numbers: [1, 2, 5, 8], convention: { order: 'xyxy' } },
    { kind: 'area', polygons: [turned.flat()] },
    { kind: 'point', x: 1, y: 1 },
    { kind: 'point', x: 2, y: 3 },
  ]);
});
