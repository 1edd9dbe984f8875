import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import Papa from 'papaparse';
import type { FileSource } from '../../container/source.ts';
import { findEncoding, type Encoding, type FoundEncoding } from '../encoding.ts';
import { withDecimalPoints } from './decimal-commas.ts';
import { EmbeddedCells } from './embedded-cells.ts';
import { headingOf } from './heading.ts';
import { uniqueNames, type ReadTables, type TableRow } from './table.ts';

/** Read at once; a longer text is read part by part, so that pictures in its cells do not lie in memory together. */
const partBytes = 16 * 1024 ** 2;
/** Enough of a text to tell its encoding by. */
const tellingBytes = 4 * 1024 ** 2;
/** A row longer than this is no row: a quotation mark was never closed. */
const mostRowLength = 128 * 1024 ** 2;

/**
 * Reads CSV or TSV: the delimiter is guessed, cells may be quoted, empty lines are passed over. Throws FileUnreadableError where the file
 * cannot be read.
 */
export async function readDelimited(file: FileSource, encoding?: Encoding): Promise<ReadTables> {
  const blob = (await file.blob?.()) ?? new Blob([await file.read()]);
  const beginning = new Uint8Array(await blob.slice(0, tellingBytes).arrayBuffer());
  const found: FoundEncoding =
    encoding === undefined
      ? findEncoding(beginning, blob.size <= tellingBytes)
      : { encoding, certainty: 'marked' };
  if (holdsPixels(beginning))
    return {
      kind: 'refused',
      reason: 'it holds the pixels of pictures in hundreds of numbered columns, no labels of them',
      remedy: 'Nothing to do where the pictures are here as files; else save them as PNG.',
    };
  const rows: TableRow[] = [];
  const embedded = new EmbeddedCells(file.path);
  const hash = sha256.create();
  const parts = new RowParts();
  const head: TableRow[] = [];
  let line = 0;
  const take = (cells: readonly string[]) => {
    line += 1;
    const row = line + parts.preface;
    const trimmed = cells.map((cell) => cell.trim());
    if (head.length === 0) head.push({ line: row, cells: trimmed });
    else if (trimmed.some((cell) => cell !== ''))
      rows.push({ line: row, cells: trimmed.map((cell) => embedded.take(cell, `row ${row}`)) });
  };
  const decoder = new TextDecoder(found.encoding, { fatal: found.encoding === 'utf-8' });
  try {
    for (let from = 0; from < blob.size; from += partBytes) {
      const bytes = new Uint8Array(await blob.slice(from, from + partBytes).arrayBuffer());
      hash.update(bytes);
      parts.add(decoder.decode(bytes, { stream: true }), take);
    }
    parts.end(decoder.decode(), take);
  } catch (error) {
    if (error instanceof TypeError)
      return {
        kind: 'refused',
        reason: 'it begins as UTF-8 and does not go on so',
        remedy: 'Save it as UTF-8 anew.',
      };
    if (error instanceof RangeError)
      return {
        kind: 'refused',
        reason: error.message,
        remedy: 'Close the quotation mark there, or write it twice (“""”) inside a cell.',
      };
    throw error;
  }
  const [first] = head;
  if (first === undefined || rows.length === 0)
    return { kind: 'refused', reason: 'the table has no rows', remedy: 'Check that it was saved in full.' };
  const heading = headingOf({ ...first, cells: spreadHeader(first.cells) }, rows);
  const columns = uniqueNames(heading.names, usedColumns(heading.rows));
  const pointed = withDecimalPoints(
    heading.rows.map((row) => ({ line: row.line, cells: columns.map((_, at) => row.cells[at] ?? '') })),
    columns,
    parts.delimiter,
  );
  return {
    kind: 'tables',
    tables: [
      {
        path: file.path,
        file: file.path,
        columns,
        rows: embedded.linked(pointed.rows, columns),
        rowWord: 'row',
        hash: bytesToHex(hash.digest()),
        embedded: embedded.sources,
        encoding: found,
        notes: [...parts.notes, ...[heading.note, pointed.note].filter((note) => note !== null)],
      },
    ],
  };
}

/** More columns are no table of labels where they are numbered. */
const mostNumbered = 512;

/** `pixel0000,pixel0001, ...` or numbers alone: pictures as tables, which would fill the memory cell by cell. */
function holdsPixels(beginning: Uint8Array): boolean {
  const end = beginning.indexOf(0x0a);
  const names = new TextDecoder('latin1').decode(beginning.subarray(0, Math.max(0, end))).split(/[,;\t]/);
  return (
    names.length > mostNumbered &&
    names.filter((name) => /^"?\D*\d+"?\s*$/.test(name)).length > names.length * 0.9
  );
}

