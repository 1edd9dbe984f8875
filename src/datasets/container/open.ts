import type { RefusedFile } from '../../domain/dataset/dataset.ts';
import { isPaperName, isTableName, splitOfFolder } from '../names.ts';
import { archiveKindOf, withoutArchiveEnding } from './archive-name.ts';
import { openArchive } from './archive.ts';
import { Allowance, archiveLimits, type ArchiveLimits } from './limits.ts';
import type { OnUnpacking, Opening } from './opening.ts';
import { byPath, folderOf, isLeftBehind, safePath, withoutExtension } from './path.ts';
import { SpillingScratch, type ScratchSpace } from './scratch.ts';
import { sourceOf, type GivenFile } from './given.ts';
import type { Container, FileSource } from './source.ts';

export interface ContainerOptions {
  readonly limits?: ArchiveLimits;
  /** Where archives are unpacked that cannot be read where they lie; in memory alone where none is given. */
  readonly scratch?: ScratchSpace;
  readonly onUnpacking?: OnUnpacking;
}

/** Lays out what was dropped as one folder, in the order of the paths. */
export async function openContainer(
  given: readonly GivenFile[],
  {
    limits = archiveLimits,
    scratch = new SpillingScratch(null),
    onUnpacking = () => undefined,
  }: ContainerOptions = {},
): Promise<Container> {
  const opening: Opening = { limits, allowance: new Allowance(limits), scratch, onUnpacking };
  const files = new Map<string, FileSource>();
  const refused: RefusedFile[] = [];
  let ignored = 0;
  for (const one of given) {
    const path = safePath(one.path);
    if (path === null) {
      refused.push({
        path: one.path,
        reason: 'its path leads out of the folder',
        remedy: 'Rename the file.',
      });
    } else if (isLeftBehind(path)) {
      ignored += 1;
    } else {
      const kind = archiveKindOf(path);
      const inside =
        kind === null
          ? { files: [{ ...sourceOf(one), path }], refused: [], ignored: 0 }
          : await openArchive(path, await sourceOf(one).blob(), kind, opening);
      for (const found of inside.files) {
        if (files.has(found.path)) refused.push(twice(found.path));
        else files.set(found.path, found);
      }
      for (const file of inside.refused) refused.push(file);
      ignored += inside.ignored;
    }
  }
  const paths = [...files.keys()];
  const wrapper = wrapperBesidePapers(paths);
  return {
    name: nameOf(given, wrapper),
    files: [...files.values()].map((file) => rename(file, wrapper)).sort(byPath),
    refused,
    ignored,
  };
}

const twice = (path: string): RefusedFile => ({
  path,
  reason: 'two files of this path were dropped (a folder and an archive of the same name, perhaps)',
  remedy: 'Drop one of them, or give one another name.',
});

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
