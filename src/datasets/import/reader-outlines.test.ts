import { describe, expect, test } from 'vitest';
import { maskArea, maskBoundingBox } from '../../domain/geometry/rle.ts';
import { testImage } from '../dicom/test-dicom.ts';
import { importFiles } from './test-import.ts';

const image = (instance: string) => testImage({ rows: 40, columns: 60 }, instance);
type Point = readonly [x: number, y: number];

const roi = (instance: string, points: readonly Point[], inclusion = 'TRUE') =>
  `<roi><imageZposition>-125.0</imageZposition><imageSOP_UID>${instance}</imageSOP_UID><inclusion>${inclusion}</inclusion>${points
    .map(([x, y]) => `<edgeMap><xCoord>${x}</xCoord><yCoord>${y}</yCoord></edgeMap>`)
    .join('')}</roi>`;
const nodule = (...rois: readonly string[]) =>
  `<unblindedReadNodule><noduleID>1</noduleID><characteristics><malignancy>3</malignancy></characteristics>${rois.join('')}</unblindedReadNodule>`;
const lidc = (...readers: readonly string[]) =>
  `<?xml version="1.0"?>\n<LidcReadMessage xmlns="http://www.nih.gov"><ResponseHeader/>${readers
    .map(
      (found) =>
        `<readingSession><servicingRadiologistID>anonymous</servicingRadiologistID>${found}</readingSession>`,
    )
    .join('')}</LidcReadMessage>`;
/** The pixels around columns 11 to 19 and rows 6 to 14. */
const around: readonly Point[] = [
  [10, 5],
  [20, 5],
  [20, 15],
  [10, 15],
];

describe('LIDC-IDRI', () => {
  test('what every reader drew on a slice is a mask of its own; below 3 mm, a point', async () => {
    const { samples, preview, refused } = await importFiles({
      'LIDC-IDRI-0001/a.dcm': image('1.1'),
      'LIDC-IDRI-0001/b.dcm': image('1.2'),
      'LIDC-IDRI-0001/069.xml': lidc(
        nodule(roi('1.1', around), roi('1.2', [[7, 8]])),
        nodule(roi('1.1', around), roi('1.1', around.slice(0, 2)), roi('1.1', around, 'FALSE')),
        '',
      ),
    });
    expect(refused).toEqual([]);
    const [first, second] = samples;
    expect(
      first?.truth.masks?.map(({ label, mask }) => [label, maskBoundingBox(mask), maskArea(mask)]),
    ).toEqual([
      ['nodule', { x: 11, y: 6, width: 9, height: 9 }, 81],
      ['nodule', { x: 11, y: 6, width: 9, height: 9 }, 81],
    ]);
    expect(second?.truth.points).toEqual([{ label: 'nodule below 3 mm', x: 7.5, y: 8.5 }]);
    expect(preview.notes).toEqual(
      expect.arrayContaining([
        '1 slices have nodules drawn by several readers: what each of them drew is kept, as a mask of its own.',
        '1 outlines with no pixel inside are left out.',
        '1 outlines that cut a hole out of a nodule are left out: the hole counts as nodule.',
      ]),
    );
  });

  test('slices that are not here are told without their numbers', async () => {
    const { samples, refused } = await importFiles({
      'a.dcm': image('1.1'),
      '069.xml': lidc(nodule(roi('1.1', around), roi('1.3', around))),
    });
    expect(samples).toHaveLength(1);
    expect(refused.map(({ path, reason }) => [path, reason])).toEqual([
      ['069.xml', '1 of 2 pictures that it names are not here; the first is “the slice at -125.0 mm”'],
    ]);
  });
});

const entry = (key: string, value: string) => `<key>${key}</key>${value}`;
const plist = (...rois: readonly (readonly [name: string, points: readonly Point[]])[]) =>
  `<?xml version="1.0"?><!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd"><plist version="1.0"><dict>${entry(
    'Images',
    `<array><dict>${entry('ImageIndex', '<integer>0</integer>')}${entry('NumberOfROIs', `<integer>${rois.length}</integer>`)}${entry(
      'ROIs',
      `<array>${rois
        .map(
          ([name, points]) =>
            `<dict>${entry('Area', '<real>0.5</real>')}${entry('Name', `<string>${name}</string>`)}${entry('Point_px', `<array>${points.map(([x, y]) => `<string>(${x.toFixed(6)}, ${y.toFixed(6)})</string>`).join('')}</array>`)}</dict>`,
        )
        .join('')}</array>`,
    )}</dict></array>`,
  )}</dict></plist>`;

describe('regions of OsiriX (INbreast)', () => {
  test('areas and points of the image whose name begins with that of the file', async () => {
    const { samples, refused } = await importFiles({
      'AllDICOMs/22678622_61b13c59bcba149e_MG_R_CC_ANON.dcm': image('1.1'),
      'AllDICOMs/22678646_61b13c59bcba149e_MG_L_ML_ANON.dcm': image('1.2'),
      'AllXML/22678622.xml': plist(
        ['Mass', around],
        ['Calcification', [[3, 4]]],
        ['Line', around.slice(0, 2)],
      ),
    });
    expect(refused.map(({ path }) => path)).toEqual([expect.stringContaining('22678646')]);
    expect(samples).toHaveLength(1);
    expect(samples[0]?.truth.masks?.map(({ label, mask }) => [label, maskArea(mask)])).toEqual([
      ['Mass', 100],
    ]);
    expect(samples[0]?.truth.points).toEqual([{ label: 'Calcification', x: 3, y: 4 }]);
  });

  test('points that cannot be read keep their image out, with the place', async () => {
    const broken = plist(['Mass', around]).replace('(10.000000, 5.000000)', '(ten, 5)');
    const { samples, refused } = await importFiles({
      'a_1.dcm': image('1.1'),
      'b_1.dcm': image('1.2'),
      'a.xml': broken,
      'b.xml': plist(['Mass', around]),
    });
    expect(samples.map(({ name }) => name)).toEqual(['b_1.dcm']);
    expect(refused.map(({ path, reason }) => [path, reason])).toContainEqual([
      'a.xml, ROI 1',
      'its points cannot be read',
    ]);
  });
});
