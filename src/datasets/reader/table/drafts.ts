import { figures } from '../../figures.ts';
import type { RefusedFile, Split } from '../../../domain/dataset/dataset.ts';
import type { Truth } from '../../../domain/dataset/truth.ts';
import { baseName } from '../../container/path.ts';
import type { MaskRule } from '../../mask/rule.ts';
import type { FileIndex } from '../file-index.ts';
import type { SetNames } from '../picture-sets.ts';
import type { CaseDraft, MaskFile } from '../reading.ts';
import { plainName } from './columns.ts';
import type { TableKind } from './kinds.ts';
import type { TableMapping } from './mapping.ts';
import { findAll, picturesOfRows, type RowPictures } from './row-pictures.ts';
import { readRows, type RowFacts } from './rows.ts';
import { drawingOf } from './rows-boxes.ts';
import type { Table } from './table.ts';

export type RowDraft =
  /** Several where it names a folder or a patient: one of each picture. */
  | { readonly kind: 'drafts'; readonly drafts: readonly [CaseDraft, ...CaseDraft[]] }
  | { readonly kind: 'refused'; readonly refused: readonly RefusedFile[] }
  /** It names pictures that are not here. */
  | { readonly kind: 'elsewhere'; readonly facts: RowFacts }
  /** It names no picture and holds no report. */
  | { readonly kind: 'empty'; readonly facts: RowFacts };

/** What each row of a table says of a case; rows of one picture, or of one name where a column names the case, belong together. */
export function* rowDrafts(
  table: Table,
  mapping: TableMapping,
  /** Of rows that do not say. */
  split: Split,
  files: FileIndex,
  sets: SetNames,
): Generator<RowDraft, void, undefined> {
  const keyed = Object.entries(mapping.roles).find(([, role]) => role === 'name')?.[0];
  const picturesOf = picturesOfRows(table, mapping, files, sets);
  for (const outcome of readRows(table, mapping)) {
    if (outcome.kind === 'fault') {
      yield { kind: 'refused', refused: [outcome.fault] };
      continue;
    }
    const { facts } = outcome;
    const pictures = picturesOf(facts);
    const masks = findAll(facts.masks, facts, table, (cell) => files.findFile(cell, table.file));
    const refused = [
      ...pictures.refused,
      ...masks.refused,
      ...masks.missing.map((cell) => noMask(cell, facts, table)),
    ];
    const isNamed = facts.images.length > 0 || facts.sets.length > 0;
    if (refused.length > 0) yield { kind: 'refused', refused };
    else if (
      pictures.found.length > 0 ||
      (!isNamed && (facts.report !== undefined || facts.name !== undefined))
    )
      yield { kind: 'drafts', drafts: draftsOfRow(facts, pictures, masks.found, table, split, keyed) };
    else yield { kind: isNamed ? 'elsewhere' : 'empty', facts };
  }
}

/** A report or a question is about all pictures that a row names together; a label, about each. */
function draftsOfRow(
  facts: RowFacts,
  { found, set }: RowPictures,
  masks: readonly string[],
  table: Table,
  split: Split,
  keyed: string | undefined,
): readonly [CaseDraft, ...CaseDraft[]] {
  const about = set === undefined ? facts : { ...facts, group: set.group };
  const [first, ...others] = found;
  if (set === undefined || first === undefined || facts.report !== undefined || facts.question !== undefined)
    return [draftOf(about, found, masks, table, split, keyed)];
  const one = (path: string) => draftOf(about, [path], masks, table, split, keyed);
  return [one(first), ...others.map(one)];
}

export interface TableDrafts {
  readonly drafts: readonly CaseDraft[];
  readonly refused: readonly RefusedFile[];
  readonly elsewhere: readonly RowFacts[];
  readonly empty: readonly RowFacts[];
}

export function draftsOf(
  table: Table,
  { mapping, sets }: Pick<TableKind, 'mapping' | 'sets'>,
  split: Split,
  files: FileIndex,
): TableDrafts {
  const all = {
    drafts: new Array<CaseDraft>(),
    refused: new Array<RefusedFile>(),
    elsewhere: new Array<RowFacts>(),
    empty: new Array<RowFacts>(),
  };
  for (const row of rowDrafts(table, mapping, split, files, sets)) {
    if (row.kind === 'drafts') all.drafts.push(...row.drafts);
    else if (row.kind === 'refused') all.refused.push(...row.refused);
    else all[row.kind].push(row.facts);
  }
  return all;
}

