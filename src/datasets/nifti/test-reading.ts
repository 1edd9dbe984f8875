import { readRasterFrame, readRasterHeader } from '../../domain/raster/container.ts';
import type { PackedRaster } from '../image/raster-file.ts';
import { readNifti } from './reader.ts';

/** @throws Error with the reason where it is refused. */
export async function read(bytes: Uint8Array<ArrayBuffer>, volume = 0): Promise<PackedRaster> {
  const raster = await readNifti(bytes, volume);
  if (raster.kind === 'refused') throw new Error(raster.reason);
  return raster;
}

/** The stored values of each frame. */
export const framesOf = ({ bytes, view }: PackedRaster): number[][] => {
  const header = readRasterHeader(bytes);
  return Array.from({ length: view.frames }, (_, at) => [...readRasterFrame(bytes, header, at)]);
};

/** Why it is refused and what to do; empty where it is read. */
export async function reasonOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const raster = await readNifti(bytes);
  return raster.kind === 'refused' ? `${raster.reason} ${raster.remedy}` : '';
}
