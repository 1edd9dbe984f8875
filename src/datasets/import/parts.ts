import { laidOut } from '../container/lay-out.ts';
import { baseName, folderOf } from '../container/path.ts';
import { FileUnreadableError, type Container, type FileSource } from '../container/source.ts';
import { isPictureName } from '../names.ts';
import { decodeText } from '../reader/encoding.ts';

/** One of several data sets that were dropped together. */
export interface DataSetPart {
  /** Its folder, or `everythingElse`. */
  readonly key: string;
  readonly name: string;
  readonly fileCount: number;
}

/** The key of what lies in no folder that is a data set by itself: no path begins so. */
const everythingElse = '/';

/**
 * The data sets among the files that are in folders of their own, with a dataset.json of our format each; what else holds pictures
 * is one more. None where nothing lies beside the only one.
 */
export async function partsByManifest({ files }: Container): Promise<readonly DataSetPart[]> {
  const manifests = files.filter(({ path }) => baseName(path) === 'dataset.json');
  if (manifests.some(({ path }) => folderOf(path) === '')) return [];
  const ours: string[] = [];
  for (const file of manifests) if (await isOurs(file)) ours.push(folderOf(file.path));
  const folders = ours.filter((folder) => !ours.some((other) => folder.startsWith(`${other}/`)));
  if (folders.length === 0) return [];
  const parts = folders.map((folder) => partAt(folder, files));
  const rest = files.filter(isOutside(folders));
  return rest.some(({ path }) => isPictureName(path))
    ? [...parts, { key: everythingElse, name: 'everything else', fileCount: rest.length }]
    : parts;
}

/** The folders at the top that hold pictures, where there are several. */
export function partsByFolder({ files }: Container): readonly DataSetPart[] {
  const tops = new Set(
    files.flatMap(({ path }) =>
      isPictureName(path) && path.includes('/') ? [path.split('/', 1)[0] ?? ''] : [],
    ),
  );
  return tops.size < 2 ? [] : [...tops].map((folder) => partAt(folder, files));
}

/** One part by itself, as if it alone had been dropped. */
export function partOf(container: Container, key: string, parts: readonly DataSetPart[]): Container {
  const isIn =
    key === everythingElse
      ? isOutside(parts.flatMap((part) => (part.key === everythingElse ? [] : [part.key])))
      : isInside(key);
  const files = container.files.filter(isIn);
  if (key === everythingElse)
    return laidOut([{ path: `${container.name}/` }], files, container.refused.filter(isIn), 0);
  // What lies in no part, and is none, is left aside.
  const aside = parts.some((part) => part.key === everythingElse)
    ? 0
    : container.files.filter(isOutside(parts.map((part) => part.key))).length;
  // Its own folder is its name, whatever folders it lies in.
  const above = key.length - baseName(key).length;
  const inner = files.map((file) => ({ ...file, path: file.path.slice(above) }));
  return laidOut(inner, inner, container.refused.filter(isIn), aside);
}

const partAt = (folder: string, files: readonly FileSource[]): DataSetPart => ({
  key: folder,
  name: baseName(folder),
  fileCount: files.filter(isInside(folder)).length,
});

const isInside =
  (folder: string) =>
  ({ path }: { readonly path: string }): boolean =>
    path.startsWith(`${folder}/`);

const isOutside =
  (folders: readonly string[]) =>
  ({ path }: { readonly path: string }): boolean =>
    !folders.some((folder) => path.startsWith(`${folder}/`));

/** Also where it is broken: whoever chooses it reads what is wrong with it. */
async function isOurs(file: FileSource): Promise<boolean> {
  try {
    return /"format"\s*:\s*"reading-room\/dataset"/.test(decodeText(await file.read()));
  } catch (error) {
    if (error instanceof FileUnreadableError) return false;
    throw error;
  }
}
