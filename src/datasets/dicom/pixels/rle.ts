import { CodecError } from './codec-error.ts';

/**
 * One frame of RLE (PS3.5 annex G) as little-endian samples, those of a pixel side by side. Each segment holds one byte
 * of each sample, the most significant first, colour after colour.
 * @throws CodecError where a segment is missing or breaks off.
 */
export function decodeRle(
  bytes: Uint8Array<ArrayBuffer>,
  pixels: number,
  samples: number,
  bytesPerSample: number,
): Uint8Array<ArrayBuffer> {
  if (bytes.length < 64) throw new CodecError('the picture breaks off');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const segments = view.getUint32(0, true);
  if (segments !== samples * bytesPerSample) {
    throw new CodecError(`it has ${segments} segments where ${samples * bytesPerSample} belong`);
  }
  const result = new Uint8Array(pixels * samples * bytesPerSample);
  const step = samples * bytesPerSample;
  for (let segment = 0; segment < segments; segment += 1) {
    const begin = view.getUint32(4 + 4 * segment, true);
    const end = segment + 1 < segments ? view.getUint32(8 + 4 * segment, true) : bytes.length;
    if (begin < 64 || end > bytes.length || begin > end) throw new CodecError('the picture breaks off');
    const sample = Math.floor(segment / bytesPerSample);
    const byte = bytesPerSample - 1 - (segment % bytesPerSample);
    unpack(bytes, begin, end, result, sample * bytesPerSample + byte, step, pixels);
  }
  return result;
}

/** Packed bits into every `step`th byte from `to`, `count` of them. */
function unpack(
  bytes: Uint8Array,
  begin: number,
  end: number,
  result: Uint8Array,
  to: number,
  step: number,
  count: number,
): void {
  let at = begin;
  let done = 0;
  while (done < count) {
    if (at >= end) throw new CodecError('the picture breaks off');
    const code = bytes[at] ?? 0;
    at += 1;
    if (code < 128) {
      if (at + code + 1 > end) throw new CodecError('the picture breaks off');
      for (let n = 0; n <= code && done < count; n += 1, done += 1)
        result[to + done * step] = bytes[at + n] ?? 0;
      at += code + 1;
    } else if (code > 128) {
      if (at >= end) throw new CodecError('the picture breaks off');
      const value = bytes[at] ?? 0;
      at += 1;
      for (let n = 0; n <= 256 - code && done < count; n += 1, done += 1) result[to + done * step] = value;
    }
  }
}
