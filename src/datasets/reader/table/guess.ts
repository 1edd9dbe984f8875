import { isPictureName, splitOfWord } from '../../names.ts';
import type { FileIndex } from '../file-index.ts';
import { plainName, type GuessedColumn } from './columns.ts';
import { bareBoxes } from './guess-bare.ts';
import { boxColumns, maskCorner } from './guess-boxes.ts';
import { guessed, isNumber, type Column } from './guess-column.ts';
import { differentPictures } from './guess-images.ts';
import { reconcile } from './guess-labels.ts';
import { besideRuns, holdsRuns } from './guess-runs.ts';
import { setColumns } from './guess-sets.ts';
import { questionColumns, textRole, withImpression } from './guess-texts.ts';
import { listOfCell } from './list-cell.ts';
import { emptyList, type Table } from './table.ts';

/** Rows looked at to guess; the first of them, and as many spread over the rest. */
const sampledRows = 200;

/**
 * What each column of a table seems to hold, by its name and by what stands in it. A person sees and corrects it; so
 * it names its reasons, and what is not recognised is ignored, never taken for something.
 */
export function guessColumns(table: Table, files: FileIndex): GuessedColumn[] {
  const samples = spread(table.rows, sampledRows);
  const columns = table.columns.map((name, at): Column => ({
    name,
    plain: plainName(name),
    values: samples
      .map(({ cells }) => cells[at] ?? '')
      .filter((value) => value !== '' && value !== emptyList),
    all: () => table.rows.map(({ cells }) => cells[at] ?? ''),
  }));
  const single = columns.map((column) => guessAlone(column, files, table.file));
  const alone = differentPictures(withoutChance(withImpression(single, columns), columns), columns);
  const asked = questionColumns(alone, columns);
  const boxed = boxColumns(setColumns(asked, columns, files, table.file), columns);
  const bare = bareBoxes(withoutHeading(maskCorner(besideRuns(boxed), columns), columns), columns);
  return reconcile(bare, columns, table);
}

const groupNames =
  /^(?:patient|subject|person|lesion|study|case)(?:id|no|nr|num|number|uid|index)?$|^pid$|^(?:患者|病人|检查)(?:id|编号|号)$/;
const imageNames =
  /^(?:images?|imgs?|files?|pictures?|photos?|scans?)(?:index|id|ids|name|names|file|filename|path|paths|no)?$|^(?:path|filepath|imagefilename|isicid|dicomid|图像|图片|影像|文件名)$/;
const attributeNames =
  /^(?:patient)?(?:age|sex|gender|male|female|race|ethnicity|bmi)(?:group|band|years?|approx|approximate)?$|^(?:view(?:position)?|projection|frontallateral|appa|site|anatomsite.*|bodypart|localization|location|laterality|side|eye|device|vendor|manufacturer|model|scanner|camera|hospital|center|centre|institution|country|skintype|skintone|fit[sz]patrick.*|region|bodysite|breastdensity|density|acr|imageview|leftorrightbreast|subtlety|phototype|smoker|smoking|modality|dxtype|followup|quality|system|organ|imageorgan|年龄|性别|部位|系统|科室|医院|设备)$/; // prettier-ignore
const labelNames =
  /^(?:.*labels?|.*labelnames?|class(?:es|name|ification)?|.*categor(?:y|ies)|diagnos(?:is|es)\d?|dx|findings?|targets?|problems?|disease|pathology|lesiontype|findingclass|groundtruth|gt|species|type|diagnostic|benignmalignant|malignancy|severity|level|stage|birads|tirads|.*(?:grade|grading)|choices?|标签|类别|分类)$/; // prettier-ignore
const nameNames = /^(?:name|casename|uid|id|reportid|studyid|studyuid|accession(?:number)?|编号|序号)$/;

function guessAlone(column: Column, files: FileIndex, file: string): GuessedColumn {
  const { name, plain, values } = column;
  if (values.length === 0) return guessed(name, 'ignore', 'it is empty', 1);
  if (holdsRuns(column))
    return guessed(name, 'mask as run lengths', 'its name, and its cells are pairs of numbers', 0.9);
  if (/mask|segmentation/.test(plain)) {
    const found = values.filter((value) => files.findFile(value, file).kind === 'found').length;
    return found > values.length / 2
      ? guessed(name, 'mask', 'its name, and its cells name files', 0.9)
      : guessed(name, 'ignore', 'it seems to name masks that are not here', 0.7);
  }
  const pictures = pictureColumn(column, files, file);
  if (pictures !== null) return pictures;
  if (values.every((value) => splitOfWord(value) !== null)) {
    return guessed(name, 'split', 'its cells are names of splits', 0.95);
  }
  const text = textRole(column);
  if (text !== null) return text;
  // `removed` in every row tells nobody apart.
  const isBlank = values.length > 1 && new Set(values).size === 1 && !/\d/.test(values[0] ?? '');
  if (groupNames.test(plain) && isBlank) return guessed(name, 'ignore', 'it is the same in every row', 0.8);
  if (groupNames.test(plain))
    return guessed(name, 'group', 'its name: cases of one group are resampled together', 0.9);
  if (attributeNames.test(plain.replace(/dicom$/, ''))) return guessed(name, 'attribute', 'its name', 0.9);
  if (labelNames.test(plain) && values.filter(isJson).length > values.length / 2)
    return guessed(name, 'ignore', 'its cells hold parts of a program’s file, not labels', 0.8);
  // What one writes into it in her own words is no label: those recur.
  const isWritten = plain === 'findings' && new Set(values).size === values.length;
  if (labelNames.test(plain) && values.filter(isDrawn).length > values.length / 2)
    return guessed(name, 'ignore', 'its cells hold labels and numbers of boxes in one text', 0.8);
  if (labelNames.test(plain) && !isWritten) return guessed(name, 'labels', 'its name', 0.9);
  if (nameNames.test(plain)) return guessed(name, 'ignore', 'it seems to number the rows', 0.5);
  return guessed(name, 'ignore', 'nothing in its name or cells says what it is', 0.3);
}

