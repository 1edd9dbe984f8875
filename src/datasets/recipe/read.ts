import { figures } from '../figures.ts';
import type { TableRecipe } from '../../domain/dataset/table-mapping.ts';
import { canonicalJson } from '../../domain/plan/identity.ts';
import type { FileSource } from '../container/source.ts';
import { isPictureName } from '../names.ts';
import type { FileIndex } from '../reader/file-index.ts';
import { manifest } from '../reader/manifest.ts';
import { readDataset } from '../reader/readers.ts';
import type { Reading } from '../reader/reading.ts';
import { plainName } from '../reader/table/columns.ts';
import type { ReadingChoices, TableReading } from '../reader/table/mapping.ts';
import { applied } from './apply.ts';
import { readLists, withSplit } from './lists.ts';
import { matcher, type DatasetRecipe, type Mark, type TableRule } from './recipe.ts';
import { keyOf, readTexts, withText } from './texts.ts';
import { recognise, type Recognised } from './recognise.ts';

/** The recipe that files were recognised by, for a screen. */
export interface RecipeFound {
  readonly id: string;
  readonly name: string;
  readonly mark: Mark;
  /** Parts of a sentence. */
  readonly why: readonly string[];
  /** What a person must know before she trusts a number from it: part of the notes as well. */
  readonly traps: readonly string[];
  /** False where a person said to read the files as files only. */
  readonly inUse: boolean;
}

export interface RecipeChoices extends ReadingChoices {
  /** Read the files as they are, whatever data set they look like. */
  readonly asFiles?: boolean;
}

export interface ReadByRecipe {
  readonly reading: Reading;
  readonly recipe: RecipeFound | null;
  /** Files of several known data sets lie here. */
  readonly several: boolean;
}

/** Reads the files, and where they are a known public data set, with what its recipe knows of it. */
export async function readByRecipe(
  files: FileIndex,
  choices: RecipeChoices,
  recipes: readonly DatasetRecipe[],
): Promise<ReadByRecipe> {
  const plain = await readDataset(files, choices);
  // A manifest says everything by itself.
  if (plain.reader === manifest.name) return { reading: plain, recipe: null, several: false };
  const [found, ...others] = await recognise(recipes, files, plain);
  if (found === undefined) return { reading: plain, recipe: null, several: false };
  // Of several, nothing is claimed.
  if (others.length > 0)
    return { reading: withSeveral(plain, [found, ...others]), recipe: null, several: true };
  const { recipe, why } = found;
  const inUse = choices.asFiles !== true;
  const { id, name, mark, traps } = recipe;
  const told: RecipeFound = { id, name, mark, why, traps, inUse };
  if (!inUse) return { reading: plain, recipe: told, several: false };
  const aside = leftAside(recipe, files.files);
  const tableRecipes = (recipe.tables ?? []).flatMap((rule) =>
    plain.tables.flatMap((table) => tableRecipe(rule, table, recipe.name) ?? []),
  );
  const isSame = aside.paths.size === 0 && tableRecipes.length === 0;
  const reading = isSame
    ? plain
    : await readDataset(files.without(aside.paths), {
        ...choices,
        tableRecipes,
      });
  const read = applied(recipe, reading);
  const lists = await readLists(recipe.lists ?? [], files.files);
  const texts = await readTexts(recipe.texts ?? [], files.files);
  return {
    recipe: told,
    several: false,
    reading: {
      ...read,
      cases: read.cases.map((draft) => withText(withSplit(draft, lists.splits), texts.told)),
      refused: [...read.refused, ...lists.refused, ...texts.refused],
      notes: [...read.notes, ...aside.notes],
      used: [...read.used, ...aside.paths, ...lists.used, ...texts.used],
      key: [
        ...read.key,
        canonicalJson(rulesOf(recipe)),
        canonicalJson([...lists.splits]),
        ...(texts.told.size === 0 ? [] : [canonicalJson(keyOf(texts.told))]),
      ],
    },
  };
}

