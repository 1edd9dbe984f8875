import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { FileSource } from '../../container/source.ts';
import { findEncoding } from '../encoding.ts';
import { EmbeddedCells } from './embedded-cells.ts';
import { tableOfRecords } from './records.ts';
import type { JsonRecord } from './json-record.ts';
import type { ReadTables } from './table.ts';

const defaultPartBytes = 16 * 1024 ** 2;
/** Enough of a text to tell its encoding by. */
const tellingBytes = 4 * 1024 ** 2;
/** A line longer than this is no record. */
const mostLineLength = 128 * 1024 ** 2;
/** Characters that records may keep in memory together, without the pictures in them. */
const mostCharacters = 512 * 1024 ** 2;

/**
 * Reads a text with an object in each line (JSONL, NDJSON) part by part, so that it may be larger than memory: pictures in it are taken out
 * as they come. Refused, with the line, where one is no object. Throws FileUnreadableError.
 */
export async function readJsonLines(file: FileSource, partBytes = defaultPartBytes): Promise<ReadTables> {
  const blob = (await file.blob?.()) ?? new Blob([await file.read()]);
  const beginning = new Uint8Array(await blob.slice(0, tellingBytes).arrayBuffer());
  const found = findEncoding(beginning, blob.size <= tellingBytes);
  const decoder = new TextDecoder(found.encoding);
  const hash = sha256.create();
  const lines = new Lines(file.path);
  let rest = '';
  for (let from = 0; from < blob.size; from += partBytes) {
    const bytes = new Uint8Array(await blob.slice(from, from + partBytes).arrayBuffer());
    hash.update(bytes);
    const parts = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    const fault = lines.add(parts) ?? (rest.length > mostLineLength ? lines.tooLong() : null);
    if (fault !== null) return fault;
  }
  const fault = lines.add([rest + decoder.decode()]);
  if (fault !== null) return fault;
  if (lines.records.length === 0)
    return { kind: 'refused', reason: 'the table has no rows', remedy: 'Check that it was saved in full.' };
  const about = {
    path: file.path,
    file: file.path,
    hash: bytesToHex(hash.digest()),
    encoding: found,
    rowWord: 'line',
  } as const;
  return { kind: 'tables', tables: [tableOfRecords(lines.records, about, lines.embedded)] };
}

type Refused = Extract<ReadTables, { readonly kind: 'refused' }>;

class Lines {
  readonly records: JsonRecord[] = [];
  readonly embedded: EmbeddedCells;
  #line = 0;
  #characters = 0;

  constructor(path: string) {
    this.embedded = new EmbeddedCells(path);
  }

  /** Why the lines are refused, or null. */
  add(lines: readonly string[]): Refused | null {
    for (const line of lines) {
      this.#line += 1;
      if (line.trim() === '') continue;
      const record = recordIn(line);
      if (record === null)
        return {
          kind: 'refused',
          reason: `line ${this.#line} is no object in JSON`,
          remedy: 'Write one object in each line.',
        };
      const kept = this.#withoutPictures(record);
      this.records.push(kept);
      if (this.#characters > mostCharacters)
        return {
          kind: 'refused',
          reason: `its first ${this.records.length} lines alone hold more text than fits into memory`,
          remedy: 'Split it into several files, and import them one by one.',
        };
    }
    return null;
  }

  tooLong(): Refused {
    return {
      kind: 'refused',
      reason: `line ${this.#line + 1} does not end`,
      remedy: 'Write one object in each line.',
    };
  }

  #withoutPictures(record: JsonRecord): JsonRecord {
    const place = `line ${this.records.length + 1}`;
    const kept = (value: unknown): unknown => {
      if (typeof value === 'string') {
        const cell = this.embedded.take(value.trim(), place);
        this.#characters += cell.length;
        return cell;
      }
      if (Array.isArray(value)) return value.map(kept);
      if (typeof value === 'object' && value !== null)
        return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, kept(member)]));
      this.#characters += 8;
      return value;
    };
    return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, kept(value)]));
  }
}

function recordIn(line: string): JsonRecord | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
