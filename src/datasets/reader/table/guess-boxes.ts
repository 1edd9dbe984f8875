import type { BoxOrder, BoxUnit, ColumnRole } from '../../../domain/dataset/table-mapping.ts';
import { plainName, type GuessedColumn } from './columns.ts';
import type { Table } from './table.ts';
import { aboutPlaces, guessed, isAbsent, isNumber, type Column } from './guess-column.ts';
import { listOfCell } from './list-cell.ts';
import { numbersOfCell, statedOrder } from './rows-boxes.ts';

const side = (words: string): RegExp => new RegExp(`^(?:bbox|box|bb|crop|roi)?(?:${words})$`);
const names: Readonly<Partial<Record<ColumnRole, RegExp>>> = {
  'box left': side('x|xmin|minx|xmi|left|xleft|x0|xtl|xtopleft'),
  'box top': side('y|ymin|miny|ymi|top|ytop|y0|ytl|ytopleft'),
  'box right': side('xmax|maxx|xma|right|xright|x2|xbr|xbottomright'),
  'box bottom': side('ymax|maxy|yma|bottom|ybottom|y2|ybr|ybottomright'),
  'box width': side('w|width|bw'),
  'box height': side('h|height|bh'),
  'box centre x': side('cx|xc|xcenter|xcentre|centerx|centrex'),
  'box centre y': side('cy|yc|ycenter|ycentre|centery|centrey'),
};

/** The ways in which four columns make a box. */
const makes: readonly (readonly ColumnRole[])[] = [
  ['box left', 'box top', 'box right', 'box bottom'],
  ['box left', 'box top', 'box width', 'box height'],
  ['box centre x', 'box centre y', 'box width', 'box height'],
];

/**
 * Columns of boxes count only together: `width` alone is more often the picture's. Beside them, labels are the boxes'. `x1` is the left edge
 * where there is an `x2`, and the right one where there is an `x0`.
 */
export function boxColumns(guesses: readonly GuessedColumn[], columns: readonly Column[]): GuessedColumn[] {
  const numeric = columns.filter(({ values }) => areMostly(values, isNumber));
  const named = (role: ColumnRole) =>
    numeric.filter(({ plain }) => names[role]?.test(lastPart(plain)) === true);
  const has = (word: string) => columns.some(({ plain }) => side(word).test(lastPart(plain)));
  const ones = (axis: 'x' | 'y') => numeric.filter(({ plain }) => side(`${axis}1`).test(lastPart(plain)));
  const quad = quadOf(columns);
  const of = (role: ColumnRole): Column | undefined => {
    if (quad !== null) return quad.get(role);
    const [first] = named(role);
    if (first !== undefined) return first;
    if (role === 'box left') return has('x2') ? ones('x')[0] : undefined;
    if (role === 'box top') return has('y2') ? ones('y')[0] : undefined;
    if (role === 'box right') return has('x0') ? ones('x')[0] : undefined;
    if (role === 'box bottom') return has('y0') ? ones('y')[0] : undefined;
    return undefined;
  };
  for (const roles of makes) {
    const found = new Map<string, ColumnRole>();
    for (const role of roles) {
      const column = of(role);
      if (column !== undefined) found.set(column.name, role);
    }
    if (found.size === 4) return besideBoxes(guesses, columns, found);
  }
  return pointColumns(oneColumn(guesses, columns), columns);
}

/**
 * Four corners (`x1, y1 … x4, y4`): the first and the third make the box where it stands upright in every row, as in Kvasir-Capsule; any
 * other quadrangle is no box, and no two of its corners are one. Null where there are no four corners.
 */
function quadOf(columns: readonly Column[]): ReadonlyMap<ColumnRole, Column> | null {
  const [x1, y1, x2, y2, x3, y3, x4, y4] = ['x1', 'y1', 'x2', 'y2', 'x3', 'y3', 'x4', 'y4'].map((name) =>
    columns.find(({ plain }) => lastPart(plain) === name),
  );
  if (!x1 || !y1 || !x2 || !y2 || !x3 || !y3 || !x4 || !y4) return null;
  const same = (a: Column, b: Column) => a.all().join() === b.all().join();
  const isUpright = same(x1, x4) && same(x2, x3) && same(y1, y2) && same(y3, y4);
  return new Map<ColumnRole, Column>(
    isUpright
      ? [
          ['box left', x1],
          ['box top', y1],
          ['box right', x3],
          ['box bottom', y3],
        ]
      : [],
  );
}

/** Whether the cells that say anything are such, but for a few: a slip in one row is that row's fault, and no reason to leave all boxes out. */
function areMostly(values: readonly string[], isSuch: (value: string) => boolean): boolean {
  const said = values.filter((value) => !isAbsent(value));
  return values.length > 0 && said.filter(isSuch).length >= said.length * 0.8;
}

