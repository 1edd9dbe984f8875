import type { RefusedFile } from '../../domain/dataset/dataset.ts';
import { isTableName, splitOfFolder } from '../names.ts';
import { byPath, extensionOf, folderOf, isLeftBehind, safePath, withoutExtension } from './path.ts';
import { blobSource, type Container, type DroppedFile, type FileSource } from './source.ts';
import { openZip, zipLimits } from './zip.ts';

/** Lays out what was dropped as one folder, in the order of the paths. */
export async function openContainer(dropped: readonly DroppedFile[], limits = zipLimits): Promise<Container> {
  const files: FileSource[] = [];
  const refused: RefusedFile[] = [];
  let ignored = 0;
  for (const { path: named, file } of dropped) {
    const path = safePath(named);
    if (path === null) {
      refused.push({ path: named, reason: 'its path leads out of the folder', remedy: 'Rename the file.' });
    } else if (isLeftBehind(path)) {
      ignored += 1;
    } else if (extensionOf(path) === 'zip') {
      const inside = await openZip(path, file, limits);
      files.push(...inside.files);
      refused.push(...inside.refused);
      ignored += inside.ignored;
    } else {
      files.push(blobSource(path, file));
    }
  }
  const wrapper = wrapperOf(files.map((file) => file.path));
  return {
    name: nameOf(dropped, wrapper),
    files: files.map((file) => rename(file, wrapper)).sort(byPath),
    refused,
    ignored,
  };
}

/**
 * The folders around everything, `chest/data/`: an archive's or a download's, without meaning. The folder that holds
 * the pictures themselves is kept, unless a table or manifest lies beside them, and so is one named after a split.
 */
function wrapperOf(paths: readonly string[]): string {
  let wrapper = '';
  for (;;) {
    const inner = paths.map((path) => path.slice(wrapper.length));
    const first = inner[0]?.split('/')[0];
    if (first === undefined || splitOfFolder(first) !== null) return wrapper;
    if (!inner.every((path) => path.startsWith(`${first}/`))) return wrapper;
    const beneath = inner.map((path) => path.slice(first.length + 1));
    if (!beneath.some((path) => folderOf(path) !== '' || isTableName(path) || path === 'dataset.json'))
      return wrapper;
    wrapper = `${wrapper}${first}/`;
  }
}

function nameOf(dropped: readonly DroppedFile[], wrapper: string): string {
  const innermost = wrapper.split('/').at(-2);
  if (innermost !== undefined) return innermost;
  const first = dropped[0]?.path.split('/');
  if (first === undefined) return 'Data set';
  return first.length > 1 || dropped.length === 1 ? withoutExtension(first[0] ?? 'Data set') : 'Data set';
}

const rename = (file: FileSource, wrapper: string): FileSource => ({
  ...file,
  path: file.path.slice(wrapper.length),
});
