import type { DataSet } from '../parse/data-set.ts';
import { tags } from '../parse/tags.ts';

/** Colours by index; `first` stands for the first entry. */
export interface Palette {
  readonly first: number;
  readonly red: readonly number[];
  readonly green: readonly number[];
  readonly blue: readonly number[];
  /** 16 bits a colour, not 8. */
  readonly wide: boolean;
  readonly changes: readonly string[];
}

const parts = [
  {
    descriptor: tags.RedPaletteDescriptor,
    data: tags.RedPaletteData,
    segmented: tags.SegmentedRedPaletteData,
  },
  {
    descriptor: tags.GreenPaletteDescriptor,
    data: tags.GreenPaletteData,
    segmented: tags.SegmentedGreenPaletteData,
  },
  {
    descriptor: tags.BluePaletteDescriptor,
    data: tags.BluePaletteData,
    segmented: tags.SegmentedBluePaletteData,
  },
] as const;

/** The palette of PS3.3 C.7.6.3.1.5 and C.7.9, or null where it is missing or makes no sense. */
export function paletteOf(data: DataSet): Palette | null {
  const tables = parts.map((part) => tableOf(data, part));
  const [red, green, blue] = tables;
  if (
    red === null ||
    green === null ||
    blue === null ||
    red === undefined ||
    green === undefined ||
    blue === undefined
  )
    return null;
  if (red.values.length !== green.values.length || red.values.length !== blue.values.length) return null;
  const values = [red.values, green.values, blue.values];
  const first = red.first;
  if (red.bits === 8)
    return { first, red: red.values, green: green.values, blue: blue.values, wide: false, changes: [] };
  const largest = Math.max(...values.map((each) => each.reduce((most, value) => Math.max(most, value), 0)));
  if (largest <= 255) {
    const changes = ['the palette says 16 bits, but holds 8'];
    return { first, red: red.values, green: green.values, blue: blue.values, wide: false, changes };
  }
  // Eight bits, doubled or shifted to fill sixteen, are eight bits.
  const plain = values.every((each) =>
    each.every((value) => (value & 255) === 0 || (value & 255) === value >> 8),
  );
  const [r = [], g = [], b = []] = plain ? values.map((each) => each.map((value) => value >> 8)) : values;
  return { first, red: r, green: g, blue: b, wide: !plain, changes: [] };
}

function tableOf(
  data: DataSet,
  part: { readonly descriptor: number; readonly data: number; readonly segmented: number },
): { readonly first: number; readonly bits: number; readonly values: readonly number[] } | null {
  const [said, , bits] = data.shorts(part.descriptor);
  const signed = data.short(tags.PixelRepresentation) === 1;
  const first = data.shorts(part.descriptor, signed)[1];
  if (said === undefined || first === undefined || (bits !== 8 && bits !== 16)) return null;
  const count = said === 0 ? 65536 : said;
  const bytes = data.value(part.data);
  const values =
    bytes === undefined
      ? expanded(data.shorts(part.segmented), count)
      : bytes.length >= 2 * count
        ? data.shorts(part.data).slice(0, count)
        : Array.from(bytes.subarray(0, count));
  return values !== null && values.length === count ? { first, bits, values } : null;
}

/** Segments of PS3.3 C.7.9.2: values, straight lines, and segments repeated. Null where they make no sense. */
function expanded(segments: readonly number[], count: number): readonly number[] | null {
  const values: number[] = [];
  const run = (from: number, to: number, most: number): boolean => {
    let done = 0;
    for (let at = from; at < to && done < most; done += 1) {
      const length = segments[at + 1] ?? 0;
      if (length === 0 || values.length + length > count) return false;
      switch (segments[at]) {
        case 0:
          values.push(...segments.slice(at + 2, at + 2 + length));
          at += 2 + length;
          break;
        case 1: {
          const before = values.at(-1) ?? 0;
          const end = segments[at + 2] ?? 0;
          for (let n = 1; n <= length; n += 1)
            values.push(Math.round(before + ((end - before) * n) / length));
          at += 3;
          break;
        }
        case 2: {
          const offset = ((segments[at + 2] ?? 0) + (segments[at + 3] ?? 0) * 65536) / 2;
          // Only what lies before may be repeated: it would go round without end otherwise.
          if (offset >= at || !run(offset, at, length)) return false;
          at += 4;
          break;
        }
        default:
          return false;
      }
    }
    return true;
  };
  return segments.length > 0 && run(0, segments.length, Infinity) ? values : null;
}