/** What of a recipe decides how cases are read: a better citation makes no other data set. */
const rulesOf = ({
  id,
  labels,
  noLabels,
  drawn,
  drawnIn,
  paths,
  tables,
  masks,
  leftAside: aside,
  copies,
}: DatasetRecipe) => ({
  recipe: id,
  drawnIn: (drawnIn ?? []).map((rule) => ({ ...rule })),
  labels: (labels ?? []).map(({ name, written }) => [name, ...(written ?? [])]),
  noLabels: noLabels ?? [],
  drawn: (drawn ?? []).map(({ name, written }) => [name, ...(written ?? [])]),
  paths: (paths ?? []).map((rule) => ({ ...rule })),
  tables: (tables ?? []).map(({ columns, others, boxOrder }) => ({
    ...others,
    ...columns,
    ...(boxOrder !== undefined && { 'order of boxes': boxOrder }),
  })),
  masks: (masks ?? []).map((rule) => ({ ...rule })),
  aside: (aside ?? []).map(({ pattern, where }) => [pattern, where ?? null]),
  copies: copies ?? null,
});

const withSeveral = (reading: Reading, found: readonly Recognised[]): Reading => ({
  ...reading,
  notes: [
    ...reading.notes,
    `Files of several known data sets lie here (${found.map(({ recipe }) => recipe.name).join(', ')}), so that nothing is taken from what is known of them. Choose one of them above, or import each by itself.`,
  ],
});

interface Aside {
  readonly paths: ReadonlySet<string>;
  readonly notes: readonly string[];
}

function leftAside({ leftAside: rules = [], copies }: DatasetRecipe, files: readonly FileSource[]): Aside {
  const paths = new Set<string>();
  const notes: string[] = [];
  const some = (expression: RegExp) => files.some(({ path }) => expression.test(path));
  for (const { pattern, where, why } of rules) {
    if (where !== undefined && !some(matcher(where))) continue;
    const own = matcher(pattern);
    const matching = files.filter(({ path }) => own.test(path));
    for (const { path } of matching) paths.add(path);
    if (matching.length > 0) notes.push(`${counted(matching.length)} left aside: ${why}.`);
  }
  if (copies !== undefined) {
    const again = copiesAmong(files, copies === 'by name' ? 1 : 3);
    for (const path of again) paths.add(path);
    if (again.length > 0)
      notes.push(
        `${counted(again.length)} left aside: the same name and size as another, which was taken (${again[0] ?? ''}).`,
      );
  }
  return { paths, notes };
}

const counted = (n: number): string => (n === 1 ? 'One file was' : `${figures(n)} files were`);

/** All but the first of the pictures that have the end of their path (so many parts of it) and their size in common. */
function copiesAmong(files: readonly FileSource[], parts: number): string[] {
  const seen = new Set<string>();
  return files.flatMap(({ path, size }) => {
    if (!isPictureName(path)) return [];
    const key = `${path.split('/').slice(-parts).join('/').toLowerCase()} ${size}`;
    if (seen.has(key)) return [path];
    seen.add(key);
    return [];
  });
}

/** A recipe for the columns of a table that has those of the rule; the others mean what was guessed. Null where all were guessed so. */
function tableRecipe(
  { columns: roles, others = {}, boxOrder: ownOrder }: TableRule,
  { columns, separator, boxOrder, boxUnit, runs }: TableReading,
  name: string,
): TableRecipe | null {
  const present = new Set(columns.map((column) => plainName(column.name)));
  if (Object.keys(roles).some((column) => !present.has(plainName(column)))) return null;
  const byName = new Map(
    Object.entries({ ...others, ...roles }).map(([column, role]) => [plainName(column), role]),
  );
  const settled = columns.map((column) => ({
    name: column.name,
    role: byName.get(plainName(column.name)) ?? column.role,
  }));
  const order = ownOrder ?? boxOrder;
  if (order === boxOrder && settled.every(({ role }, at) => role === columns[at]?.role)) return null;
  return {
    format: 'reading-room/table-recipe',
    version: 1,
    name,
    columns: settled,
    separator,
    boxOrder: order,
    boxUnit,
    ...(runs !== null && { runs }),
  };
}
