import type { DatasetId, SampleId } from '../ids.ts';
import { canonicalJson, hashText } from '../plan/identity.ts';
import { pastChangesOf } from './edit.ts';
import type { Dataset, LabelDefinition, Sample, Specialty } from './dataset.ts';
import { datasetIdOf, sampleIdOf } from './identity.ts';
import { sensitivityOf, type Sensitivity } from './sensitivity.ts';

/** What of a case decides how it is merged. */
export interface MergeCase {
  readonly id: SampleId;
  readonly name: string;
  readonly group?: string;
  /** Stands for its truth; needed where another set has a case of the same id. */
  readonly truthKey?: string;
}

export interface MergeSource {
  readonly dataset: Dataset;
  readonly cases: readonly MergeCase[];
}

export interface MergeOptions {
  /** Groups of the same name in two data sets are the same patients. Else each is named after its data set. */
  readonly sameGroups: boolean;
}

/** A case of the new data set, and which it is a copy of. */
export interface MergedCase {
  readonly from: DatasetId;
  readonly id: SampleId;
  /** Its new name and group. */
  readonly name: string;
  readonly group?: string;
}

/** What a merge would do, for a person to see before it is done. */
export interface MergePlan {
  readonly cases: readonly MergedCase[];
  /** Cases that are in several sets with the same name, pictures, text and truth: kept once, of the first. */
  readonly keptOnce: number;
  /** Names that cases of several sets have: each is called after its set as well. */
  readonly clashes: readonly string[];
  /** Names of groups that are in several sets. */
  readonly sharedGroups: readonly string[];
  readonly labels: readonly LabelDefinition[];
  /** Labels that differ in nothing but the case of their letters, and stay apart. */
  readonly alike: readonly (readonly string[])[];
}

/** Ids that cases of several sets have: their truths must be compared before a merge is planned. */
export function idsInSeveral(sources: readonly Pick<MergeSource, 'cases'>[]): ReadonlySet<SampleId> {
  const seen = new Set<SampleId>();
  const several = new Set<SampleId>();
  for (const { cases } of sources) for (const { id } of cases) (seen.has(id) ? several : seen).add(id);
  return several;
}

/** Plans the merge of data sets into a new one; the old ones stay as they are. Two sets or more, in the order of the new one. */
export function planMerge(sources: readonly MergeSource[], { sameGroups }: MergeOptions): MergePlan {
  const kept = keptCases(sources);
  const clashes = namesInSeveral(kept.cases.map(({ source, each }) => ({ source, name: each.name })));
  const sharedGroups = namesInSeveral(
    kept.cases.flatMap(({ source, each }) =>
      each.group === undefined ? [] : [{ source, name: each.group }],
    ),
  );
  const taken = new Set(kept.cases.map(({ each }) => each.name).filter((name) => !clashes.has(name)));
  const cases = kept.cases.map(({ source, each }): MergedCase => {
    const { id, name, group } = each;
    const apart = !sameGroups && group !== undefined && sharedGroups.has(group);
    return {
      from: source.dataset.id,
      id,
      name: clashes.has(name) ? free(`${source.dataset.name}/${name}`, taken) : name,
      ...(group !== undefined && { group: apart ? prefixed(source, group, sources) : group }),
    };
  });
  const labels = unitedLabels(sources.map(({ dataset }) => dataset.labels));
  const byLetters = new Map<string, string[]>();
  for (const { name } of labels) {
    const folded = name.toLowerCase();
    byLetters.set(folded, [...(byLetters.get(folded) ?? []), name]);
  }
  const alike = [...byLetters.values()].filter((of) => of.length > 1);
  return {
    cases,
    keptOnce: kept.keptOnce,
    clashes: [...clashes],
    sharedGroups: [...sharedGroups],
    labels,
    alike,
  };
}

interface KeptCase {
  readonly source: MergeSource;
  readonly each: MergeCase;
}

function keptCases(sources: readonly MergeSource[]): {
  readonly cases: KeptCase[];
  readonly keptOnce: number;
} {
  const known = new Set<string>();
  const cases: KeptCase[] = [];
  let keptOnce = 0;
  for (const source of sources) {
    for (const each of source.cases) {
      const key = each.truthKey === undefined ? null : `${each.id} ${each.truthKey}`;
      if (key !== null && known.has(key)) {
        keptOnce += 1;
        continue;
      }
      if (key !== null) known.add(key);
      cases.push({ source, each });
    }
  }
  return { cases, keptOnce };
}

