import type { FileIndex } from '../reader/file-index.ts';
import type { Reading } from '../reader/reading.ts';
import { plainName } from '../reader/table/columns.ts';
import { matcher, type DatasetRecipe, type RecipeLayout, type Sign } from './recipe.ts';

export interface Recognised {
  readonly recipe: DatasetRecipe;
  /** What it was recognised by, in words, each a part of a sentence. */
  readonly why: readonly string[];
}

/**
 * The recipe whose layout these files have. Null where none fits, and where several do: then nothing is claimed.
 *
 * @param reading what the readers of files understood, without any recipe
 */
export function recognise(
  recipes: readonly DatasetRecipe[],
  files: FileIndex,
  reading: Reading,
): Recognised | null {
  const paths = files.files.map(({ path }) => path);
  const found = recipes.flatMap((recipe): Recognised[] => {
    for (const { signs } of recipe.layouts) {
      const why = seen(signs, paths, reading);
      if (why !== null) return [{ recipe, why }];
    }
    return [];
  });
  const [only, ...more] = found;
  return only === undefined || more.length > 0 ? null : only;
}

function seen(
  signs: RecipeLayout['signs'],
  paths: readonly string[],
  reading: Reading,
): readonly string[] | null {
  const why: string[] = [];
  for (const sign of signs) {
    const words = see(sign, paths, reading);
    if (words === null) return null;
    why.push(words);
  }
  return why;
}

function see(sign: Sign, paths: readonly string[], reading: Reading): string | null {
  switch (sign.kind) {
    case 'paths': {
      const pattern = matcher(sign.pattern);
      const count = paths.filter((path) => pattern.test(path)).length;
      return count < sign.least ? null : `${count.toLocaleString('en')} ${sign.words}`;
    }
    case 'columns': {
      const wanted = sign.columns.map(plainName);
      const table = reading.tables.find(({ columns }) => {
        const names = new Set(columns.map(({ name }) => plainName(name)));
        return wanted.every((name) => names.has(name));
      });
      return table === undefined ? null : `${table.file} has the columns ${listed(sign.columns)}`;
    }
    case 'labels': {
      const names = new Set(reading.labels.map(({ name }) => plainName(name)));
      return sign.labels.every((label) => names.has(plainName(label)))
        ? `its labels are ${listed(sign.labels)}`
        : null;
    }
  }
}

const listed = (words: readonly string[]): string =>
  words.length <= 4 ? words.join(', ') : `${words.slice(0, 4).join(', ')} …`;
