import { describe, expect, test } from 'vitest';
import { maskArea, maskBoundingBox } from '../../domain/geometry/rle.ts';
import { testImage, type TestItem } from '../dicom/test-dicom.ts';
import { importFiles } from './test-import.ts';

const containing = (text: string): unknown => expect.stringContaining(text);
const code = (value: string, meaning: string): TestItem[] => [{ CodeValue: value, CodeMeaning: meaning }];
const lying = (z: number): TestItem => ({
  ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
  ImagePositionPatient: [0, 0, z],
});

interface Frame {
  readonly segment: number;
  readonly of: string;
  readonly frame?: number;
  readonly z?: number;
}

/** 4 x 4 pixels, one bit each: 16 bits a frame. */
function segmentation(frames: readonly Frame[], bits: readonly number[], more: TestItem = {}): TestItem {
  return {
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.66.4',
    SOPInstanceUID: '1.9.9',
    Modality: 'SEG',
    SegmentationType: 'BINARY',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: 4,
    Columns: 4,
    NumberOfFrames: frames.length,
    BitsAllocated: 1,
    BitsStored: 1,
    HighBit: 0,
    PixelRepresentation: 0,
    SegmentSequence: [
      { SegmentNumber: 1, SegmentLabel: 'liver' },
      { SegmentNumber: 2, SegmentedPropertyTypeCodeSequence: code('4147007', 'Mass') },
    ],
    PerFrameFunctionalGroupsSequence: frames.map(({ segment, of, frame, z }) => ({
      SegmentIdentificationSequence: [{ ReferencedSegmentNumber: segment }],
      ...(z !== undefined && {
        PlanePositionSequence: [{ ImagePositionPatient: [0, 0, z] }],
        PlaneOrientationSequence: [{ ImageOrientationPatient: [1, 0, 0, 0, 1, 0] }],
      }),
      DerivationImageSequence: [
        {
          SourceImageSequence: [
            { ReferencedSOPInstanceUID: of, ...(frame !== undefined && { ReferencedFrameNumber: frame }) },
          ],
        },
      ],
    })),
    PixelData: new Uint8Array(Uint16Array.from(bits).buffer),
    ...more,
  };
}

const size = { rows: 4, columns: 4 };

