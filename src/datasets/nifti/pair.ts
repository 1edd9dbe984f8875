import { FileUnreadableError, type FileSource } from '../container/source.ts';
import { refusal, type Refusal } from '../refusal.ts';
import { headerBytes } from './fields.ts';
import { isNifti, joinedHeader, readNiftiHeader } from './header.ts';

/**
 * A volume whose header (`.hdr`) and voxels (`.img`) lie in two files, as one file in memory: `scan.nii`. Refused where the header is
 * none of NIfTI's; null where it is not even like one, and the two files are something else.
 */
export async function pairedVolume(
  header: FileSource,
  voxels: FileSource,
): Promise<FileSource | Refusal | null> {
  const head = await headOf(header);
  if (head instanceof FileUnreadableError) return refusal(head.message, head.remedy);
  if (!isNifti(head))
    return isAnalyze(head)
      ? refusal(
          'it is a header of Analyze 7.5, which does not say how the volume lies in the patient',
          'Save the volume as NIfTI (.nii.gz) with the program that it comes from.',
        )
      : null;
  const read = readNiftiHeader(head);
  if (read.kind === 'refused') return read;
  if (!read.pair) return namedAsPair;
  const joined = joinedHeader(head, read);
  return {
    path: header.path.replace(/\.hdr$/i, '.nii'),
    size: joined.length + voxels.size,
    read: async () => {
      const bytes = await voxels.read();
      const whole = new Uint8Array(joined.length + bytes.length);
      whole.set(joined);
      whole.set(bytes, joined.length);
      return whole;
    },
    head: async (length) => {
      const bytes = await voxels.head(Math.max(0, length - joined.length));
      const whole = new Uint8Array(joined.length + bytes.length);
      whole.set(joined);
      whole.set(bytes, joined.length);
      return whole;
    },
  };
}

/** Why a header (`.hdr`) beside which no voxels lie gives no volume; null where it is no header of one. */
export async function loneHeader(header: FileSource): Promise<Refusal | null> {
  const head = await headOf(header);
  if (head instanceof FileUnreadableError) return refusal(head.message, head.remedy);
  if (!isNifti(head) && !isAnalyze(head)) return null;
  const read = isNifti(head) ? readNiftiHeader(head) : null;
  return read?.kind === 'header' && !read.pair ? namedAsPair : voxelsMissing;
}

export const voxelsMissing = refusal(
  'it is the header of a volume whose voxels lie in a file of their own (.img), which is not here',
  'Add the .img file of the same name, or save the volume as .nii.',
);

const namedAsPair = refusal(
  'it says that its voxels lie in the same file, and it is named as the header of two',
  'Give it the ending .nii.',
);

async function headOf(file: FileSource): Promise<Uint8Array<ArrayBuffer> | FileUnreadableError> {
  try {
    return await file.head(headerBytes);
  } catch (error) {
    if (error instanceof FileUnreadableError) return error;
    throw error;
  }
}

/** The length of an Analyze header, in either byte order, and none of NIfTI's marks. */
function isAnalyze(head: Uint8Array): boolean {
  if (head.length < 348) return false;
  const view = new DataView(head.buffer, head.byteOffset);
  return view.getInt32(0, true) === 348 || view.getInt32(0, false) === 348;
}