const leftNames = /^(?:mask|crop|patch|part|offset|roi)?(?:x|x0|x1|xmin|left|xoffset|offsetx|startx|xstart)$/;
const topNames = /^(?:mask|crop|patch|part|offset|roi)?(?:y|y0|y1|ymin|top|yoffset|offsety|starty|ystart)$/;

/** Beside a column of masks, two numbers that make no box say where a mask begins that is smaller than its picture. */
export function maskCorner(guesses: readonly GuessedColumn[], columns: readonly Column[]): GuessedColumn[] {
  const roles = new Set(guesses.map(({ role }) => role));
  const find = (names: RegExp) =>
    columns.find(({ plain, values }) => names.test(plain) && values.length > 0 && values.every(isNumber))
      ?.name;
  const [left, top] = [find(leftNames), find(topNames)];
  if (!roles.has('mask') || roles.has('box left') || left === undefined || top === undefined)
    return [...guesses];
  return guesses.map((column) =>
    column.name === left
      ? guessed(left, 'mask left', 'its name, beside a column of masks', 0.8)
      : column.name === top
        ? guessed(top, 'mask top', 'its name, beside a column of masks', 0.8)
        : column,
  );
}

const labelOfBox =
  /^(?:bbox|box|boxes|bboxes|annotations?|objects?)(?:labels?|class(?:es)?|names?|categor(?:y|ies))$/;

/** `bbox.xmin` of a nested record -> xmin; `bboxx` of `Bbox [x` stays. */
const lastPart = (plain: string): string =>
  plain.replace(/^(?:bboxes|boxes|annotations|objects|detection|instances)+/, '');

function besideBoxes(
  guesses: readonly GuessedColumn[],
  columns: readonly Column[],
  found: ReadonlyMap<string, ColumnRole>,
): GuessedColumn[] {
  return guesses.map((column, at) => {
    const role = found.get(column.name);
    if (role !== undefined)
      return guessed(column.name, role, 'its name, beside the other three of a box', 0.9);
    if (column.role === 'labels' || labelOfBox.test(columns[at]?.plain ?? ''))
      return labelBeside(
        column,
        columns[at],
        columns.find(({ name }) => found.has(name)),
      );
    const picture = pictureSize(columns[at], found);
    return picture === null
      ? column
      : guessed(column.name, picture, 'its name, beside a box that has its own corners', 0.8);
  });
}

/** `Target`, which is 0 where a row has no box and 1 where it has one, says whether there is something, and not what. */
function labelBeside(
  guess: GuessedColumn,
  column: Column | undefined,
  box: Column | undefined,
): GuessedColumn {
  const boxes = box?.all() ?? [];
  const cells = column?.all() ?? [];
  const saysWhether =
    cells.includes('0') && cells.every((cell, row) => cell === (isAbsent(boxes[row] ?? '') ? '0' : '1'));
  return saysWhether
    ? guessed(
        guess.name,
        'one label, 0 or 1',
        'it is 0 where the row has no box, and 1 where it has one',
        0.85,
      )
    : guessed(guess.name, 'box label', 'its name, beside a box', 0.9);
}

/** `width` and `height` beside corners are the picture's. */
function pictureSize(column: Column | undefined, found: ReadonlyMap<string, ColumnRole>): ColumnRole | null {
  const corners = [...found.values()].includes('box right');
  if (
    column === undefined ||
    !corners ||
    !column.values.every((value) => isNumber(value) && Number(value) >= 1)
  )
    return null;
  const [, , what] = /^(image|img|picture)?(width|height)$/.exec(column.plain) ?? [];
  return what === 'width' ? 'picture width' : what === 'height' ? 'picture height' : null;
}

/** A column `bbox` whose cells hold four numbers, or several times four. */
function oneColumn(guesses: readonly GuessedColumn[], columns: readonly Column[]): GuessedColumn[] {
  const at = columns.findIndex(
    ({ plain, values }) =>
      /(?:^|.)(?:bbox|box|boxes|bboxes|boundingbox|boundingboxes|rect)(?:xyxy|xywh|cxcywh|yxyx)?$/.test(
        plain,
      ) && areMostly(values, (value) => numbersOfCell(value) !== null),
  );
  if (at < 0) return [...guesses];
  const isLabelled = guesses.some(
    ({ role }, index) => role === 'labels' || labelOfBox.test(columns[index]?.plain ?? ''),
  );
  const listed = isLabelled ? -1 : listedLabels(guesses, columns, columns[at]);
  return guesses.map((column, index) =>
    index === at
      ? guessed(column.name, 'box', 'its name, and its cells hold four numbers each', 0.8)
      : index === listed
        ? guessed(column.name, 'box label', 'it has as many words in each row as there are boxes', 0.8)
        : column.role === 'labels' || labelOfBox.test(columns[index]?.plain ?? '')
          ? labelBeside(column, columns[index], columns[at])
          : column,
  );
}

