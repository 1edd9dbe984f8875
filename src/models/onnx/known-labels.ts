import type { LabelDefinition, Specialty } from '../../domain/dataset/dataset.ts';
import type { TaskSpec } from '../../domain/task/task.ts';
import type { OnnxCollection, OnnxModelFile } from './model-file.ts';

export interface KnownLabels {
  /** The collection of the model that fits best; null when none has any of the labels. */
  readonly collection: OnnxCollection | null;
  /** Labels asked about that the model knows, each with the class that stands for it (an index into the collection). */
  readonly pairs: readonly {
    readonly label: string;
    readonly classIndex: number;
    readonly className: string;
  }[];
  /** Of a segmentation: the label asked about that stands for whatever the collection marks; null where its classes are asked for by name. */
  readonly lesion: string | null;
  /** Labels asked about that it does not. */
  readonly unknown: readonly string[];
}

/** Can the model answer at all? It needs two labels to choose between, and of regions one. */
export function knowsEnough({ pairs, lesion }: KnownLabels, task: TaskSpec['task']): boolean {
  return lesion !== null || pairs.length >= (task === 'segmentation' ? 1 : 2);
}

/**
 * Which of the labels asked about the model knows, by name or synonym on either side, case aside. The collection with
 * the most of them is taken; of equals the one with more of its names matched outright, then the first. A class stands
 * for one label only. Of a segmentation only the classes that have a region are known, or `lesion`, which means that of the collection of the
 * data set's specialty.
 */
export function knownLabels(
  model: Pick<OnnxModelFile, 'collections'>,
  spec: Pick<TaskSpec, 'labels' | 'task'>,
  specialty?: Specialty,
): KnownLabels {
  const regions = spec.task === 'segmentation';
  const marked = regions ? markedBySpecialty(model.collections, spec.labels, specialty) : null;
  if (marked !== null) return marked;
  let best: (KnownLabels & { readonly byName: number }) | null = null;
  for (const collection of model.collections) {
    const candidate = match(
      collection,
      spec.labels,
      ({ name }) => !regions || collection.lesionOf.includes(name),
    );
    const better =
      best === null ||
      candidate.pairs.length > best.pairs.length ||
      (candidate.pairs.length === best.pairs.length && candidate.byName > best.byName);
    if (better) best = candidate;
  }
  if (best === null || best.pairs.length === 0) {
    return { collection: null, pairs: [], lesion: null, unknown: spec.labels.map(({ name }) => name) };
  }
  const { collection, pairs, unknown } = best;
  return { collection, pairs, lesion: null, unknown };
}

/** The collection of a specialty that marks what one of the labels calls by the collection's own word for it. */
function markedBySpecialty(
  collections: readonly OnnxCollection[],
  labels: readonly LabelDefinition[],
  specialty: Specialty | undefined,
): KnownLabels | null {
  for (const collection of collections) {
    const { lesionLabel } = collection;
    if (lesionLabel === undefined || collection.specialty !== specialty) continue;
    const lesion = labels.find(({ name }) => folded(name) === folded(lesionLabel));
    if (lesion === undefined) continue;
    const unknown = labels.filter((label) => label !== lesion).map(({ name }) => name);
    return { collection, pairs: [], lesion: lesion.name, unknown };
  }
  return null;
}

function match(
  collection: OnnxCollection,
  labels: readonly LabelDefinition[],
  isKnown: (known: OnnxCollection['classes'][number]) => boolean,
): KnownLabels & { readonly byName: number } {
  const taken = new Map<LabelDefinition, number>();
  const free = new Set(
    [...collection.classes.keys()].filter((index) => {
      const known = collection.classes[index];
      return known !== undefined && isKnown(known);
    }),
  );
  const take = (fits: (label: LabelDefinition, classIndex: number) => boolean) => {
    for (const label of labels) {
      if (taken.has(label)) continue;
      const found = [...free].find((classIndex) => fits(label, classIndex));
      if (found === undefined) continue;
      taken.set(label, found);
      free.delete(found);
    }
  };
  const classes = collection.classes.map((known) => ({
    name: folded(known.name),
    names: new Set([known.name, ...known.synonyms].map(folded)),
  }));
  // Names come first, so that a synonym never takes a class from the label that bears its name.
  take((label, index) => classes[index]?.name === folded(label.name));
  const byName = taken.size;
  take((label, index) =>
    [label.name, ...label.synonyms].some((name) => classes[index]?.names.has(folded(name))),
  );
  const pairs = labels.flatMap((label) => {
    const classIndex = taken.get(label);
    const className = classIndex === undefined ? undefined : collection.classes[classIndex]?.name;
    return classIndex === undefined || className === undefined
      ? []
      : [{ label: label.name, classIndex, className }];
  });
  return {
    collection,
    pairs,
    lesion: null,
    unknown: labels.filter((label) => !taken.has(label)).map(({ name }) => name),
    byName,
  };
}

/** Case, and the strokes between words, aside. */
function folded(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();
}
