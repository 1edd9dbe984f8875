import { ScanBits } from './bits.ts';
import { undoColourTransform } from './colour-transform.ts';
import { LsMarkers, type LsFrame, type LsScan } from './frame.ts';
import { LineDecoder } from './line.ts';
import { CodecError } from '../pixels/codec-error.ts';

/** A picture as it was coded: the samples of a pixel side by side, of 8 bits where they fit. */
export interface LsPicture extends LsFrame {
  readonly samples: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
}

/**
 * Decodes a JPEG-LS picture, lossless or near to it (T.87). `accept` sees its size before anything is allocated, and throws where it is not
 * what was expected. Takes time in proportion to its pixels and bytes, whatever these are.
 * @throws CodecError where it breaks off, makes no sense or uses what no DICOM image does.
 */
export function decodeJpegLs(bytes: Uint8Array, accept: (frame: LsFrame) => void): LsPicture {
  const markers = new LsMarkers(bytes);
  let scan = markers.next(null);
  const { width, height, components, precision } = markers.frame;
  accept({ width, height, components, precision });
  const count = width * height * components;
  const samples = precision <= 8 ? new Uint8Array(count) : new Uint16Array(count);
  const missing = new Set(Array.from({ length: components }, (_, n) => n));
  while (scan !== null && missing.size > 0) {
    for (const component of scan.components) missing.delete(component);
    scan = markers.next(decodeScan(bytes, scan, { width, height, components, precision }, samples));
  }
  if (missing.size > 0) throw new CodecError('the picture breaks off');
  if (components === 3) undoColourTransform(samples, markers.transform);
  return { width, height, components, precision, samples };
}

/** Where the scan ends. */
function decodeScan(
  bytes: Uint8Array,
  { components, interleaved, parameters, at }: LsScan,
  frame: LsFrame,
  samples: Uint8Array | Uint16Array,
): number {
  const { width, height } = frame;
  const bits = new ScanBits(bytes, at);
  const decoder = new LineDecoder(bits, parameters);
  const line = () => new Int32Array(width + 2);
  let above = components.map(line);
  let current = components.map(line);
  const runs = components.map(() => 0);
  for (let y = 0; y < height; y += 1) {
    for (const [n, now] of current.entries()) {
      const before = above[n] ?? line();
      // What lies beyond the edges is as the nearest sample of the line above.
      before[width + 1] = before[width] ?? 0;
      now[0] = before[1] ?? 0;
      if (interleaved !== 'by sample') runs[n] = decoder.line(before, now, runs[n] ?? 0);
    }
    if (interleaved === 'by sample') runs[0] = decoder.lineOfSamples(above, current, runs[0] ?? 0);
    for (const [n, now] of current.entries()) {
      let to = y * width * frame.components + (components[n] ?? 0);
      for (let x = 1; x <= width; x += 1, to += frame.components) samples[to] = now[x] ?? 0;
    }
    [above, current] = [current, above];
  }
  return bits.end;
}
