import { folderOf } from '../../container/path.ts';
import { tellingWords, wordsOf } from './mask-names.ts';

/** Beyond this, pictures of one name are looked up by their folders, not compared one by one. */
const few = 32;

/** Pictures by name, found nearest to a place first. */
export class PictureNames {
  readonly #byName = new Map<string, string[]>();
  /** Of a name that many pictures have: those that lie under a folder, or in one of a certain name, at any depth. */
  readonly #under = new Map<string, ReadonlyMap<string, readonly string[]>>();
  readonly #within = new Map<string, ReadonlyMap<string, readonly string[]>>();

  add(name: string, path: string): void {
    const paths = this.#byName.get(name);
    if (paths === undefined) this.#byName.set(name, [path]);
    else paths.push(path);
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /**
   * The pictures of a name whose folders have most in common with those of `near`: folders that both share from the top count most,
   * then folders of one name, then words in their names, then that they have no others. Several where these are alike.
   */
  closest(name: string, near: string, isPicture: (path: string) => boolean): string[] {
    const some = this.#some(name, near).filter((path) => path !== near && isPicture(path));
    if (some.length < 2) return some;
    const shared = some.map((path) => inCommon(near, path));
    const most = Math.max(...shared);
    return some.filter((_, at) => shared[at] === most);
  }

  #some(name: string, near: string): readonly string[] {
    const all = this.#byName.get(name) ?? [];
    if (all.length <= few) return all;
    const under = this.#indexed(this.#under, name, (path) => ancestorsOf(path));
    const nearest = ancestorsOf(near).find((folder) => under.has(folder));
    const beside = nearest === undefined ? all : (under.get(nearest) ?? all);
    if (beside.length <= few) return beside;
    const within = this.#indexed(this.#within, name, foldersOf);
    const own = foldersOf(near)
      .reverse()
      .map((folder) => within.get(folder) ?? [])
      .find((paths) => paths.length > 0 && paths.length < beside.length);
    if (own === undefined) return beside;
    return nearest === undefined ? own : own.filter((path) => path.startsWith(`${nearest}/`));
  }

  #indexed(
    indexes: Map<string, ReadonlyMap<string, readonly string[]>>,
    name: string,
    keysOf: (path: string) => readonly string[],
  ): ReadonlyMap<string, readonly string[]> {
    const known = indexes.get(name);
    if (known !== undefined) return known;
    const index = new Map<string, string[]>();
    for (const path of this.#byName.get(name) ?? [])
      for (const key of new Set(keysOf(path))) {
        const paths = index.get(key);
        if (paths === undefined) index.set(key, [path]);
        else paths.push(path);
      }
    indexes.set(name, index);
    return index;
  }
}

export const foldersOf = (path: string): string[] => folderOf(path).toLowerCase().split('/');

/** The folders around a file, the innermost first, without the top. */
function ancestorsOf(path: string): string[] {
  const ancestors: string[] = [];
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) ancestors.push(folder);
  return ancestors;
}

function inCommon(mask: string, picture: string): number {
  const [a, b] = [foldersOf(mask), foldersOf(picture)];
  let leading = 0;
  while (leading < a.length && a[leading] === b[leading]) leading += 1;
  const named = a.filter((folder) => b.includes(folder)).length;
  const words = new Set(b.flatMap(wordsOf));
  const alike = new Set(a.flatMap(wordsOf).filter((word) => words.has(word))).size;
  // `masks` belong to `images`, and to `images_cropped` only where there is nothing else.
  const own = new Set(a.flatMap(wordsOf));
  const strange = tellingWords(b.flatMap(wordsOf)).filter((word) => !own.has(word)).length;
  return leading * 10_000 + named * 100 + alike - strange / 100;
}