function namesInSeveral(
  named: readonly { readonly source: MergeSource; readonly name: string }[],
): ReadonlySet<string> {
  const first = new Map<string, MergeSource>();
  const several = new Set<string>();
  for (const { source, name } of named) {
    if ((first.get(name) ?? source) !== source) several.add(name);
    else first.set(name, source);
  }
  return several;
}

function free(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(name); n += 1) name = `${wanted} (${n})`;
  taken.add(name);
  return name;
}

/** Two data sets may have the same name. */
function prefixed(source: MergeSource, group: string, sources: readonly MergeSource[]): string {
  const namesakes = sources.filter(({ dataset }) => dataset.name === source.dataset.name);
  const which = namesakes.length > 1 ? ` (${namesakes.indexOf(source) + 1})` : '';
  return `${source.dataset.name}${which}/${group}`;
}

/** Labels of the same name are one, with the synonyms of all and the first definition. */
function unitedLabels(lists: readonly (readonly LabelDefinition[])[]): readonly LabelDefinition[] {
  const united = new Map<string, LabelDefinition>();
  for (const label of lists.flat()) {
    const known = united.get(label.name);
    const definition = known?.definition ?? label.definition;
    united.set(label.name, {
      name: label.name,
      synonyms: [...new Set([...(known?.synonyms ?? []), ...label.synonyms])],
      ...(definition !== undefined && { definition }),
    });
  }
  return [...united.values()];
}

/** The new data set's row; counts of hidden cases and bytes are its maker's. `at`: milliseconds since the epoch. */
export function mergedDataset(
  sources: readonly Dataset[],
  plan: MergePlan,
  name: string,
  at: number,
): Dataset {
  const each = (of: (dataset: Dataset) => string) =>
    [...new Set(sources.map(of))].filter((text) => text !== '');
  const names = sources.map((dataset) => `“${dataset.name}”`).join(', ');
  const synthetic = sources.every((dataset) => dataset.synthetic);
  const partly = synthetic ? [] : sources.filter((dataset) => dataset.synthetic);
  const specialties = new Set(sources.map(({ specialty }) => specialty));
  const [only] = specialties;
  const specialty: Specialty = specialties.size === 1 && only !== undefined ? only : 'other';
  const sourceKey = hashText(canonicalJson({ merged: sources.map(({ id }) => id), at }));
  return {
    id: datasetIdOf(sourceKey),
    name,
    description: `Merged of ${names}.`,
    synthetic,
    specialty,
    modality: each(({ modality }) => modality).join(', '),
    license: each(({ license }) => license).join('; '),
    source: each(({ source }) => source).join('; '),
    labels: plan.labels,
    notes: [
      ...partly.map(
        (dataset) => `The pictures of “${dataset.name}” were made by a program and show no patient.`,
      ),
      ...new Set(sources.flatMap(({ notes }) => notes)),
    ],
    state: { kind: 'complete' },
    sampleCount: plan.cases.length,
    byteCount: 0,
    importedAt: at,
    sourceKey,
    refused: [],
    sensitivity: mergedSensitivity(sources),
  };
}

/** Public only where all are; a review of a part is no review of the whole. */
function mergedSensitivity(sources: readonly Dataset[]): Sensitivity {
  const isPublic = sources.every((dataset) => sensitivityOf(dataset).kind === 'public');
  return isPublic
    ? { kind: 'public', why: 'all that was merged into it is' }
    : { kind: 'private', review: null };
}

/** The attribute by which cases of a merged data set tell where they come from. */
export const originAttribute = 'data set';

/** The copy of a case in a merged data set; what was changed before stays as history. */
export function mergedCase(
  sample: Sample,
  { name, group }: MergedCase,
  dataset: DatasetId,
  ordinal: number,
  origin: string,
): Sample {
  const { edits: _edits, history: _history, group: _group, ...rest } = sample;
  const past = pastChangesOf(sample);
  return {
    ...rest,
    id:
      name === sample.name
        ? sample.id
        : sampleIdOf(
            name,
            sample.images.map(({ blob }) => blob),
            sample.text,
          ),
    dataset,
    ordinal,
    name,
    ...(group !== undefined && { group }),
    attributes: Object.hasOwn(sample.attributes, originAttribute)
      ? sample.attributes
      : { ...sample.attributes, [originAttribute]: origin },
    ...(past.length > 0 && { history: past }),
  };
}
