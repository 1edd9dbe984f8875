import type { VoxelGrid } from '../image/raster-file.ts';
import { refusal, type Refusal } from '../refusal.ts';
import { canonicalAffine, orientationOf, type Affine, type Orientation } from './affine.ts';
import { headBytes, peekNifti, readVolumeBytes, volumesOf } from './file.ts';
import type { NiftiHeader } from './header.ts';
import { voxelsMissing } from './pair.ts';
import { frameSize, voxelsOf, type Voxels } from './voxels.ts';

/** One volume of a NIfTI file, unpacked, with where it lies. */
export interface OpenVolume {
  readonly kind: 'volume';
  readonly header: NiftiHeader;
  readonly voxels: Voxels;
  /** Of the voxels as they are stored. */
  readonly affine: Affine;
  readonly orientation: Orientation;
  /** Whether the file says how it lies in the patient; where it does not, i was taken to run to the left. */
  readonly known: boolean;
  /** Of the axial frames. */
  readonly grid: VoxelGrid;
}

/** @param volume of several (times, components), counted from 0. Never throws for what is in the bytes. */
export async function openVolume(bytes: Uint8Array<ArrayBuffer>, volume = 0): Promise<OpenVolume | Refusal> {
  const header = peekNifti(bytes.subarray(0, headBytes));
  if (header.kind === 'refused') return header;
  if (header.pair) return voxelsMissing;
  const count = volumesOf(header);
  if (volume >= count)
    return refusal(`it has ${count} volumes, and no volume ${volume + 1}`, 'Correct the number.');
  const stored = await readVolumeBytes(bytes, header, volume);
  if (!(stored instanceof Uint8Array)) return stored;
  return {
    kind: 'volume',
    header,
    voxels: voxelsOf(stored, header),
    ...placeOf(header),
  };
}

/** Where the voxels lie, by the header alone. */
export const gridOf = (header: NiftiHeader): VoxelGrid => placeOf(header).grid;

/** Where the file does not say, as programs have taken it since Analyze: i runs to the left. */
function placeOf({
  size,
  affine: stated,
  spacing: [x, y, z],
}: NiftiHeader): Pick<OpenVolume, 'affine' | 'orientation' | 'known' | 'grid'> {
  const affine: Affine = stated ?? [
    [-x, 0, 0, 0],
    [0, y, 0, 0],
    [0, 0, z, 0],
  ];
  const orientation = orientationOf(affine);
  const known = stated !== null;
  const { width, height, frames } = frameSize(size, orientation);
  return {
    affine,
    orientation,
    known,
    grid: { size: [width, height, frames], affine: canonicalAffine(affine, size, orientation), known },
  };
}
