import Papa from 'papaparse';
import { decodeText } from '../encoding.ts';

export interface Table {
  readonly path: string;
  /** Each name once; a column without a name is called by its position. */
  readonly columns: readonly string[];
  /** As many cells as there are columns; absent cells are empty. `line` is the row's number as a spreadsheet counts, the header being 1. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  readonly text: string;
}

/** Reads CSV or TSV: the delimiter is guessed, cells may be quoted, empty lines are passed over. Null: it has no rows. */
export function parseTable(path: string, bytes: Uint8Array): Table | null {
  const text = decodeText(bytes);
  const { data } = Papa.parse<string[]>(text, { delimiter: delimiterOf(text) });
  const [header, ...body] = data;
  if (header === undefined) return null;
  const rows = body
    .map((cells, at) => ({ line: at + 2, cells: cells.map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (rows.length === 0) return null;
  const used = usedColumns(rows.map(({ cells }) => cells));
  const columns = uniqueNames(spreadHeader(header.map((cell) => cell.trim())), used);
  return {
    path,
    columns,
    rows: rows.map(({ line, cells }) => ({ line, cells: columns.map((_, at) => cells[at] ?? '') })),
    text,
  };
}

/**
 * The mark that splits the header into several cells and most rows into as many. (Papa Parse's own guess counts the
 * empty line at the end of a file as a row, and so misses short tables.)
 */
function delimiterOf(text: string): string {
  let best = { delimiter: ',', share: -1, cells: 1 };
  for (const delimiter of [',', '\t', ';', '|']) {
    const { data } = Papa.parse<string[]>(text, { delimiter, preview: 50, skipEmptyLines: true });
    const [header, ...rows] = data;
    const cells = header?.length ?? 0;
    if (cells < 2) continue;
    const share = rows.filter((row) => row.length === cells).length / Math.max(1, rows.length);
    if (share > best.share || (share === best.share && cells > best.cells))
      best = { delimiter, share, cells };
  }
  return best.delimiter;
}

/** A loop: a spread of a long table's rows would overflow the stack. */
function usedColumns(rows: readonly (readonly string[])[]): number {
  let used = 0;
  for (const cells of rows) used = Math.max(used, cells.findLastIndex((cell) => cell !== '') + 1);
  return used;
}

/** `Bbox [x,y,w,h]` quoted over four columns, of which three have no name of their own. */
function spreadHeader(header: readonly string[]): string[] {
  const spread = [...header];
  header.forEach((cell, at) => {
    const parts = /^(.*\[)([^\]]*,[^\]]*)\]$/.exec(cell);
    const names = parts?.[2]?.split(',').map((name) => name.trim()) ?? [];
    if (names.length > 1 && header.slice(at + 1, at + names.length).every((next) => next === '')) {
      names.forEach((name, n) => (spread[at + n] = `${n === 0 ? (parts?.[1] ?? '') : ''}${name}`));
    }
  });
  return spread;
}

/** Columns at the end that have neither name nor content are left off. */
function uniqueNames(header: readonly string[], used: number): string[] {
  const named = header.findLastIndex((cell) => cell !== '') + 1;
  const seen = new Map<string, number>();
  return Array.from({ length: Math.max(used, named) }, (_, at) => {
    const name = header[at] || `column ${at + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
