import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { describePixels, type PixelDescription } from '../../src/datasets/dicom/pixels/description.ts';
import { decodeStored } from '../../src/datasets/dicom/pixels/stored.ts';
import { readDicom, type DicomFile } from '../../src/datasets/dicom/parse/file.ts';
import type { Samples } from '../../src/domain/raster/raster.ts';

const pixelsSchema = z.object({
  lossy: z.boolean(),
  shape: z.array(z.int()).min(2).max(4),
  min: z.number(),
  max: z.number(),
  mean: z.number(),
  sha256: z.string(),
});

const fileSchema = z.object({
  about: z.string(),
  files: z.array(
    z.object({
      path: z.string(),
      pixels: z.union([pixelsSchema, z.object({ undecodableByPeer: z.string() })]).nullish(),
    }),
  ),
});

/** Pixel values that a peer decodes from DICOM files, or its admission that it cannot. */
export type DicomPixelsFile = z.infer<typeof fileSchema>;
export type DicomPixelsCase = DicomPixelsFile['files'][number];

/** @throws Error naming what is wrong with the file. */
export const parseDicomPixels = (json: string): DicomPixelsFile => fileSchema.parse(JSON.parse(json));

/** `left out`: the peer has no values of the file. */
export type DicomPixelsOutcome =
  | { readonly kind: 'held'; readonly note?: string }
  | { readonly kind: 'missed'; readonly why: readonly string[] }
  | { readonly kind: 'left out'; readonly ours: string };

/** Holds our stored values of one file to the peer's. */
export async function holdDicomPixels(golden: DicomPixelsCase, folder: string): Promise<DicomPixelsOutcome> {
  const ours = await decoded(join(folder, golden.path));
  const { pixels } = golden;
  if (pixels === undefined || pixels === null || 'undecodableByPeer' in pixels) {
    return { kind: 'left out', ours: ours.kind === 'refused' ? `refused: ${ours.reason}` : `decoded: ${ours.shape.join(' x ')}` };
  }
  if (ours.kind === 'refused') {
    return ours.contradiction === null
      ? { kind: 'missed', why: [`refused: ${ours.reason}`] }
      : { kind: 'held', note: `refused, since ${ours.contradiction}: what the peer gave is not in the file` };
  }
  const why: string[] = [];
  const differs = (what: string, expected: unknown, got: unknown): void => {
    why.push(`${what}: expected ${String(expected)}, got ${String(got)}`);
  };
  if (ours.shape.join() !== pixels.shape.join()) differs('shape', pixels.shape.join(' x '), ours.shape.join(' x '));
  if (pixels.lossy) {
    if (Math.abs(ours.min - pixels.min) > 3) differs('min', pixels.min, ours.min);
    if (Math.abs(ours.max - pixels.max) > 3) differs('max', pixels.max, ours.max);
    if (Math.abs(ours.mean - pixels.mean) > 0.5) differs('mean', pixels.mean, ours.mean);
  } else if (ours.sha256 !== pixels.sha256) {
    if (why.length === 0 && isEmpty(pixels) && ours.max > ours.min) {
      return {
        kind: 'held',
        note: `the peer gave a picture of zeros alone, as it does where its decoder fails; ours holds values from ${ours.min} to ${ours.max}`,
      };
    }
    differs('SHA-256', `${pixels.sha256.slice(0, 12)} (${pixels.min} to ${pixels.max}, mean ${pixels.mean})`, `${ours.sha256.slice(0, 12)} (${ours.min} to ${ours.max}, mean ${ours.mean})`);
  }
  return why.length === 0 ? { kind: 'held' } : { kind: 'missed', why };
}

/** Whether the peer's values are zeros alone, by their digest. */
function isEmpty({ shape, sha256 }: z.infer<typeof pixelsSchema>): boolean {
  const zeros = new Uint8Array(4 * shape.reduce((product, size) => product * size, 1));
  return createHash('sha256').update(zeros).digest('hex') === sha256;
}

async function decoded(path: string) {
  const refused = (reason: string, contradiction: string | null = null) =>
    ({ kind: 'refused', reason, contradiction }) as const;
  try {
    const file = readDicom(new Uint8Array(await readFile(path)));
    const description = describePixels(file.data);
    if (description.kind === 'refused') return refused(description.reason);
    const stored = await decodeStored(file, description, { wordOrder: 'as it lies' });
    if (stored.kind === 'refused') return refused(stored.reason, contradictionIn(file, description));
    const { frames, rows, columns, samples } = description;
    return {
      kind: 'decoded',
      shape: [...(frames > 1 ? [frames] : []), rows, columns, ...(samples > 1 ? [samples] : [])],
      ...summary(stored.frames),
    } as const;
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
}

/**
 * A JPEG 2000 codestream of another size than the data set says cannot be decoded into the data set's shape: a peer that
 * gives that shape all the same gives what lay in its memory. Read here anew, not by the code that is tested.
 */
function contradictionIn({ data }: DicomFile, { rows, columns }: PixelDescription): string | null {
  const [, first] = data.elements.get(0x7fe00010)?.fragments ?? [];
  if (first === undefined || first.length < 40) return null;
  const view = new DataView(first.buffer, first.byteOffset, first.byteLength);
  if (view.getUint32(0) !== 0xff4fff51) return null;
  const [width, height] = [view.getUint32(8) - view.getUint32(16), view.getUint32(12) - view.getUint32(20)];
  return width === columns && height === rows
    ? null
    : `its codestream is of ${width} x ${height} pixels, its data set of ${columns} x ${rows}`;
}

function summary(frames: readonly Samples[]) {
  const hash = createHash('sha256');
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let count = 0;
  for (const frame of frames) {
    const integers = new Int32Array(frame.length);
    for (let at = 0; at < frame.length; at += 1) {
      const value = frame[at] ?? 0;
      integers[at] = value;
      if (value < min) min = value;
      if (value > max) max = value;
      sum += value;
    }
    count += frame.length;
    hash.update(new Uint8Array(integers.buffer));
  }
  return { min, max, mean: sum / count, sha256: hash.digest('hex') };
}
