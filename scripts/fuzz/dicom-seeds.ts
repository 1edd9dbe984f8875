import { dicomBytes, testImage, type TestItem } from '../../src/datasets/dicom/test-dicom.ts';
import type { Target } from './seeds.ts';

const code = (value: string, meaning: string): TestItem[] => [{ CodeValue: value, CodeMeaning: meaning }];

const segmentation: TestItem = {
  ...testImage({ rows: 4, columns: 4, frames: 2 }, '1.9'),
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.66.4',
  Modality: 'SEG',
  SegmentationType: 'BINARY',
  BitsAllocated: 1,
  BitsStored: 1,
  HighBit: 0,
  PixelData: Uint8Array.of(1, 2, 3, 4),
  SegmentSequence: [{ SegmentNumber: 1, SegmentLabel: 'liver' }],
  PerFrameFunctionalGroupsSequence: [1, 2].map((frame) => ({
    SegmentIdentificationSequence: [{ ReferencedSegmentNumber: 1 }],
    DerivationImageSequence: [
      { SourceImageSequence: [{ ReferencedSOPInstanceUID: '1.1', ReferencedFrameNumber: frame }] },
    ],
  })),
};

const report: TestItem = {
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.33',
  SOPInstanceUID: '1.8',
  Modality: 'SR',
  ValueType: 'CONTAINER',
  ContentSequence: [
    {
      ValueType: 'CONTAINER',
      ConceptNameCodeSequence: code('125007', 'Measurement Group'),
      ContentSequence: [
        {
          ValueType: 'CODE',
          ConceptNameCodeSequence: code('121071', 'Finding'),
          ConceptCodeSequence: code('M-01000', 'Mass'),
        },
        ...['POLYLINE', 'ELLIPSE', 'CIRCLE', 'POINT'].map((type) => ({
          ValueType: 'SCOORD',
          GraphicType: type,
          GraphicData: [1, 1, 3, 1, 3, 3, 1, 3, 1, 1],
          ContentSequence: [
            { ValueType: 'IMAGE', ReferencedSOPSequence: [{ ReferencedSOPInstanceUID: '1.1' }] },
          ],
        })),
      ],
    },
  ],
};

const contours: TestItem = {
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.481.3',
  SOPInstanceUID: '1.7',
  Modality: 'RTSTRUCT',
  StructureSetROISequence: [{ ROINumber: 1, ROIName: 'liver' }],
  ROIContourSequence: [
    {
      ReferencedROINumber: 1,
      ContourSequence: [
        [0, 0, 5, 3, 0, 5, 3, 3, 5],
        [1, 1, 5, 2, 1, 5, 2, 2, 5],
      ].map((points) => ({
        ContourImageSequence: [{ ReferencedSOPInstanceUID: '1.1' }],
        ContourGeometricType: 'CLOSED_PLANAR',
        ContourData: points,
      })),
    },
  ],
};
const place: TestItem = {
  ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
  ImagePositionPatient: [0, 0, 5],
  PixelSpacing: [1, 1],
};

/** Segmentations, contours and reports, damaged beside the image that they speak of. */
export function dicomTruthSeeds(): readonly Target[] {
  const beside = { 'a.dcm': dicomBytes(testImage({ rows: 4, columns: 4, frames: 2 }, '1.1')) };
  return [
    { name: 'dicom seg', path: 'b.dcm', seeds: [dicomBytes(segmentation)], beside },
    {
      name: 'dicom contours',
      path: 'b.dcm',
      seeds: [dicomBytes(contours)],
      beside: { 'a.dcm': dicomBytes(testImage({ rows: 4, columns: 4 }, '1.1', place)) },
    },
    { name: 'dicom sr', path: 'b.dcm', seeds: [dicomBytes(report)], beside },
  ];
}
