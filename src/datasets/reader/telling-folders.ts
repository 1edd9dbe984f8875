import { baseName, folderOf, withoutExtension } from '../container/path.ts';
import { isPictureName } from '../names.ts';

/**
 * Folders of a path that are called after one patient, study or series, innermost first: `patient00002`, `10000032`, a UID. A year tells nobody
 * apart (`ISIC2018_Task1`), nor does a short number.
 */
export function tellingFolders(path: string): string[] {
  return folderOf(path)
    .split('/')
    .filter((folder) => {
      const digits = folder.replace(/(?<!\d)(?:19|20)\d\d(?!\d)/g, '').replace(/\D/g, '').length;
      return /\p{L}/u.test(folder) ? digits >= 4 && folder.length >= 6 : digits >= 7;
    })
    .map(folded)
    .reverse();
}

/**
 * Whether a picture may be the one that a cell names, which is called the same: not where both lie in folders of patients, studies or series
 * and these are others (`patient00002/study1/view1.jpg` is not `patient00001/study1/view1.jpg`, though that be the only one here).
 */
export function mayBeMeant(named: string, path: string): boolean {
  const said = tellingFolders(named);
  const theirs = new Set(said.length === 0 ? [] : tellingFolders(path));
  if (theirs.size === 0) return true;
  const common = said.find((folder) => theirs.has(folder));
  if (common === undefined) return false;
  const [a, b] = [inside(named, common), inside(path, common)];
  return a.length !== b.length || a.every((part, at) => part === b[at]);
}

/** Whether any of several pictures of one name may be meant: see `mayBeMeant`. */
export class ToldApart {
  readonly #folders: ReadonlySet<string>;
  readonly #areAll: boolean;

  constructor(paths: readonly string[]) {
    const told = paths.map(tellingFolders);
    this.#folders = new Set(told.flat());
    this.#areAll = told.every((folders) => folders.length > 0);
  }

  mayMean(named: string): boolean {
    const said = tellingFolders(named);
    return said.length === 0 || !this.#areAll || said.some((folder) => this.#folders.has(folder));
  }
}

/** The folders of a path within one of them. */
function inside(path: string, folder: string): readonly string[] {
  const folders = folderOf(path).split('/').map(folded);
  return folders.slice(folders.lastIndexOf(folder) + 1);
}

/** `000001_01_01_109.png` of a table is `000001_01_01/109.png` (DeepLesion): the folder stands before the name. */
const joinedName = (folder: string | null, name: string): string =>
  folded(`${folder === null ? '' : `${folder}_`}${isPictureName(name) ? withoutExtension(name) : name}`);

const isNumbered = (name: string): boolean => /^\d+(?:-\d+)?$/.test(name);
const stemOf = (path: string): string =>
  isPictureName(path) ? withoutExtension(baseName(path)) : baseName(path);

/** Pictures by their folders, for cells that call them otherwise than they are called here. */
export class PicturesInFolders {
  /** Null where several lie in one. */
  readonly #byFolder = new Map<string, string | null>();
  readonly #joined = new Map<string, string | null>();

  constructor(pictures: Iterable<string>) {
    const add = (map: Map<string, string | null>, key: string, path: string) =>
      map.set(key, map.has(key) ? null : path);
    for (const path of pictures) {
      for (const folder of tellingFolders(path)) add(this.#byFolder, folder, path);
      add(this.#joined, joinedName(baseName(folderOf(path)), baseName(path)), path);
    }
  }

  of(named: string): string | null {
    return (
      this.#instance(named) ??
      (named.includes('/') ? null : (this.#joined.get(joinedName(null, named)) ?? null))
    );
  }

  /**
   * `.../1.3.6.1.4.1.9590.100.1.2.3423/000000.dcm` of a table is the one picture in the folder of that UID, whatever number it got when it was
   * downloaded (`1-1.dcm`, `1-263.jpg`): CBIS-DDSM. Null where the cell is no such path, or there is no such picture.
   */
  #instance(named: string): string | null {
    if (!/\.dcm$/i.test(named) || !isNumbered(stemOf(named))) return null;
    for (const folder of tellingFolders(named)) {
      const path = this.#byFolder.get(folder);
      if (path !== undefined) return path !== null && isNumbered(stemOf(path)) ? path : null;
    }
    return null;
  }
}

const folded = (text: string): string => text.normalize('NFC').toLowerCase();
