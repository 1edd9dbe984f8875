import { hashText } from '../../../domain/plan/identity.ts';
import { baseName } from '../../container/path.ts';
import type { FileSource } from '../../container/source.ts';
import { isPictureName } from '../../names.ts';
import { findEncoding, readText } from '../encoding.ts';
import { uniqueNames, type ReadTables, type TableRow } from './table.ts';

/** A text with a line for each picture is no larger. */
const mostBytes = 64 * 1024 ** 2;
/** Enough for a line. */
const headBytes = 1024;

interface Form {
  readonly name: RegExp;
  readonly mark: string | RegExp;
  readonly columns: readonly string[];
  /** Of each line, where the number of its parts does not tell enough. */
  readonly fits?: (cells: readonly string[]) => boolean;
}

const isOfCovidX = ([, image = '', label = '']: readonly string[]): boolean =>
  isPictureName(image) && /^(?:positive|negative|normal|pneumonia|covid-19)$/i.test(label);

/** What the lines of a text hold, by what the file is called and how many parts they have. */
const forms: readonly Form[] = [
  // VQA-Med of ImageCLEF: `All_QA_Pairs_train.txt`; from 2019 on with the kind of question in the lists of a test.
  {
    name: /(?:^|[-_ ])(?:qa|vqa|vqanswering|questions?)(?:[-_ ]|\.|$)/i,
    mark: '|',
    columns: ['image', 'question', 'answer'],
  },
  {
    name: /(?:^|[-_ ])(?:qa|vqa|vqanswering|questions?)(?:[-_ ]|\.|$)/i,
    mark: '|',
    columns: ['image', 'about', 'question', 'answer'],
  },
  // JSRT: films with a nodule and without one, as they are (the publisher's guide lists other columns).
  {
    name: /^CLNDAT_EN\.txt$/i,
    mark: '\t',
    columns: [
      'image',
      'subtlety',
      'size mm',
      'age',
      'sex',
      'nodule x',
      'nodule y',
      'class',
      'location',
      'diagnosis',
    ],
  },
  { name: /^CNNDAT_EN\.txt$/i, mark: '\t', columns: ['image', 'age', 'sex', 'class'] },
  // COVIDx: who, which, what and from where; in older versions without the source.
  {
    name: /^(?:train|test|val)(?:_(?:split|covid)[^.]*)?\.txt$/i,
    mark: /\s+/,
    columns: ['patient id', 'image', 'class', 'source'],
    fits: isOfCovidX,
  },
  {
    name: /^(?:train|test|val)(?:_(?:split|covid)[^.]*)?\.txt$/i,
    mark: /\s+/,
    columns: ['patient id', 'image', 'class'],
    fits: isOfCovidX,
  },
  // ROCO: `captions.txt`.
  { name: /captions?(?:[-_ ]|\.|$)/i, mark: '\t', columns: ['image', 'caption'] },
];

/**
 * Texts in which each line is about a picture, without a heading: questions (`synpic41148|what is this?|ct`) and captions, told by the name of
 * the file and by all lines having as many parts; and lists of pictures with labels (`007-0004-000.jpg 0`), told by all lines having a name of
 * a picture in one place. `other` for every other text. Throws FileUnreadableError.
 */
export async function readPlainLines(file: FileSource): Promise<ReadTables> {
  const mayBe = forms.filter(({ name }) => name.test(baseName(file.path)));
  if (file.size > mostBytes || (mayBe.length === 0 && !(await mayList(file)))) return { kind: 'other' };
  const { text, ...encoding } = readText(await file.read());
  const lines = text.split(/\r\n|\r|\n/).map((line, at) => ({ line: at + 1, text: line }));
  const filled = lines.filter((each) => each.text.trim() !== '');
  const split = (mark: string | RegExp): TableRow[] =>
    filled.map(({ line, text: own }) => ({
      line,
      cells: own
        .trim()
        .split(mark)
        .map((cell) => cell.trim().replace(/^(JPC(?:LN|NN)\d{3})\.IMG$/i, '$1')),
    }));
  const about = {
    path: file.path,
    file: file.path,
    rowWord: 'line',
    hash: hashText(text),
    embedded: [],
    encoding,
  } as const;
  for (const { mark, columns, fits = () => true } of mayBe) {
    const rows = split(mark);
    if (rows.length > 0 && rows.every(({ cells }) => cells.length === columns.length && fits(cells)))
      return { kind: 'tables', tables: [{ ...about, columns, rows, notes: [] }] };
  }
  for (const mark of [/\t/, /,/, /\s+/]) {
    const [first, ...others] = split(mark);
    const count = first?.cells.length ?? 0;
    if (first === undefined || count < 2 || others.some(({ cells }) => cells.length !== count)) continue;
    const place = (rows: readonly TableRow[]) =>
      first.cells.findIndex((_, at) => rows.every(({ cells }) => isPictureName(cells[at] ?? '')));
    const isHeading = others.length > 0 && place(others) >= 0 && !first.cells.some(isPictureName);
    const rows = isHeading ? others : [first, ...others];
    if (place(rows) >= 0)
      return {
        kind: 'tables',
        tables: [
          {
            ...about,
            columns: isHeading
              ? uniqueNames(first.cells, count)
              : Array.from({ length: count }, (_, at) => `column ${at + 1}`),
            rows,
            notes: [],
          },
        ],
      };
  }
  return { kind: 'other' };
}

/** Whether its first line, or the one below a heading, names a picture beside something else. */
async function mayList(file: FileSource): Promise<boolean> {
  const bytes = await file.head(headBytes);
  const head = new TextDecoder(findEncoding(bytes, false).encoding).decode(bytes);
  return head
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 2)
    .some((line) => {
      const parts = line.trim().split(/[\t, ]+/);
      return parts.length > 1 && parts.some((part) => part.length < 256 && isPictureName(part));
    });
}
