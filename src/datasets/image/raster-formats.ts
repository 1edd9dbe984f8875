import { looksLikeDicom } from '../dicom/parse/file.ts';
import type { RasterFileReader } from './raster-file.ts';

interface RasterFormat {
  readonly name: string;
  /** By its bytes, never by its name alone. */
  matches(bytes: Uint8Array<ArrayBuffer>, path: string): boolean;
  /** Loaded when the first such file is met. */
  load(): Promise<RasterFileReader>;
}

/** Every format that holds more than a screen shows. A new one is a folder and a line here. */
const rasterFormats: readonly RasterFormat[] = [
  {
    name: 'DICOM',
    matches: looksLikeDicom,
    load: async () => (await import('../dicom/raster-reader.ts')).readDicomRaster,
  },
];

/** The format of a file's bytes, or null where it is none of these. `bytes` may be its first 512 only. */
export const rasterFormatOf = (bytes: Uint8Array<ArrayBuffer>, path: string): RasterFormat | null =>
  rasterFormats.find((format) => format.matches(bytes, path)) ?? null;
