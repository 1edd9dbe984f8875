import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { blobSource, type FileSource } from '../../container/source.ts';
import { extensionOf } from '../../container/path.ts';
import { tableOfRecords } from './records.ts';
import type { JsonRecord } from './json-record.ts';
import type { ReadTables } from './table.ts';

/**
 * Reads Parquet as Hugging Face's image data sets are stored: pictures in columns of bytes or `{bytes, path}`, classes as numbers whose names
 * stand in the file. One group of rows after the other, so that the pictures do not lie in memory together. Throws FileUnreadableError.
 */
export async function readParquet(file: FileSource): Promise<ReadTables> {
  const blob = (await file.blob?.()) ?? new Blob([await file.read()]);
  const source = {
    byteLength: blob.size,
    slice: (start: number, end = blob.size): Promise<ArrayBuffer> => blob.slice(start, end).arrayBuffer(),
  };
  const [{ parquetMetadataAsync, parquetReadObjects, parquetSchema }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  try {
    const metadata = await parquetMetadataAsync(source);
    const strange = strangeColumn(metadata.row_groups, parquetSchema(metadata));
    if (strange !== null) throw new RangeError(`the column ${strange} is not in its schema`);
    const classes = classNames(metadata.key_value_metadata ?? []);
    const records: JsonRecord[] = [];
    const pictures = new Pictures(file.path);
    let from = 0;
    for (const { num_rows } of metadata.row_groups) {
      const to = from + Number(num_rows);
      const rows = await parquetReadObjects({
        file: source,
        metadata,
        compressors,
        rowStart: from,
        rowEnd: to,
        // Bytes that are not said to be text are pictures.
        utf8: false,
      });
      for (const row of rows) records.push(recordOf(row, records.length + 1, classes, pictures));
      from = to;
    }
    if (records.length === 0)
      return { kind: 'refused', reason: 'the table has no rows', remedy: 'Check that it was saved in full.' };
    // Of the end of the file, where all sizes and sums of it stand.
    const hash = bytesToHex(
      sha256
        .create()
        .update(utf8ToBytes(`${blob.size}`))
        .update(new Uint8Array(await source.slice(Math.max(0, blob.size - 1024 ** 2))))
        .digest(),
    );
    const table = tableOfRecords(records, {
      path: file.path,
      file: file.path,
      hash,
      encoding: null,
      rowWord: 'item',
    });
    return { kind: 'tables', tables: [{ ...table, embedded: [...table.embedded, ...pictures.sources] }] };
  } catch (error) {
    if (error instanceof Error && error.name === 'FileUnreadableError') throw error;
    return {
      kind: 'refused',
      reason: `it cannot be read as Parquet: ${error instanceof Error ? error.message : String(error)}`,
      remedy: 'Download it again, or save it with another program.',
    };
  }
}

interface SchemaNode {
  readonly element: { readonly name: string };
  readonly children: readonly SchemaNode[];
}

/**
 * A column that the schema does not have: the library would begin with the others and leave them to fail where nobody listens. Null where
 * there is none.
 */
function strangeColumn(
  groups: readonly {
    readonly columns: readonly {
      readonly meta_data?: { readonly path_in_schema: readonly string[] } | undefined;
    }[];
  }[],
  schema: SchemaNode,
): string | null {
  for (const { columns } of groups) {
    for (const { meta_data: column } of columns) {
      let node: SchemaNode | undefined = schema;
      for (const part of column?.path_in_schema ?? [])
        node = node?.children.find(({ element }) => element.name === part);
      if (node === undefined) return column?.path_in_schema.join('.') ?? '';
    }
  }
  return null;
}

class Pictures {
  readonly sources: FileSource[] = [];
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** The path under which the bytes are found. */
  add(bytes: Uint8Array<ArrayBuffer>, named: string | null, place: string): string {
    const ending = extensionOf(named ?? '') || endingOf(bytes);
    const path = `${this.#file}/${place}.${ending}`;
    this.sources.push(blobSource(path, new Blob([bytes])));
    return path;
  }
}

function endingOf(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xd8) return 'jpg';
  if (a === 0x89 && b === 0x50) return 'png';
  if (a === 0x47 && b === 0x49) return 'gif';
  if (a === 0x52 && b === 0x49) return 'webp';
  if (a === 0x42 && b === 0x4d) return 'bmp';
  return (a === 0x49 && b === 0x49) || (a === 0x4d && b === 0x4d) ? 'tif' : 'bin';
}

/** A row as a record of plain values, its pictures taken out and its classes named. */
function recordOf(
  row: Readonly<Record<string, unknown>>,
  line: number,
  classes: ReadonlyMap<string, readonly string[]>,
  pictures: Pictures,
): JsonRecord {
  const plain = (value: unknown, name: string, place: string): unknown => {
    const names = classes.get(name);
    if (typeof value === 'bigint') return plain(Number(value), name, place);
    // Hugging Face writes -1 for a class that is kept back, as in tests.
    if (typeof value === 'number') return names !== undefined && value < 0 ? null : (names?.[value] ?? value);
    if (value instanceof Date) return value.toISOString();
    if (value instanceof Uint8Array) return pictures.add(new Uint8Array(value), null, place);
    if (Array.isArray(value)) return value.map((item, n) => plain(item, name, `${place} ${n + 1}`));
    if (typeof value !== 'object' || value === null) return value;
    if ('bytes' in value && value.bytes instanceof Uint8Array) {
      const path = 'path' in value && typeof value.path === 'string' ? value.path : null;
      return pictures.add(new Uint8Array(value.bytes), path, place);
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, plain(member, `${name}.${key}`, place)]),
    );
  };
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      plain(value, name, `item ${line}${name === 'image' ? '' : ` ${name}`}`),
    ]),
  );
}

const huggingFace = z.object({ info: z.object({ features: z.record(z.string(), z.unknown()) }) });
const classLabel = z.object({ _type: z.literal('ClassLabel'), names: z.array(z.string()) });

/** By column, the names of its classes, from what Hugging Face writes beside the schema. */
function classNames(
  metadata: readonly { readonly key: string; readonly value?: string | undefined }[],
): ReadonlyMap<string, readonly string[]> {
  const text = metadata.find(({ key }) => key === 'huggingface')?.value;
  const names = new Map<string, readonly string[]>();
  if (text === undefined) return names;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return names;
  }
  const read = huggingFace.safeParse(value);
  if (!read.success) return names;
  const visit = (part: unknown, name: string, depth: number): void => {
    const label = classLabel.safeParse(part);
    if (label.success) names.set(name, label.data.names);
    else if (depth < 4 && typeof part === 'object' && part !== null)
      for (const [key, member] of Object.entries(part))
        visit(member, key === 'feature' ? name : name === '' ? key : `${name}.${key}`, depth + 1);
  };
  for (const [name, part] of Object.entries(read.data.info.features)) visit(part, name, 0);
  return names;
}
