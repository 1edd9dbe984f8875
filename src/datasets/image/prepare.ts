import { bytesToHex } from '@noble/hashes/utils.js';
import type { AttributeValue } from '../../domain/dataset/dataset.ts';
import { rasterMediaType, type ImageRef } from '../../domain/dataset/truth.ts';
import { blobHash, type BlobHash } from '../../domain/ids.ts';
import { ownBytes } from '../../domain/own-bytes.ts';
import { encodeRaster } from '../../domain/raster/container.ts';
import type { StoredBlob } from '../ports.ts';
import { refusal, type Refusal } from '../refusal.ts';
import type { PixelBudget } from './budget.ts';
import type { PictureDecoder } from './decoder.ts';
import { rasterFormatOf } from './raster-formats.ts';
import type { EncodedPicture, PackedRaster, TextScreen, VoxelGrid } from './raster-file.ts';
import { sniff } from './sniff.ts';
import { strippers } from './strip.ts';
import { damaged, type StrippedPicture } from './stripped.ts';
import { makeUpright } from './upright.ts';

/** Pixels above which a picture would take most of a tab's memory to decode (4 bytes each). */
const mostPixels = 200_000_000;
const bytesOfPixel = 4;

export interface PreparedPicture {
  readonly kind: 'picture';
  readonly blob: StoredBlob;
  readonly image: ImageRef;
  /** Rows and columns have changed places. */
  readonly swapped: boolean;
  /** What the file says of the case; empty for ordinary pictures. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Of a volume, where its voxels lie. */
  readonly grid?: VoxelGrid;
}

/**
 * Makes a file's bytes into a picture to be kept: recognised by its bytes, rid of metadata, upright, found to be
 * sound, and hashed. `bytes` may lie beside others in their buffer, and so may those that are kept. `path` only helps to say what is wrong; `isFree` says what free text of a file may be kept.
 */
export async function preparePicture(
  bytes: Uint8Array<ArrayBuffer>,
  path: string,
  decoder: PictureDecoder,
  budget: PixelBudget,
  isFree?: TextScreen,
): Promise<PreparedPicture | Refusal> {
  const format = rasterFormatOf(bytes, path);
  if (format !== null) {
    const reader = await format.load();
    // How much its pixels unpack to is known only once it is read: a few times its bytes, as a rule.
    const weight = format.weight?.(bytes) ?? 16 * bytes.length;
    return budget.run(weight / bytesOfPixel, async () => {
      // Its samples may be wider than a byte, and are to begin where such may begin.
      const read = await reader(ownBytes(bytes), path, isFree);
      switch (read.kind) {
        case 'refused':
          return read;
        case 'raster':
          return keepPacked({
            ...read,
            kind: 'packed',
            bytes: encodeRaster(read.raster),
            width: read.raster.width,
            height: read.raster.height,
          });
        case 'packed':
          return keepPacked(read);
        case 'encoded':
          return keepEncoded(read);
      }
    });
  }
  const sniffed = sniff(bytes, path);
  if (sniffed.kind === 'refused') return sniffed;
  const stripped = strippers[sniffed.mediaType](bytes);
  if (stripped.kind === 'refused') return stripped;
  if (stripped.width * stripped.height > mostPixels) {
    return refusal(
      `it has ${stripped.width} x ${stripped.height} pixels; more than ${mostPixels / 1e6} million do not fit into memory`,
      'Save the part that you mean, or a smaller version.',
    );
  }
  return budget.run(stripped.width * stripped.height, () => finish(stripped, decoder));
}

async function finish(
  stripped: StrippedPicture,
  decoder: PictureDecoder,
): Promise<PreparedPicture | Refusal> {
  const removed = stripped.removed.length === 0 ? [] : [`removed: ${stripped.removed.join(', ')}`];
  try {
    const upright = stripped.orientation === 1 ? null : await makeUpright(stripped, decoder);
    if (upright?.kind === 'refused') return upright;
    const { bytes, mediaType } =
      upright === null ? stripped : { bytes: upright.bytes, mediaType: 'image/png' as const };
    const [{ width, height }, hash] = await Promise.all([decoder.measure(bytes, mediaType), hashOf(bytes)]);
    return {
      kind: 'picture',
      blob: { hash, bytes, mediaType },
      image: { blob: hash, mediaType, width, height, changes: [...removed, ...(upright?.changes ?? [])] },
      swapped: stripped.orientation >= 5,
      attributes: {},
    };
  } catch {
    return damaged('its pixels cannot be decoded; they break off or make no sense');
  }
}

async function keepPacked({
  bytes,
  width,
  height,
  grid,
  view,
  pixelSpacing,
  changes,
  attributes,
  review = [],
  swapped = false,
}: Omit<PackedRaster, 'grid'> & { readonly grid?: VoxelGrid }): Promise<PreparedPicture> {
  const hash = await hashOf(bytes);
  return {
    kind: 'picture',
    blob: { hash, bytes, mediaType: rasterMediaType },
    image: {
      blob: hash,
      mediaType: rasterMediaType,
      width,
      height,
      ...(pixelSpacing !== undefined && { pixelSpacing }),
      changes,
      raster: view,
      ...(review.length > 0 && { review }),
    },
    swapped,
    attributes,
    ...(grid !== undefined && { grid }),
  };
}

async function keepEncoded({
  bytes,
  width,
  height,
  changes,
  swapped,
}: EncodedPicture): Promise<PreparedPicture> {
  const hash = await hashOf(bytes);
  const mediaType = 'image/png';
  return {
    kind: 'picture',
    blob: { hash, bytes, mediaType },
    image: { blob: hash, mediaType, width, height, changes },
    swapped,
    attributes: {},
  };
}

/** By the browser, which takes a sixth of the time of a script even for small pictures. */
const hashOf = async (bytes: Uint8Array<ArrayBuffer>): Promise<BlobHash> =>
  blobHash(bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))));
