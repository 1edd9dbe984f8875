import { FileUnreadableError, type FileSource } from '../container/source.ts';
import { maskPixels } from '../mask/pixels.ts';
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
 * The recipes whose layouts these files have.
 *
 * @param reading what the readers of files understood, without any recipe
 */
export async function recognise(
  recipes: readonly DatasetRecipe[],
  { files }: Pick<FileIndex, 'files'>,
  reading: Reading,
): Promise<readonly Recognised[]> {
  const found: Recognised[] = [];
  for (const recipe of recipes) {
    const why = await anyOf(recipe.layouts, files, reading);
    if (why !== null) found.push({ recipe, why });
  }
  return found;
}

async function anyOf(
  layouts: readonly RecipeLayout[],
  files: readonly FileSource[],
  reading: Reading,
): Promise<readonly string[] | null> {
  for (const { signs } of layouts) {
    const why: string[] = [];
    for (const sign of signs) {
      const words = await see(sign, files, reading);
      if (words === null) break;
      why.push(words);
    }
    if (why.length === signs.length) return why;
  }
  return null;
}

/** What a sign is seen by, in words; null where it does not hold. */
async function see(sign: Sign, files: readonly FileSource[], reading: Reading): Promise<string | null> {
  switch (sign.kind) {
    case 'paths': {
      const pattern = matcher(sign.pattern);
      const count = files.filter(({ path }) => pattern.test(path)).length;
      return count < sign.least
        ? null
        : `${count.toLocaleString('en')} ${count === 1 ? ofOne(sign.words) : sign.words}`;
    }
    case 'no paths': {
      const pattern = matcher(sign.pattern);
      return files.some(({ path }) => pattern.test(path)) ? null : sign.words;
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
    case 'size': {
      const pattern = matcher(sign.pattern);
      const first = files.find(({ path }) => pattern.test(path));
      const size = first === undefined ? null : await sizeOf(first);
      return size?.width === sign.width && size.height === sign.height
        ? `the first is of ${sign.width} x ${sign.height} pixels`
        : null;
    }
  }
}

const ofOneVerb: Readonly<Record<string, string>> = { are: 'is', lie: 'lies', have: 'has' };
/** `pictures are called as` -> `picture is called as`. */
const ofOne = (words: string): string =>
  words.replace(
    /^(\p{L}+)s (are|lie|have|as|of)\b/u,
    (_, noun: string, verb: string) => `${noun} ${ofOneVerb[verb] ?? verb}`,
  );

async function sizeOf(file: FileSource): Promise<{ readonly width: number; readonly height: number } | null> {
  try {
    const pixels = await maskPixels(await file.read(), file.path, {
      pixels: () => Promise.reject(new TypeError('no decoder here')),
    });
    return pixels.kind === 'refused' ? null : pixels;
  } catch (error) {
    if (error instanceof FileUnreadableError) return null;
    throw error;
  }
}

const listed = (words: readonly string[]): string =>
  words.length <= 4 ? words.join(', ') : `${words.slice(0, 4).join(', ')} …`;
