import type { AttributeValue, LabelDefinition } from '../../domain/dataset/dataset.ts';
import type { Truth } from '../../domain/dataset/truth.ts';
import { renameLabels } from '../mask/rule.ts';
import { drawnLabels, labelsOfCases } from '../reader/draft-labels.ts';
import type { CaseDraft, MaskFile, Reading } from '../reader/reading.ts';
import { plainName } from '../reader/table/columns.ts';
import { matcher, type DatasetRecipe, type MaskFileRule, type PathRule, type RecipeLabel } from './recipe.ts';

/** What was understood of files, with what their recipe knows besides: it adds and names, and takes no case away. */
export function applied(recipe: DatasetRecipe, reading: Reading): Reading {
  const ofCases = naming(recipe.labels ?? []);
  const ofDrawn = naming(recipe.drawn ?? []);
  const paths = (recipe.paths ?? []).map(compiled);
  const masks = (recipe.masks ?? []).map(compiled);
  const cases = reading.cases
    .map((draft) => byPath(draft, paths))
    .map((draft) => ({ ...draft, maskFiles: withRules(draft.maskFiles, masks) }))
    .map((draft) => renamed(draft, ofCases, ofDrawn));
  return {
    ...reading,
    name: reading.name ?? recipe.name,
    description: reading.description || recipe.description,
    specialty: recipe.specialty,
    modality: reading.modality || recipe.modality,
    license: reading.license || (recipe.license ?? ''),
    source: reading.source || ('url' in recipe.source ? recipe.source.url : ''),
    labels: definitions(recipe, reading, cases, ofCases),
    notes: [...reading.notes, ...recipe.traps],
    cases,
    ...(recipe.pseudonymous === true && { pseudonymous: true }),
  };
}

type Naming = (label: string) => string;

/** From any way in which files write a label to its name. */
function naming(labels: readonly RecipeLabel[]): Naming {
  const names = new Map(
    labels.flatMap(({ name, written = [] }) => [name, ...written].map((way) => [plainName(way), name])),
  );
  return (label) => names.get(plainName(label)) ?? label;
}

type Compiled<Rule extends { readonly pattern: string }> = Rule & { readonly expression: RegExp };
const compiled = <Rule extends { readonly pattern: string }>(rule: Rule): Compiled<Rule> => ({
  ...rule,
  expression: matcher(rule.pattern),
});

function byPath(draft: CaseDraft, rules: readonly Compiled<PathRule>[]): CaseDraft {
  const path = draft.images[0]?.path ?? draft.name;
  let told = draft;
  for (const { expression, label, group, split, attributes = {} } of rules) {
    const match = expression.exec(path);
    if (match === null) continue;
    const filled = (text: string) => text.replace(/\$(\d)/g, (_, n: string) => match[Number(n)] ?? '');
    told = {
      ...told,
      truth: label === undefined ? told.truth : { ...told.truth, labels: [filled(label)] },
      split: split ?? told.split,
      ...(group !== undefined && { group: filled(group) }),
      attributes: {
        ...told.attributes,
        ...Object.fromEntries(
          Object.entries(attributes).map(([name, text]): [string, AttributeValue] => [name, filled(text)]),
        ),
      },
    };
  }
  return told;
}

const withRules = (
  files: readonly MaskFile[],
  rules: readonly Compiled<MaskFileRule>[],
): readonly MaskFile[] =>
  files.map((file) => ({
    ...file,
    rule: rules.find(({ expression }) => expression.test(file.path))?.rule ?? file.rule,
  }));

function renamed(draft: CaseDraft, ofCases: Naming, ofDrawn: Naming): CaseDraft {
  const { labels, boxes, masks, points, regions } = draft.truth;
  const draw = <Item extends { readonly label: string }>(items: readonly Item[]): Item[] =>
    items.map((item) => ({ ...item, label: ofDrawn(item.label) }));
  const truth: Truth = {
    ...draft.truth,
    ...(labels !== undefined && { labels: [...new Set(labels.map(ofCases))] }),
    ...(boxes !== undefined && { boxes: draw(boxes) }),
    ...(masks !== undefined && { masks: draw(masks) }),
    ...(points !== undefined && { points: draw(points) }),
    ...(regions !== undefined && { regions: draw(regions) }),
  };
  return {
    ...draft,
    truth,
    maskFiles: draft.maskFiles.map((file) => ({ ...file, rule: renameLabels(file.rule, ofDrawn) })),
    ...(draft.drawings !== undefined && {
      drawings: draft.drawings.map((drawing) => ({ ...drawing, shapes: draw(drawing.shapes) })),
    }),
  };
}

/** Every label of the data set, also those that none of these cases has: what they are told apart from. */
function definitions(
  { labels = [], drawn = [] }: DatasetRecipe,
  reading: Reading,
  cases: readonly CaseDraft[],
  ofCases: Naming,
): LabelDefinition[] {
  const areLabelled = cases.some(({ truth }) => (truth.labels ?? []).length > 0);
  const inUse = areLabelled ? labelsOfCases(cases) : [...new Set(cases.flatMap(drawnLabels))];
  const known = areLabelled ? labels : drawn;
  if (!known.some(({ name }) => inUse.includes(name))) {
    return reading.labels.map((label) => ({ ...label, name: ofCases(label.name) }));
  }
  const names = new Set(known.map(({ name }) => name));
  return [
    ...known.map(({ name, synonyms, definition }) => ({
      name,
      synonyms,
      ...(definition !== undefined && { definition }),
    })),
    ...inUse.filter((name) => !names.has(name)).map((name) => ({ name, synonyms: [] })),
  ];
}
