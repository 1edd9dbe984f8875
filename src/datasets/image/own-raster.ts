import { z } from 'zod';
import { readRasterFrame, readRasterHeader, type RasterHeader } from '../../domain/raster/container.ts';
import { bytesOf, rangeOf, type Samples } from '../../domain/raster/raster.ts';
import { sampleTypes, type RasterView, type ShownFrame, type VolumeGrid } from '../../domain/raster/view.ts';
import { refusal, type Refusal } from '../refusal.ts';
import { rasterFileMagic } from './own-raster-name.ts';
import type { RasterFileReader } from './raster-file.ts';

/**
 * A raster as a file of its own (`.rrr`): `RRV1`, the length of what follows (uint32, little-endian), how it is seen as
 * JSON in UTF-8, then the raster as it is stored (domain/raster/container.ts). It holds values, windows and the frame
 * that is shown, and nothing of the patient.
 */
const preambleBytes = 8;

const finite = z.number();
const windowSchema = z.union([
  z
    .strictObject({
      kind: z.enum(['linear', 'linear exact', 'sigmoid']),
      centre: finite,
      width: finite.positive(),
    })
    .readonly(),
  z.strictObject({ kind: z.literal('table'), table: z.int().min(0) }).readonly(),
]);

/** Every part of `Type` has a schema: one that is added there and not here does not compile. */
type PartsOf<Type> = { readonly [Key in keyof Required<Type>]: z.ZodType };

const shownSchema = z
  .strictObject({
    frame: z.int().min(0),
    window: windowSchema.nullable(),
  } satisfies PartsOf<ShownFrame>)
  .readonly();

const volumeSchema = z
  .strictObject({
    spacing: z.tuple([finite.positive(), finite.positive(), finite.positive()]).readonly(),
    orientation: z.enum(['LPS', 'unknown']),
  } satisfies PartsOf<VolumeGrid>)
  .readonly();

const viewSchema = z
  .strictObject({
    frames: z.int().positive(),
    channels: z.union([z.literal(1), z.literal(3)]),
    sampleType: z.enum(sampleTypes),
    slope: finite,
    intercept: finite,
    unit: z.string().exactOptional(),
    range: z.tuple([finite, finite]).readonly(),
    inverted: z.boolean(),
    windows: z.array(z.strictObject({ name: z.string(), window: windowSchema }).readonly()).readonly(),
    frameSpacing: finite.positive().exactOptional(),
    volume: volumeSchema.exactOptional(),
    shown: shownSchema,
  } satisfies PartsOf<RasterView>)
  .readonly();

/** The bytes of a stored raster, and how it is seen, as a file. */
export function rasterFileOf(stored: Uint8Array, view: RasterView): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(JSON.stringify(view));
  const bytes = new Uint8Array(preambleBytes + head.length + stored.length);
  bytes.set(rasterFileMagic);
  new DataView(bytes.buffer).setUint32(4, head.length, true);
  bytes.set(head, preambleBytes);
  bytes.set(stored, preambleBytes + head.length);
  return bytes;
}

/** Deflate makes at most this many bytes of one; a header that promises more is not of these bytes. */
const mostInflated = 1100;
/** Unpacked bytes of all frames that a tab can hold. */
const mostBytes = 2 ** 30;
const again = 'Export it from Reading Room once more.';

export const readOwnRaster: RasterFileReader = (bytes) => {
  try {
    return Promise.resolve(read(bytes));
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    return Promise.resolve(refusal(`it is a damaged raster: ${fault}`, again));
  }
};

function read(bytes: Uint8Array): Awaited<ReturnType<RasterFileReader>> {
  if (bytes.length < preambleBytes) return refusal('it breaks off in its head', again);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
  const text = new TextDecoder('utf-8', { fatal: true }).decode(
    bytes.subarray(preambleBytes, preambleBytes + length),
  );
  const view = viewSchema.safeParse(JSON.parse(text));
  if (!view.success) return refusal('how it is seen cannot be read', again);
  const stored = bytes.subarray(preambleBytes + length);
  const header = readRasterHeader(stored);
  const fault = misfitOf(header, stored, view.data);
  if (fault !== null) return fault;
  const { width, height, channels, tables } = header;
  const frames = header.frameBytes.map((_, at): Samples => readRasterFrame(stored, header, at));
  return {
    kind: 'raster',
    raster: { width, height, channels, frames, tables },
    // What the values are, they say themselves.
    view: { ...view.data, range: rangeOf(frames) ?? view.data.range },
    changes: [],
    attributes: {},
  };
}

/** What of the head cannot be true of these bytes. */
function misfitOf(header: RasterHeader, stored: Uint8Array, view: RasterView): Refusal | null {
  const { width, height, channels, sampleType, frameBytes, tables, start } = header;
  const packed = frameBytes.reduce((sum, size) => sum + size, 0);
  if (start + packed !== stored.length) return refusal('its frames break off', again);
  const unpacked = width * height * channels * bytesOf(sampleType);
  if (frameBytes.some((size) => unpacked > mostInflated * size + 64))
    return refusal('its frames are shorter than its size says', again);
  if (unpacked * frameBytes.length > mostBytes)
    return refusal(
      `it unpacks to ${Math.round((unpacked * frameBytes.length) / 2 ** 20)} MB; more than 1,024 do not fit into memory`,
      'Import the part that you mean from its source.',
    );
  const windows = [...view.windows.map(({ window }) => window), view.shown.window];
  const fits =
    view.frames === frameBytes.length &&
    view.channels === channels &&
    view.sampleType === sampleType &&
    view.shown.frame < view.frames &&
    (channels === 3 || (view.windows.length > 0 && view.shown.window !== null)) &&
    windows.every((window) => window?.kind !== 'table' || window.table < tables.length);
  return fits ? null : refusal('how it is seen does not fit its pixels', again);
}
