import { refusal, type Refusal } from '../refusal.ts';
import { tags, type Directory } from './directory.ts';

export type Compression =
  'none' | 'LZW' | 'deflate' | 'PackBits' | 'Zstandard' | 'JPEG' | 'fax runs' | 'fax group 3' | 'fax group 4';
export type FaxCode = Extract<Compression, `fax ${string}`>;
/** `white is zero`: grey values whose smallest is white. */
export type Photometric = 'white is zero' | 'black is zero' | 'RGB' | 'CMYK' | 'palette';
export type SampleKind = 'unsigned' | 'signed' | 'float';

/** A strip or tile: where its bytes lie, and where its upper left pixel lies in the page. */
export interface Block {
  readonly offset: number;
  readonly length: number;
  readonly x: number;
  readonly y: number;
  /** The channel that it holds, where each has blocks of its own; null where it holds all of them. */
  readonly channel: number | null;
}

/** Pixels of a strip or tile, and the values of each. */
export interface BlockShape {
  readonly width: number;
  readonly rows: number;
  readonly channels: number;
}

/** How the pixels of one page are stored. */
export interface Page {
  readonly kind: 'page';
  readonly width: number;
  readonly height: number;
  /** Of one pixel, opacity and the like included. */
  readonly channels: number;
  readonly bits: number;
  readonly samples: SampleKind;
  readonly photometric: Photometric;
  readonly compression: Compression;
  /** 1: none; 2: each sample less the one before it; 3: the same of floating-point numbers. */
  readonly predictor: 1 | 2 | 3;
  /** Bits of a byte are stored in reverse order. */
  readonly reversedBits: boolean;
  readonly blocks: readonly Block[];
  readonly blockWidth: number;
  readonly blockHeight: number;
  /** What the first channel beyond the colours is: opacity by itself, opacity that the colours were multiplied by, or unknown. */
  readonly extra: 'opacity' | 'multiplied opacity' | 'unknown' | null;
  /** Red, then green, then blue of every entry, 0 to 65535. */
  readonly palette: readonly number[];
  /** EXIF's orientation. */
  readonly orientation: number;
  /** Of JPEG: what all blocks have in common. */
  readonly jpegTables: Uint8Array<ArrayBuffer>;
  /** JPEG's colours are brightness and two differences: they become RGB when they are decoded. */
  readonly differences: boolean;
  /** `T4Options` of fax group 3. */
  readonly faxOptions: number;
}

/** Colours of a pixel, without what is none. */
export const colourCount = (photometric: Photometric): 1 | 3 | 4 =>
  photometric === 'RGB' ? 3 : photometric === 'CMYK' ? 4 : 1;

const compressions: Readonly<Record<number, Compression>> = {
  1: 'none',
  2: 'fax runs',
  3: 'fax group 3',
  4: 'fax group 4',
  5: 'LZW',
  7: 'JPEG',
  8: 'deflate',
  32946: 'deflate',
  32773: 'PackBits',
  50000: 'Zstandard',
};
const otherCompressions: Readonly<Record<number, string>> = {
  6: 'JPEG in a way that is no longer in use',
  9: 'JBIG',
  10: 'JBIG',
  33003: 'JPEG 2000',
  33005: 'JPEG 2000',
  34712: 'JPEG 2000',
  34887: 'LERC',
  34925: 'LZMA',
  50001: 'WebP',
  50002: 'JPEG XL',
};
const photometrics: Readonly<Record<number, Photometric>> = {
  0: 'white is zero',
  1: 'black is zero',
  2: 'RGB',
  3: 'palette',
  5: 'CMYK',
};
const brightnessAndDifferences = 6;
const otherPhotometrics: Readonly<Record<number, string>> = {
  4: 'a transparency mask',
  6: 'YCbCr, and not packed by JPEG',
  8: 'CIE L*a*b*',
  9: 'CIE L*a*b*',
  10: 'CIE L*a*b*',
  32803: 'of a colour filter array (a camera’s raw data)',
};
const sampleKinds: Readonly<Record<number, SampleKind>> = {
  1: 'unsigned',
  2: 'signed',
  3: 'float',
  4: 'unsigned',
};

const mostSide = 1_000_000;

