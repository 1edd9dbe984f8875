import { BlobReader, TextWriter, ZipReader } from '@zip.js/zip.js';
import { hashText } from '../../../domain/plan/identity.ts';
import type { FileSource } from '../../container/source.ts';
import { child, childrenOf, parseXml } from '../annotation/xml.ts';
import { headingOf } from './heading.ts';
import { uniqueNames, type ReadTables, type Table, type TableRow } from './table.ts';

/** Of a workbook when it is unpacked: its text lies in memory whole. */
const mostUnpackedBytes = 256 * 1024 ** 2;

/** Reads a workbook (XLSX): each sheet with a head and rows is a table. Throws FileUnreadableError. */
export async function readExcel(file: FileSource): Promise<ReadTables> {
  const bytes = await file.read();
  const blob = new Blob([bytes]);
  const book = await workbookOf(blob);
  if (book === null)
    return {
      kind: 'refused',
      reason: 'it is no workbook (XLSX)',
      remedy: 'Open it in a spreadsheet program and save it as XLSX or CSV.',
    };
  const { unpacked, hidden } = book;
  if (unpacked > mostUnpackedBytes)
    return {
      kind: 'refused',
      reason: `it holds ${Math.round(unpacked / 1024 ** 2)} MB when it is unpacked, more than can be read at once`,
      remedy: 'Save the sheet as CSV.',
    };
  try {
    const { default: readWorkbook } = await import('read-excel-file/universal');
    const sheets = await readWorkbook(blob);
    const shown = sheets.filter(({ sheet }) => !hidden.has(sheet));
    const tables = shown.flatMap(({ sheet, data }) => {
      const table = tableOf(file.path, shown.length > 1 ? sheet : null, data);
      return table === null ? [] : [table];
    });
    const [first, ...others] = tables;
    if (first === undefined)
      return {
        kind: 'refused',
        reason: `the table has no rows${hidden.size > 0 ? ' but in hidden sheets' : ''}`,
        remedy:
          hidden.size > 0
            ? 'Show the sheets that are meant, and save it.'
            : 'Check that it was saved in full.',
      };
    // What its author has hidden, she does not mean to be read.
    const note = [...hidden].map((sheet) => `its sheet “${sheet}” is hidden and was not read.`);
    return { kind: 'tables', tables: [{ ...first, notes: [...first.notes, ...note] }, ...others] };
  } catch (error) {
    return {
      kind: 'refused',
      reason: `it cannot be read as a workbook: ${faultOf(error)}`,
      remedy: 'Open it in a spreadsheet program and save it as XLSX or CSV.',
    };
  }
}

/** The reader stumbles over what is missing, and says so in terms of its own code. */
const faultOf = (error: unknown): string =>
  error instanceof TypeError || error instanceof RangeError || !(error instanceof Error)
    ? 'parts of it are missing or damaged'
    : error.message;

/** What a workbook says that it holds, in bytes, and which of its sheets are hidden; null where it is no archive. */
async function workbookOf(
  blob: Blob,
): Promise<{ readonly unpacked: number; readonly hidden: ReadonlySet<string> } | null> {
  try {
    const entries = await new ZipReader(new BlobReader(blob), { useWebWorkers: false }).getEntries();
    if (entries.length === 0) return null;
    const unpacked = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
    const book = entries.find(({ filename }) => filename === 'xl/workbook.xml');
    const isSmall = book !== undefined && !book.directory && book.uncompressedSize < 2 ** 22;
    const text = isSmall ? await book.getData(new TextWriter(), { useWebWorkers: false }) : '';
    return { unpacked, hidden: hiddenSheets(text) };
  } catch {
    return null;
  }
}

function hiddenSheets(workbook: string): ReadonlySet<string> {
  const parsed = parseXml(workbook);
  const sheets = parsed.kind === 'broken' ? undefined : child(parsed.root, 'sheets');
  return new Set(
    (sheets === undefined ? [] : childrenOf(sheets, 'sheet'))
      .filter(({ attributes }) => /^(?:very)?hidden$/i.test(attributes.get('state') ?? ''))
      .map(({ attributes }) => attributes.get('name') ?? ''),
  );
}

function tableOf(path: string, sheet: string | null, data: readonly (readonly unknown[])[]): Table | null {
  // A title or an empty row may stand above the head.
  const head = data.findIndex((cells) => cells.filter((cell) => textOf(cell) !== '').length > 1);
  const single = head < 0 ? data.findIndex((cells) => cells.some((cell) => textOf(cell) !== '')) : head;
  if (single < 0) return null;
  const rows = data
    .map((cells, at): TableRow => ({ line: at + 1, cells: cells.map(textOf) }))
    .slice(single + 1)
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (rows.length === 0) return null;
  const heading = headingOf({ line: single + 1, cells: (data[single] ?? []).map(textOf) }, rows);
  let used = 0;
  for (const { cells } of heading.rows) used = Math.max(used, cells.findLastIndex((cell) => cell !== '') + 1);
  const columns = uniqueNames(heading.names, used);
  return {
    path: sheet === null ? path : `${path}, sheet ${sheet}`,
    file: path,
    columns,
    rows: heading.rows.map(({ line, cells }) => ({ line, cells: columns.map((_, at) => cells[at] ?? '') })),
    rowWord: 'row',
    hash: hashText(JSON.stringify([sheet, columns, rows])),
    embedded: [],
    encoding: null,
    notes: heading.note === null ? [] : [heading.note],
  };
}

function textOf(cell: unknown): string {
  // Of a date, the day; a time of day is kept where there is one.
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, '');
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean'
    ? String(cell).trim()
    : '';
}
