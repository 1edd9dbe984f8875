import type { RefusedFile } from '../../domain/dataset/dataset.ts';
import { archiveKindOf } from './archive-name.ts';
import { openArchive } from './archive.ts';
import { Allowance, archiveLimits, type ArchiveLimits } from './limits.ts';
import type { OnUnpacking, Opening } from './opening.ts';
import { laidOut } from './lay-out.ts';
import { isLeftBehind, safePath } from './path.ts';
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
  return laidOut(given, [...files.values()], refused, ignored);
}

const twice = (path: string): RefusedFile => ({
  path,
  reason: 'two files of this path were dropped (a folder and an archive of the same name, perhaps)',
  remedy: 'Drop one of them, or give one another name.',
});
