import { baseName, folderOf, withoutExtension } from '../container/path.ts';
import type { FileSource } from '../container/source.ts';
import type { DicomHead, DicomSurvey } from '../dicom/survey.ts';
import { isDicomName, isPictureName, isVolumeName, splitOfFile } from '../names.ts';
import { pairMasks, type Pairing } from './mask/pair-masks.ts';
import { PathEnds } from './path-ends.ts';
import { PictureSets } from './picture-sets.ts';
import { studyOf } from './report/study.ts';
import { mayBeMeant, PicturesInFolders, ToldApart } from './telling-folders.ts';
import { isLabelMapPath } from './volume/pairing.ts';

export type Match =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'ambiguous'; readonly paths: readonly string[] }
  | { readonly kind: 'missing' };

/** Files by their paths, and pictures by the names under which a table may speak of them. */
export class FileIndex {
  readonly files: readonly FileSource[];
  /** DICOM files by path, whatever their ending. */
  readonly dicom: ReadonlyMap<string, DicomHead>;
  /** Pictures that are masks of others by their names. */
  readonly masks: Pairing;
  readonly #masks: ReadonlySet<string>;
  /** Label maps of volumes, by their names. */
  readonly #labelMaps: ReadonlySet<string>;
  readonly #survey: DicomSurvey | null;
  readonly #byPath: ReadonlyMap<string, FileSource>;
  readonly #byName = new Map<string, string[]>();
  readonly #byStem = new Map<string, string[]>();
  readonly #namesakes = new Map<readonly string[], Namesakes>();
  #every: FileIndex | null = null;
  #inFolders: PicturesInFolders | null = null;
  #studies: ReadonlySet<string> | null = null;
  #byFolder: ReadonlyMap<string, string[]> | null = null;
  /** Pictures by what they may be called together: neither masks nor label maps, nor DICOM files without a picture. */
  readonly sets = new PictureSets(() =>
    this.files
      .map(({ path }) => path)
      .filter(
        (path) =>
          this.isPicture(path) &&
          !this.#masks.has(path) &&
          !this.#labelMaps.has(path) &&
          (this.dicom.get(path)?.kind ?? 'image') === 'image',
      ),
  );

  /** `masks`: those among the files; by their names where they are not given. A mask or a label map is truth about another picture, and is not found. */
  constructor(files: readonly FileSource[], survey: DicomSurvey | null = null, masks: Pairing | null = null) {
    this.files = files;
    this.#survey = survey;
    this.dicom = survey?.heads ?? new Map();
    this.masks = masks ?? this.#pairMasks();
    this.#masks = new Set([
      ...this.masks.pairs.map(({ mask }) => mask),
      ...this.masks.single,
      ...this.masks.unclear.map(({ mask }) => mask),
      ...this.masks.instances,
    ]);
    this.#byPath = new Map(files.map((file) => [file.path, file]));
    this.#labelMaps = masks === noMasks ? new Set() : labelMapsAmong(files);
    for (const { path } of files) {
      if (!this.isPicture(path) || this.#masks.has(path) || this.#labelMaps.has(path)) continue;
      add(this.#byName, folded(baseName(path)), path);
      add(this.#byStem, folded(stemOf(baseName(path))), path);
    }
  }

  isMask(path: string): boolean {
    return this.#masks.has(path);
  }

  get(path: string): FileSource | undefined {
    return this.#byPath.get(path);
  }

  /** Named as a picture that we read, or a DICOM file under any name. */
  isPicture(path: string): boolean {
    return isPictureName(path) || this.dicom.has(path);
  }

  /** The path as it may be stored: without what identifies a patient of the DICOM files. */
  nameOf(path: string): string {
    return this.#survey?.nameOf(path) ?? path;
  }

  /** Whether a text may be stored: it names no patient of the DICOM files. */
  readonly isFree = (text: string): boolean => this.#survey?.isFree(text) ?? true;

  /**
   * The picture that a table's cell names: by its path, the end of its path, its name, or its name without the
   * ending. Upper and lower case count only where they alone tell two files apart. Of several, the one in the folder of `near`
   * (the file that speaks) or closest above it is meant. Masks are not found.
   */
  findPicture(cell: string, near?: string): Match {
    const named = pathOf(cell.trim())
      .replaceAll('\\', '/')
      .replace(/^(?:\.?\/)+/, '');
    if (named === '') return { kind: 'missing' };
    if (this.#byPath.has(named) && this.isPicture(named)) return { kind: 'found', path: named };
    const name = baseName(named);
    const known = this.#called(name);
    // Label Studio puts eight digits before the name of what was uploaded to it.
    const uploaded =
      known.length === 0 ? /(?:^|\/)upload\/.*?\/?[\da-f]{8}-([^/]+)$/i.exec(named)?.[1] : undefined;
    const candidates = uploaded === undefined ? known : this.#called(uploaded);
    const match = this.#among(candidates, uploaded ?? named, near);
    if (match.kind !== 'missing' && (match.kind === 'ambiguous' || mayBeMeant(named, match.path)))
      return match;
    this.#inFolders ??= new PicturesInFolders([...this.#byName.values()].flat());
    const path = this.#inFolders.of(named);
    return path === null ? { kind: 'missing' } : { kind: 'found', path };
  }

  #among(candidates: readonly string[], named: string, near: string | undefined): Match {
    const [only] = candidates;
    if (only === undefined) return { kind: 'missing' };
    if (candidates.length === 1) return { kind: 'found', path: only };
    const namesakes = this.#namesakes.get(candidates) ?? new Namesakes(candidates);
    this.#namesakes.set(candidates, namesakes);
    return namesakes.find(named, near);
  }

  #called(name: string): readonly string[] {
    return this.#byName.get(folded(name)) ?? this.#byStem.get(folded(stemOf(name))) ?? [];
  }

  /** Any picture that a table's cell names, masks too. */
  findFile(cell: string, near?: string): Match {
    this.#every ??= new FileIndex(this.files, this.#survey, noMasks);
    return this.#every.findPicture(cell, near);
  }

  /** Numbers of MIMIC-CXR's studies whose reports are here (`p10/p10000032/s50414267.txt`). */
  get studies(): ReadonlySet<string> {
    this.#studies ??= new Set(this.files.flatMap(({ path }) => studyOf(path)?.study ?? []));
    return this.#studies;
  }

  /** The pictures that lie directly in a folder, in order. */
  picturesIn(folder: string): string[] {
    this.#byFolder ??= byFolder(this.files);
    return this.#byFolder.get(folder) ?? [];
  }

  /** These files and `more`: pictures that lie inside others. */
  with(more: readonly FileSource[]): FileIndex {
    return more.length === 0 ? this : new FileIndex([...this.files, ...more], this.#survey, this.masks);
  }

  /** These files but for those of `paths`. */
  without(paths: ReadonlySet<string>): FileIndex {
    return paths.size === 0
      ? this
      : new FileIndex(
          this.files.filter(({ path }) => !paths.has(path)),
          this.#survey,
        );
  }

  #pairMasks(): Pairing {
    // Label maps of volumes have their own way of being paired.
    const pictures = this.files
      .map(({ path }) => path)
      .filter((path) => this.isPicture(path) && !isVolumeName(path));
    // A DICOM file says itself what it is, whatever it is called.
    return pairMasks(pictures, (path) => !isDicomName(path) && !this.dicom.has(path));
  }
}

