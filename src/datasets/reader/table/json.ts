import type { FileSource } from '../../container/source.ts';
import { hashText } from '../../../domain/plan/identity.ts';
import { isAnnotation } from '../annotation/annotations.ts';
import { readText } from '../encoding.ts';
import { describesVolumes } from '../volume/beside.ts';
import { readJsonLines } from './json-lines.ts';
import { recordsOf, tableOfRecords } from './records.ts';
import type { JsonRecord } from './json-record.ts';
import type { ReadTables } from './table.ts';

const mostBytes = 256 * 1024 ** 2;

/**
 * Reads JSON whose objects are rows, or a text with such an object in each line (JSONL, NDJSON). What is a format of annotations is another
 * reader's, as is what cannot be read: there it is refused. Throws FileUnreadableError.
 */
export async function readJsonTable(file: FileSource): Promise<ReadTables> {
  // Of one large value, who reads annotations says that it is too large.
  if (file.size > mostBytes) return isLines(file.path) ? readJsonLines(file) : { kind: 'other' };
  const decoded = readText(await file.read());
  const { text, encoding, certainty } = decoded;
  const about = { path: file.path, file: file.path, hash: hashText(text), encoding: { encoding, certainty } };
  const whole = parsed(text);
  if (whole !== null) {
    const isOther = isAnnotation(whole.value) || describesVolumes(whole.value);
    if (isLines(file.path) && !isOther && !Array.isArray(whole.value))
      return readLines(text, file.path, about);
    const records = isOther ? null : recordsOf(whole.value);
    return records === null
      ? { kind: 'other' }
      : { kind: 'tables', tables: [tableOfRecords(records, { ...about, rowWord: 'item' })] };
  }
  return readLines(text, file.path, about);
}

const isLines = (path: string): boolean => /\.(?:jsonl|ndjson)$/i.test(path);

function readLines(
  text: string,
  path: string,
  about: Omit<Parameters<typeof tableOfRecords>[1], 'rowWord'>,
): ReadTables {
  const records: JsonRecord[] = [];
  let line = 0;
  for (const each of text.split(/\r?\n/)) {
    line += 1;
    if (each.trim() === '') continue;
    const value = parsed(each)?.value;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    // A file that is called JSON and is broken is told by who reads annotations.
    if (!isObject && records.length === 0) {
      return isLines(path)
        ? { kind: 'refused', reason: 'line 1 is no object in JSON', remedy: 'Write one object in each line.' }
        : { kind: 'other' };
    }
    if (!isObject)
      return {
        kind: 'refused',
        reason: `line ${line} is no object in JSON`,
        remedy: 'Correct it at that place.',
      };
    records.push({ ...value });
  }
  return records.length === 0
    ? { kind: 'refused', reason: 'the table has no rows', remedy: 'Check that it was saved in full.' }
    : { kind: 'tables', tables: [tableOfRecords(records, { ...about, rowWord: 'line' })] };
}

function parsed(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}
