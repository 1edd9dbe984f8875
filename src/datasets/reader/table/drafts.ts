import type { RefusedFile, Split } from '../../../domain/dataset/dataset.ts';
import type { ReportText, Truth } from '../../../domain/dataset/truth.ts';
import { baseName } from '../../container/path.ts';
import type { FileIndex } from '../file-index.ts';
import type { CaseDraft } from '../reading.ts';
import type { TableMapping } from './mapping.ts';
import type { Table } from './parse.ts';
import { readRows, type RowFacts } from './rows.ts';

export interface TableDrafts {
  /** One a row; rows of one picture, or of one name where a column names the case, belong together. */
  readonly drafts: readonly CaseDraft[];
  readonly refused: readonly RefusedFile[];
  /** Rows that name pictures which are not here. */
  readonly elsewhere: readonly RowFacts[];
  /** Rows that name no picture and hold no text. */
  readonly empty: readonly RowFacts[];
}

/** `split`: of rows that do not say. */
export function draftsOf(table: Table, mapping: TableMapping, split: Split, files: FileIndex): TableDrafts {
  const drafts: CaseDraft[] = [];
  const refused: RefusedFile[] = [];
  const elsewhere: RowFacts[] = [];
  const empty: RowFacts[] = [];
  for (const outcome of readRows(table, mapping)) {
    if (outcome.kind === 'fault') {
      refused.push(outcome.fault);
      continue;
    }
    const { facts } = outcome;
    const found: string[] = [];
    const unclear: RefusedFile[] = [];
    for (const cell of facts.images) {
      const match = files.findPicture(cell, table.path);
      if (match.kind === 'found') found.push(match.path);
      if (match.kind === 'ambiguous') {
        unclear.push({
          path: `${table.path}, row ${facts.line}`,
          reason: `“${cell}” may mean ${match.paths.join(' or ')}`,
          remedy: 'Write the path of the one that is meant, with its folder.',
        });
      }
    }
    const hasText = facts.findings !== undefined || facts.impression !== undefined;
    if (unclear.length > 0) refused.push(...unclear);
    else if (found.length > 0 || (hasText && facts.images.length === 0))
      drafts.push(draftOf(facts, found, table, split));
    else (facts.images.length === 0 ? empty : elsewhere).push(facts);
  }
  return { drafts, refused, elsewhere, empty };
}

/** In one line for all: a table of a hundred thousand rows may be about a few pictures. */
export function tellAbsent(table: Table, { elsewhere, empty }: TableDrafts): RefusedFile[] {
  const of = (rows: readonly RowFacts[]) => `${rows.length} of ${table.rows.length} rows`;
  const [away] = elsewhere;
  const [blank] = empty;
  return [
    ...(away === undefined
      ? []
      : [
          {
            path: table.path,
            reason: `${of(elsewhere)} name pictures that are not here; the first is row ${away.line}, “${away.images.join(', ')}”`,
            remedy: 'Add the pictures if they are meant, and check that the right column names them.',
          },
        ]),
    ...(blank === undefined
      ? []
      : [
          {
            path: table.path,
            reason: `${of(empty)} hold neither a picture's name nor a report; the first is row ${blank.line}`,
            remedy: 'Fill them in if they are meant.',
          },
        ]),
  ];
}

/** As `tellAbsent`, of a table that adds to another: what it says of other pictures is no fault. */
export const noteAbsent = (table: Table, { elsewhere }: TableDrafts): string[] =>
  elsewhere.length === 0
    ? []
    : [
        `${elsewhere.length} of ${table.rows.length} rows of ${baseName(table.path)} are about pictures that are not here.`,
      ];

function draftOf(facts: RowFacts, pictures: readonly string[], table: Table, split: Split): CaseDraft {
  const { line, labels, boxes, group, attributes, findings, impression } = facts;
  const language = languageOf(`${findings ?? ''}${impression ?? ''}`);
  const report: ReportText | undefined =
    findings === undefined && impression === undefined
      ? undefined
      : {
          ...(findings !== undefined && { findings }),
          ...(impression !== undefined && { impression }),
          language,
        };
  const truth: Truth = {
    ...(labels !== undefined && { labels }),
    ...(boxes !== undefined && { boxes }),
    ...(report !== undefined && { report }),
  };
  return {
    name: facts.name ?? pictures[0] ?? `row ${line}`,
    ...(facts.name !== undefined && { key: `name:${facts.name}` }),
    from: { file: table.path, place: `row ${line}` },
    images: pictures.map((path) => ({ path })),
    // Shown to a model only where there is no picture: beside one, the findings are the answer.
    ...(pictures.length === 0 && findings !== undefined && { text: { findings, language } }),
    truth,
    maskFiles: [],
    split: facts.split ?? split,
    ...(group !== undefined && { group }),
    attributes,
  };
}

export const languageOf = (text: string): string => (/\p{Script=Han}/u.test(text) ? 'zh' : 'en');
