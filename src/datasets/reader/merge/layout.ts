import type { CaseDraft, Reading } from '../reading.ts';
import { undecidedRuns } from '../table/undecided-runs.ts';
import type { TableReading } from '../table/mapping.ts';
import { mergeReadings } from './readings.ts';

/**
 * Adds to what files say what names of folders and files say. Names never gainsay a file: they give labels, and cases of their own,
 * only where no file says what the pictures show, and a group, a split or an attribute only where no file gives any. Null where
 * nothing says anything.
 *
 * @param said what files say.
 * @param layouts what names say, the most telling first.
 * @param bare all pictures as cases of which nothing is known, for where nothing says what they show.
 */
export function addLayout(
  said: readonly Reading[],
  layouts: readonly Reading[],
  bare: Reading | null = null,
): Reading | null {
  const speaking = said.filter(({ cases }) => cases.length > 0);
  const silent = said.filter(({ cases }) => cases.length === 0);
  // A table of what these pictures show speaks for them, too, where it cannot be read as it is.
  const isUnread = silent.some(({ tables }) => tables.some(saysWhatIsShown));
  const labelling = speaking.some((reading) => reading.cases.some(tellsSomething) || waitsForChoice(reading))
    ? classesOfMasked(speaking, layouts)
    : isUnread
      ? undefined
      : unlessAlone(labellingOf(layouts), said);
  const [first, ...others] = [...speaking, ...(labelling === undefined ? [] : [labelling])];
  if (first === undefined) {
    const [only, ...more] = silent;
    return only === undefined ? unlabelled(bare, layouts) : mergeReadings([only, ...more]);
  }
  const merged = mergeReadings([first, ...others]);
  const { cases, grouping } = filledByAll(merged.cases, layouts);
  return {
    ...merged,
    cases,
    key: [...merged.key, ...silent.flatMap(({ key }) => key), ...layouts.flatMap(({ key }) => key)],
    // What could not be read and what was left aside is told all the same.
    refused: [...merged.refused, ...silent.flatMap(({ refused }) => refused)],
    notes: [...new Set([...merged.notes, ...silent.flatMap(({ notes }) => notes), ...grouping])],
    used: [...merged.used, ...silent.flatMap(({ used }) => used)],
    tables: [...merged.tables, ...silent.flatMap(({ tables }) => tables)],
    numbers: [...merged.numbers, ...silent.flatMap(({ numbers }) => numbers)],
  };
}

/** Pictures that nothing gives a label: with the groups and splits that names tell. */
function unlabelled(bare: Reading | null, layouts: readonly Reading[]): Reading | null {
  const inOneFolder = layouts.find(isBare);
  if (inOneFolder !== undefined && inOneFolder.cases.length >= (bare?.cases.length ?? 0)) return inOneFolder;
  if (bare === null) return null;
  const { cases, grouping } = filledByAll(bare.cases, layouts);
  return {
    ...bare,
    cases,
    key: [...bare.key, ...layouts.flatMap(({ key }) => key)],
    notes: [...bare.notes, ...grouping],
    used: layouts.flatMap(({ used }) => used),
  };
}

/** Pictures of which nothing is known: they are cases all the same, for a person to say what they show. */
const isBare = ({ cases }: Reading): boolean =>
  cases.length > 0 &&
  cases.every((draft) => !tellsSomething(draft) && draft.group === undefined && draft.split === 'none');

const saysWhatIsShown = ({ inUse, columns }: TableReading): boolean =>
  inUse &&
  columns.some(
    ({ role }) => !['image', 'folder or id', 'group', 'split', 'attribute', 'ignore'].includes(role),
  );

/** Whether a table of it says what is shown once a person has chosen how it is written. */
export const waitsForChoice = ({ tables }: Reading): boolean =>
  tables.some((table) => undecidedRuns(table).length > 0);

/** Whether a draft says what its pictures show. */
export const tellsSomething = ({ truth, maskFiles, drawings = [] }: CaseDraft): boolean =>
  maskFiles.length > 0 || drawings.length > 0 || Object.values(truth).some((said) => said !== undefined);

