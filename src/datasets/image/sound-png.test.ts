import { encode } from 'fast-png';
import { deflateSync, zlibSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../container/crc32.ts';
import { measureSmallPng } from './small-png.ts';

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
}

/** A PNG of these parts of packed pixels, sound in its chunks. */
function png(parts: readonly Uint8Array[], header: Header = {}): Uint8Array<ArrayBuffer> {
  const { width = 3, height = 2, bits = 8, colour = 0, interlace = 0 } = header;
  const head = new Uint8Array(13);
  new DataView(head.buffer).setUint32(0, width);
  new DataView(head.buffer).setUint32(4, height);
  head.set([bits, colour, 0, 0, interlace], 8);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const chunks = [
    chunk('IHDR', head),
    ...parts.map((part) => chunk('IDAT', part)),
    chunk('IEND', new Uint8Array()),
  ];
  return new Uint8Array([...signature, ...chunks.flatMap((each) => [...each])]);
}

const rows = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7);

describe('measureSmallPng', () => {
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
        const small = (1 + width * channels * (depth / 8)) * height <= 32 * 1024;
        expect(measureSmallPng(bytes)).toEqual(small ? { width, height } : null);
      }),
    );
  });

  it('takes packed pixels in several chunks together', () => {
    const packed = zlibSync(rows);
    const size = { width: 3, height: 2 };
    expect(measureSmallPng(png([packed.subarray(0, 5), packed.subarray(5)]))).toEqual(size);
  });

  it.each([
    ['too few pixels', png([zlibSync(rows.subarray(0, 7))])],
    ['too many pixels', png([zlibSync(Uint8Array.of(...rows, 0))])],
    ['far too many pixels', png([zlibSync(new Uint8Array(5000))])],
    ['packed pixels that break off', png([zlibSync(rows).subarray(0, 6)])],
    ['packed pixels without their header', png([deflateSync(rows)])],
    ['no pixels', png([])],
    ['a filter that does not exist', png([zlibSync(Uint8Array.of(0, 1, 2, 3, 5, 5, 6, 7))])],
    ['bits that its colour cannot have', png([zlibSync(rows)], { bits: 4, colour: 2 })],
    ['a colour that does not exist', png([zlibSync(rows)], { colour: 5 })],
    ['a palette', png([zlibSync(rows)], { colour: 3 })],
    ['interlaced rows', png([zlibSync(rows)], { interlace: 1 })],
    ['no width', png([zlibSync(Uint8Array.of(0, 0))], { width: 0 })],
  ])('leaves %s to a decoder', (_, bytes) => {
    expect(measureSmallPng(bytes)).toBeNull();
  });
});
