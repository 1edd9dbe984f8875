import type { RefusedFile } from '../../../domain/dataset/dataset.ts';
import type { FileSource } from '../../container/source.ts';
import type { FileIndex } from '../file-index.ts';
import type { CaseDraft } from '../reading.ts';

/** What one file of annotations says. */
export interface Annotated {
  readonly drafts: readonly CaseDraft[];
  readonly refused: readonly RefusedFile[];
  /** Pictures that it speaks of and that are not here, as it names them. */
  readonly elsewhere: readonly string[];
  /** Classes that it declares, with or without a case, in its order. */
  readonly labels: readonly string[];
  /** What a person should know, with how often it is so: `# lines have no area and are left out.` */
  readonly notes: ReadonlyMap<string, number>;
  readonly embedded: readonly FileSource[];
  readonly description?: string;
  readonly license?: string;
}

/** A format of annotations that is told by the content of its files, each of which says all of the pictures that it is about. */
export interface AnnotationFormat<Content> {
  readonly name: string;
  fits(content: Content): boolean;
  /** Never throws for what a stranger wrote: what cannot be understood is refused with its place. */
  read(content: Content, file: FileSource, files: FileIndex): Annotated;
}

/** Gathers what one file says, picture by picture. */
export class Gathering {
  readonly #file: string;
  readonly #files: FileIndex;
  readonly #drafts: CaseDraft[] = [];
  readonly #refused: RefusedFile[] = [];
  readonly #elsewhere: string[] = [];
  readonly #notes = new Map<string, number>();
  readonly #embedded: FileSource[] = [];

  constructor(file: string, files: FileIndex) {
    this.#file = file;
    this.#files = files;
  }

  /**
   * The picture of the first of these names that is here; null where none is or where it is not clear which one is meant, which
   * is kept in mind.
   */
  picture(names: readonly string[], place: string): string | null {
    for (const name of names) {
      const match = this.#files.findPicture(name, this.#file);
      if (match.kind === 'found') return match.path;
      if (match.kind === 'ambiguous') {
        this.refuse(
          place,
          `“${name}” may mean ${match.paths.slice(0, 3).join(' or ')}`,
          'Put the file into the folder of the pictures that it is about, or write their paths with the folder.',
        );
        return null;
      }
    }
    this.#elsewhere.push(names[0] ?? '');
    return null;
  }

  /** A picture that is not here, as it may be told: of what names no file. */
  absent(name: string): void {
    this.#elsewhere.push(name);
  }

  add(draft: Pick<CaseDraft, 'name' | 'images' | 'truth'> & Partial<CaseDraft>): void {
    this.#drafts.push({ maskFiles: [], split: 'none', attributes: {}, from: { file: this.#file }, ...draft });
  }

  /** `place`: in the file; empty for the file as a whole. */
  refuse(place: string, reason: string, remedy: string): void {
    this.#refused.push({ path: place === '' ? this.#file : `${this.#file}, ${place}`, reason, remedy });
  }

  note(text: string, times = 1): void {
    if (times > 0) this.#notes.set(text, (this.#notes.get(text) ?? 0) + times);
  }

  embed(source: FileSource): void {
    this.#embedded.push(source);
  }

  finish(labels: readonly string[] = [], about: Pick<Annotated, 'description' | 'license'> = {}): Annotated {
    return {
      drafts: this.#drafts,
      refused: this.#refused,
      elsewhere: this.#elsewhere,
      labels,
      notes: this.#notes,
      embedded: this.#embedded,
      ...about,
    };
  }
}
