import { rasterMediaType, type ImageMediaType, type ImageRef } from '../../domain/dataset/truth.ts';
import { renderPicture } from '../../domain/raster/picture.ts';
import type { StoredBlob } from '../ports.ts';

/** What is seen of a stored picture: itself, or of a raster the frame and window that are shown, as PNG. */
export function pictureOf(
  { bytes, mediaType }: StoredBlob,
  { raster }: ImageRef,
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly mediaType: ImageMediaType } {
  if (mediaType !== rasterMediaType) return { bytes, mediaType };
  if (raster === undefined) throw new TypeError('a raster is stored without the way in which it is seen');
  return { bytes: renderPicture(bytes, raster), mediaType: 'image/png' };
}
