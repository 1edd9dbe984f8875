import { format } from 'prettier';
import { marks, type DatasetRecipe, type Mark } from '../src/datasets/recipe/recipe.ts';

const titles: Readonly<Record<Mark, string>> = {
  'named in the paper': 'Named in the paper',
  'inferred from the paper': 'Inferred from the paper',
  companion: 'Companions',
  'not of the study': 'Not of the study',
};

/** docs/recipes.md: every known data set, in the order of the page of the app. */
export async function recipeDocs(recipes: readonly DatasetRecipe[]): Promise<string> {
  const parts = marks.flatMap((mark) => [
    `## ${titles[mark]}`,
    ...recipes.filter((recipe) => recipe.mark === mark).map(section),
  ]);
  return format([head(recipes), ...parts].join('\n\n'), { parser: 'markdown', printWidth: 110 });
}

const head = (recipes: readonly DatasetRecipe[]): string => `# Known data sets

${recipes.length} data sets that Reading Room recognises when their folder or archive is dropped. What the readers of files find is then
completed by what is known of the set: names and synonyms of labels, groups, splits, what masks mean, licence, and traps. The
preview of an import says what was recognised and by what, and “read it as files only” leaves all of it aside. Nothing is
downloaded: get the files where their publisher offers them.

A recipe is data in \`src/datasets/recipe/sets\`; what is not known of a set is left out there. *Named in the paper* are the sets
that the study names; *inferred* those that we take it to have used; *companions* stand for its specialties beside them; the others are
known because many people have them. This page is written by \`node scripts/recipe-docs.ts\`; do not edit it by hand.`;

function section(recipe: DatasetRecipe): string {
  const { name, description, specialty, modality, tasks, license, citation, source, layouts, traps } = recipe;
  const labels = [...(recipe.labels ?? []), ...(recipe.drawn ?? [])].map((label) => label.name);
  const facts = [
    `**Specialty**: ${specialty}, ${modality}`,
    `**Tasks**: ${tasks.map((task) => task.replaceAll('-', ' ')).join(', ')}`,
    `**Source**: ${'url' in source ? `<${source.url}> (${source.access})` : source.access}`,
    `**Licence**: ${license ?? 'see its source'}`,
    ...(citation === undefined ? [] : [`**Citation**: ${citation}`]),
    ...layouts.map(({ files }) => `**Laid out as**: \`${files}\``),
    ...(labels.length === 0 ? [] : [`**Labels**: ${[...new Set(labels)].join(', ')}`]),
  ];
  return [
    `### ${name}`,
    description,
    facts.map((fact) => `- ${fact}`).join('\n'),
    'Before you trust a number:',
    traps.map((trap) => `- ${trap}`).join('\n'),
  ].join('\n\n');
}
