import { encodeRaster } from '../../../domain/raster/container.ts';
import type { RasterView } from '../../../domain/raster/view.ts';
import { baseName, withoutExtension } from '../../container/path.ts';
import type { FileSource } from '../../container/source.ts';
import type { RefusedFile } from '../../../domain/dataset/dataset.ts';
import { refusedFile } from '../../refusal.ts';
import type { Reading } from '../reading.ts';
import { rasterFileOf } from '../../image/own-raster.ts';
import { windowsOfBits } from '../../image/value-windows.ts';

/** The films of the Japanese Society of Radiological Technology: 2048 x 2048 values of 12 bits in two bytes each, the larger first, no head. */
const side = 2048;
const bits = 12;
const filmBytes = side * side * 2;
/** Millimetres between pixels. */
const jsrtSpacing = [0.175, 0.175] as const;

/** `JPCLN001.IMG`, as the publisher calls them: nothing in the file says what it is. */
const isFilmName = (path: string): boolean => /^JPC(?:LN|NN)\d{3}\.IMG$/i.test(baseName(path));

export const isJsrtFilm = ({ path, size }: Pick<FileSource, 'path' | 'size'>): boolean =>
  isFilmName(path) && size === filmBytes;

/** Files called as films that are none by their size. */
const otherFilms = (files: readonly FileSource[]): readonly RefusedFile[] =>
  files
    .filter((file) => isFilmName(file.path) && !isJsrtFilm(file))
    .map(({ path, size }) =>
      refusedFile(path, {
        reason: `it is called as a film of JSRT and has ${size.toLocaleString('en')} bytes; they have ${filmBytes.toLocaleString('en')} (2048 x 2048 pixels of two bytes)`,
        remedy: 'Copy or download it again.',
      }),
    );

/** What was read of `files` and the films made of them. */
export function withFilms(
  reading: Reading,
  films: readonly FileSource[],
  files: readonly FileSource[],
): Reading {
  const made = new Set(films.map(({ path }) => path));
  const own = files.filter(({ path }) => isFilmName(path)).map(({ path }) => path);
  return {
    ...reading,
    cases: reading.cases.map((draft) => ({
      ...draft,
      images: draft.images.map((image) =>
        made.has(image.path) ? { ...image, pixelSpacing: jsrtSpacing } : image,
      ),
    })),
    refused: [...reading.refused, ...otherFilms(files)],
    used: [...reading.used, ...own],
    embedded: [...films, ...reading.embedded],
  };
}

/**
 * The film as a raster, `JPCLN001.rrr`: values as they are, shown inverted, since they count how dark the film is (0 is white).
 */
export function jsrtFilm(file: FileSource): FileSource {
  const read = async (): Promise<Uint8Array<ArrayBuffer>> => {
    const bytes = await file.read();
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    // A file that is shorter than its size was is told when its picture is read.
    const values = Uint16Array.from({ length: side * side }, (_, at) =>
      2 * at + 1 < bytes.length ? view.getUint16(2 * at, false) : 0,
    );
    return rasterFileOf(
      encodeRaster({ width: side, height: side, channels: 1, frames: [values], tables: [] }),
      viewOf(values),
    );
  };
  return { path: `${withoutExtension(file.path)}.rrr`, size: file.size, read, head: read };
}

function viewOf(values: Uint16Array): RasterView {
  let [least, most] = [2 ** bits - 1, 0];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const windows = windowsOfBits([least, most], bits);
  return {
    frames: 1,
    channels: 1,
    sampleType: 'uint16',
    slope: 1,
    intercept: 0,
    range: [least, most],
    inverted: true,
    windows,
    shown: { frame: 0, window: windows[0].window },
  };
}
