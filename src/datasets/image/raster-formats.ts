import { looksLikeDicom } from '../dicom/parse/file.ts';
import { isVolumeName } from '../names.ts';
import { looksLikeNifti, unpackedSize } from '../nifti/file.ts';
import { isPnm } from '../pnm/magic.ts';
import { isTiff } from '../tiff/directory.ts';
import { isDeepPng } from './deep-png-name.ts';
import { isRasterFile } from './own-raster-name.ts';
import type { RasterFileReader } from './raster-file.ts';

interface RasterFormat {
  readonly name: string;
  /** That such files have. */
  readonly ending: string;
  /** By its bytes, never by its name alone. */
  matches(bytes: Uint8Array<ArrayBuffer>, path: string): boolean;
  /** Bytes of memory that reading takes, about, where that is not the file's own size; files are read together while they fit. */
  weight?(bytes: Uint8Array): number;
  /** Loaded when the first such file is met. */
  load(): Promise<RasterFileReader>;
}

/** Every format that holds more than a screen shows. A new one is a folder and a line here. */
const rasterFormats: readonly RasterFormat[] = [
  {
    name: 'DICOM file',
    ending: 'dcm',
    matches: looksLikeDicom,
    load: async () => (await import('../dicom/raster-reader.ts')).readDicomRaster,
  },
  {
    name: 'PNG of 16 bits',
    ending: 'png',
    matches: isDeepPng,
    weight: (bytes) => 8 * bytes.length,
    load: async () => (await import('./deep-png.ts')).readDeepPng,
  },
  {
    name: 'NIfTI volume',
    ending: 'nii',
    // A file of that name that is none is told so.
    matches: (bytes, path) => looksLikeNifti(bytes) || isVolumeName(path),
    weight: (bytes) => 3 * unpackedSize(bytes),
    load: async () => (await import('../nifti/reader.ts')).readNiftiRaster,
  },
  {
    name: 'TIFF',
    ending: 'tif',
    matches: isTiff,
    weight: (bytes) => 4 * bytes.length,
    load: async () => (await import('../tiff/reader.ts')).readTiff,
  },
  {
    name: 'PNM picture',
    ending: 'pnm',
    matches: isPnm,
    weight: (bytes) => 4 * bytes.length,
    load: async () => (await import('../pnm/reader.ts')).readPnm,
  },
  {
    name: 'raster of Reading Room',
    ending: 'rrr',
    matches: isRasterFile,
    load: async () => (await import('./own-raster.ts')).readOwnRaster,
  },
];

/** The format of a file's bytes, or null where it is none of these. `bytes` may be its first 512 only. */
export const rasterFormatOf = (bytes: Uint8Array<ArrayBuffer>, path: string): RasterFormat | null =>
  rasterFormats.find((format) => format.matches(bytes, path)) ?? null;
