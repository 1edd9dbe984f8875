import { inflateSync } from 'fflate';
import { samplesOf, type Samples } from '../../../domain/raster/raster.ts';
import { refusal, type Refusal } from '../../refusal.ts';
import { decodeJpeg } from '../../jpeg/decode.ts';
import { JpegError } from '../../jpeg/error.ts';
import { decodeJpegLs } from '../jpeg-ls/decode.ts';
import type { DicomFile } from '../parse/file.ts';
import { tags } from '../parse/tags.ts';
import { transferSyntaxOf, type PixelCoding, type TransferSyntax } from '../parse/transfer-syntax.ts';
import { CodecError } from './codec-error.ts';
import { decodeWasm } from './codecs.ts';
import { jpeg2000Header, unwrapped, type CodestreamHeader } from './codestream.ts';
import type { PixelDescription } from './description.ts';
import { encapsulatedFrames } from './frames.ts';
import { frameBits, nativeSamples, reverseWords, sampleTypeFor } from './native.ts';
import { decodeRle } from './rle.ts';

/** Pixel values as they are stored, before anything that the data set says about their meaning is applied. */
export interface StoredPixels {
  readonly kind: 'stored';
  /** Row after row, the samples of a pixel side by side. */
  readonly frames: readonly Samples[];
  /** What the colours are, where the decoder knows better than the data set. */
  readonly colours: 'RGB' | 'YCbCr' | null;
  /** The decoder gives the numbers themselves: there are no spare bits and no sign to extend. */
  readonly exact: boolean;
}

const fromTheSource = 'Export it from the system that it comes from once more, uncompressed if it can.';

interface DecodingOptions {
  /**
   * `as it lies` leaves samples of 8 bits in big-endian words where they lie, as the peer does that the golden values come from; `in
   * order` puts them right (PS3.5 8.1.1, annex A.3).
   */
  readonly wordOrder?: 'in order' | 'as it lies';
  /** The one frame that is wanted, counted from 0; all where none is named. */
  readonly only?: number;
}

/**
 * Decodes the pixel data.
 * Refused where the data break off or cannot be decoded.
 */
export async function decodeStored(
  { data, transferSyntax }: DicomFile,
  description: PixelDescription,
  { wordOrder = 'in order', only }: DecodingOptions = {},
): Promise<StoredPixels | Refusal> {
  const element = data.elements.get(pixelTag(data.elements));
  if (element === undefined) return refusal('it has no pixel data', fromTheSource);
  const syntax = transferSyntaxOf(transferSyntax) ?? (element.fragments === undefined ? plain : undefined);
  if (syntax === undefined) {
    return refusal(
      `its pixels are compressed in a way that cannot be read (${transferSyntax})`,
      fromTheSource,
    );
  }
  if (element.fragments === undefined) {
    if (syntax.pixels !== 'native') {
      return refusal(
        `it says that its pixels are compressed (${syntax.name}), but they are not`,
        fromTheSource,
      );
    }
    const needed = Math.ceil((frameBits(description) * description.frames) / 8);
    if (element.length < needed) {
      return refusal(
        `its pixel data break off: ${element.length} of ${needed} bytes are there`,
        'Copy or download it again.',
      );
    }
    let bytes = data.bytes.subarray(element.at, element.at + element.length);
    if (
      wordOrder === 'in order' &&
      !data.littleEndian &&
      description.bitsAllocated <= 8 &&
      element.vr === 'OW'
    ) {
      bytes = bytes.slice();
      reverseWords(bytes, 2);
    }
    return native(bytes, description, data.littleEndian, only);
  }
  if (element.cut === true) {
    return refusal('its pixel data break off in the middle of a frame', 'Copy or download it again.');
  }
  const frames = encapsulatedFrames(data, description.frames);
  if (frames === null) {
    return refusal(
      `its ${description.frames} frames cannot be told apart in ${Math.max(0, element.fragments.length - 1)} fragments; some may be missing`,
      'Copy or download it again; if that does not help, export it uncompressed.',
    );
  }
  return compressed(only === undefined ? frames : frames.slice(only, only + 1), description, syntax);
}

