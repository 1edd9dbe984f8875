import type { Encoding } from './elements.ts';

/** How the pixels are compressed, by the decoder that they need. */
export type PixelCoding = 'native' | 'rle' | 'jpeg' | 'jpeg-ls' | 'jpeg 2000' | 'htj2k' | 'deflated frames';

export interface TransferSyntax extends Encoding {
  readonly name: string;
  readonly pixels: PixelCoding;
  /** The whole data set is deflated. */
  readonly deflated?: boolean;
  /** What was compressed cannot be had back bit for bit. */
  readonly lossy?: boolean;
}

const explicit = { littleEndian: true, implicit: false } as const;

/** PS3.5 chapter 10 and annex A, those that hold still pictures. */
const syntaxes: Readonly<Record<string, TransferSyntax>> = {
  '1.2.840.10008.1.2': {
    name: 'implicit little endian',
    littleEndian: true,
    implicit: true,
    pixels: 'native',
  },
  '1.2.840.10008.1.2.1': { name: 'explicit little endian', ...explicit, pixels: 'native' },
  '1.2.840.10008.1.2.1.99': { name: 'deflated', ...explicit, pixels: 'native', deflated: true },
  '1.2.840.10008.1.2.2': {
    name: 'explicit big endian',
    littleEndian: false,
    implicit: false,
    pixels: 'native',
  },
  '1.2.840.10008.1.2.4.50': { name: 'JPEG baseline', ...explicit, pixels: 'jpeg', lossy: true },
  '1.2.840.10008.1.2.4.51': { name: 'JPEG extended', ...explicit, pixels: 'jpeg', lossy: true },
  '1.2.840.10008.1.2.4.53': { name: 'JPEG spectral selection', ...explicit, pixels: 'jpeg', lossy: true },
  '1.2.840.10008.1.2.4.55': { name: 'JPEG full progression', ...explicit, pixels: 'jpeg', lossy: true },
  '1.2.840.10008.1.2.4.57': { name: 'JPEG lossless', ...explicit, pixels: 'jpeg' },
  '1.2.840.10008.1.2.4.70': { name: 'JPEG lossless, first order', ...explicit, pixels: 'jpeg' },
  '1.2.840.10008.1.2.4.80': { name: 'JPEG-LS lossless', ...explicit, pixels: 'jpeg-ls' },
  '1.2.840.10008.1.2.4.81': { name: 'JPEG-LS near-lossless', ...explicit, pixels: 'jpeg-ls', lossy: true },
  '1.2.840.10008.1.2.4.90': { name: 'JPEG 2000 lossless', ...explicit, pixels: 'jpeg 2000' },
  '1.2.840.10008.1.2.4.91': { name: 'JPEG 2000', ...explicit, pixels: 'jpeg 2000', lossy: true },
  '1.2.840.10008.1.2.4.201': { name: 'HTJ2K lossless', ...explicit, pixels: 'htj2k' },
  '1.2.840.10008.1.2.4.202': { name: 'HTJ2K lossless, by resolution', ...explicit, pixels: 'htj2k' },
  '1.2.840.10008.1.2.4.203': { name: 'HTJ2K', ...explicit, pixels: 'htj2k', lossy: true },
  '1.2.840.10008.1.2.5': { name: 'RLE', ...explicit, pixels: 'rle' },
  '1.2.840.10008.1.2.8.1': { name: 'deflated image frames', ...explicit, pixels: 'deflated frames' },
};

/** Undefined where it is unknown, or holds video. */
export const transferSyntaxOf = (uid: string): TransferSyntax | undefined => syntaxes[uid];

/** Video in a DICOM file (MPEG-2, MPEG-4, HEVC). */
export const isVideo = (uid: string): boolean => /^1\.2\.840\.10008\.1\.2\.4\.10[0-8](?:\.1)?$/.test(uid);
