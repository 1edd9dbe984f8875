import type { AttributeValue, LabelDefinition } from '../../domain/dataset/dataset.ts';
import type { Truth } from '../../domain/dataset/truth.ts';
import { renameLabels } from '../mask/rule.ts';
import { drawnLabels, labelsOfCases } from '../reader/draft-labels.ts';
import { unsaidOfMasks } from '../reader/mask/images-with-masks.ts';
import type { CaseDraft, MaskFile, Reading } from '../reader/reading.ts';
import { plainName } from '../reader/table/columns.ts';
import { matcher, type DatasetRecipe, type MaskFileRule, type PathRule, type RecipeLabel } from './recipe.ts';

/** What was understood of files, with what their recipe knows besides: it adds and names, and takes no case away. */
export function applied(recipe: DatasetRecipe, reading: Reading): Reading {
  const ofCases = naming(recipe.labels ?? []);
  const ofDrawn = naming(recipe.drawn ?? []);
  const paths = (recipe.paths ?? []).map(compiled);
  const masks = (recipe.masks ?? []).map(compiled);
  const files = (recipe.drawnIn ?? []).map(compiled);
  const cases = reading.cases
    .map((draft) => byPath(draft, paths))
    .map((draft) => ({ ...draft, maskFiles: withRules(draft.maskFiles, masks) }))
    .map((draft) => byDrawingFile(draft, files))
    .map((draft) => renamed(withoutPlaceholders(draft, recipe.noLabels ?? []), ofCases, ofDrawn));
  return {
    ...reading,
    name: reading.name ?? recipe.name,
    // It tells of the whole set; what is here may be a part.
    description: reading.description || `${recipe.name} as published: ${recipe.description}`,
    specialty: recipe.specialty,
    modality: reading.modality || recipe.modality,
    license: reading.license || (recipe.license ?? ''),
    source: reading.source || ('url' in recipe.source ? recipe.source.url : ''),
    labels: definitions(recipe, reading, cases, { cases: ofCases, drawn: ofDrawn }),
    notes: [...reading.notes.filter((note) => !isSaidBy(recipe, note)), ...recipe.traps],
    cases,
    ...(recipe.pseudonymous === true && { pseudonymous: true }),
  };
}

/** Whether a note says that nobody knows what the recipe does. */
const isSaidBy = ({ drawn = [], masks = [] }: DatasetRecipe, note: string): boolean =>
  (note === unsaidOfMasks.unnamed && drawn.some(({ written = [] }) => written.includes('object'))) ||
  ((note === unsaidOfMasks.unnamed || note === unsaidOfMasks.several) && masks.length > 0);

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

function byDrawingFile(
  draft: CaseDraft,
  rules: readonly Compiled<{ readonly pattern: string; readonly label: string }>[],
): CaseDraft {
  if (rules.length === 0 || draft.drawings === undefined) return draft;
  return {
    ...draft,
    drawings: draft.drawings.map((drawing) => {
      const label = rules.find(({ expression }) => expression.test(drawing.file))?.label;
      return label === undefined
        ? drawing
        : { ...drawing, shapes: drawing.shapes.map((shape) => ({ ...shape, label })) };
    }),
  };
}

function withoutPlaceholders(draft: CaseDraft, placeholders: readonly string[]): CaseDraft {
  const { labels, ...truth } = draft.truth;
  const real = labels?.filter((label) => !placeholders.includes(label));
  if (labels === undefined || real?.length === labels.length) return draft;
  return { ...draft, truth: real === undefined || real.length === 0 ? truth : { ...truth, labels: real } };
}

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

/**
 * Of cases with labels, every class of the data set, also those that none of these has: what they are told apart from.
 * Of what is drawn, what these files know of: a lesion that nobody looked for is no class of theirs.
 */
function definitions(
  { labels = [], drawn = [], noLabels = [] }: DatasetRecipe,
  reading: Reading,
  cases: readonly CaseDraft[],
  nameIn: Readonly<Record<'cases' | 'drawn', Naming>>,
): LabelDefinition[] {
  const ofCases = cases.some(hasLabels);
  const naming = ofCases ? nameIn.cases : nameIn.drawn;
  const usedIn = (drafts: readonly CaseDraft[]) =>
    new Set(ofCases ? labelsOfCases(drafts) : drafts.flatMap(drawnLabels));
  const [before, inUse] = [usedIn(reading.cases), usedIn(cases)];
  // What was a makeshift (`value 128`, `X- Coordinate`) is gone once the recipe says what it is.
  const isStill = (name: string) => !before.has(name) || inUse.has(naming(name));
  // Where paths alone tell the classes, what was read before defines names of what is drawn.
  const stated =
    ofCases === reading.cases.some(hasLabels)
      ? reading.labels
          .filter(({ name }) => !noLabels.includes(name) && isStill(name))
          .map((label) => ({ ...label, name: naming(label.name) }))
      : [];
  const here = new Set([...stated.map(({ name }) => name), ...inUse]);
  const known = ofCases ? labels : drawn.filter(({ name }) => here.has(name));
  if (!known.some(({ name }) => here.has(name))) return stated;
  const names = new Set(known.map(({ name }) => name));
  return [
    ...known.map(({ name, synonyms, definition }) => ({
      name,
      synonyms,
      ...(definition !== undefined && { definition }),
    })),
    ...[...here].filter((name) => !names.has(name)).map((name) => ({ name, synonyms: [] })),
  ];
}

const hasLabels = ({ truth }: CaseDraft): boolean => (truth.labels ?? []).length > 0;