const plain: Pick<TransferSyntax, 'name' | 'pixels'> = { name: 'uncompressed', pixels: 'native' };

/** Of the three kinds of pixel data, the one that is there. */
export const pixelTag = (elements: ReadonlyMap<number, unknown>): number =>
  [tags.FloatPixelData, tags.DoubleFloatPixelData].find((tag) => elements.has(tag)) ?? tags.PixelData;

function native(
  bytes: Uint8Array<ArrayBuffer>,
  description: PixelDescription,
  littleEndian: boolean,
  only?: number,
): StoredPixels {
  const bits = frameBits(description);
  const wanted =
    only === undefined
      ? Array.from({ length: description.frames }, (_, n) => n)
      : only < description.frames
        ? [only]
        : [];
  const frames = wanted.map((n) => {
    const at = n * bits;
    return nativeSamples(bytes.subarray(Math.floor(at / 8)), description, littleEndian, at % 8);
  });
  return { kind: 'stored', frames, colours: null, exact: false };
}

async function compressed(
  encoded: readonly Uint8Array<ArrayBuffer>[],
  description: PixelDescription,
  { name, pixels }: Pick<TransferSyntax, 'name' | 'pixels'>,
): Promise<StoredPixels | Refusal> {
  const frames: Samples[] = [];
  let colours: StoredPixels['colours'] = null;
  let exact = false;
  for (const [n, frame] of encoded.entries()) {
    try {
      const decoded = await decodeFrame(frame, description, pixels);
      frames.push(decoded.samples);
      colours = decoded.colours;
      exact = decoded.exact;
    } catch (error) {
      if (!(error instanceof CodecError || error instanceof JpegError)) throw error;
      return refusal(
        `its pixels (${name}) cannot be decoded${encoded.length > 1 ? `, frame ${n + 1} of ${encoded.length}` : ''}: ${error.message}`,
        fromTheSource,
      );
    }
  }
  return { kind: 'stored', frames, colours, exact };
}

interface DecodedSamples {
  readonly samples: Samples;
  readonly colours: StoredPixels['colours'];
  readonly exact: boolean;
}

async function decodeFrame(
  frame: Uint8Array<ArrayBuffer>,
  description: PixelDescription,
  coding: PixelCoding,
): Promise<DecodedSamples> {
  switch (coding) {
    case 'native':
      // Encapsulated though it says that it is not compressed: the fragments are the samples.
      return { samples: whole(frame, description), colours: null, exact: false };
    case 'deflated frames':
      return { samples: whole(unpack(frame, description), description), colours: null, exact: false };
    case 'rle':
      return { samples: rleSamples(frame, description), colours: null, exact: false };
    case 'jpeg':
      return jpegSamples(frame, description);
    case 'jpeg-ls':
      return jpegLsSamples(frame, description);
    case 'jpeg 2000':
    case 'htj2k':
      return wasmSamples(coding, unwrapped(frame), description);
  }
}

/** Samples of a frame that stands alone. */
function whole(bytes: Uint8Array<ArrayBuffer>, description: PixelDescription): Samples {
  if (bytes.length < Math.ceil(frameBits(description) / 8)) throw new CodecError('the picture breaks off');
  return nativeSamples(bytes, description, true);
}

function unpack(frame: Uint8Array<ArrayBuffer>, description: PixelDescription): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(Math.ceil(frameBits(description) / 8));
  try {
    return new Uint8Array(inflateSync(frame, { out }));
  } catch {
    throw new CodecError('the picture breaks off or makes no sense');
  }
}

function rleSamples(frame: Uint8Array<ArrayBuffer>, description: PixelDescription): Samples {
  const { rows, columns, samples, bitsAllocated } = description;
  if (bitsAllocated === 1) {
    return nativeSamples(decodeRle(frame, Math.ceil((rows * columns) / 8), 1, 1), description, true);
  }
  const bytes = decodeRle(frame, rows * columns, samples, bitsAllocated / 8);
  return samplesOf(sampleTypeFor(description), bytes.buffer);
}