/** Cuts a text that comes in parts into rows, each when it is whole. */
class RowParts {
  /** Lines before the table: remarks, and what a spreadsheet program is told. */
  preface = 0;
  #rest = '';
  #delimiter: string | null = null;
  #rows = 0;
  #badQuotes: number | null = null;

  get delimiter(): string {
    return this.#delimiter ?? ',';
  }

  get notes(): string[] {
    return this.#badQuotes === null
      ? []
      : [
          `A quotation mark near row ${this.#badQuotes} does not stand at the edge of its cell: check that the cells there are cut as they should be.`,
        ];
  }

  add(part: string, take: (cells: readonly string[]) => void): void {
    const text = this.#rest + part;
    // A line break of two characters may be cut in the middle.
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    this.#rest = this.#parse(whole, true, take) + text.slice(whole.length);
    if (this.#rest.length > mostRowLength) this.#unclosed();
  }

  end(last: string, take: (cells: readonly string[]) => void): void {
    this.#parse(this.#rest + last, false, take);
  }

  /** What is left over of `text`: a row that may go on. */
  #parse(text: string, mayGoOn: boolean, take: (cells: readonly string[]) => void): string {
    let lines = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
    if (this.#delimiter === null) {
      const told = /^"?sep=(.)"?\n/i.exec(lines);
      if (told !== null) lines = this.#without(told[0], lines);
      this.#delimiter = told?.[1] ?? delimiterOf(withoutRemarks(lines));
      const table = withoutRemarks(lines, this.#delimiter);
      lines = this.#without(lines.slice(0, lines.length - table.length), lines);
    }
    const parser = new Papa.Parser({ delimiter: this.#delimiter, newline: '\n' });
    const result: unknown = parser.parse(lines, 0, mayGoOn);
    if (!isResult(result)) throw new Error('Papa Parse gave something else than rows.');
    const { data, errors, meta } = result;
    for (const { type, code, row } of errors) {
      if (type !== 'Quotes') continue;
      if (code === 'MissingQuotes' && !mayGoOn) this.#unclosed();
      else if (code !== 'MissingQuotes') this.#badQuotes ??= this.#rows + (row ?? 0) + 1;
    }
    const rows = !mayGoOn && lines.endsWith('\n') ? data.slice(0, -1) : data;
    for (const row of rows) take(row);
    this.#rows += rows.length;
    return mayGoOn ? lines.slice(meta.cursor) : '';
  }

  #without(preface: string, lines: string): string {
    this.preface += preface.split('\n').length - 1;
    return lines.slice(preface.length);
  }

  #unclosed(): never {
    throw new RangeError(`a quotation mark after row ${this.#rows} is never closed`);
  }
}

/** What the parser gives, which its types leave open. */
function isResult(value: unknown): value is Pick<Papa.ParseResult<string[]>, 'data' | 'errors' | 'meta'> {
  return (
    typeof value === 'object' && value !== null && 'data' in value && 'errors' in value && 'meta' in value
  );
}

/** Without the lines at the beginning that are marked as remarks (`# ...`), and have not the cells of the line after them. */
function withoutRemarks(text: string, delimiter?: string): string {
  const remarks = /^(?:#[^\n]*\n)+/.exec(text)?.[0];
  if (remarks === undefined) return text;
  const rest = text.slice(remarks.length);
  const last = remarks.trimEnd().split('\n').at(-1) ?? '';
  const cells = (line: string) => (delimiter === undefined ? 1 : line.split(delimiter).length);
  const isHeader = cells(last) > 1 && cells(last) === cells(rest.slice(0, rest.indexOf('\n')));
  return isHeader ? `${last}\n${rest}` : rest;
}

/**
 * The mark that splits the header into several cells and most rows into as many. (Papa Parse's own guess counts the empty line at the end of
 * a file as a row, and so misses short tables.)
 */
function delimiterOf(text: string): string {
  let best = { delimiter: ',', share: -1, cells: 1 };
  const beginning = text.slice(0, 4 * 1024 ** 2);
  for (const delimiter of [',', '\t', ';', '|']) {
    const { data } = Papa.parse<string[]>(beginning, { delimiter, preview: 50, skipEmptyLines: true });
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
function usedColumns(rows: readonly TableRow[]): number {
  let used = 0;
  for (const { cells } of rows) used = Math.max(used, cells.findLastIndex((cell) => cell !== '') + 1);
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
