import { encode } from 'fast-png';
import { deflateSync, zlibSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../container/crc32.ts';
import { sizeOfSoundPng } from './sound-png.ts';

function chunk(type: string, data: Uint8Array): Uint8Array {
  const whole = new Uint8Array(12 + data.length);
  const view = new DataView(whole.buffer);
  view.setUint32(0, data.length);
  whole.set(new TextEncoder().encode(type), 4);
  whole.set(data, 8);
  view.setUint32(8 + data.length, crc32(whole, 4, 8 + data.length));
  return whole;
}

interface Header {
  readonly width?: number;
  readonly height?: number;
  readonly bits?: number;
  readonly colour?: number;
  readonly interlace?: number;
  readonly palette?: Uint8Array;
}

/** A PNG of these parts of packed pixels, sound in its chunks. */
function png(parts: readonly Uint8Array[], header: Header = {}): Uint8Array<ArrayBuffer> {
  const { width = 3, height = 2, bits = 8, colour = 0, interlace = 0, palette } = header;
  const head = new Uint8Array(13);
  new DataView(head.buffer).setUint32(0, width);
  new DataView(head.buffer).setUint32(4, height);
  head.set([bits, colour, 0, 0, interlace], 8);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const chunks = [
    chunk('IHDR', head),
    ...(palette === undefined ? [] : [chunk('PLTE', palette)]),
    ...parts.map((part) => chunk('IDAT', part)),
    chunk('IEND', new Uint8Array()),
  ];
  return new Uint8Array([...signature, ...chunks.flatMap((each) => [...each])]);
}

const rows = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7);

describe('sizeOfSoundPng', () => {
  it('measures what another program wrote, of any size, colour and depth', () => {
    const picture = fc.record({
      width: fc.integer({ min: 1, max: 60 }),
      height: fc.integer({ min: 1, max: 60 }),
      channels: fc.constantFrom<1 | 2 | 3 | 4>(1, 2, 3, 4),
      depth: fc.constantFrom<8 | 16>(8, 16),
    });
    fc.assert(
      fc.property(picture, fc.integer(), ({ width, height, channels, depth }, seed) => {
        const length = width * height * channels;
        const values = Array.from({ length }, (_, at) => Math.imul(at + 1, seed | 1) >>> 8);
        const data = depth === 8 ? Uint8Array.from(values) : Uint16Array.from(values);
        const bytes = new Uint8Array(encode({ width, height, channels, depth, data }));
        expect(sizeOfSoundPng(bytes)).toEqual({ width, height });
      }),
    );
  });

  it('takes packed pixels in several chunks together', () => {
    const packed = zlibSync(rows);
    const size = { width: 3, height: 2 };
    expect(sizeOfSoundPng(png([packed.subarray(0, 5), packed.subarray(5)]))).toEqual(size);
  });

  it('takes a palette, and rows that are interlaced', () => {
    const palette = Uint8Array.of(1, 2, 3, 4, 5, 6);
    const size = { width: 3, height: 2 };
    expect(sizeOfSoundPng(png([zlibSync(rows)], { colour: 3, palette }))).toEqual(size);
    // 3 x 2 in passes of 1 x 1, 1 x 1, 1 x 1 and 3 x 1 pixels, each row with its filter.
    expect(sizeOfSoundPng(png([zlibSync(new Uint8Array(10))], { interlace: 1 }))).toEqual(size);
  });

  it('leaves it to a decoder where there is a palette that should not be so', () => {
    const colours = (count: number) => new Uint8Array(3 * count);
    const grey = zlibSync(rows);
    const red = zlibSync(new Uint8Array(2 * (1 + 9)));
    expect(sizeOfSoundPng(png([red], { colour: 2, palette: colours(256) }))).not.toBeNull();
    expect(sizeOfSoundPng(png([red], { colour: 2, palette: colours(257) }))).toBeNull();
    expect(sizeOfSoundPng(png([grey], { palette: colours(2) }))).toBeNull();
    expect(sizeOfSoundPng(png([grey], { colour: 3, palette: colours(257) }))).toBeNull();
    const bits = { colour: 3, bits: 1, width: 20 };
    const packed = zlibSync(new Uint8Array(2 * (1 + 3)));
    expect(sizeOfSoundPng(png([packed], { ...bits, palette: colours(2) }))).not.toBeNull();
    expect(sizeOfSoundPng(png([packed], { ...bits, palette: colours(3) }))).toBeNull();
    const one = png([red], { colour: 2, palette: colours(2) });
    const palette = one.subarray(33, 33 + 12 + 6);
    const twice = new Uint8Array([...one.subarray(0, 33), ...palette, ...one.subarray(33)]);
    expect(sizeOfSoundPng(one)).toEqual({ width: 3, height: 2 });
    expect(sizeOfSoundPng(twice)).toBeNull();
  });

  const edited = (bytes: Uint8Array, at: number, byte: number) => {
    bytes[at] = byte;
    return bytes;
  };

  it('takes pixels by how they begin: what is behind is what was written, since the checksums are right', () => {
    const nonsense = Uint8Array.of(...zlibSync(rows).subarray(0, 3), 0x55, 0x55, 0x55, 0x55);
    expect(sizeOfSoundPng(png([nonsense]))).toEqual({ width: 3, height: 2 });
  });

  it.each([
    ['pixels that begin with nonsense', png([new Uint8Array(90).fill(0x55)])],
    ['pixels whose header of zlib has a wrong check', png([edited(zlibSync(rows), 1, 0x9d)])],
    ['pixels whose first block is of no kind', png([edited(zlibSync(rows), 2, 6)])],
    ['pixels that cannot be packed into so little', png([zlibSync(rows)], { width: 6000, height: 6000 })],
    ['packed pixels that break off at once', png([zlibSync(rows).subarray(0, 2)])],
    ['packed pixels without their header', png([deflateSync(rows)])],
    ['no pixels', png([])],
    ['bits that its colour cannot have', png([zlibSync(rows)], { bits: 4, colour: 2 })],
    ['a colour that does not exist', png([zlibSync(rows)], { colour: 5 })],
    ['a palette that is not there', png([zlibSync(rows)], { colour: 3 })],
    ['a palette of half a colour', png([zlibSync(rows)], { colour: 3, palette: Uint8Array.of(1, 2) })],
    ['an interlacing that does not exist', png([zlibSync(rows)], { interlace: 2 })],
    ['no width', png([zlibSync(Uint8Array.of(0, 0))], { width: 0 })],
  ])('leaves %s to a decoder', (_, bytes) => {
    expect(sizeOfSoundPng(bytes)).toBeNull();
  });
});