/** Understands a page's fields, or says why its pixels cannot be read. Throws RangeError where a field points past the end. */
export function readPage(directory: Directory, fileBytes: number): Page | Refusal {
  const width = directory.number(tags.imageWidth, 0);
  const height = directory.number(tags.imageLength, 0);
  if (width < 1 || height < 1 || width > mostSide || height > mostSide)
    return damaged(`it says that it has ${width} x ${height} pixels`);
  const code = directory.number(tags.compression, 1);
  const compression = compressions[code];
  if (compression === undefined)
    return unreadable(`its pixels are packed by ${otherCompressions[code] ?? `method ${code}`}`);
  const colours = directory.number(tags.photometric, 1);
  const differences = colours === brightnessAndDifferences && compression === 'JPEG';
  const photometric = differences ? 'RGB' : photometrics[colours];
  if (photometric === undefined)
    return unreadable(`its colours are ${otherPhotometrics[colours] ?? `of kind ${colours}`}`);
  const channels = directory.number(tags.samplesPerPixel, 1);
  if (photometric === 'CMYK' && directory.number(tags.inkSet, 1) !== 1)
    return unreadable('its colours are inks of its own');
  const own = colourCount(photometric);
  if (channels < own || channels > own + 1)
    return unreadable(`it has ${channels} channels, of which nothing says what they are`);
  const bitsOf = directory.numbers(tags.bitsPerSample);
  const [bits = 1] = bitsOf;
  if (bitsOf.some((other) => other !== bits))
    return unreadable('its channels have different numbers of bits');
  const samples = sampleKinds[directory.number(tags.sampleFormat, 1)];
  if (samples === undefined || !isReadable(bits, samples))
    return unreadable(
      `its values are ${samples === undefined ? 'complex' : samples} numbers of ${bits} bits`,
    );
  const misfit = misfitOf(compression, { bits, channels, samples, differences, directory });
  if (misfit !== null) return unreadable(misfit);
  const predictor = mayBeDifferenced(compression) ? directory.number(tags.predictor, 1) : 1;
  if (predictor !== 1 && predictor !== 2 && predictor !== 3)
    return unreadable(`it uses predictor ${predictor}`);
  if (
    (predictor === 2 && bits !== 8 && bits !== 16 && bits !== 32 && bits !== 64) ||
    (predictor === 3 && samples !== 'float')
  )
    return unreadable(`it uses predictor ${predictor} for values of ${bits} bits`);
  const layout = blocksOf(directory, { width, height, channels, fileBytes });
  if ('reason' in layout) return layout;
  return {
    kind: 'page',
    width,
    height,
    channels,
    bits,
    samples,
    photometric,
    compression,
    predictor,
    reversedBits: directory.number(tags.fillOrder, 1) === 2,
    ...layout,
    extra: channels === own ? null : extraOf(directory.number(tags.extraSamples, 0)),
    palette: photometric === 'palette' ? directory.numbers(tags.colorMap) : [],
    orientation: directory.number(tags.orientation, 1),
    jpegTables: directory.bytes(tags.jpegTables),
    differences,
    faxOptions: directory.number(tags.faxOptions, 0),
  };
}

/** Those that a predictor goes with; of others the field says nothing, whatever it says (as libtiff has it). */
const mayBeDifferenced = (compression: Compression): boolean =>
  compression === 'LZW' || compression === 'deflate' || compression === 'Zstandard';

/** Why pixels of this kind are not packed so, in words; null where they may be. */
function misfitOf(
  compression: Compression,
  {
    bits,
    channels,
    samples,
    differences,
    directory,
  }: Pick<Page, 'bits' | 'channels' | 'samples' | 'differences'> & { readonly directory: Directory },
): string | null {
  if (compression.startsWith('fax') && (bits !== 1 || channels !== 1))
    return `its pixels are packed by fax code, which is for black and white, and have ${channels * bits} bits`;
  if (compression !== 'JPEG') return null;
  if (bits !== 8 || samples !== 'unsigned') return `its pixels are packed by JPEG of ${bits} bits`;
  const apart = directory.number(tags.planarConfiguration, 1) === 2;
  return differences && (apart || channels !== 3) ? 'its colours are YCbCr in planes of their own' : null;
}

/** Whether it is another page made smaller, or the mask of another. */
export const isAside = (directory: Directory): boolean =>
  (directory.number(tags.newSubfileType, 0) & 5) !== 0 || directory.number(tags.subfileType, 1) === 2;

function isReadable(bits: number, samples: SampleKind): boolean {
  switch (samples) {
    case 'unsigned':
      return (bits >= 1 && bits <= 16) || bits === 32;
    case 'signed':
      return bits === 8 || bits === 16 || bits === 32;
    case 'float':
      return bits === 32 || bits === 64;
  }
}

const extraOf = (code: number): Page['extra'] =>
  code === 2 ? 'opacity' : code === 1 ? 'multiplied opacity' : 'unknown';

interface Shape {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly fileBytes: number;
}

function blocksOf(
  directory: Directory,
  { width, height, channels, fileBytes }: Shape,
): Pick<Page, 'blocks' | 'blockWidth' | 'blockHeight'> | Refusal {
  const tiled = directory.number(tags.tileWidth, 0) > 0;
  const blockWidth = tiled ? directory.number(tags.tileWidth, 0) : width;
  const rows = tiled ? directory.number(tags.tileLength, 0) : directory.number(tags.rowsPerStrip, height);
  const blockHeight = tiled ? rows : Math.min(rows, height);
  if (blockHeight < 1 || blockWidth > mostSide || blockHeight > mostSide)
    return damaged('it says that its parts have no size');
  const across = Math.ceil(width / blockWidth);
  const down = Math.ceil(height / blockHeight);
  const separate = directory.number(tags.planarConfiguration, 1) === 2 && channels > 1;
  const count = across * down * (separate ? channels : 1);
  const offsets = directory.numbers(tiled ? tags.tileOffsets : tags.stripOffsets);
  const lengths = directory.numbers(tiled ? tags.tileByteCounts : tags.stripByteCounts);
  if (offsets.length < count) return damaged(`it lists ${offsets.length} of its ${count} parts`);
  const blocks = offsets.slice(0, count).map((offset, at): Block => {
    const inPlane = at % (across * down);
    return {
      offset,
      // Old writers leave the length of a single strip out.
      length: lengths[at] ?? Math.max(0, fileBytes - offset),
      x: (inPlane % across) * blockWidth,
      y: Math.floor(inPlane / across) * blockHeight,
      channel: separate ? Math.floor(at / (across * down)) : null,
    };
  });
  const outside = blocks.find(({ offset, length }) => offset + length > fileBytes);
  return outside === undefined
    ? { blocks, blockWidth, blockHeight }
    : damaged(`it breaks off: pixels should lie at byte ${outside.offset}, its last is ${fileBytes - 1}`);
}

const unreadable = (why: string): Refusal =>
  refusal(
    `it is a TIFF that cannot be read: ${why}`,
    'Save it as TIFF with LZW or no compression, or as PNG.',
  );

export const damaged = (why: string): Refusal =>
  refusal(
    `the TIFF is damaged: ${why}`,
    'Open it in another program and save it anew, or download it again.',
  );
