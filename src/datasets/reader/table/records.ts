import { isPictureName, splitOfWord } from '../../names.ts';
import { questionsOf } from './conversation.ts';
import type { JsonRecord } from './json-record.ts';
import { EmbeddedCells } from './embedded-cells.ts';
import { withScoredAnswers } from './scored-answers.ts';
import { emptyList, uniqueNames, type Table, type TableRow } from './table.ts';

/** Deeper parts of a record stay text. */
const mostDepth = 3;

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The records that a JSON value holds: a list of objects; lists of them by name (`{"train": [...], "test": [...]}`: the name becomes the column
 * `split` or `part`); objects by name (`{"image1": {...}}`: the name becomes the column `key`); or one list of objects among other things. Null
 * where it holds none. Names of pictures with a label each, and labels with lists of pictures each, are records too.
 */
export function recordsOf(value: unknown): readonly JsonRecord[] | null {
  if (isList(value)) return areRecords(value) ? value : null;
  if (!isRecord(value)) return null;
  // A part without a record (`{"train": [...], "val": []}`) says nothing.
  const members = Object.entries(value).filter(([, member]) => !(isList(member) && member.length === 0));
  const lists = members.flatMap(([name, list]) => (isList(list) && areRecords(list) ? [{ name, list }] : []));
  const [only] = lists;
  if (only !== undefined && lists.length === 1) return only.list;
  if (lists.length > 1 && lists.length === members.length)
    return lists.flatMap(({ name, list }) => list.map((record) => ({ part: name, ...record })));
  const named = labelledPictures(members) ?? withClasses(value);
  if (named !== null) return named;
  const values = members.map(([, member]) => member);
  return members.length > 1 && areRecords(values)
    ? members.map(([key, record]) => ({ key, ...(isRecord(record) ? record : {}) }))
    : null;
}

/** `{"a.png": "mass"}`, `{"mass": ["a.png", "b.png"]}`, `{"train": ["a.png"]}`. */
function labelledPictures(members: readonly (readonly [string, unknown])[]): readonly JsonRecord[] | null {
  if (members.length === 0) return null;
  if (members.every(([name, label]) => isPictureName(name) && !isRecord(label)))
    return members.map(([image, label]) => ({ image, label }));
  const arePictures = (list: unknown) =>
    isList(list) && list.every((each) => typeof each === 'string' && isPictureName(each));
  if (!members.every(([, list]) => arePictures(list))) return null;
  const column = members.every(([name]) => splitOfWord(name) !== null) ? 'split' : 'label';
  return members.flatMap(([name, list]) =>
    isList(list) ? list.map((image) => ({ image, [column]: name })) : [],
  );
}

/** FiftyOne: `{"classes": ["mass", ...], "labels": {"a": 0, "b": [{"label": 0, "bounding_box": [...]}]}}`, numbers being places among the classes. */
function withClasses({ classes, labels }: JsonRecord): readonly JsonRecord[] | null {
  if (!isList(classes) || !classes.every((name) => typeof name === 'string') || !isRecord(labels))
    return null;
  const nameOf = (label: unknown): unknown => (typeof label === 'number' ? (classes[label] ?? label) : label);
  return Object.entries(labels).map(([image, said]) => {
    if (!isList(said)) return { image, label: nameOf(said) };
    const objects = said.map((each) => (isRecord(each) ? { ...each, label: nameOf(each['label']) } : each));
    return { image, objects };
  });
}

const areRecords = (values: readonly unknown[]): values is readonly JsonRecord[] =>
  values.length > 0 && values.every(isRecord);

/**
 * Records as a table: what is nested gets a column of its own (`size.width`); a list of words is joined by `|`, a list of numbers stays a list;
 * one list of objects makes a row of each (the boxes of a picture, the questions of a conversation), an empty one a row without. `embedded`: pictures that were taken out of
 * the records before.
 */
export function tableOfRecords(
  given: readonly JsonRecord[],
  about: Pick<Table, 'path' | 'file' | 'hash' | 'encoding' | 'rowWord'>,
  embedded = new EmbeddedCells(about.file),
): Table {
  const { records, notes } = withScoredAnswers(withListsOutside(given));
  const rows: { line: number; cells: Map<string, string> }[] = [];
  const names = new Map<string, number>();
  const exploded = listOfObjects(records);
  records.forEach((record, at) => {
    const line = at + 1;
    const own = new Map<string, string>();
    const { [exploded ?? '']: list, ...rest } = record;
    flatten(exploded === null ? record : rest, '', 0, own);
    const asked = questionsOf(list);
    const items = asked ?? (exploded !== null && Array.isArray(list) && list.length > 0 ? list : [null]);
    for (const item of items) {
      const cells = new Map(own);
      if (isRecord(item)) flatten(item, asked === null ? `${exploded ?? ''}.` : '', 1, cells);
      for (const [name, cell] of cells) {
        cells.set(name, embedded.take(cell.trim(), `${about.rowWord} ${line}`));
        if (!names.has(name)) names.set(name, names.size);
      }
      rows.push({ line, cells });
    }
  });
  const keys = [...names.keys()];
  const columns = uniqueNames(keys, keys.length);
  const plain = rows.map(({ line, cells }): TableRow => ({
    line,
    cells: keys.map((name) => cells.get(name) ?? ''),
  }));
  return { ...about, columns, rows: embedded.linked(plain, columns), embedded: embedded.sources, notes };
}

/** Lists of objects one level down (`{"detection": {"instances": [...]}}`) as members of their record, where it has none itself. */
function withListsOutside(records: readonly JsonRecord[]): readonly JsonRecord[] {
  const areObjects = (value: unknown) => isList(value) && value.length > 0 && value.every(isRecord);
  if (records.some((record) => Object.values(record).some(areObjects))) return records;
  const names = new Set<string>();
  for (const record of records)
    for (const [outer, member] of Object.entries(record))
      if (isRecord(member))
        for (const [inner, value] of Object.entries(member))
          if (areObjects(value)) names.add(`${outer}.${inner}`);
  const [only, ...more] = names;
  const [outer = '', inner = ''] = only?.split('.') ?? [];
  if (only === undefined || more.length > 0) return records;
  return records.map((record) => {
    const { [outer]: member, ...rest } = record;
    if (!isRecord(member)) return record;
    const { [inner]: list, ...others } = member;
    return { ...rest, ...(Object.keys(others).length > 0 && { [outer]: others }), [only]: list };
  });
}

/** The one member that is a list of objects in some record, and a list in every record that has it. */
function listOfObjects(records: readonly JsonRecord[]): string | null {
  const names = new Set<string>();
  for (const record of records)
    for (const [name, value] of Object.entries(record))
      if (Array.isArray(value) && value.length > 0 && value.every(isRecord)) names.add(name);
  const [only] = names;
  return only !== undefined &&
    names.size === 1 &&
    records.every((record) => record[only] == null || Array.isArray(record[only]))
    ? only
    : null;
}

function flatten(record: JsonRecord, before: string, depth: number, into: Map<string, string>): void {
  for (const [name, value] of Object.entries(record)) {
    if (isRecord(value) && depth < mostDepth) flatten(value, `${before}${name}.`, depth + 1, into);
    else into.set(before + name, cellOf(value));
  }
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  // Of labels, none at all; anywhere else it says nothing.
  if (Array.isArray(value) && value.length === 0) return emptyList;
  const words =
    Array.isArray(value) && value.every((item) => typeof item === 'string' && !item.includes('|'));
  return words ? value.join('|') : JSON.stringify(value);
}
