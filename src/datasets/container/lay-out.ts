import type { RefusedFile } from '../../domain/dataset/dataset.ts';
import { isPaperName, isTableName, splitOfFolder } from '../names.ts';
import { archiveKindOf, withoutArchiveEnding } from './archive-name.ts';
import { byPath, folderOf, withoutExtension } from './path.ts';
import type { Container, FileSource } from './source.ts';

/** Files as one folder in the order of their paths, the folders around everything taken off. `given`: as they were dropped, for the name. */
export function laidOut(
  given: readonly { readonly path: string }[],
  files: readonly FileSource[],
  refused: readonly RefusedFile[],
  ignored: number,
): Container {
  const wrapper = wrapperBesidePapers(files.map(({ path }) => path));
  return {
    name: nameOf(given, wrapper),
    files: files.map((file) => rename(file, wrapper)).sort(byPath),
    refused,
    ignored,
  };
}

/** A folder is around everything as well where only papers lie beside it; unless that would give two files one path. */
function wrapperBesidePapers(paths: readonly string[]): string {
  const wrapper = wrapperOf(paths.filter((path) => !isPaperName(path)));
  const outside = new Set(paths.filter((path) => !path.startsWith(wrapper)));
  const isFree = paths.every((path) => outside.has(path) || !outside.has(path.slice(wrapper.length)));
  return isFree ? wrapper : wrapperOf(paths);
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

function nameOf(dropped: readonly { readonly path: string }[], wrapper: string): string {
  const innermost = wrapper.split('/').at(-2);
  if (innermost !== undefined) return innermost;
  const first = dropped[0]?.path.split('/');
  if (first === undefined) return 'Data set';
  if (first.length === 1 && dropped.length > 1) {
    // Loose files are called after the one table among them.
    const [table, ...others] = dropped.filter(({ path }) => isTableName(path));
    return table !== undefined && others.length === 0 ? withoutExtension(table.path) : 'Data set';
  }
  const [name = 'Data set'] = first;
  return archiveKindOf(name) === null ? withoutExtension(name) : withoutArchiveEnding(name);
}

const rename = (file: FileSource, wrapper: string): FileSource => ({
  ...file,
  path: file.path.startsWith(wrapper) ? file.path.slice(wrapper.length) : file.path,
});