describe('a DICOM segmentation', () => {
  test('becomes masks on the images that its frames name, with the names of the segments', async () => {
    const { samples, preview, refused } = await importFiles({
      'a.dcm': testImage(size, '1.1', lying(0)),
      'b.dcm': testImage(size, '1.2', lying(5)),
      'c.dcm': testImage(size, '1.3', lying(10)),
      'seg.dcm': segmentation(
        [
          { segment: 1, of: '1.1', z: 0 },
          { segment: 1, of: '1.2', z: 5 },
          { segment: 2, of: '1.2', z: 5 },
        ],
        // Row 0: the first two pixels; rows 1 and 2: the first; row 3: the last.
        [0b0000_0000_0000_0011, 0b0000_0001_0001_0000, 0b1000_0000_0000_0000],
      ),
    });
    expect(refused).toEqual([]);
    expect(preview.understood).toContain('drawn on 2 of them');
    expect(preview.labels.map(({ label }) => label)).toEqual(['liver', 'Mass']);
    const masks = samples.map(({ name, truth }) => [
      name,
      truth.masks?.map(({ label, mask }) => [label, maskArea(mask), maskBoundingBox(mask)]),
    ]);
    expect(masks).toEqual([
      ['a.dcm', [['liver', 2, { x: 0, y: 0, width: 2, height: 1 }]]],
      [
        'b.dcm',
        [
          ['liver', 2, { x: 0, y: 1, width: 1, height: 2 }],
          ['Mass', 1, { x: 3, y: 3, width: 1, height: 1 }],
        ],
      ],
      ['c.dcm', undefined],
    ]);
    expect(JSON.stringify(samples)).not.toMatch(/1\.9\.9|"1\.[123]"/);
  });

  test('of an image with several frames: the frame on which most is drawn is shown', async () => {
    const { samples } = await importFiles({
      'a.dcm': testImage({ ...size, frames: 3 }, '1.1'),
      'seg.dcm': segmentation(
        [
          { segment: 1, of: '1.1', frame: 1 },
          { segment: 1, of: '1.1', frame: 3 },
        ],
        [0b1, 0b111],
      ),
    });
    expect(samples[0]?.images[0]?.raster?.shown.frame).toBe(2);
    expect(samples[0]?.truth.masks?.map(({ label, mask }) => [label, maskArea(mask)])).toEqual([
      ['liver', 3],
    ]);
  });

  test('by shares: at least half counts, and it says so', async () => {
    const { samples } = await importFiles({
      'a.dcm': testImage(size, '1.1'),
      'seg.dcm': segmentation([{ segment: 1, of: '1.1' }], [], {
        SegmentationType: 'FRACTIONAL',
        MaximumFractionalValue: 200,
        BitsAllocated: 8,
        BitsStored: 8,
        HighBit: 7,
        PixelData: Uint8Array.of(0, 99, 100, 200, ...new Array<number>(12).fill(0)),
      }),
    });
    const [mask] = samples[0]?.truth.masks ?? [];
    expect(mask && maskArea(mask.mask)).toBe(2);
    expect(mask?.changes?.join()).toContain('at least half');
  });

  test('beside a table of labels adds its masks to those cases', async () => {
    const { samples } = await importFiles({
      'a.dcm': testImage(size, '1.1'),
      'b.dcm': testImage(size, '1.2'),
      'labels.csv': 'image,label\na.dcm,ill\nb.dcm,well\n',
      'seg.dcm': segmentation([{ segment: 1, of: '1.1' }], [1]),
    });
    expect(samples.map(({ truth }) => [truth.labels, truth.masks?.length])).toEqual([
      [['ill'], 1],
      [['well'], undefined],
    ]);
  });

  test('without its only image is refused', async () => {
    const { refused } = await importFiles({ 'seg.dcm': segmentation([{ segment: 1, of: '1.1' }], [1]) });
    expect(refused).toMatchObject([
      {
        path: 'seg.dcm',
        reason: 'it is a segmentation (SEG), and the image that it was drawn on is not here',
      },
    ]);
  });

  test.each<[string, Readonly<Record<string, TestItem>>, string]>([
    ['without its images', {}, 'none of the 2 images that it was drawn on is here'],
    [
      'of an image that lies elsewhere',
      { 'a.dcm': testImage(size, '1.1', lying(30)) },
      'lies otherwise in the patient',
    ],
  ])('%s is refused', async (_, files, reason) => {
    const { refused } = await importFiles({
      ...files,
      'seg.dcm': segmentation(
        [
          { segment: 1, of: '1.1', z: 0 },
          { segment: 1, of: '1.2', z: 5 },
        ],
        [1, 1],
      ),
    });
    expect(refused).toMatchObject([{ path: 'seg.dcm', reason: containing(reason) }]);
  });

  test('of another size, or of a frame that is not there, leaves the case out', async () => {
    const other = await importFiles({
      'a.dcm': testImage({ rows: 5, columns: 4 }, '1.1'),
      'seg.dcm': segmentation([{ segment: 1, of: '1.1' }], [1]),
    });
    expect(other.refused.map(({ reason }) => reason).join()).toContain('4 x 4 pixels, its image 4 x 5');
    const beyond = await importFiles({
      'a.dcm': testImage({ ...size, frames: 2 }, '1.1'),
      'seg.dcm': segmentation([{ segment: 1, of: '1.1', frame: 7 }], [1]),
    });
    expect(beyond.refused.map(({ reason }) => reason).join()).toContain('frame 7, and it has 2');
  });

  test('that names no image says so; a label that names the patient is not kept', async () => {
    const image = testImage(size, '1.1', { PatientName: 'Doe^Jane', PatientID: 'MRN4711' });
    const without = await importFiles({
      'a.dcm': image,
      'seg.dcm': {
        ...segmentation([{ segment: 1, of: '1.1' }], [1]),
        PerFrameFunctionalGroupsSequence: [{}],
      },
    });
    expect(without.refused[0]?.reason).toContain('do not name the images');
    const named = await importFiles({
      'a.dcm': image,
      'seg.dcm': segmentation([{ segment: 1, of: '1.1' }], [1], {
        SegmentSequence: [{ SegmentNumber: 1, SegmentLabel: 'Doe Jane liver' }],
      }),
    });
    expect(named.samples[0]?.truth.masks?.map(({ label }) => label)).toEqual(['segment 1']);
    expect(JSON.stringify([named.samples, named.preview])).not.toMatch(/Doe|4711/);
  });
});
