import type { ColumnRole } from '../../../domain/dataset/table-mapping.ts';
import { plainName, type GuessedColumn } from './columns.ts';
import { aboutPlaces, guessed, type Column } from './guess-column.ts';
import type { Table } from './table.ts';
import { asAttribute, isAboutVisit, onlyZeroAndOne } from './visit-words.ts';

/** Makes the guesses agree: one column of a kind where there can be one only, columns of 0 and 1, attributes that vary within a picture. */
export function reconcile(
  guesses: readonly GuessedColumn[],
  columns: readonly Column[],
  table: Table,
): GuessedColumn[] {
  const settled = (
    ['group', 'split', 'findings', 'impression', 'report', 'question', 'answer'] as const
  ).reduce(oneOf, [...guesses]);
  return steadyOnly(withoutDoubleLabels(withOneHot(settled, columns), columns), table);
}

const groupOrder = /^(?:patient|subject|person|pid)/;
/** Keeps one column of a role: of groups, the patient's before the lesion's. */
function oneOf(guesses: readonly GuessedColumn[], role: ColumnRole): GuessedColumn[] {
  const claims = guesses.filter((column) => column.role === role);
  const best = claims.find(({ name }) => groupOrder.test(plainName(name))) ?? claims[0];
  return guesses.map((column) =>
    column.role !== role || column === best
      ? column
      : guessed(column.name, 'ignore', `“${best?.name ?? ''}” is the ${role} already`, 0.5),
  );
}

const isBinary = (value: string): boolean => /^[01](?:\.0*)?$/.test(value);
/** Of words, both must occur: a column of `TRUE` alone says nothing of the pictures. */
const isOneHot = (values: readonly string[]): boolean =>
  values.length > 0 &&
  (values.every(isBinary) ||
    (values.every((value) => /^(?:true|false)$/i.test(value)) &&
      new Set(values.map((value) => value.toLowerCase())).size === 2));

/** Numbers that count, measure or name something are 0 and 1 by chance; what became of a patient or was done to her, no picture shows. */
const isCounter =
  /^(?:[a-z]?ids?|index|idx|count|counts|number|num|no|nr|size|width|height|area|annotator|version|fold|year|order|frame|slice|page|row|time|death\d*|dead|died|deceased|survival|survived|censored|event|iscrowd|difficult|truncated|occluded|train|test|val|hard|noisy|gradable|biops(?:y|ied|ed))$/;

/** Columns that hold 0 and 1 and nothing else name one label each, where no column says what is true of the picture otherwise. */
function withOneHot(given: readonly GuessedColumn[], columns: readonly Column[]): GuessedColumn[] {
  const guesses = given.map((column, at) =>
    column.role === 'ignore' &&
    column.why !== aboutPlaces &&
    isAboutVisit(column.name) &&
    isOneHot((columns[at]?.values ?? []).filter((value) => value !== '-1'))
      ? asAttribute(column.name)
      : column,
  );
  const isSaid = ['labels', 'box label', 'mask label', 'question'];
  if (guesses.some(({ role }) => isSaid.includes(role))) return [...guesses];
  const findings = findingColumns(guesses, columns);
  if (findings.size > 0)
    return guesses.map((column, at) =>
      findings.has(at)
        ? guessed(column.name, 'one finding, 1, 0 or -1', 'its cells are 1, 0, -1 (uncertain) or empty', 0.85)
        : column,
    );
  const marked = markedColumns(guesses, columns);
  if (marked.size > 0)
    return guesses.map((column, at) =>
      marked.has(at)
        ? guessed(column.name, 'one label, 0 or 1', 'each row has an X in one of these columns', 0.8)
        : column,
    );
  const hot = guesses.map(
    ({ role, name, why }, at) =>
      role === 'ignore' &&
      why !== aboutPlaces &&
      // A place is no name of a label.
      name !== `column ${at + 1}` &&
      !isCounter.test(lastWord(name)) &&
      isOneHot(columns[at]?.values ?? []),
  );
  const confidence = hot.filter(Boolean).length > 1 ? 0.85 : 0.6;
  return guesses.map((column, at) =>
    hot[at] === true ? guessed(column.name, 'one label, 0 or 1', onlyZeroAndOne, confidence) : column,
  );
}

/** The first columns beside one another of which each row marks one with an X (PH2 marks colours so as well, several in a row). */
function markedColumns(guesses: readonly GuessedColumn[], columns: readonly Column[]): ReadonlySet<number> {
  const isMarked = (at: number) =>
    guesses[at]?.role === 'ignore' &&
    (columns[at]?.values ?? []).length > 0 &&
    columns[at]?.values.every((value) => /^x$/i.test(value)) === true;
  for (let from = 0; from < columns.length; from += 1) {
    if (!isMarked(from)) continue;
    let to = from;
    while (isMarked(to + 1)) to += 1;
    const run = Array.from({ length: to - from + 1 }, (_, n) => from + n);
    const cells = run.map((at) => columns[at]?.all() ?? []);
    const isOneEach = cells[0]?.every((_, row) => cells.filter((column) => column[row] !== '').length === 1);
    if (run.length > 1 && isOneEach === true) return new Set(run);
    from = to;
  }
  return new Set();
}

