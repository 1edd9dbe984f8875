import type { DataSet, Items } from './data-set.ts';

/** Where an item lies, and how it is written. */
export interface ItemPlace<Encoding> {
  readonly at: number;
  readonly end: number;
  readonly encoding: Encoding;
  /** It says no length, and ends with a delimiter. */
  readonly open: boolean;
}

/** Items that are read when they are asked for, and not kept. */
export class ItemsInPlace<Encoding> implements Items {
  readonly #places: readonly ItemPlace<Encoding>[];
  readonly #read: (place: ItemPlace<Encoding>) => DataSet;

  constructor(places: readonly ItemPlace<Encoding>[], read: (place: ItemPlace<Encoding>) => DataSet) {
    this.#places = places;
    this.#read = read;
  }

  get length(): number {
    return this.#places.length;
  }

  at(n: number): DataSet | undefined {
    const place = this.#places.at(n);
    return place === undefined ? undefined : this.#read(place);
  }

  *[Symbol.iterator](): Generator<DataSet, void, undefined> {
    for (const place of this.#places) yield this.#read(place);
  }
}