function jpegSamples(frame: Uint8Array<ArrayBuffer>, description: PixelDescription): DecodedSamples {
  // JPEG-LS under the name of JPEG lossless is common enough.
  if (frame[2] === 0xff && frame[3] === 0xf7) throw new CodecError('they are JPEG-LS under the name of JPEG');
  const { samples, colours, lossless } = decodeJpeg(frame, ({ width, height, components, precision }) => {
    expectSize(description, { width, height, components: components.length });
    if (precision > description.bitsAllocated)
      throw new CodecError(`samples of ${precision} bits do not fit`);
  });
  const wide =
    description.bitsAllocated === 16 && samples instanceof Uint8Array ? Uint16Array.from(samples) : samples;
  return { samples: signedAs(wide, description.signed), colours: lossless ? null : colours, exact: false };
}

function jpegLsSamples(frame: Uint8Array<ArrayBuffer>, description: PixelDescription): DecodedSamples {
  const { samples, precision } = decodeJpegLs(frame, (found) => expectSize(description, found));
  if (precision > description.bitsAllocated) throw new CodecError(`samples of ${precision} bits do not fit`);
  return { samples: signedAs(samples, description.signed), colours: null, exact: false };
}

async function wasmSamples(
  coding: 'jpeg 2000' | 'htj2k',
  frame: Uint8Array<ArrayBuffer>,
  description: PixelDescription,
): Promise<DecodedSamples> {
  const accept = (found: CodestreamHeader): void => expectSize(description, found);
  const header = jpeg2000Header(frame, accept);
  accept(header);
  if (header.precision > 16 || (header.precision > 8 && header.components > 1)) {
    throw new CodecError(
      `samples of ${header.precision} bits${header.components > 1 ? ' in colour' : ''} cannot be decoded yet`,
    );
  }
  if (header.signed && header.precision <= 8)
    throw new CodecError('signed samples of 8 bits cannot be decoded yet');
  const decoded = await decodeWasm(coding, frame);
  expectSize(description, decoded);
  const { bytes, precision } = decoded;
  const pixels = description.rows * description.columns;
  const size = precision > 8 ? 2 : 1;
  if (bytes.length !== pixels * description.samples * size) throw new CodecError('the picture breaks off');
  // The codestream says itself where its numbers have a sign.
  const signed = decoded.signed || description.signed;
  const type = size === 1 ? (signed ? 'int8' : 'uint8') : signed ? 'int16' : 'uint16';
  const samples = samplesOf(type, bytes.buffer);
  // Numbers with a sign that were compressed as if they had none.
  if (signed && !decoded.signed) extendSign(samples, precision);
  return {
    samples,
    // Its colour transforms are part of the codestream, and undone with it.
    colours: description.photometric !== 'YBR_FULL' ? 'RGB' : null,
    exact: true,
  };
}

/** In place: the highest of `bits` bits is the sign. */
export function extendSign(samples: Samples, bits: number): void {
  const spare = 32 - bits;
  for (let at = 0; at < samples.length; at += 1) samples[at] = ((samples[at] ?? 0) << spare) >> spare;
}

function expectSize(
  { rows, columns, samples }: PixelDescription,
  found: { readonly width: number; readonly height: number; readonly components: number },
): void {
  if (found.width === columns && found.height === rows && found.components === samples) return;
  throw new CodecError(
    `the compressed picture has ${found.width} x ${found.height} pixels of ${found.components} samples, the file says ${columns} x ${rows} of ${samples}`,
  );
}

function signedAs(samples: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>, signed: boolean): Samples {
  if (!signed) return samples;
  return samples instanceof Uint8Array ? new Int8Array(samples.buffer) : new Int16Array(samples.buffer);
}
