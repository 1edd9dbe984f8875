import { figures } from '../../figures.ts';
import type { RefusedFile } from '../../../domain/dataset/dataset.ts';
import { canonicalJson } from '../../../domain/plan/identity.ts';
import { splitOfFile } from '../../names.ts';
import type { FileIndex, Match } from '../file-index.ts';
import { settle, type SetNames } from '../picture-sets.ts';
import type { TableMapping } from './mapping.ts';
import { readRows, type RowFacts } from './rows.ts';
import type { Table } from './table.ts';

/** The pictures that a row is about. */
export interface RowPictures {
  readonly found: readonly string[];
  readonly refused: readonly RefusedFile[];
  /** Where it names them together: whose they are. */
  readonly set?: { readonly group: string };
}

/** Finds the pictures of a table's rows, by what its mapping says names them. */
export function picturesOfRows(
  table: Table,
  mapping: TableMapping,
  files: FileIndex,
  sets: SetNames,
): (facts: RowFacts) => RowPictures {
  const named = setColumnsOf(table, mapping);
  if (named.length === 0)
    return (facts) => findAll(facts.images, facts, table, (cell) => files.findPicture(cell, table.file));
  const once = new SetRows(table, sets);
  for (const row of readRows(table, mapping)) if (row.kind === 'facts') once.add(row.facts);
  return (facts) => once.picturesOf(facts, named);
}

/** The columns that name sets, that of the patient first. */
const setColumnsOf = ({ columns }: Table, { roles }: TableMapping): readonly string[] =>
  columns.filter((name) => roles[name] === 'folder or id');

/** What the rows of a table say of sets of pictures, all of them together: two rows about the same may not say different things. */
class SetRows {
  readonly #table: Table;
  readonly #sets: SetNames;
  /** By picture the rows about it, by the place of the set. */
  readonly #rows = new Map<string, Map<string, { readonly facts: RowFacts; readonly said: string }>>();
  readonly #differing = new Map<string, RowFacts>();

  constructor(table: Table, sets: SetNames) {
    this.#table = table;
    this.#sets = sets;
  }

  add(facts: RowFacts): void {
    const match = this.#settled(facts);
    if (match.kind !== 'found') return;
    const said = canonicalJson([facts.labels ?? null, (facts.findings ?? []).map((each) => ({ ...each }))]);
    for (const picture of match.set.pictures) {
      const rows = this.#rows.get(picture) ?? new Map<string, { facts: RowFacts; said: string }>();
      const [other] = rows.values();
      if (other === undefined) this.#rows.set(picture, rows.set(match.set.at, { facts, said }));
      else if (!rows.has(match.set.at) || other.said !== said) this.#differing.set(picture, other.facts);
    }
  }

  picturesOf(facts: RowFacts, columns: readonly string[]): RowPictures {
    const match = this.#settled(facts);
    const refused = (reason: string, remedy: string): RowPictures => ({
      found: [],
      refused: [{ path: `${this.#table.path}, ${facts.place}`, reason, remedy }],
    });
    const cells = facts.sets.join(', ');
    switch (match.kind) {
      case 'missing':
        return { found: [], refused: [] };
      case 'ambiguous': {
        const [one, other, ...more] = match.sets.map(({ at }) => at);
        return refused(
          `“${cells}” may mean the pictures of ${one ?? ''} or ${other ?? ''}${more.length === 0 ? '' : ` or ${figures(more.length)} more`}`,
          'Write the path of the folder that is meant.',
        );
      }
      case 'found': {
        const { pictures } = match.set;
        const differing = pictures.map((path) => this.#differing.get(path)).find((row) => row !== undefined);
        if (differing !== undefined)
          return refused(
            `it and ${differing.place === facts.place ? 'another row' : differing.place} say different things of the same pictures (“${cells}”)`,
            'Name in each row the folder or the picture that it is about, or write all labels into one cell, joined by |.',
          );
        const drawn = facts.boxes?.length || facts.points.length || facts.masks.length;
        if (drawn && pictures.length > 1)
          return refused(
            `something is drawn on a picture of “${cells}”, which has ${figures(pictures.length)}: which one is not said`,
            'Name the picture itself.',
          );
        return { found: pictures, refused: [], set: { group: groupOf(facts, columns) } };
      }
    }
  }

  #settled({ sets, split }: RowFacts): ReturnType<typeof settle> {
    const { path, file } = this.#table;
    return settle(this.#sets, sets, file, split ?? splitOfFile(path));
  }
}

const ofPatient = /^(?:patient|subject|person|pid|case)/i;
const patientFolder = /^(?:patient|subject|person|subj|pat|pt|sub|case|p)[-_ ]?\d+$/i;

/** The patient's number; of a path, her folder in it. */
function groupOf({ sets, group }: RowFacts, columns: readonly string[]): string {
  const patient = columns.findIndex((name) => ofPatient.test(name));
  const cell = sets[Math.max(0, patient)] ?? sets[0] ?? '';
  const folder = cell.split(/[/\\]/).find((part) => patientFolder.test(part));
  return group ?? folder ?? cell.replace(/[/\\]+$/, '');
}

export function findAll(
  cells: readonly string[],
  { place }: RowFacts,
  table: Table,
  find: (cell: string) => Match,
): {
  readonly found: readonly string[];
  readonly missing: readonly string[];
  readonly refused: readonly RefusedFile[];
} {
  const found: string[] = [];
  const missing: string[] = [];
  const refused: RefusedFile[] = [];
  for (const cell of cells) {
    const match = find(cell);
    if (match.kind === 'found') found.push(match.path);
    else if (match.kind === 'missing') missing.push(cell);
    else
      refused.push({
        path: `${table.path}, ${place}`,
        reason: `“${cell}” may mean ${match.paths.slice(0, 3).join(' or ')}${match.paths.length > 3 ? ` or ${figures(match.paths.length - 3)} more` : ''}`,
        remedy: 'Write the path of the one that is meant, with its folder.',
      });
  }
  return { found, missing, refused };
}
