import { folderOf } from '../../container/path.ts';
import { FileUnreadableError, type FileSource } from '../../container/source.ts';
import type { VoxelGrid } from '../../image/raster-file.ts';
import { isSameGrid } from '../../nifti/affine.ts';
import { headBytes, peekNifti } from '../../nifti/file.ts';
import { gridOf } from '../../nifti/volume.ts';

/** The volumes beside a label map, in its folder, that lie on its grid; by their headers alone. */
export async function sameGrid(
  labelMap: FileSource,
  volumes: readonly FileSource[],
): Promise<readonly string[]> {
  const grid = await gridIn(labelMap);
  if (grid?.known !== true) return [];
  const found: string[] = [];
  for (const volume of volumes) {
    if (folderOf(volume.path) !== folderOf(labelMap.path)) continue;
    const other = await gridIn(volume);
    if (
      other?.known === true &&
      other.size.every((length, at) => length === grid.size[at]) &&
      isSameGrid(grid.affine, other.affine, grid.size)
    )
      found.push(volume.path);
  }
  return found;
}

async function gridIn(file: FileSource): Promise<VoxelGrid | null> {
  try {
    const header = peekNifti(await file.head(headBytes));
    return header.kind === 'refused' ? null : gridOf(header);
  } catch (error) {
    // What cannot be read is refused with the reason when it is read in full.
    if (error instanceof FileUnreadableError) return null;
    throw error;
  }
}
