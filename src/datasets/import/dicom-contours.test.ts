import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskArea, maskBoundingBox } from '../../domain/geometry/rle.ts';
import { testImage, type TestItem } from '../dicom/test-dicom.ts';
import { importFiles } from './test-import.ts';

const containing = (text: string): unknown => expect.stringContaining(text);

/** 40 x 60 pixels, 2 mm between rows and 0.5 mm between columns, the middle of the first at (-10, 20, 30). */
const axial = {
  ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
  ImagePositionPatient: [-10, 20, 30],
  PixelSpacing: [2, 0.5],
} as const;
const image = (instance: string, more: TestItem = axial): TestItem =>
  testImage({ rows: 40, columns: 60 }, instance, more);

interface Contour {
  readonly of?: string;
  readonly type?: string;
  /** Millimetres. */
  readonly points: readonly number[];
}

const contours = (structures: Readonly<Record<string, readonly Contour[]>>): TestItem => ({
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.481.3',
  SOPInstanceUID: '1.9',
  Modality: 'RTSTRUCT',
  StructureSetROISequence: Object.keys(structures).map((name, at) => ({ ROINumber: at + 1, ROIName: name })),
  ROIContourSequence: Object.values(structures).map((drawn, at) => ({
    ReferencedROINumber: at + 1,
    ContourSequence: drawn.map(({ of, type = 'CLOSED_PLANAR', points }) => ({
      ...(of !== undefined && { ContourImageSequence: [{ ReferencedSOPInstanceUID: of }] }),
      ContourGeometricType: type,
      ContourData: points,
    })),
  })),
});

/** The corners of columns `left` to `right` and rows `top` to `bottom` of the axial image, in millimetres. */
const rectangle = (left: number, top: number, right: number, bottom: number): number[] =>
  [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ].flatMap(([column = 0, row = 0]) => [-10 + 0.5 * (column - 0.5), 20 + 2 * (row - 0.5), 30]);

