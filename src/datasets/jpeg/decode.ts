import { decodeScan, emptyCoefficients, type Coefficients } from './coefficients.ts';
import { JpegError } from './error.ts';
import { walkJpeg, type JpegColours, type JpegFrame } from './header.ts';
import { decodeLossless } from './lossless.ts';
import { samplesOfCoefficients } from './transform.ts';
import { interleaved } from './upsample.ts';

export interface JpegPicture {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Bits of a sample. */
  readonly precision: number;
  readonly lossless: boolean;
  /** What the file says of its colours. The samples are as they were coded: no conversion is made. */
  readonly colours: JpegColours;
  /** Row after row, the components of a pixel side by side. */
  readonly samples: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
}

/**
 * Decodes JPEG with Huffman coding: baseline and extended sequential, progressive (8 and 12 bits), lossless (2 to 16
 * bits). `accept` sees the header before anything is allocated, and throws where it is not what was expected.
 * @throws JpegError
 */
export function decodeJpeg(bytes: Uint8Array, accept: (frame: JpegFrame) => void): JpegPicture {
  const state: {
    frame: JpegFrame | null;
    coefficients: readonly Coefficients[];
    plain: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | null;
  } = { frame: null, coefficients: [], plain: null };
  const seen = new Set<number>();
  const { quantization, colours } = walkJpeg(bytes, {
    frame(found) {
      checkPrecision(found);
      accept(found);
      state.frame = found;
      const count = found.width * found.height * found.components.length;
      if (found.process === 'lossless')
        state.plain = found.precision > 8 ? new Uint16Array(count) : new Uint8Array(count);
      else state.coefficients = emptyCoefficients(found);
    },
    scan(scan) {
      const { frame, plain, coefficients } = state;
      if (frame === null) throw new JpegError('a scan comes before the header of its picture');
      for (const { component } of scan.parts) seen.add(component);
      return plain === null
        ? decodeScan(bytes, frame, scan, coefficients)
        : decodeLossless(bytes, frame, scan, plain);
    },
  });
  const { width, height, components, precision, process } = known(state.frame);
  if (seen.size !== components.length) throw new JpegError('a colour is missing');
  const samples =
    state.plain ??
    interleaved(
      known(state.frame),
      components.map((component, n) => {
        const table = quantization[component.quantization];
        const values = state.coefficients[n];
        if (table === undefined || values === undefined)
          throw new JpegError('a quantization table is missing');
        return samplesOfCoefficients(values, table, precision);
      }),
    );
  return {
    width,
    height,
    components: components.length,
    precision,
    lossless: process === 'lossless',
    colours,
    samples,
  };
}

function checkPrecision({ process, precision, width, height }: JpegFrame): void {
  if (width === 0 || height === 0) throw new JpegError('its header gives it no size');
  const fits =
    process === 'lossless' ? precision >= 2 && precision <= 16 : precision === 8 || precision === 12;
  if (!fits) throw new JpegError(`samples of ${precision} bits are not what this kind of JPEG has`);
}

function known(frame: JpegFrame | null): JpegFrame {
  if (frame === null) throw new JpegError('there is no picture in them');
  return frame;
}
