import { describe, expect, test } from 'vitest';
import { maskArea } from '../../domain/geometry/rle.ts';
import { testImage, type TestItem } from '../dicom/test-dicom.ts';
import { importFiles } from './test-import.ts';

const containing = (text: string): unknown => expect.stringContaining(text);
const code = (value: string, meaning: string): TestItem[] => [{ CodeValue: value, CodeMeaning: meaning }];

const region = (type: string, data: readonly number[], of: string, frame?: number): TestItem => ({
  ValueType: 'SCOORD',
  RelationshipType: 'CONTAINS',
  ConceptNameCodeSequence: code('111030', 'Image Region'),
  GraphicType: type,
  GraphicData: data,
  ContentSequence: [
    {
      ValueType: 'IMAGE',
      ReferencedSOPSequence: [
        { ReferencedSOPInstanceUID: of, ...(frame !== undefined && { ReferencedFrameNumber: frame }) },
      ],
    },
  ],
});

const report = (groups: readonly TestItem[][]): TestItem => ({
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.33',
  SOPInstanceUID: '1.8',
  Modality: 'SR',
  ValueType: 'CONTAINER',
  ConceptNameCodeSequence: code('126000', 'Imaging Measurement Report'),
  ContentSequence: [
    {
      ValueType: 'CONTAINER',
      ConceptNameCodeSequence: code('126010', 'Imaging Measurements'),
      ContentSequence: groups.map((items) => ({
        ValueType: 'CONTAINER',
        ConceptNameCodeSequence: code('125007', 'Measurement Group'),
        ContentSequence: items,
      })),
    },
  ],
});

const finding = (meaning: string): TestItem => ({
  ValueType: 'CODE',
  ConceptNameCodeSequence: code('121071', 'Finding'),
  ConceptCodeSequence: code('X', meaning),
});

describe('measurements of a structured report', () => {
  const image = testImage({ rows: 40, columns: 60 }, '1.1');

  test('become points, boxes and areas with the finding as label; lines are told', async () => {
    const { samples, preview, refused } = await importFiles({
      'a.dcm': image,
      'sr.dcm': report([
        [finding('Nodule'), region('POLYLINE', [5, 5, 15, 5, 15, 12, 5, 12, 5, 5], '1.1')],
        [finding('Mass'), region('CIRCLE', [30, 20, 40, 20], '1.1'), region('POINT', [3.5, 4.5], '1.1')],
        [finding('Cyst'), region('ELLIPSE', [20, 30, 40, 30, 30, 25, 30, 35], '1.1')],
        [finding('Scar'), region('POLYLINE', [0, 0, 10, 0, 0, 10, 0, 0], '1.1')],
        [
          {
            ValueType: 'NUM',
            ConceptNameCodeSequence: code('G-A22A', 'Length'),
            ContentSequence: [region('POLYLINE', [0, 0, 9, 9], '1.1')],
          },
        ],
      ]),
    });
    expect(refused).toEqual([]);
    const truth = samples[0]?.truth;
    expect(truth?.boxes).toEqual([{ label: 'Nodule', x: 5, y: 5, width: 10, height: 7 }]);
    expect(truth?.points).toEqual([{ label: 'Mass', x: 3.5, y: 4.5 }]);
    const areas = Object.fromEntries(truth?.masks?.map(({ label, mask }) => [label, maskArea(mask)]) ?? []);
    expect(areas['Mass']).toBeGreaterThan(0.98 * Math.PI * 100);
    expect(areas['Mass']).toBeLessThan(1.02 * Math.PI * 100);
    expect(Math.abs((areas['Cyst'] ?? 0) - Math.PI * 50)).toBeLessThan(5);
    expect(Math.abs((areas['Scar'] ?? 0) - 50)).toBeLessThan(6);
    expect(preview.notes.join()).toContain('Left aside: 1 of the regions, which are lines');
  });

  test('on frames: those of the frame with the most of them, the others are told', async () => {
    const box = [1, 1, 3, 1, 3, 3, 1, 3, 1, 1];
    const { samples } = await importFiles({
      'a.dcm': testImage({ rows: 8, columns: 8, frames: 5 }, '1.1'),
      'sr.dcm': report([
        [finding('A'), region('POLYLINE', box, '1.1', 2)],
        [finding('B'), region('POLYLINE', box, '1.1', 4), region('POINT', [5, 5], '1.1', 4)],
      ]),
    });
    expect(samples[0]?.images[0]?.raster?.shown.frame).toBe(3);
    expect(samples[0]?.truth.boxes?.map(({ label }) => label)).toEqual(['B']);
    expect(samples[0]?.images[0]?.changes).toContain('left out: 1 drawings on other frames');
  });

  test.each<[string, Readonly<Record<string, TestItem>>, TestItem, string]>([
    [
      'without its images',
      {},
      report([[region('POINT', [1, 1], '1.1')]]),
      'the image that it measures is not here',
    ],
    [
      'without groups',
      { 'a.dcm': image },
      { ...report([]), ContentSequence: [] },
      'without measurement groups',
    ],
    [
      'with lines only',
      { 'a.dcm': image },
      report([[region('POLYLINE', [1, 1, 2, 2], '1.1')]]),
      'in which nothing is drawn as an area',
    ],
  ])('%s are refused', async (_, files, sr, reason) => {
    const { refused } = await importFiles({ ...files, 'sr.dcm': sr });
    expect(refused).toMatchObject([{ path: 'sr.dcm', reason: containing(reason) }]);
  });

  test('beside the picture leave the case out', async () => {
    const { refused } = await importFiles({
      'a.dcm': image,
      'sr.dcm': report([[region('POINT', [100, 1], '1.1')]]),
    });
    expect(refused[0]?.reason).toContain('lies beside its picture of 60 x 40');
  });
});
