/** DICOM files for tests: explicit little endian, element by element after PS3.5 7.1.2. */
import { tags } from './parse/tags.ts';

type Keyword = keyof typeof tags;
type Value = string | number | readonly number[] | Uint8Array | readonly TestItem[];
/** The elements of a data set by keyword, in any order. */
export type TestItem = { readonly [Key in Keyword]?: Value };

const explicit = '1.2.840.10008.1.2.1';
const long = new Set(['OB', 'OW', 'SQ', 'UN', 'UT', 'OF']);

const shorts: ReadonlySet<Keyword> = new Set<Keyword>([
  'SamplesPerPixel',
  'Rows',
  'Columns',
  'BitsAllocated',
  'BitsStored',
  'HighBit',
  'PixelRepresentation',
  'PlanarConfiguration',
  'SegmentNumber',
  'ReferencedSegmentNumber',
  'MaximumFractionalValue',
]);
const representations: { readonly [Key in Keyword]?: string } = {
  GraphicData: 'FL',
  PatientName: 'PN',
  PixelData: 'OW',
  NumberOfFrames: 'IS',
  ReferencedFrameNumber: 'IS',
  ImagePositionPatient: 'DS',
  ImageOrientationPatient: 'DS',
  PixelSpacing: 'DS',
  ContourData: 'DS',
  ContourGeometricType: 'CS',
  ROINumber: 'IS',
  ReferencedROINumber: 'IS',
  PatientBirthDate: 'DA',
  Modality: 'CS',
  ValueType: 'CS',
  GraphicType: 'CS',
  RelationshipType: 'CS',
  SegmentationType: 'CS',
  PhotometricInterpretation: 'CS',
};

/** A whole file, with preamble and meta header. */
export function dicomBytes(item: TestItem, transferSyntax = explicit): Uint8Array<ArrayBuffer> {
  const meta = itemBytes({ TransferSyntaxUID: transferSyntax });
  const data = itemBytes(item);
  const bytes = new Uint8Array(132 + meta.length + data.length);
  bytes.set(new TextEncoder().encode('DICM'), 128);
  bytes.set(meta, 132);
  bytes.set(data, 132 + meta.length);
  return bytes;
}

function itemBytes(item: TestItem): Uint8Array {
  const entries = Object.entries(tags)
    .flatMap(([keyword, tag]) => {
      const found = Object.entries(item).find(([name]) => name === keyword)?.[1];
      return found === undefined ? [] : [{ keyword, tag, value: found }];
    })
    .sort((a, b) => a.tag - b.tag);
  return joined(entries.map(({ keyword, tag, value }) => element(keyword, tag, value)));
}

function element(keyword: string, tag: number, value: Value): Uint8Array {
  const { vr, bytes } = valueBytes(keyword, value);
  const head = new Uint8Array(long.has(vr) ? 12 : 8);
  const view = new DataView(head.buffer);
  view.setUint16(0, Math.floor(tag / 0x10000), true);
  view.setUint16(2, tag % 0x10000, true);
  head.set(new TextEncoder().encode(vr), 4);
  if (long.has(vr)) view.setUint32(8, bytes.length, true);
  else view.setUint16(6, bytes.length, true);
  return joined([head, bytes]);
}

function valueBytes(keyword: string, value: Value): { readonly vr: string; readonly bytes: Uint8Array } {
  const known = Object.entries(representations).find(([name]) => name === keyword)?.[1];
  if (value instanceof Uint8Array) return { vr: known ?? 'OB', bytes: even(value, 0) };
  if (typeof value === 'string')
    return {
      vr: known ?? (keyword.endsWith('UID') ? 'UI' : 'LO'),
      bytes: even(new TextEncoder().encode(value), keyword.endsWith('UID') ? 0 : 0x20),
    };
  const isShort = [...shorts].some((name) => name === keyword);
  if (typeof value === 'number')
    return isShort ? { vr: 'US', bytes: numbers([value], 2) } : valueBytes(keyword, String(value));
  if (isNumbers(value)) {
    if (known === 'FL') return { vr: 'FL', bytes: new Uint8Array(Float32Array.from(value).buffer) };
    return isShort ? { vr: 'US', bytes: numbers(value, 2) } : valueBytes(keyword, value.join('\\'));
  }
  return {
    vr: 'SQ',
    bytes: joined(value.flatMap((item) => [itemHead(itemBytes(item).length), itemBytes(item)])),
  };
}

const isNumbers = (value: readonly number[] | readonly TestItem[]): value is readonly number[] =>
  value.every((each) => typeof each === 'number') && value.length > 0;

function itemHead(length: number): Uint8Array {
  const head = new Uint8Array(8);
  const view = new DataView(head.buffer);
  view.setUint16(0, 0xfffe, true);
  view.setUint16(2, 0xe000, true);
  view.setUint32(4, length, true);
  return head;
}

function numbers(values: readonly number[], size: 2): Uint8Array {
  const bytes = new Uint8Array(values.length * size);
  const view = new DataView(bytes.buffer);
  values.forEach((value, at) => view.setUint16(at * size, value, true));
  return bytes;
}

function even(bytes: Uint8Array, padding: number): Uint8Array {
  if (bytes.length % 2 === 0) return bytes;
  const padded = new Uint8Array(bytes.length + 1).fill(padding);
  padded.set(bytes);
  return padded;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A grey picture of 16 bits, of computed tomography, `values` row by row and frame by frame. */
export const testImage = (
  {
    rows,
    columns,
    frames = 1,
  }: { readonly rows: number; readonly columns: number; readonly frames?: number },
  instance: string,
  more: TestItem = {},
): TestItem => ({
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
  SOPInstanceUID: instance,
  Modality: 'CT',
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  Rows: rows,
  Columns: columns,
  ...(frames > 1 && { NumberOfFrames: frames }),
  BitsAllocated: 16,
  BitsStored: 12,
  HighBit: 11,
  PixelRepresentation: 0,
  PixelData: new Uint8Array(
    Uint16Array.from({ length: rows * columns * frames }, (_, at) => (at * 37) % 4096).buffer,
  ),
  ...more,
});
