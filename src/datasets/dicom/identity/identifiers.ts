import type { DataSet, DicomElement } from '../parse/data-set.ts';
import { groupOf } from '../parse/tags.ts';

/** What a value identifies, which decides how it is looked for. */
export type IdentifierKind = 'name' | 'number' | 'date' | 'institution' | 'UID';

export interface Identifier {
  readonly kind: IdentifierKind;
  readonly value: string;
}

/**
 * Attributes whose values name the patient, her stay, the institution or its staff (PS3.15 table E.1-1), for files that do not write
 * value representations. Dates, names of persons (PN) and UIDs are told by their representation where it is written.
 */
const named: ReadonlyMap<number, IdentifierKind> = new Map([
  ...of(
    'name',
    [
      0x00080090, 0x0008009c, 0x00081048, 0x00081050, 0x00081060, 0x00081070, 0x00100010, 0x00101001,
      0x00101005, 0x00101060, 0x00102297, 0x00321032, 0x00400006, 0x00401010, 0x0040a075, 0x0040a123,
      0x00700084, 0x300e0008, 0x40080114, 0x4008010c,
    ],
  ),
  ...of(
    'number',
    [
      0x00080050, 0x00100020, 0x00100021, 0x00101000, 0x00101080, 0x00101090, 0x00102154, 0x00102155,
      0x00200010, 0x00181000, 0x00181004, 0x00181005, 0x00181007, 0x00181008, 0x0018700a, 0x00380010,
      0x00380060, 0x00400253, 0x00401001, 0x00402016, 0x00402017, 0x00102110,
    ],
  ),
  ...of(
    'institution',
    [
      0x00080080, 0x00080081, 0x00081010, 0x00081040, 0x00101040, 0x00102299, 0x00380300, 0x00380400,
      0x00400241, 0x00400242, 0x00400243, 0x0040a027, 0x00102180, 0x00080092, 0x00080094,
    ],
  ),
  ...of(
    'date',
    [
      0x00080012, 0x00080020, 0x00080021, 0x00080022, 0x00080023, 0x0008002a, 0x00100030, 0x00181012,
      0x00181200, 0x00321000, 0x00380020, 0x00380030, 0x00400002, 0x00400244, 0x00400250, 0x0040a030,
      0x0040a032, 0x001021d0,
    ],
  ),
  ...of(
    'UID',
    [
      0x00020003, 0x00080014, 0x00080018, 0x00081155, 0x0020000d, 0x0020000e, 0x00200052, 0x00181002,
      0x0040a124, 0x00083010, 0x00081195, 0x00041511, 0x0008010d,
    ],
  ),
]);

function of(kind: IdentifierKind, tags: readonly number[]): [number, IdentifierKind][] {
  return tags.map((tag) => [tag, kind]);
}

/** UIDs that the standard gives, the same in every file. */
const standardUid = /^1\.2\.840\.10008\./;
/** A file of nothing but identifiers would take forever to compare with. */
const mostValues = 5000;

/** Every value in the data set that identifies someone, nested ones too, private ones where they are of a kind that says so. */
export function identifiersOf(data: DataSet): readonly Identifier[] {
  const found = new Map<string, Identifier>();
  collect(data, found);
  return [...found.values()];
}

function collect(data: DataSet, found: Map<string, Identifier>): void {
  for (const element of data.elements.values()) {
    if (found.size >= mostValues) return;
    if (element.items !== undefined) {
      for (const item of element.items) collect(item, found);
      continue;
    }
    const kind = kindOf(element);
    if (kind === undefined || element.length > 1024) continue;
    for (const value of data.texts(element.tag)) {
      if (value === '' || (kind === 'UID' && standardUid.test(value))) continue;
      found.set(`${kind} ${value}`, { kind, value });
    }
  }
}

function kindOf({ tag, vr }: DicomElement): IdentifierKind | undefined {
  const known = named.get(tag);
  if (known !== undefined) return known;
  if (vr === 'PN') return 'name';
  if (vr === 'DA' || vr === 'DT') return 'date';
  if (vr === 'UI') return 'UID';
  // Anything else that group 0010 says of the patient in a short string, but her sex, age and size.
  return groupOf(tag) === 0x0010 && (vr === 'LO' || vr === 'SH') ? 'number' : undefined;
}