describe('contours of a radiotherapy structure set', () => {
  test('are areas of the images that they name, in pixels', async () => {
    const { samples, preview, refused } = await importFiles({
      'a.dcm': image('1.1'),
      'b.dcm': image('1.2'),
      'rs.dcm': contours({
        Lung: [{ of: '1.1', points: rectangle(10, 5, 30, 15) }],
        Heart: [
          { of: '1.1', points: rectangle(40, 20, 44, 22) },
          { of: '1.2', points: rectangle(0, 0, 60, 40) },
        ],
      }),
    });
    expect(refused).toEqual([]);
    const drawn = samples.map(({ truth }) =>
      (truth.masks ?? []).map(({ label, mask }) => [label, maskBoundingBox(mask), maskArea(mask)]),
    );
    expect(drawn).toEqual([
      [
        ['Lung', { x: 10, y: 5, width: 20, height: 10 }, 200],
        ['Heart', { x: 40, y: 20, width: 4, height: 2 }, 8],
      ],
      [['Heart', { x: 0, y: 0, width: 60, height: 40 }, 2400]],
    ]);
    expect(preview.labels.map(({ label }) => label).sort()).toEqual(['Heart', 'Lung']);
  });

  test('one inside another of the same structure is a hole, beside it another part', async () => {
    const { samples } = await importFiles({
      'a.dcm': image('1.1'),
      'rs.dcm': contours({
        Body: [rectangle(10, 10, 30, 30), rectangle(15, 15, 20, 20), rectangle(40, 10, 50, 20)].map(
          (points) => ({ of: '1.1', points }),
        ),
        Tumour: [{ of: '1.1', points: rectangle(15, 15, 20, 20) }],
      }),
    });
    const areas = samples[0]?.truth.masks?.map(({ label, mask }) => [label, maskArea(mask)]);
    expect(areas).toEqual([
      ['Body', 400 - 25 + 100],
      ['Tumour', 25],
    ]);
  });

  test('on an image that lies askew in the patient', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: -1.5, max: 1.5, noNaN: true }),
        fc.tuple(fc.nat(20), fc.nat(20)),
        async (turn, tilt, [left, top]) => {
          const along = [Math.cos(turn), Math.sin(turn), 0] as const;
          const down = [
            -Math.sin(turn) * Math.cos(tilt),
            Math.cos(turn) * Math.cos(tilt),
            Math.sin(tilt),
          ] as const;
          const corner = [3, -7, 11] as const;
          const points = [
            [left, top],
            [left + 9, top],
            [left + 9, top + 6],
            [left, top + 6],
          ].flatMap(([column = 0, row = 0]) =>
            corner.map(
              (place, axis) =>
                place + 0.7 * (column - 0.5) * (along[axis] ?? 0) + 1.3 * (row - 0.5) * (down[axis] ?? 0),
            ),
          );
          const { samples } = await importFiles({
            'a.dcm': image('1.1', {
              ImageOrientationPatient: [...along, ...down],
              ImagePositionPatient: corner,
              PixelSpacing: [1.3, 0.7],
            }),
            'rs.dcm': contours({ A: [{ of: '1.1', points }] }),
          });
          const mask = samples[0]?.truth.masks?.[0]?.mask;
          expect(mask && maskBoundingBox(mask)).toEqual({ x: left, y: top, width: 9, height: 6 });
          expect(mask && maskArea(mask)).toBe(54);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('what is no area, or names no image, is left aside, which is told', async () => {
    const { preview, refused, samples } = await importFiles({
      'a.dcm': image('1.1'),
      'rs.dcm': contours({
        A: [
          { of: '1.1', points: rectangle(1, 1, 5, 5) },
          { of: '1.1', type: 'POINT', points: [0, 21, 30] },
          // Slips of the pen, of two points.
          { of: '1.1', points: [0, 21, 30, 1, 22, 30] },
          { of: '1.7', points: rectangle(1, 1, 5, 5) },
          { points: rectangle(1, 1, 5, 5) },
        ],
      }),
    });
    expect(refused).toEqual([]);
    expect(samples[0]?.truth.masks?.map(({ mask }) => maskArea(mask))).toEqual([16]);
    const notes = preview.notes.join();
    expect(notes).toContain('Left aside: 2 of the contours, which enclose no area');
    expect(notes).toContain('Left aside: 1 of the contours, which name no image');
    expect(notes).toContain('1 images that contours were drawn on are not here');
  });

  test.each<[string, TestItem, TestItem, string]>([
    [
      'without its images',
      image('1.7'),
      contours({ A: [{ of: '1.1', points: rectangle(1, 1, 5, 5) }] }),
      'the image that it was drawn on is not here',
    ],
    [
      'of another place',
      image('1.1'),
      contours({ A: [{ of: '1.1', points: [0, 20, 35, 5, 20, 35, 5, 30, 35] }] }),
      'lie elsewhere in the patient',
    ],
    [
      'that are no numbers',
      image('1.1'),
      contours({ A: [{ of: '1.1', points: [0, NaN, 30, 5, 20, 30, 5, 30, 30] }] }),
      'lie elsewhere in the patient',
    ],
    [
      'without areas',
      image('1.1'),
      contours({ A: [{ of: '1.1', type: 'POINT', points: [0, 20, 30] }] }),
      'in which nothing is drawn on an image in a way that is read (left aside: 1 of the contours, which enclose no area',
    ],
    [
      'on images without a place',
      image('1.1', {}),
      contours({ A: [{ of: '1.1', points: rectangle(1, 1, 5, 5) }] }),
      'do not say where they lie in the patient',
    ],
    ['empty', image('1.1'), contours({}), 'in which nothing is drawn'],
  ])('%s: refused in words', async (_, picture, set, reason) => {
    const { samples, refused } = await importFiles({ 'a.dcm': picture, 'rs.dcm': set });
    expect(samples).toHaveLength(1);
    expect(samples[0]?.truth).toEqual({});
    expect(refused).toMatchObject([{ path: 'rs.dcm', reason: containing(reason) }]);
  });
});
