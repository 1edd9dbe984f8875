import type { KeptMapping, TableRecipe } from '../../../domain/dataset/table-mapping.ts';

/** What says how the columns of a table are read. */
export type MappingSource =
  | { readonly kind: 'guess' }
  /** The recipe of a known data set. */
  | { readonly kind: 'known'; readonly name: string }
  | { readonly kind: 'kept'; readonly name: string; readonly keptAt: number }
  /** A mapping that lies among the files. */
  | { readonly kind: 'file'; readonly name: string; readonly file: string };

/** By which a source is chosen. */
export const sourceKey = (source: MappingSource): string => {
  switch (source.kind) {
    case 'guess':
      return 'guess';
    case 'known':
    case 'kept':
      return `${source.kind} ${source.name}`;
    case 'file':
      return `file ${source.file}`;
  }
};

/** A source, with what it says; the guess says nothing. */
export interface Candidate {
  readonly source: MappingSource;
  readonly recipe: TableRecipe | null;
}

/** Mappings for columns, from everywhere. */
export interface OfferedMappings {
  readonly files: readonly { readonly file: string; readonly recipe: TableRecipe }[];
  readonly kept: readonly KeptMapping[];
  readonly known: readonly TableRecipe[];
}

/**
 * The sources for a table with these columns, in whatever order they stand: first what was dropped with it, then what was kept
 * (the latest first), then what is known of the data set, and last the guess.
 */
export function candidatesFor(
  columns: readonly string[],
  { files, kept, known }: OfferedMappings,
): readonly [Candidate, ...Candidate[]] {
  const fits = ({ recipe }: { readonly recipe: TableRecipe }): boolean =>
    recipe.columns.length === columns.length && recipe.columns.every(({ name }) => columns.includes(name));
  const [first, ...others]: Candidate[] = [
    ...files
      .filter(fits)
      .toReversed()
      .map(({ file, recipe }) => ({ source: { kind: 'file', name: recipe.name, file } as const, recipe })),
    ...kept
      .filter(fits)
      .toSorted((a, b) => b.keptAt - a.keptAt)
      .map(({ keptAt, recipe }) => ({
        source: { kind: 'kept', name: recipe.name, keptAt } as const,
        recipe,
      })),
    ...known
      .map((recipe) => ({ source: { kind: 'known', name: recipe.name } as const, recipe }))
      .filter(fits)
      .toReversed(),
  ];
  const guess: Candidate = { source: { kind: 'guess' }, recipe: null };
  return first === undefined ? [guess] : [first, ...others, guess];
}

/** `the mapping “Our films”`; the guess has no words of its own. */
export const sourceWords = (source: Exclude<MappingSource, { readonly kind: 'guess' }>): string => {
  switch (source.kind) {
    case 'known':
      return `what is known of ${source.name}`;
    case 'kept':
      return `the mapping “${source.name}”`;
    case 'file':
      return `the mapping “${source.name}” in ${source.file}`;
  }
};
