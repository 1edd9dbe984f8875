import { splitOfWord } from '../../names.ts';
import type { FileIndex } from '../file-index.ts';
import type { ColumnRole, GuessedColumn } from './columns.ts';
import type { Table } from './parse.ts';

/** Rows looked at to guess; the first of them, and as many spread over the rest. */
const sampledRows = 200;

/**
 * What each column of a table seems to hold, by its name and by what stands in it. A person sees and corrects it; so
 * it names its reasons, and what is not recognised is ignored, never taken for something.
 */
export function guessColumns(table: Table, files: FileIndex): GuessedColumn[] {
  const samples = spread(table.rows, sampledRows);
  const columns = table.columns.map((name, at) => ({
    name,
    plain: plainName(name),
    values: samples.map(({ cells }) => cells[at] ?? '').filter((value) => value !== ''),
    all: () => table.rows.map(({ cells }) => cells[at] ?? ''),
  }));
  const guesses: GuessedColumn[] = columns.map((column) => guessAlone(column, files));
  const settled = oneOf(oneOf(guesses, 'group'), 'split');
  return withoutDoubleLabels(withOneHot(boxTable(settled, columns), columns), columns);
}

interface Column {
  readonly name: string;
  readonly plain: string;
  /** Of the rows looked at, the cells that are not empty. */
  readonly values: readonly string[];
  /** Every cell. */
  readonly all: () => readonly string[];
}

const guess = (name: string, role: ColumnRole, why: string, confidence: number): GuessedColumn => ({
  name,
  role,
  why,
  confidence,
});

/** `Patient_ID` and `patientId` -> `patientid`. */
const plainName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const labelNames =
  /^(?:labels?|class(?:es|name|label)?|categor(?:y|ies)|diagnos(?:is|es)|dx|findinglabels?|finding|targets?|disease|pathology|lesiontype|groundtruth|gt|species|type|.*(?:grade|grading))$/;
const imageNames =
  /^(?:images?|imgs?|files?|pictures?|photos?|scans?)(?:index|id|ids|name|names|file|filename|path|paths|no)?$|^(?:path|filepath|imagefilename|isicid|dicomid)$/;
const groupNames = /^(?:patient|subject|person|lesion|study|case)(?:id|no|nr|number|uid|index)?$|^pid$/;
const attributeNames =
  /^(?:patient)?(?:age|sex|gender|race|ethnicity|bmi)(?:group|band|years?)?$|^(?:view(?:position)?|projection|site|anatomsite.*|bodypart|localization|location|laterality|side|eye|device|vendor|manufacturer|model|scanner|camera|hospital|center|centre|institution|country|skintype|fitzpatrick.*|phototype|smoker|smoking|modality|dxtype|followup|quality|system|organ)$/; // prettier-ignore
const nameNames = /^(?:name|casename|uid|id|reportid|accession(?:number)?)$/;

function guessAlone(column: Column, files: FileIndex): GuessedColumn {
  const { name, plain, values } = column;
  if (values.length === 0) return guess(name, 'ignore', 'it is empty', 1);
  if (/mask|segmentation/.test(plain)) return guess(name, 'ignore', 'it seems to name masks', 0.7);
  const pictures = pictureColumn(column, files);
  if (pictures !== null) return pictures;
  const splits = values.filter((value) => splitOfWord(value) !== null).length;
  if (splits === values.length) return guess(name, 'split', 'its cells are names of splits', 0.95);
  if (/^findings?(?:text)?$/.test(plain) && isProse(values))
    return guess(name, 'findings', 'its name, and its cells are sentences', 0.95);
  if (/^impressions?(?:text)?$/.test(plain) && isProse(values))
    return guess(name, 'impression', 'its name, and its cells are sentences', 0.95);
  if (groupNames.test(plain))
    return guess(name, 'group', 'its name: cases of one group are resampled together', 0.9);
  if (attributeNames.test(plain)) return guess(name, 'attribute', 'its name', 0.9);
  if (labelNames.test(plain)) return guess(name, 'labels', 'its name', 0.9);
  if (nameNames.test(plain)) return guess(name, 'ignore', 'it seems to number the rows', 0.5);
  return guess(name, 'ignore', 'nothing in its name or cells says what it is', 0.3);
}

/** A column whose cells name pictures. Numbers do so by accident (age 12 and `12.png`), unless the column's name says so. */
function pictureColumn({ name, plain, values, all }: Column, files: FileIndex): GuessedColumn | null {
  const namesOne = (value: string) => files.findPicture(value).kind !== 'missing';
  const share = values.filter(namesOne).length / values.length;
  if (imageNames.test(plain)) {
    if (share > 0) return guess(name, 'image', 'its name, and its cells name pictures', Math.max(0.8, share));
    // A long table about few pictures: one row in thousands may name one.
    return all().some(namesOne)
      ? guess(name, 'image', 'its name, and some of its cells name pictures', 0.8)
      : null;
  }
  const distinct = new Set(values).size === values.length || !values.every(isNumber);
  return share >= 0.5 && distinct
    ? guess(name, 'image', `${Math.floor(share * 100)} % of the cells looked at name a picture`, share)
    : null;
}

