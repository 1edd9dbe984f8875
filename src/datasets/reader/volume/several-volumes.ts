import { FileUnreadableError, type FileSource } from '../../container/source.ts';
import { headBytes, peekNifti, volumesOf } from '../../nifti/file.ts';

/**
 * What a person should know where a file holds several volumes (times, series, components), told by the first file alone: in a
 * packed archive, to look into all of them would take as long as to import them. Each case says so of its own.
 */
export async function notesOfSeveral([first]: readonly FileSource[]): Promise<readonly string[]> {
  const count = first === undefined ? 1 : await countIn(first);
  return first === undefined || count < 2
    ? []
    : [
        `${first.path} holds ${count} volumes (times, series or components): of each such file the first is read. If you mean another, save it as a file of its own.`,
      ];
}

async function countIn(file: FileSource): Promise<number> {
  try {
    const header = peekNifti(await file.head(headBytes));
    return header.kind === 'refused' ? 1 : volumesOf(header);
  } catch (error) {
    // What cannot be read is refused with the reason when it is read in full.
    if (error instanceof FileUnreadableError) return 1;
    throw error;
  }
}