/** Where nothing but label maps is here, they are what there is to look at. */
function labelMapsAmong(files: readonly FileSource[]): ReadonlySet<string> {
  const volumes = files.map(({ path }) => path).filter(isVolumeName);
  const maps = volumes.filter(isLabelMapPath);
  return new Set(maps.length === volumes.length ? [] : maps);
}

/** Of an address its path, without what is asked of the server; else the text as it is. */
function pathOf(text: string): string {
  const path = /^https?:\/\/[^/]+\/([^?#]*)/i.exec(text)?.[1];
  if (path === undefined) return text;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const noMasks: Pairing = { pairs: [], single: [], unclear: [], instances: [] };

/** Data sets repeat names in their parts (`train/1.png`, `test/1.png`), and each part's files speak of its own pictures. */
function closest(paths: readonly string[], near: string): Match {
  for (let folder = folderOf(near); folder !== ''; folder = folderOf(folder)) {
    const inside = paths.filter((path) => path.startsWith(`${folder}/`));
    const [first, ...more] = inside;
    if (first !== undefined)
      return more.length === 0 ? { kind: 'found', path: first } : ofSameSplit(inside, near);
  }
  return ofSameSplit(paths, near);
}

/** `Training Labels.csv` speaks of `Training Set/1.png`, not of `Testing Set/1.png`. */
function ofSameSplit(paths: readonly string[], near: string): Match {
  const split = splitOfFile(near);
  const same = paths.filter((path) =>
    folderOf(path)
      .split('/')
      .some((folder) => splitOfFile(folder) === split),
  );
  const [only, ...more] = split === 'none' ? [] : same;
  return only !== undefined && more.length === 0
    ? { kind: 'found', path: only }
    : { kind: 'ambiguous', paths };
}

const folded = (text: string): string => text.normalize('NFC').toLowerCase();
const stemOf = (name: string): string => (isPictureName(name) ? withoutExtension(name) : name);

/** Pictures of one name, by what tells them apart. */
class Namesakes {
  readonly #paths: readonly string[];
  readonly #folded: PathEnds;
  #cased: readonly PathEnds[] | null = null;
  #toldApart: ToldApart | null = null;
  /** By the file that speaks, which of them it means where nothing but that tells. */
  readonly #near = new Map<string, Match>();

  constructor(paths: readonly string[]) {
    this.#paths = paths;
    this.#folded = new PathEnds(paths, (path) => folded(withoutEnding(path)));
  }

  find(named: string, near: string | undefined): Match {
    const path = this.#folded.endingIn(named) ?? this.#byCase(named) ?? this.#folded.within(named);
    if (path !== null) return { kind: 'found', path };
    this.#toldApart ??= new ToldApart(this.#paths);
    if (!this.#toldApart.mayMean(named)) return { kind: 'missing' };
    if (near === undefined) return { kind: 'ambiguous', paths: this.#paths };
    const match = this.#near.get(near) ?? closest(this.#paths, near);
    this.#near.set(near, match);
    return match;
  }

  /** By upper and lower case, with the ending and without. */
  #byCase(named: string): string | null {
    this.#cased ??= [new PathEnds(this.#paths, (path) => path), new PathEnds(this.#paths, withoutEnding)];
    for (const ends of this.#cased) {
      const path = ends.endingIn(named);
      if (path !== null) return path;
    }
    return null;
  }
}

const withoutEnding = (path: string): string => (isPictureName(path) ? withoutExtension(path) : path);

function byFolder(files: readonly FileSource[]): ReadonlyMap<string, string[]> {
  const folders = new Map<string, string[]>();
  for (const { path } of files) if (isPictureName(path)) add(folders, folderOf(path), path);
  return folders;
}

function add(map: Map<string, string[]>, key: string, path: string): void {
  const paths = map.get(key);
  if (paths === undefined) map.set(key, [path]);
  else paths.push(path);
}