const noMask = (cell: string, { place }: RowFacts, table: Table): RefusedFile => ({
  path: `${table.path}, ${place}`,
  reason: `the mask “${cell}” is not here`,
  remedy: 'Add it, or ignore the column of masks.',
});

/** What a row calls its pictures. */
export const namedBy = ({ images, sets }: RowFacts): string => [...images, ...sets].join(', ');

/** In one line for all: a table of a hundred thousand rows may be about a few pictures. */
export function tellAbsent(table: Table, { elsewhere, empty }: TableDrafts): RefusedFile[] {
  const of = (rows: readonly RowFacts[]) => `${figures(rows.length)} of ${figures(table.rows.length)} rows`;
  const [away] = elsewhere;
  const [blank] = empty;
  return [
    ...(away === undefined
      ? []
      : [
          {
            path: table.path,
            reason: `${of(elsewhere)} name pictures that are not here; the first is ${away.place}, “${namedBy(away)}”`,
            remedy: 'Add the pictures if they are meant, and check that the right column names them.',
          },
        ]),
    ...(blank === undefined
      ? []
      : [
          {
            path: table.path,
            reason: `${of(empty)} hold neither a picture's name nor a report; the first is ${blank.place}`,
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
        `${figures(elsewhere.length)} of ${figures(table.rows.length)} rows of ${baseName(table.path)} are about pictures that are not here.`,
      ];

function draftOf(
  facts: RowFacts,
  pictures: readonly string[],
  masks: readonly string[],
  table: Table,
  split: Split,
  keyed: string | undefined,
): CaseDraft {
  const {
    place,
    name,
    labels,
    findings: observed,
    boxes,
    runs,
    points,
    group,
    attributes,
    report,
    question,
  } = facts;
  const truth: Truth = {
    ...(labels !== undefined && { labels }),
    ...(observed !== undefined && { findings: observed }),
    ...(boxes !== undefined && { boxes: [] }),
    ...(runs !== undefined && { masks: [] }),
    ...(report !== undefined && { report }),
    ...(question !== undefined && { questions: [question] }),
  };
  const drawings = drawingOf(table.path, [...(boxes ?? []), ...(runs ?? []), ...points], facts.size);
  const findings = report?.findings;
  return {
    name: name ?? pictures[0] ?? `${place} of ${baseName(table.path)}`,
    ...(name !== undefined && keyed !== undefined && { key: `${plainName(keyed)}:${name}` }),
    from: { file: table.path, place },
    images: pictures.map((path) => ({ path })),
    // Shown to a model only where there is no picture: beside one, the findings are the answer.
    ...(pictures.length === 0 &&
      findings !== undefined && { text: { findings, language: report?.language ?? 'en' } }),
    truth,
    maskFiles: masks.map((path): MaskFile => ({ path, rule: maskRule(facts) })),
    ...(drawings.length > 0 && { drawings }),
    split: facts.split ?? split,
    ...(group !== undefined && { group }),
    attributes,
  };
}

/** A mask that is smaller than its picture lies where the row says, or where the row's own box begins. */
function maskRule(facts: RowFacts): MaskRule {
  const [box, ...more] = (facts.boxes ?? []).filter((shape) => shape.kind === 'box');
  const isCorner =
    more.length === 0 && box?.convention.unit === 'pixels-source' && /^xy/.test(box.convention.order);
  const boxCorner = isCorner ? { x: box.numbers[0], y: box.numbers[1] } : undefined;
  const corner = facts.maskCorner ?? boxCorner;
  return { kind: 'shape', label: maskLabel(facts), ...(corner !== undefined && { corner }) };
}

/** The row's own label where it has just one; a mask of a table without labels is still a mask of something. */
function maskLabel({ labels, boxes }: RowFacts): string {
  const [box, ...more] = boxes ?? [];
  if (box !== undefined && more.length === 0 && box.label !== 'object') return box.label;
  return labels?.length === 1 ? (labels[0] ?? 'object') : 'object';
}
