import { baseName, folderOf, withoutExtension } from '../container/path.ts';
import { isPictureName, splitOfFolder } from '../names.ts';
import type { Split } from '../../domain/dataset/dataset.ts';
import { lowerBound } from './lower-bound.ts';

/** The pictures that a folder holds, or whose names begin alike. */
export interface PictureSet {
  /** The folder's path, or that and the beginning of the names. */
  readonly at: string;
  readonly pictures: readonly string[];
}

export type SetMatch =
  | { readonly kind: 'found'; readonly set: PictureSet }
  | { readonly kind: 'ambiguous'; readonly sets: readonly PictureSet[] }
  | { readonly kind: 'missing' };

/** What cells of a table may call many pictures at once. */
export interface SetNames {
  /** All sets that a cell may mean. */
  meant(cell: string): readonly PictureSet[];
}

/** A name as it is spelled, but for upper and lower case. */
interface Named extends PictureSet {
  readonly spelled: string;
}

/** Pictures by what a table may call many of them at once: a folder, a patient's number with which folders or files begin. */
export class PictureSets implements SetNames {
  readonly #listed: () => readonly string[];
  #pictures: readonly string[] = [];
  #folders: Map<string, Named[]> | null = null;
  readonly #known = new Map<string, readonly PictureSet[]>();
  #unique: boolean | null = null;
  #ofFolders: Beginnings | null = null;
  #ofFiles: Beginnings | null = null;

  /** @param pictures without masks; asked for with the first cell, since most tables name each picture. */
  constructor(pictures: () => readonly string[]) {
    this.#listed = pictures;
  }

  /**
   * All sets that a cell may mean: folders of that path or name, else folders and then files whose names begin with it (`P1` is the
   * beginning of `P1_L.png`, not of `P12.png`). Zeros before a number count only where they alone tell two apart.
   */
  meant(cell: string): readonly PictureSet[] {
    const named = folded(cell)
      .trim()
      .replaceAll('\\', '/')
      .replace(/^(?:\.?\/)+|\/+$/g, '');
    const known = this.#known.get(named);
    if (known !== undefined) return known;
    const sets = named === '' ? [] : this.#meant(named);
    this.#known.set(named, sets);
    return sets;
  }

  #meant(named: string): readonly PictureSet[] {
    if (this.#folders === null) {
      this.#pictures = this.#listed();
      this.#folders = foldersOf(this.#pictures);
    }
    const folders = asSpelled(this.#folders.get(unpadded(baseName(named))) ?? [], baseName(named));
    if (named.includes('/')) return outermost(ofPath(folders, named));
    if (folders.length > 0) return outermost(folders);
    this.#ofFolders ??= new Beginnings([...this.#folders.values()].flat());
    const begun = this.#ofFolders.of(named);
    if (begun.length > 0) return begun;
    this.#ofFiles ??= new Beginnings(this.#pictures.map((path) => ({ at: path, pictures: [path] })));
    const files = this.#ofFiles.of(named);
    const [first] = files;
    // Where no name is used twice, numbers do not begin anew in each folder (of a class, of a view).
    return first !== undefined && files.length > 1 && this.#areUnique() && inOneSplit(files)
      ? [{ at: first.at, pictures: files.flatMap(({ pictures }) => pictures) }]
      : files;
  }

  #areUnique(): boolean {
    this.#unique ??=
      new Set(this.#pictures.map((path) => folded(baseName(path)))).size === this.#pictures.length;
    return this.#unique;
  }
}

/** Folders by their names, with every picture in them, however deep. */
function foldersOf(pictures: readonly string[]): Map<string, Named[]> {
  const inside = new Map<string, string[]>();
  for (const path of pictures)
    for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder))
      if (inside.get(folder)?.push(path) === undefined) inside.set(folder, [path]);
  const folders = new Map<string, Named[]>();
  for (const [at, own] of inside) {
    const spelled = folded(baseName(at));
    const named: Named = { spelled, at, pictures: own };
    if (folders.get(unpadded(spelled))?.push(named) === undefined) folders.set(unpadded(spelled), [named]);
  }
  return folders;
}

/** What was settled once is asked again: to guess, to count, to read rows and to show them. */
const settled = new WeakMap<SetNames, Map<string, SetMatch>>();

/**
 * The one set that the cells of a row mean together: a patient, and her study inside. Where names alone do not tell, the folder
 * of the file that speaks does, and the split.
 */
export function settle(sets: SetNames, cells: readonly string[], near: string, split: Split): SetMatch {
  const known = settled.get(sets) ?? new Map<string, SetMatch>();
  settled.set(sets, known);
  const key = [split, near, ...cells].join('\0');
  const match = known.get(key) ?? settleAnew(sets, cells, near, split);
  known.set(key, match);
  return match;
}

function settleAnew(sets: SetNames, cells: readonly string[], near: string, split: Split): SetMatch {
  const meant = cells.map((cell) => ({ cell, sets: sets.meant(cell) }));
  // Of as many, that around the other: the patient's before the study's.
  const [first, ...others] = meant.sort(
    (a, b) => a.sets.length - b.sets.length || sizeOf(b.sets) - sizeOf(a.sets),
  );
  const together = others.reduce((some, { cell }) => inside(some, cell), first?.sets ?? []);
  const [only] = together;
  if (only === undefined) return { kind: 'missing' };
  const here = ofSplit(closest(together, near), split);
  if (here.length === 1) return { kind: 'found', set: here[0] ?? only };
  return cells.some(tellsApart) && inOneSplit(here)
    ? { kind: 'found', set: { at: only.at, pictures: [...new Set(here.flatMap((set) => set.pictures))] } }
    : { kind: 'ambiguous', sets: here };
}