/** `[{"a": ...`, or `{'Eczema': 0.41}` as Python writes it. */
const isJson = (value: string): boolean => /^[[{]\s*[[{"'].*:/s.test(value);

/** `opacity 1 789.28 582.43 1815.94 2499.73 opacity 1 ...`, as Kaggle writes boxes. */
const isDrawn = (value: string): boolean => /^\S+(?: -?\d+(?:\.\d+)?){4,}/.test(value);

/** A name under which a table may number its cases. */
export const mayNumberCases = (name: string): boolean =>
  nameNames.test(plainName(name)) || groupNames.test(plainName(name));

/** A column whose cells name pictures. Numbers do so by accident (age 12 and `12.png`), unless the column's name says so. */
function pictureColumn(
  { name, plain, values, all }: Column,
  files: FileIndex,
  file: string,
): GuessedColumn | null {
  const namesOne = (value: string) =>
    value.split('|').some((each) => files.findPicture(each, file).kind !== 'missing');
  const share = values.filter(namesOne).length / values.length;
  if (imageNames.test(plain)) {
    if (share > 0)
      return guessed(name, 'image', 'its name, and its cells name pictures', Math.max(0.8, share));
    // A long table about few pictures: one row in thousands may name one.
    return all().some(namesOne)
      ? guessed(name, 'image', 'its name, and some of its cells name pictures', 0.8)
      : null;
  }
  const distinct = new Set(values).size === values.length || !values.every(isNumber);
  const isLabel = labelNames.test(plain) && !areSpelledOut(values);
  return share >= 0.5 && distinct && !isLabel && !values.every((value) => /^[01]$/.test(value))
    ? guessed(name, 'image', `${Math.floor(share * 100)} % of the cells looked at name a picture`, share)
    : null;
}

/** Names of files with their ending, not words or numbers that a file happens to be called by as well. */
const areSpelledOut = (values: readonly string[]): boolean =>
  values.filter((value) => isPictureName(value)).length > values.length / 2;

/** Beside a column that is called after pictures or spells them out, cells that just happen to name one (`2` and `2.png`) are something else. */
function withoutChance(guesses: readonly GuessedColumn[], columns: readonly Column[]): GuessedColumn[] {
  const isSure = (at: number) =>
    imageNames.test(columns[at]?.plain ?? '') || areSpelledOut(columns[at]?.values ?? []);
  if (!guesses.some(({ role }, at) => role === 'image' && isSure(at))) return [...guesses];
  return guesses.map((column, at) =>
    column.role === 'image' && !isSure(at)
      ? guessed(column.name, 'ignore', 'its cells may name pictures, but another column does plainly', 0.5)
      : column,
  );
}

/** Columns without a name, of pictures (and of splits) and of words that recur: the words are the labels. */
function withoutHeading(guesses: readonly GuessedColumn[], columns: readonly Column[]): GuessedColumn[] {
  const isBare = guesses.every(({ name }, at) => name === `column ${at + 1}`);
  const isNamed = guesses.some(({ role }) => role === 'image' || role === 'folder or id');
  const [at, ...more] = guesses.flatMap(({ role }, column) =>
    ['image', 'folder or id', 'split'].includes(role) ? [] : [column],
  );
  const values = columns[at ?? -1]?.values ?? [];
  const recur =
    new Set(values).size < values.length ||
    values.length === 1 ||
    values.every((value) => /^\d$/.test(value));
  if (!isBare || !isNamed || at === undefined || more.length > 0 || !recur) return [...guesses];
  return guesses.map((column, n) =>
    n === at
      ? guessed(column.name, 'labels', 'it stands beside the pictures, and its words recur', 0.6)
      : column,
  );
}

/** How a cell joins several labels, by what stands in the column: the mark that splits cells into labels seen elsewhere. */
export function guessSeparator(all: readonly string[]): string | null {
  // A list says itself where its items end.
  const cells = all.filter((cell) => listOfCell(cell) === null);
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
