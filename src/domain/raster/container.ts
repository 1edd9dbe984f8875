import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { z } from 'zod';
import { bytesOf, sampleTypeOf, samplesOf, type GreyTable, type Raster, type Samples } from './raster.ts';
import { sampleTypes, type SampleType } from './view.ts';

/** `RRR1`, then the header's length (uint32, little-endian), the header as JSON in UTF-8, then the frames. */
const magic = [0x52, 0x52, 0x52, 0x31] as const;
const preambleBytes = 8;

const headerSchema = z.object({
  width: z.int().positive(),
  height: z.int().positive(),
  channels: z.union([z.literal(1), z.literal(3)]),
  sampleType: z.enum(sampleTypes),
  /** Compressed bytes of each frame, in order. */
  frameBytes: z.array(z.int().positive()).min(1),
  tables: z.array(z.object({ first: z.number(), bits: z.int(), entries: z.array(z.number()) })),
});

export interface RasterHeader {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly sampleType: SampleType;
  readonly frameBytes: readonly number[];
  readonly tables: readonly GreyTable[];
  /** Where the first frame begins. */
  readonly start: number;
}

/**
 * A raster as one run of bytes, the same on every machine. Each frame is compressed by itself (deflate, of samples split
 * into planes of their bytes, each byte less the one before it), so that one frame can be read without the others.
 */
export function encodeRaster({
  width,
  height,
  channels,
  frames,
  tables,
}: Omit<Raster, 'frames'> & { readonly frames: Iterable<Samples> }): Uint8Array<ArrayBuffer> {
  const packed: Uint8Array[] = [];
  let sampleType: SampleType | null = null;
  // One after the other: of a large volume, no more than a frame need be there unpacked.
  for (const frame of frames) {
    if (frame.length !== width * height * channels)
      throw new RangeError('a frame has not the size of its raster');
    sampleType ??= sampleTypeOf(frame);
    if (sampleTypeOf(frame) !== sampleType) throw new RangeError('the frames have different types');
    packed.push(deflateSync(planesOf(frame), { level: 4 }));
  }
  if (sampleType === null) throw new RangeError('a raster has at least one frame');
  const header = strToU8(
    JSON.stringify({
      width,
      height,
      channels,
      sampleType,
      frameBytes: packed.map(({ length }) => length),
      tables,
    }),
  );
  const bytes = new Uint8Array(
    packed.reduce((sum, { length }) => sum + length, preambleBytes + header.length),
  );
  bytes.set(magic);
  new DataView(bytes.buffer).setUint32(4, header.length, true);
  bytes.set(header, preambleBytes);
  let at = preambleBytes + header.length;
  for (const frame of packed) {
    bytes.set(frame, at);
    at += frame.length;
  }
  return bytes;
}

/** Throws RangeError where the bytes are not a raster. */
export function readRasterHeader(bytes: Uint8Array): RasterHeader {
  if (bytes.length < preambleBytes || magic.some((byte, at) => bytes[at] !== byte)) {
    throw new RangeError('these bytes are not a raster');
  }
  const start = preambleBytes + new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
  const text = strFromU8(bytes.subarray(preambleBytes, start));
  return { ...headerSchema.parse(JSON.parse(text)), start };
}

/** The samples of one frame, counted from 0. Throws RangeError where there is no such frame, or it is damaged. */
export function readRasterFrame(bytes: Uint8Array, header: RasterHeader, frame: number): Samples {
  const length = header.frameBytes[frame];
  if (length === undefined) throw new RangeError(`the raster has no frame ${frame}`);
  const begin = header.frameBytes.slice(0, frame).reduce((sum, size) => sum + size, header.start);
  const count = header.width * header.height * header.channels;
  const planes = inflateSync(bytes.subarray(begin, begin + length), {
    out: new Uint8Array(count * bytesOf(header.sampleType)),
  });
  if (planes.length !== count * bytesOf(header.sampleType)) throw new RangeError(`frame ${frame} is damaged`);
  return fromPlanes(planes, header.sampleType, count);
}

function planesOf(samples: Samples): Uint8Array {
  const source = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  const size = samples.BYTES_PER_ELEMENT;
  const planes = new Uint8Array(source.length);
  let to = 0;
  for (let plane = 0; plane < size; plane += 1) {
    let before = 0;
    for (let from = plane; from < source.length; from += size, to += 1) {
      const byte = source[from] ?? 0;
      planes[to] = byte - before;
      before = byte;
    }
  }
  return planes;
}

function fromPlanes(planes: Uint8Array, type: SampleType, count: number): Samples {
  const size = bytesOf(type);
  const target = new Uint8Array(planes.length);
  let from = 0;
  for (let plane = 0; plane < size; plane += 1) {
    let before = 0;
    for (let to = plane; to < count * size; to += size, from += 1) {
      before = (before + (planes[from] ?? 0)) & 0xff;
      target[to] = before;
    }
  }
  return samplesOf(type, target.buffer);
}
