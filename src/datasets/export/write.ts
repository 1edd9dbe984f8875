import { makeZip } from 'client-zip';
import { rasterMediaType } from '../../domain/dataset/truth.ts';
import { rasterFileOf } from '../image/own-raster.ts';
import { pictureOf } from '../image/picture-of.ts';
import { cocoText } from './coco-text.ts';
import { manifestText } from './manifest-text.ts';
import { PictureFiles, type PictureFile } from './picture-files.ts';
import { ExportRecord, type ExportFormat, type ExportOutcome, type ExportSource } from './source.ts';

export interface ExportProgress {
  /** Cases described so far; then pictures written. */
  readonly stage: 'cases' | 'pictures';
  readonly done: number;
  readonly total: number;
  /** Of pictures read so far. */
  readonly bytes: number;
}

/** Of every file in the archive: the same data set gives the same bytes. */
const lastModified = new Date(2000, 0, 1);

/**
 * Writes a data set as a zip into `target`, a picture at a time, and closes it. Rejects, and aborts `target`, where
 * the signal is given or a picture is no longer stored.
 */
export async function writeExport(
  format: ExportFormat,
  source: ExportSource,
  target: WritableStream<Uint8Array>,
  onProgress: (progress: ExportProgress) => void,
  signal: AbortSignal,
): Promise<ExportOutcome> {
  const record = new ExportRecord();
  const files = new PictureFiles(format === 'coco');
  const counted = countedCases(source, onProgress, signal);
  const [name, text] =
    format === 'coco'
      ? (['annotations.json', cocoText(counted, files, record)] as const)
      : (['dataset.json', manifestText(counted, files, record)] as const);
  async function* entries() {
    yield { name, input: encoded(text), lastModified };
    let bytes = 0;
    // Known once the text is written: it names them.
    const pictures = files.all();
    for (const [done, file] of pictures.entries()) {
      signal.throwIfAborted();
      onProgress({ stage: 'pictures', done, total: pictures.length, bytes });
      const input = await bytesOf(file, format, source);
      bytes += input.length;
      yield { name: file.path, input, lastModified };
    }
    onProgress({ stage: 'pictures', done: pictures.length, total: pictures.length, bytes });
  }
  await makeZip(entries()).pipeTo(target, { signal });
  return { cases: record.cases, pictures: files.all().length, leftOut: record.leftOut };
}

function countedCases(
  source: ExportSource,
  onProgress: (progress: ExportProgress) => void,
  signal: AbortSignal,
): Pick<ExportSource, 'dataset' | 'cases'> {
  const { dataset } = source;
  return {
    dataset,
    async *cases() {
      let done = 0;
      for await (const page of source.cases()) {
        signal.throwIfAborted();
        yield page;
        done += page.length;
        onProgress({ stage: 'cases', done, total: dataset.sampleCount, bytes: 0 });
      }
    },
  };
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  for await (const piece of pieces) if (piece !== '') yield encoder.encode(piece);
}

async function bytesOf(
  { image, caseName }: PictureFile,
  format: ExportFormat,
  source: ExportSource,
): Promise<Uint8Array<ArrayBuffer>> {
  const stored = await source.picture(image.blob);
  if (stored === null) {
    throw new Error(
      `The picture of “${caseName}” is no longer stored. Delete that case, or import it again, then export once more.`,
    );
  }
  if (stored.mediaType !== rasterMediaType || image.raster === undefined) return stored.bytes;
  return format === 'coco' ? pictureOf(stored, image).bytes : rasterFileOf(stored.bytes, image.raster);
}
