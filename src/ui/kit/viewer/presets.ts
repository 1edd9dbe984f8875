import type { ImageRef } from '../../../domain/dataset/truth.ts';
import type { NamedWindow } from '../../../domain/raster/view.ts';

/** Usual windows of computed tomography, in Hounsfield units. */
const tomography: readonly NamedWindow[] = [
  { name: 'Brain', window: { kind: 'linear', centre: 40, width: 80 } },
  { name: 'Lung', window: { kind: 'linear', centre: -600, width: 1500 } },
  { name: 'Mediastinum', window: { kind: 'linear', centre: 50, width: 350 } },
  { name: 'Abdomen', window: { kind: 'linear', centre: 40, width: 400 } },
  { name: 'Bone', window: { kind: 'linear', centre: 480, width: 2500 } },
];

/** What the source brings, then what is usual for the unit; none for ordinary pictures and colours. */
export function presetsOf({ raster }: Pick<ImageRef, 'raster'>): readonly NamedWindow[] {
  if (raster === undefined || raster.channels === 3) return [];
  return [...raster.windows, ...(raster.unit === 'HU' ? tomography : [])];
}
