import type { FileSource } from '../../container/source.ts';
import { embeddedPicture, isEmbeddedPicture } from '../annotation/embedded.ts';
import { plainName } from './columns.ts';
import { listOfCell } from './list-cell.ts';
import type { TableRow } from './table.ts';

/** Takes pictures in base64 out of a table's cells; the cells then hold the paths under which they are found. */
export class EmbeddedCells {
  readonly sources: FileSource[] = [];
  readonly #file: string;
  readonly #paths = new Set<string>();

  constructor(file: string) {
    this.#file = file;
  }

  /** The cell, or the path of the picture that it holds; several pictures are a list in JSON or of Python, and become one of paths. */
  take(cell: string, place: string): string {
    if (cell.startsWith('[') && cell.length > 100) return this.#takeList(cell, place);
    return this.#takeOne(cell, place) ?? cell;
  }

  /**
   * VLMEvalKit writes a picture once: further questions about it hold the index of the row that has it. Such a number becomes the path.
   */
  linked(rows: readonly TableRow[], columns: readonly string[]): readonly TableRow[] {
    if (this.#paths.size === 0) return rows;
    const index = columns.findIndex((name) => plainName(name) === 'index');
    const image = columns.findIndex((_, at) => rows.some(({ cells }) => this.#isOurs(cells[at])));
    if (index < 0 || image < 0) return rows;
    const paths = new Map(
      rows
        .filter(({ cells }) => this.#isOurs(cells[image]))
        .map(({ cells }) => [cells[index] ?? '', cells[image] ?? '']),
    );
    return rows.map(({ line, cells }) => {
      const path = paths.get(cells[image] ?? '');
      return { line, cells: path === undefined ? cells : cells.with(image, path) };
    });
  }

  /** A path of ours, or several. */
  #isOurs(cell = ''): boolean {
    return cell.split('|').every((path) => this.#paths.has(path));
  }

  #takeOne(cell: string, place: string): string | null {
    if (!isEmbeddedPicture(cell)) return null;
    const source = embeddedPicture(this.#free(place), cell);
    if (source === null) return null;
    this.sources.push(source);
    this.#paths.add(source.path);
    return source.path;
  }

  #takeList(cell: string, place: string): string {
    const pictures = (listOfCell(cell) ?? []).map((item, n) =>
      this.#takeOne(item, `${place} picture ${n + 1}`),
    );
    return pictures.length > 0 && pictures.every((path) => path !== null) ? pictures.join('|') : cell;
  }

  /** A second picture in a row stands beside the first. */
  #free(place: string): string {
    const path = `${this.#file}/${place}`;
    const taken = this.sources.filter(
      (source) => source.path.startsWith(`${path}.`) || source.path.startsWith(`${path} `),
    );
    return taken.length === 0 ? path : `${path} ${taken.length + 1}`;
  }
}
