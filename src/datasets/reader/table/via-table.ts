import { FileUnreadableError, type FileSource } from '../../container/source.ts';

/** Enough of a table for the names of its columns. */
const headBytes = 512;

/** Whether a CSV is what VGG Image Annotator exports, a region a row: annotations, and no table. */
export async function isViaTable(file: FileSource): Promise<boolean> {
  try {
    const [heading = ''] = new TextDecoder().decode(await file.head(headBytes)).split('\n');
    return heading.includes('region_shape_attributes');
  } catch (error) {
    // Who reads tables says so.
    if (error instanceof FileUnreadableError) return false;
    throw error;
  }
}
