import type { RefusedFile } from '../../domain/dataset/dataset.ts';
import { refusedFile, type Refusal } from '../refusal.ts';
import { withoutArchiveEnding } from './archive-name.ts';
import { isLeftBehind, safePath } from './path.ts';
import type { FileSource } from './source.ts';

export interface ArchiveContents {
  readonly files: readonly FileSource[];
  readonly refused: readonly RefusedFile[];
  readonly ignored: number;
}

export const cannotBeOpened = (path: string, reason: string): ArchiveContents => ({
  files: [],
  refused: [
    {
      path,
      reason: `the archive cannot be opened: ${reason}`,
      remedy: 'Unpack it with another program and drop the folder, or download it again.',
    },
  ],
  ignored: 0,
});

/** What is found in an archive, entry by entry: each is placed under the archive's folder, refused or ignored. */
export class Listing {
  readonly #files: FileSource[] = [];
  readonly #refused: RefusedFile[] = [];
  #ignored = 0;
  readonly #seen = new Set<string>();
  readonly #archive: string;
  readonly #folder: string;

  /** @param archive its path; its entries appear under that path without its ending. */
  constructor(archive: string) {
    this.#archive = archive;
    this.#folder = withoutArchiveEnding(archive);
  }

  /** Where an entry of that name is to appear; null where it is not taken, which is then noted. */
  place(name: string): string | null {
    const inner = safePath(name);
    if (inner === null) {
      this.refuse(`${this.#archive}/${name}`, {
        reason: 'its path leads out of the archive',
        remedy: 'Pack the archive again from inside its folder, or unpack it and drop the folder.',
      });
      return null;
    }
    if (isLeftBehind(inner)) {
      this.#ignored += 1;
      return null;
    }
    const path = `${this.#folder}/${inner}`;
    if (this.#seen.has(path)) {
      this.refuse(path, {
        reason: 'the archive holds two files of this name',
        remedy: 'Rename one of them and pack again.',
      });
      return null;
    }
    this.#seen.add(path);
    return path;
  }

  add(file: FileSource): void {
    this.#files.push(file);
  }

  refuse(path: string, why: Omit<Refusal, 'kind'>): void {
    this.#refused.push(refusedFile(path, why));
  }

  /** Adds what an archive inside this one holds. */
  include({ files, refused, ignored }: ArchiveContents): void {
    for (const file of files) this.#files.push(file);
    for (const one of refused) this.#refused.push(one);
    this.#ignored += ignored;
  }

  contents(): ArchiveContents {
    return { files: this.#files, refused: this.#refused, ignored: this.#ignored };
  }
}
