import { tags } from './tags.ts';
import { decodeText } from './character-set.ts';

export interface DicomElement {
  readonly tag: number;
  /** Value representation; empty where the file does not write them. */
  readonly vr: string;
  /** Where the value begins. */
  readonly at: number;
  /** Bytes of the value, as far as they are there. */
  readonly length: number;
  readonly items?: Items;
  /** Of encapsulated pixel data: the offset table, then the fragments. */
  readonly fragments?: readonly Uint8Array<ArrayBuffer>[];
  /** The last fragment is shorter than it says. */
  readonly cut?: boolean;
}

/** The items of a sequence, in order; those of a data set itself are read anew each time they are asked for. */
export interface Items extends Iterable<DataSet> {
  readonly length: number;
  /** Undefined where there is no such item. */
  at(n: number): DataSet | undefined;
}

/** Elements by tag, and their values in the forms in which they are asked for. A value that is not of the form is absent. */
export class DataSet {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly littleEndian: boolean;
  readonly elements: ReadonlyMap<number, DicomElement>;

  constructor(
    bytes: Uint8Array<ArrayBuffer>,
    littleEndian: boolean,
    elements: ReadonlyMap<number, DicomElement>,
  ) {
    this.bytes = bytes;
    this.littleEndian = littleEndian;
    this.elements = elements;
  }

  has(tag: number): boolean {
    return this.elements.has(tag);
  }

  /** The bytes of a value, not copied. */
  value(tag: number): Uint8Array<ArrayBuffer> | undefined {
    const element = this.elements.get(tag);
    return element === undefined ? undefined : this.bytes.subarray(element.at, element.at + element.length);
  }

  items(tag: number): Items {
    return this.elements.get(tag)?.items ?? [];
  }

  /** A string of any kind, without its padding; undefined where it is absent or empty. `characterSet`: (0008,0005). */
  text(tag: number, characterSet?: string): string | undefined {
    const value = this.value(tag);
    if (value === undefined) return undefined;
    const text = decodeText(value, characterSet ?? this.#characterSet()).replace(/^[\0 ]+|[\0 ]+$/g, '');
    return text === '' ? undefined : text;
  }

  /** The values of a string, split where several are given; an empty one stays in its place. */
  texts(tag: number): readonly string[] {
    return (
      this.text(tag)
        ?.split('\\')
        .map((part) => part.trim()) ?? []
    );
  }

  /** Numbers written as text (DS, IS); those that are none are NaN. */
  decimals(tag: number): readonly number[] {
    return this.texts(tag).map((part) =>
      /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(part) ? Number(part) : NaN,
    );
  }

  decimal(tag: number): number | undefined {
    const [first] = this.decimals(tag);
    return first === undefined || !Number.isFinite(first) ? undefined : first;
  }

  /** 16-bit numbers without sign (US), and with one where `signed` (SS). */
  shorts(tag: number, signed = false): readonly number[] {
    return this.#numbers(tag, 2, (view, at) =>
      signed ? view.getInt16(at, this.littleEndian) : view.getUint16(at, this.littleEndian),
    );
  }

  short(tag: number): number | undefined {
    return this.shorts(tag)[0];
  }

  /** 32-bit numbers without sign (UL). */
  longs(tag: number): readonly number[] {
    return this.#numbers(tag, 4, (view, at) => view.getUint32(at, this.littleEndian));
  }

  /** 32-bit floating point numbers (FL, OF). */
  floats(tag: number): readonly number[] {
    return this.#numbers(tag, 4, (view, at) => view.getFloat32(at, this.littleEndian));
  }

  #numbers(tag: number, size: number, get: (view: DataView, at: number) => number): readonly number[] {
    const value = this.value(tag);
    if (value === undefined) return [];
    const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
    return Array.from({ length: Math.floor(value.length / size) }, (_, n) => get(view, n * size));
  }

  #characterSet(): string {
    const value = this.value(tags.SpecificCharacterSet);
    return value === undefined ? '' : decodeText(value, '');
  }
}
