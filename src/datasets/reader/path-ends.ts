import { lowerBound } from './lower-bound.ts';

/** Paths by their ends, so that of a hundred thousand files of one name the one that is meant is found without looking at each. */
export class PathEnds {
  readonly #form: (path: string) => string;
  /** In the order of their folders from the innermost out. */
  readonly #ends: readonly { readonly end: string; readonly path: string }[];

  /** @param form what of a path counts: paths of the same form are alike. */
  constructor(paths: readonly string[], form: (path: string) => string) {
    this.#form = form;
    this.#ends = paths
      .map((path) => ({ end: reversed(form(path)), path }))
      .sort((a, b) => (a.end < b.end ? -1 : a.end > b.end ? 1 : 0));
  }

  /** The one path that ends in `named`, folder by folder; null where none does, or several do. */
  endingIn(named: string): string | null {
    const end = reversed(this.#form(named));
    const at = this.#from(end);
    const [found, next] = [this.#ends[at], this.#ends[at + 1]];
    return found?.end.startsWith(end) === true && next?.end.startsWith(end) !== true ? found.path : null;
  }

  /** The longest path, of two parts at least, in which `named` ends itself; null where there is none, or two are alike. */
  within(named: string): string | null {
    const parts = this.#form(named).split('/');
    for (let from = 0; from < parts.length - 1; from += 1) {
      const end = reversed(parts.slice(from).join('/'));
      const at = this.#from(end);
      const [found, next] = [this.#ends[at], this.#ends[at + 1]];
      if (found?.end === end) return next?.end === end ? null : found.path;
    }
    return null;
  }

  /** Where the first end stands that is not before `end`. */
  #from(end: string): number {
    return lowerBound(this.#ends.length, (at) => (this.#ends[at]?.end ?? '') < end);
  }
}

/** `a/b/c` -> `c/b/a/`. */
const reversed = (path: string): string => `${path.split('/').reverse().join('/')}/`;
