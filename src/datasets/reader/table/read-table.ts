import { extensionOf } from '../../container/path.ts';
import { FileUnreadableError, type FileSource } from '../../container/source.ts';
import type { Encoding } from '../encoding.ts';
import { readDelimited } from './delimited.ts';
import { readExcel } from './excel.ts';
import { readJsonTable } from './json.ts';
import { readParquet } from './parquet.ts';
import { readPlainLines } from './plain-lines.ts';
import type { ReadTables } from './table.ts';
import { isViaTable } from './via-table.ts';

type ReadFile = (file: FileSource, encoding?: Encoding) => Promise<ReadTables>;

/** Every kind of table, by the ending of its file. */
const kinds: ReadonlyMap<string, ReadFile> = new Map(
  Object.entries({
    csv: readDelimited,
    tsv: readDelimited,
    tab: readDelimited,
    json: readJsonTable,
    jsonl: readJsonTable,
    ndjson: readJsonTable,
    xlsx: readExcel,
    xlsm: readExcel,
    parquet: readParquet,
    txt: readPlainLines,
  }),
);

/** The tables of a file; `other` where it is called like no table, or holds none. */
export async function readTableFile(file: FileSource, encoding?: Encoding): Promise<ReadTables> {
  const kind = kindOf(file.path);
  if (kind === undefined) return { kind: 'other' };
  if (kind === readDelimited && (await isViaTable(file))) return { kind: 'other' };
  try {
    return await kind(file, encoding);
  } catch (error) {
    if (!(error instanceof FileUnreadableError)) throw error;
    return { kind: 'refused', reason: error.message, remedy: error.remedy };
  }
}

/** Whether it is called as a table is; most files of a data set are not. */
export const isCalledTable = (path: string): boolean => kindOf(path) !== undefined;

const kindOf = (path: string): ReadFile | undefined =>
  path === 'dataset.json' ? undefined : kinds.get(endingOf(path));

/** Some publishers leave the ending out: `HAM10000_metadata`. */
const endingOf = (path: string): string => {
  const ending = extensionOf(path);
  return ending === '' && /(?:metadata|ground[-_ ]?truth|labels)$/i.test(path) ? 'csv' : ending;
};
