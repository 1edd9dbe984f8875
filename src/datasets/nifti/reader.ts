import { encodeRaster } from '../../domain/raster/container.ts';
import { rangeOf, sampleTypeOf } from '../../domain/raster/raster.ts';
import type { RasterView } from '../../domain/raster/view.ts';
import type { PackedRaster, RasterFileReader } from '../image/raster-file.ts';
import { refusal, type Refusal } from '../refusal.ts';
import { spacingOf, type Orientation } from './affine.ts';
import { volumesOf } from './file.ts';
import type { NiftiHeader } from './header.ts';
import { openVolume } from './volume.ts';
import { AxialFrames, type Voxels } from './voxels.ts';
import { windowsOfVolume } from './windows.ts';

/** Of several volumes, the first. */
export const readNiftiRaster: RasterFileReader = (bytes) => readNifti(bytes);

/**
 * A NIfTI volume as a raster whose frames are its axial slices in canonical orientation, values as they are stored.
 *
 * @param volume of several (times, components), counted from 0.
 */
export async function readNifti(bytes: Uint8Array<ArrayBuffer>, volume = 0): Promise<PackedRaster | Refusal> {
  const opened = await openVolume(bytes, volume);
  if (opened.kind === 'refused') return opened;
  const { header, voxels, affine, orientation, known, grid } = opened;
  const range = rangeOf([voxels.values]);
  if (range === null) return refusal('none of its values is a number', 'Save it anew from where it came.');
  const [width, height, frames] = grid.size;
  const [right, front, head] = orientation;
  const along = spacingOf(affine);
  const spacing = [along[right.axis], along[front.axis], along[head.axis]] as const;
  const windows = voxels.channels === 3 ? [] : windowsOfVolume(voxels.values, range, header, header.display);
  const view: RasterView = {
    frames,
    channels: voxels.channels,
    sampleType: sampleTypeOf(voxels.values),
    slope: header.slope,
    intercept: header.intercept,
    range,
    inverted: false,
    windows,
    frameSpacing: spacing[2],
    volume: { spacing, orientation: known ? 'LPS' : 'unknown' },
    shown: { frame: Math.floor(frames / 2), window: windows[0]?.window ?? null },
  };
  return {
    kind: 'packed',
    bytes: encodeRaster({
      width,
      height,
      channels: voxels.channels,
      frames: new AxialFrames(voxels, orientation),
      tables: [],
    }),
    width,
    height,
    view,
    pixelSpacing: [spacing[1], spacing[0]],
    changes: changesOf(header, voxels, orientation, known, volume),
    attributes: {},
    grid,
  };
}

function changesOf(
  header: NiftiHeader,
  { rounded, opacity }: Voxels,
  orientation: Orientation,
  known: boolean,
  volume: number,
): string[] {
  const count = volumesOf(header);
  const moved = orientation.some(({ axis, reversed }, at) => axis !== at || reversed !== at < 2);
  return [
    'read from a NIfTI file, of which only voxels and their place are kept',
    ...(count > 1 ? [`volume ${volume + 1} of ${count}`] : []),
    ...(moved ? ['cut into axial slices, the patient’s right on the left'] : []),
    ...(known ? [] : ['the file does not say how it lies in the patient: left and right are not known']),
    ...(header.unitless ? ['the file names no unit of length: millimetres were taken'] : []),
    ...(rounded ? ['values of 64 bits rounded to 32'] : []),
    ...(opacity ? ['left out: opacity'] : []),
  ];
}