const isProse = (values: readonly string[]): boolean =>
  values.filter((value) => value.length > 20 || /[。，]/.test(value)).length > values.length / 2;

const groupOrder = /^(?:patient|subject|person|pid)/;
/** Keeps one column of a role: of groups, the patient's before the lesion's. */
function oneOf(guesses: readonly GuessedColumn[], role: ColumnRole): GuessedColumn[] {
  const claims = guesses.filter((column) => column.role === role);
  const best = claims.find(({ name }) => groupOrder.test(plainName(name))) ?? claims[0];
  return guesses.map((column) =>
    column.role !== role || column === best
      ? column
      : guess(column.name, 'ignore', `“${best?.name ?? ''}” is the ${role} already`, 0.5),
  );
}

const boxNames: readonly (readonly [ColumnRole, RegExp])[] = [
  ['box x', /^(?:(?:bbox|box)?x|(?:bbox|box)(?:left|x0?)|left)$/],
  ['box y', /^(?:(?:bbox|box)?y|(?:bbox|box)(?:top|y0?)|top)$/],
  ['box width', /^(?:(?:bbox|box)?(?:w|width))$/],
  ['box height', /^(?:(?:bbox|box)?(?:h|height))$/],
];

/** Box columns count only together: `width` alone is more often the picture's. Beside them, labels are the boxes'. */
function boxTable(guesses: readonly GuessedColumn[], columns: readonly Column[]): GuessedColumn[] {
  const found = boxNames.map(([role, name]) => ({
    role,
    column: columns.find(({ plain, values }) => name.test(plain) && values.every(isNumber)),
  }));
  if (found.some(({ column }) => column === undefined)) return [...guesses];
  return guesses.map((column) => {
    const box = found.find((each) => each.column?.name === column.name);
    if (box !== undefined)
      return guess(column.name, box.role, 'its name, beside the other three of a box', 0.9);
    return column.role === 'labels' ? guess(column.name, 'box label', 'its name, beside a box', 0.9) : column;
  });
}

const isNumber = (value: string): boolean => value !== '' && Number.isFinite(Number(value));
const isBinary = (value: string): boolean => /^[01](?:\.0*)?$/.test(value);

/** Columns that hold 0 and 1 and nothing else name one label each, where there is no column of labels. */
function withOneHot(guesses: readonly GuessedColumn[], columns: readonly Column[]): GuessedColumn[] {
  if (guesses.some(({ role }) => role === 'labels' || role === 'box label')) return [...guesses];
  const hot = guesses.map(({ role }, at) => role === 'ignore' && isOneHot(columns[at]?.values ?? []));
  const confidence = hot.filter(Boolean).length > 1 ? 0.85 : 0.6;
  return guesses.map((column, at) =>
    hot[at] === true
      ? guess(column.name, 'one label, 0 or 1', 'its cells are 0 and 1 only', confidence)
      : column,
  );
}

const isOneHot = (values: readonly string[]): boolean => values.length > 0 && values.every(isBinary);

/** Of several columns that could be the labels, the most telling is; the others are attributes. */
function withoutDoubleLabels(guesses: readonly GuessedColumn[], columns: readonly Column[]): GuessedColumn[] {
  const claims = guesses.filter(({ role }) => role === 'labels');
  const best =
    claims.find(({ name }) =>
      /^(?:findinglabels?|labels?|class(?:name)?|diagnosis|dx)$/.test(plainName(name)),
    ) ?? claims[0];
  return guesses.map((column, at) => {
    if (column.role !== 'labels' || column === best) return column;
    const distinct = new Set(columns[at]?.values).size;
    return distinct <= 20
      ? guess(column.name, 'attribute', `“${best?.name ?? ''}” holds the labels already`, 0.5)
      : guess(column.name, 'ignore', `“${best?.name ?? ''}” holds the labels already`, 0.5);
  });
}

/** How a cell joins several labels, by what stands in the column: the mark that splits cells into labels seen elsewhere. */
export function guessSeparator(cells: readonly string[]): string | null {
  for (const mark of ['|', ';', ',']) {
    const joined = cells.filter((cell) => cell.includes(mark));
    if (joined.length === 0) continue;
    const parts = cells.flatMap((cell) => cell.split(mark).map((part) => part.trim()));
    if (new Set(parts).size < new Set(cells).size || mark !== ',') return mark;
  }
  return null;
}

/** The first `most` items and as many spread evenly over the rest. */
function spread<T>(items: readonly T[], most: number): T[] {
  const step = Math.max(1, (items.length - most) / most);
  return items.filter(
    (_, at) => at < most || Math.floor((at - most) / step) > Math.floor((at - most - 1) / step),
  );
}