/**
 * Where files say nothing but masks, folders name the classes if each lies around a picture and its mask alike
 * (`benign/a.png`, `benign/a_mask.png`) and there are several, of every such picture one: a folder around all pictures (`Segmentation/`) is none.
 */
function classesOfMasked(speaking: readonly Reading[], layouts: readonly Reading[]): Reading | undefined {
  const cases = speaking.flatMap((reading) => reading.cases);
  if (cases.some((draft) => tellsSomething({ ...draft, maskFiles: [] }))) return undefined;
  const labelling = labellingOf(layouts);
  const byPicture = new Map(
    labelling?.cases.map(({ images: [first], truth }) => [first?.path, truth.labels?.[0]] as const),
  );
  const classes = new Set<string>();
  for (const { images, maskFiles } of cases) {
    const label = byPicture.get(images[0]?.path);
    if (maskFiles.length === 0) continue;
    // Folders in one part of a set alone are of something else (its several tests).
    const around = (path: string) => path.split('/').slice(0, -1);
    if (label === undefined || !maskFiles.every(({ path }) => around(path).includes(label))) return undefined;
    classes.add(label);
  }
  return classes.size > 1 && ![...classes].some(isOfDataSet) ? labelling : undefined;
}

/** `CVC-ColonDB`, `data_C1`, `sequenceData`: where pictures come from, not what they show. */
const isOfDataSet = (folder: string): boolean => /data(?:set)?s?(?![a-z])|DB(?![a-z])/.test(folder);

/** One folder around all pictures is no class beside a table that may say what they show. */
const unlessAlone = (labelling: Reading | undefined, said: readonly Reading[]): Reading | undefined => {
  const classes = new Set(labelling?.cases.flatMap(({ truth }) => truth.labels ?? []));
  return classes.size === 1 && said.some(({ tables }) => tables.length > 0) ? undefined : labelling;
};

/** The first layout that names classes, with nothing but those. */
function labellingOf(layouts: readonly Reading[]): Reading | undefined {
  for (const layout of layouts) {
    const cases = layout.cases.filter(({ truth }) => truth.labels !== undefined);
    if (cases.length > 0)
      return {
        ...layout,
        cases: cases.map(({ group: _group, ...draft }) => ({ ...draft, split: 'none', attributes: {} })),
      };
  }
  return undefined;
}

/** The cases with what all layouts add, and the notes of those that tell who is who. */
function filledByAll(
  drafts: readonly CaseDraft[],
  layouts: readonly Reading[],
): { readonly cases: readonly CaseDraft[]; readonly grouping: readonly string[] } {
  let cases = drafts;
  const grouping: string[] = [];
  for (const layout of layouts) {
    const before = cases;
    cases = filled(before, layout);
    if (cases.some(({ group }, at) => group !== before[at]?.group)) grouping.push(...layout.notes);
  }
  return { cases, grouping };
}

/** The cases with the groups, splits and attributes of a layout, each where no case has one yet. */
function filled(cases: readonly CaseDraft[], layout: Reading): readonly CaseDraft[] {
  const needsGroup = cases.every(({ group }) => group === undefined);
  const needsSplit = cases.every(({ split }) => split === 'none');
  const known = new Set(cases.flatMap(({ attributes }) => Object.keys(attributes)));
  const byPicture = new Map(
    layout.cases.flatMap((draft) => draft.images.map(({ path }) => [path, draft] as const)),
  );
  return cases.map((draft) => {
    const named = byPicture.get(draft.images[0]?.path ?? '');
    if (named === undefined) return draft;
    const attributes = Object.entries(named.attributes).filter(([name]) => !known.has(name));
    return {
      ...draft,
      ...(needsGroup && named.group !== undefined && { group: named.group }),
      split: needsSplit ? named.split : draft.split,
      attributes: { ...draft.attributes, ...Object.fromEntries(attributes) },
    };
  });
}