/** `img_id` and `regionCount` end in a word of their own; `carotid` does not. */
const lastWord = (name: string): string =>
  plainName(
    name
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .split(/[^\p{L}\p{N}]+/u)
      .findLast((word) => word !== '') ?? '',
  );

/**
 * Columns of 1, 0 and -1, where some of several say -1: it means uncertain (CheXpert, MIMIC-CXR), and empty not mentioned. So are columns of 1
 * (and 0) of which some are empty here and there (GRAZPEDWRI-DX): nothing says that empty means no.
 */
function findingColumns(guesses: readonly GuessedColumn[], columns: readonly Column[]): ReadonlySet<number> {
  const found = guesses.flatMap(({ role, name }, at) => {
    const values = columns[at]?.values ?? [];
    const isOne = values.length > 0 && values.every((value) => /^(?:-1|[01])(?:\.0*)?$/.test(value));
    return role === 'ignore' && isOne && !isCounter.test(lastWord(name)) ? [at] : [];
  });
  const isUncertain = found.some((at) => columns[at]?.values.some((value) => value.startsWith('-')) === true);
  const isOpen = found.some((at) => columns[at]?.all().includes('') === true);
  return new Set((found.length > 1 && isUncertain) || isOpen ? found : []);
}

/** Told apart from other columns of labels, where none is more telling. */
const alsoTelling = /^(?:classification|pathology|benignmalignant)$/;
const tellingLabels = /^(?:findinglabels?|findingclass|labels?|class(?:name)?|diagnosis|dx)$/;

/** Of several columns that could be the labels, the most telling is; the others are attributes. */
function withoutDoubleLabels(guesses: readonly GuessedColumn[], columns: readonly Column[]): GuessedColumn[] {
  for (const role of ['labels', 'box label'] as const) {
    const claims = guesses.filter((column) => column.role === role);
    if (claims.length < 2) continue;
    const words = (at: number) => !(columns[at]?.values ?? []).every((value) => /^\d+$/.test(value));
    const known = claims.filter((claim) => !isMostlyUnknown(columns[guesses.indexOf(claim)]?.values ?? []));
    const open = known.length > 0 ? known : claims;
    const best =
      open.find((claim) => tellingLabels.test(plainName(claim.name)) && words(guesses.indexOf(claim))) ??
      // A number of a box beside its name (`label`, `category`) says less.
      (role === 'box label' ? open.find((claim) => words(guesses.indexOf(claim))) : undefined) ??
      open.find((claim) => tellingLabels.test(plainName(claim.name))) ??
      open.find((claim) => alsoTelling.test(plainName(claim.name))) ??
      open[0];
    return guesses.map((column, at) => {
      if (column.role !== role || column === best) return column;
      const distinct = new Set(columns[at]?.values).size;
      const why = `“${best?.name ?? ''}” holds the labels already`;
      return distinct <= 20 && role === 'labels'
        ? guessed(column.name, 'attribute', why, 0.5)
        : guessed(column.name, 'ignore', why, 0.5);
    });
  }
  return [...guesses];
}

/** What most rows leave open (`diagnosis` of ISIC 2020) is less telling than a column that every row fills in. */
const isMostlyUnknown = (values: readonly string[]): boolean =>
  values.filter((value) =>
    /^(?:unknown|unspecified|not available|not applicable|n\/?a|nan|none)$/i.test(value),
  ).length >
  values.length / 2;

/** An attribute that differs between rows of one picture (or of one case) is of the row (a reader, a question), not of the case. */
export function steadyOnly(guesses: readonly GuessedColumn[], table: Table): GuessedColumn[] {
  const named = guesses.findIndex(({ role }) => role === 'name');
  const image = named < 0 ? guesses.findIndex(({ role }) => role === 'image') : named;
  if (image < 0) return [...guesses];
  return guesses.map((column, at) => {
    if (column.role !== 'attribute') return column;
    const first = new Map<string, string>();
    const several = new Set<string>();
    const varying = new Set<string>();
    for (const { cells } of table.rows) {
      const picture = cells[image] ?? '';
      const value = cells[at] ?? '';
      const before = first.get(picture);
      if (before === undefined) first.set(picture, value);
      else {
        several.add(picture);
        if (before !== value) varying.add(picture);
      }
    }
    // A few that differ are faults of those cases, and are told.
    if (varying.size > several.size / 2)
      return guessed(
        column.name,
        'ignore',
        'it differs between rows of one case, so it is not of the case',
        0.8,
      );
    return column;
  });
}