/** Of each set the pictures in a folder of that name inside it, else those in whose path beyond the set the words of the cell stand. */
function inside(sets: readonly PictureSet[], cell: string): readonly PictureSet[] {
  const words = inWords(cell);
  return sets.flatMap(({ at, pictures }) => {
    const beyond = (path: string) => path.slice(at.length);
    const inFolder = pictures.filter((path) =>
      folderOf(beyond(path))
        .split('/')
        .some((folder) => inWords(folder) === words),
    );
    const own =
      inFolder.length > 0 ? inFolder : pictures.filter((path) => inWords(beyond(path)).includes(words));
    return own.length === 0
      ? []
      : [{ at: own.length === pictures.length ? at : `${at}/${cell}`, pictures: own }];
  });
}

const sizeOf = (sets: readonly PictureSet[]): number => sets[0]?.pictures.length ?? 0;

/** `/study1/1_L.png` -> ` study1 1 l png `. */
const inWords = (text: string): string =>
  ` ${folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(unpadded)
    .join(' ')} `;

/** Those in the innermost folder around the file that holds any. */
function closest(sets: readonly PictureSet[], near: string): readonly PictureSet[] {
  for (let folder = folderOf(near); folder !== ''; folder = folderOf(folder)) {
    const inside = sets.filter(({ at }) => `${at}/`.startsWith(`${folder}/`));
    if (inside.length > 0) return inside;
  }
  return sets;
}

function ofSplit(sets: readonly PictureSet[], split: Split): readonly PictureSet[] {
  const same = split === 'none' ? [] : sets.filter(({ at }) => splitOfPath(at) === split);
  return same.length > 0 ? same : sets;
}

const splitOfPath = (path: string): Split =>
  path.split('/').reduce<Split>((found, folder) => splitOfFolder(folder) ?? found, 'none');

const inOneSplit = (sets: readonly PictureSet[]): boolean =>
  new Set(sets.map(({ at }) => splitOfPath(at))).size === 1;

/** Long enough that the same in two folders is the same patient: `TCGA-02-0001`, `10000032`; not `p1`, nor `000012`. */
function tellsApart(cell: string): boolean {
  const digits = cell.replace(/\D/g, '').length;
  return /\p{L}/u.test(cell) ? digits >= 4 && cell.length >= 6 : digits >= 7 && !cell.startsWith('0');
}

/**
 * Names in order, so that those that begin in some way are found without keeping every beginning of each: up to a sign that is no letter
 * or digit, of a file also the whole.
 */
class Beginnings {
  readonly #named: readonly (Named & { readonly key: string; readonly order: number })[];

  constructor(sets: readonly PictureSet[]) {
    this.#named = sets
      .map((set, order) => {
        const name = baseName(set.at);
        const spelled = folded(
          isPictureName(set.at) && set.pictures[0] === set.at ? withoutExtension(name) : name,
        );
        return { ...set, spelled, order, key: withoutZeros(spelled) };
      })
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  }

  /** Those of one folder together, as they are spelled. */
  of(beginning: string): readonly Named[] {
    const key = withoutZeros(beginning);
    const found: (Named & { readonly order: number })[] = [];
    for (let at = this.#from(key); this.#named[at]?.key.startsWith(key) === true; at += 1) {
      const named = this.#named[at];
      if (named !== undefined && !/^[\p{L}\p{N}]/u.test(named.key.slice(key.length))) found.push(named);
    }
    found.sort((a, b) => a.order - b.order);
    const exact = found.filter(({ spelled }) => spelled.startsWith(beginning));
    const byFolder = Map.groupBy(exact.length > 0 ? exact : found, ({ at }) => folderOf(at));
    return [...byFolder].map(([folder, own]) => ({
      at: folder === '' ? beginning : `${folder}/${beginning}`,
      spelled: beginning,
      pictures: own.flatMap(({ pictures }) => pictures),
    }));
  }

  /** Where the first name stands that is not before `key`. */
  #from(key: string): number {
    return lowerBound(this.#named.length, (at) => (this.#named[at]?.key ?? '') < key);
  }
}

/** `007_a` -> `7_a`: of a number with which a name begins. */
const withoutZeros = (text: string): string => text.replace(/^0+(?=\d+(?:[^\p{L}\p{N}]|$))/u, '');

/** Folders of a path, or its end; else those in whose path that of the cell ends, which tells of folders that were not dropped. */
function ofPath(folders: readonly Named[], named: string): readonly PictureSet[] {
  const inside = folders.filter(({ at }) => `/${folded(at)}`.endsWith(`/${named}`));
  if (inside.length > 0) return inside;
  const around = folders.filter(({ at }) => `/${named}`.endsWith(`/${folded(at)}`));
  const longest = Math.max(...around.map(({ at }) => at.length));
  return around.filter(({ at }) => at.length === longest);
}

function outermost(sets: readonly PictureSet[]): readonly PictureSet[] {
  const kept: PictureSet[] = [];
  for (const set of [...sets].sort((a, b) => (`${a.at}/` < `${b.at}/` ? -1 : 1)))
    if (!set.at.startsWith(`${kept.at(-1)?.at ?? ''}/`)) kept.push(set);
  return kept;
}

function asSpelled(sets: readonly Named[], spelled: string): readonly Named[] {
  const exact = sets.filter((set) => set.spelled === spelled);
  return exact.length > 0 ? exact : sets;
}

const folded = (text: string): string => text.normalize('NFC').toLowerCase();
/** `007` -> `7`; anything but a number stays. */
const unpadded = (text: string): string => (/^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : text);
