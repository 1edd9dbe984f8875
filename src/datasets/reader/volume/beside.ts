import type { z } from 'zod';
import { baseName, folderOf, withoutExtension } from '../../container/path.ts';
import { FileUnreadableError, type FileSource } from '../../container/source.ts';
import type { NumberedLabel } from '../../mask/rule.ts';
import { decodeText } from '../encoding.ts';
import type { FileIndex } from '../file-index.ts';
import { labelNamesOf, volumeDescription } from './label-names.ts';

/** A dataset.json that describes volumes. */
export interface Described {
  readonly path: string;
  /** What lies in it is described. */
  readonly folder: string;
  readonly text: string;
  readonly said: z.infer<typeof volumeDescription>;
}

/** A text that names the values of a label map. */
export interface NamesFile {
  readonly path: string;
  readonly text: string;
  readonly labels: readonly NumberedLabel[];
}

/** Names and descriptions are short. */
const mostBytes = 4 * 1024 ** 2;

/** Whether the content of a JSON file describes volumes, and so is neither our own format nor a table. */
export const describesVolumes = (value: unknown): boolean => volumeDescription.safeParse(value).success;

export async function describedVolumes({ files }: FileIndex): Promise<readonly Described[]> {
  const found: Described[] = [];
  for (const file of files) {
    if (baseName(file.path).toLowerCase() !== 'dataset.json') continue;
    const text = await textOf(file);
    const said = volumeDescription.safeParse(text === null ? null : jsonOf(text));
    if (text !== null && said.success)
      found.push({ path: file.path, folder: folderOf(file.path), text, said: said.data });
  }
  return found;
}

/** By the path of the volume, the names that a text of its own name gives: `aal.nii.txt`, `aal.txt`, `aal_labels.txt`. */
export async function namesBeside(
  files: FileIndex,
  volumes: readonly FileSource[],
): Promise<ReadonlyMap<string, NamesFile>> {
  const found = new Map<string, NamesFile>();
  for (const { path } of volumes) {
    const stem = withoutExtension(path);
    for (const ending of ['.nii.txt', '.txt', '_labels.txt', '.label', '.lut', '.tsv', '.csv', '.json']) {
      const file = files.get(`${stem}${ending}`);
      const text = file === undefined ? null : await textOf(file);
      const labels = text === null ? null : labelNamesOf(text);
      if (file === undefined || text === null || labels === null) continue;
      found.set(path, { path: file.path, text, labels });
      break;
    }
  }
  return found;
}

async function textOf(file: FileSource): Promise<string | null> {
  if (file.size > mostBytes) return null;
  try {
    return decodeText(await file.read());
  } catch (error) {
    // A text that cannot be read names nothing; other readers say so.
    if (error instanceof FileUnreadableError) return null;
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