/** A column that lists a word for each box of its row (`syms` of ChestX-Det), in every row. */
function listedLabels(
  guesses: readonly GuessedColumn[],
  columns: readonly Column[],
  box: Column | undefined,
): number {
  const counts = (box?.all() ?? []).map((cell) => (isAbsent(cell) ? 0 : (numbersOfCell(cell)?.length ?? -1)));
  if (!counts.some((count) => count > 1)) return -1;
  return columns.findIndex(
    (column, at) =>
      column !== box &&
      guesses[at]?.role === 'ignore' &&
      column.all().every((cell, row) => {
        const words = isAbsent(cell) ? [] : (listOfCell(cell) ?? cell.split('|'));
        return words.length === counts[row] && !words.some((word) => isNumber(word) || /[[{]/.test(word));
      }),
  );
}

/** `Fovea_X` and `Fovea_Y`: a point, called after its columns. */
function pointColumns(guesses: readonly GuessedColumn[], columns: readonly Column[]): GuessedColumn[] {
  const stem = (name: string, axis: 'x' | 'y' | 'z') =>
    new RegExp(`^(.+?)[-_ .]?(?:${axis}|${axis}[-_ ]?coord(?:inate)?)$`, 'i').exec(name)?.[1];
  const numeric = new Set(
    columns.filter(({ values }) => areMostly(values, isNumber)).map(({ name }) => name),
  );
  const paired = guesses.flatMap(({ name, role }) => {
    const what = stem(name, 'x');
    if (
      role !== 'ignore' ||
      what === undefined ||
      !numeric.has(name) ||
      /^(?:image|img|picture)?[-_ ]?size$/i.test(what)
    )
      return [];
    const partner = guesses.find(
      (other) => other.role === 'ignore' && numeric.has(other.name) && stem(other.name, 'y') === what,
    );
    return partner === undefined ? [] : [{ x: name, y: partner.name }];
  });
  const inSpace = paired.find(({ x }) => columns.some(({ name }) => stem(name, 'z') === stem(x, 'x')));
  if (inSpace !== undefined) return placesInSpace(guesses);
  // More than one pair would be a box or an outline: which, a person must say.
  const [only, ...more] = paired;
  if (only === undefined || more.length > 0) return [...guesses];
  return guesses.map((column) =>
    column.name === only.x
      ? guessed(column.name, 'point x', 'its name, beside a column for y', 0.8)
      : column.name === only.y
        ? guessed(column.name, 'point y', 'its name, beside a column for x', 0.8)
        : column,
  );
}

/** Columns `coordX`, `coordY`, `coordZ` (LUNA16): millimetres in a volume. What a row says is of that place, not of the picture. */
const placesInSpace = (guesses: readonly GuessedColumn[]): GuessedColumn[] =>
  guesses.map((column) =>
    column.role === 'labels' ? guessed(column.name, 'ignore', aboutPlaces, 0.7) : column,
  );

/** Detectron2 says the order beside each box: 0 for corners, 1 for a corner and the size. Null where nothing does, or several do. */
export function boxMode(tables: readonly Pick<Table, 'columns' | 'rows'>[]): BoxOrder | null {
  const modes = new Set<string>();
  for (const { columns, rows } of tables) {
    const at = columns.findIndex((name) => plainName(name).endsWith('bboxmode'));
    if (at >= 0) for (const { cells } of rows) if (cells[at]) modes.add(cells[at]);
  }
  const [mode, ...others] = modes;
  return others.length > 0 ? null : mode === '0' ? 'xyxy' : mode === '1' ? 'xywh' : null;
}

/** The order of four numbers in one column: by the column's name, else by whether all of them could be corners. */
export function guessBoxOrder(name: string, cells: readonly string[]): BoxOrder {
  // mmdetection and Grounding DINO write corners.
  if (/^(?:ann\.bboxes|detection\.instances\.bbox)$/.test(name)) return 'xyxy';
  const stated = cells.slice(0, 2000).map(statedOrder);
  for (const order of ['xyxy', 'xywh'] as const)
    if (stated.includes(order) && stated.every((each) => each === null || each === order)) return order;
  for (const order of ['cxcywh', 'yxyx', 'xyxy', 'xywh'] as const)
    if (name.toLowerCase().includes(order)) return order;
  const boxes = cells.slice(0, 2000).flatMap((cell) => numbersOfCell(cell) ?? []);
  const couldBeCorners = boxes.every(([a, b, c, d]) => c > a && d > b);
  return couldBeCorners && boxes.length >= 5 ? 'xyxy' : 'xywh';
}

/** Parts of the picture's size where no number is above 1 and some are no whole numbers. */
export function guessBoxUnit(cells: readonly string[]): BoxUnit {
  const numbers = cells.flatMap(
    (cell) => numbersOfCell(cell)?.flat() ?? (isNumber(cell) ? [Number(cell)] : []),
  );
  const within = numbers.every((number) => number >= 0 && number <= 1.0001);
  return numbers.length > 0 && within && numbers.some((number) => !Number.isInteger(number))
    ? 'fraction'
    : 'pixels-source';
}
