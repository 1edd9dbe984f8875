import { figures } from '../../figures.ts';
import type { LabelDefinition, RefusedFile } from '../../../domain/dataset/dataset.ts';
import { baseName } from '../../container/path.ts';
import { labelsOfCases } from '../draft-labels.ts';
import type { CaseDraft, Reading } from '../reading.ts';
import { mergeDrafts } from './drafts.ts';

/**
 * One reading of several: the cases that they speak of together are merged; a name, licence and the like come from the first reading
 * that states one. What two of them use is read by both.
 *
 * @param readings one at least, the most telling first.
 */
export function mergeReadings([first, ...others]: readonly [Reading, ...Reading[]]): Reading {
  if (others.length === 0) return first;
  const all: readonly [Reading, ...Reading[]] = [first, ...others];
  const { cases, refused } = mergeDrafts(all.flatMap((reading) => reading.cases));
  const text = (of: (reading: Reading) => string) => all.map(of).find((value) => value !== '') ?? '';
  return {
    reader: all.map(({ reader }) => reader).join(', '),
    understood: all.map(({ understood }) => understood).join(' '),
    name: all.map(({ name }) => name).find((name) => name !== null) ?? null,
    description: text(({ description }) => description),
    synthetic: all.some(({ synthetic }) => synthetic),
    specialty: all.map(({ specialty }) => specialty).find((specialty) => specialty !== 'other') ?? 'other',
    modality: text(({ modality }) => modality),
    license: text(({ license }) => license),
    source: text(({ source }) => source),
    labels: mergedLabels(all, cases),
    notes: [...new Set(all.flatMap(({ notes }) => notes))],
    cases,
    refused: [...all.flatMap((reading) => reading.refused), ...refused],
    unnamed: unnamedBy(all),
    used: [...new Set(all.flatMap(({ used }) => used))],
    key: all.flatMap(({ key }) => key),
    tables: all.flatMap(({ tables }) => tables),
    numbers: all.flatMap(({ numbers }) => numbers),
    embedded: all.flatMap(({ embedded }) => embedded),
    ...(all.some(({ pseudonymous }) => pseudonymous === true) && { pseudonymous: true }),
  };
}

/** The labels that the merged cases have: as a reading defines them, in its order, then those that none defines. */
function mergedLabels(readings: readonly Reading[], cases: readonly CaseDraft[]): LabelDefinition[] {
  const inUse = new Set(labelsOfCases(cases));
  const ofCases = cases.some(hasLabels);
  const defined = new Map<string, LabelDefinition>();
  for (const { labels, cases: theirs } of readings) {
    // Where cases have labels, the names of boxes beside them are no classes of the set.
    if (ofCases && theirs.length > 0 && !theirs.some(hasLabels)) continue;
    // Labels that no case has are classes of the set all the same, where others beside them are in use.
    if (!labels.some(({ name }) => inUse.has(name))) continue;
    for (const label of labels) if (!defined.has(label.name)) defined.set(label.name, label);
  }
  const undefinedNames = [...inUse].filter((name) => !defined.has(name));
  return [...defined.values(), ...undefinedNames.map((name) => ({ name, synonyms: [] }))];
}

const hasLabels = ({ truth }: CaseDraft): boolean => (truth.labels ?? []).length > 0;

function unnamedBy(readings: readonly [Reading, ...Reading[]]): Omit<RefusedFile, 'path'> {
  const files = [...new Set(readings.flatMap(({ used }) => used.map(baseName)))];
  if (files.length === 0) return readings[0].unnamed;
  const named =
    files.length <= 3
      ? files.join(', ')
      : `${files.slice(0, 2).join(', ')} and ${figures(files.length - 2)} more files`;
  return {
    reason: `nothing in ${named} is about it`,
    remedy: 'Say there what it shows, if it is meant.',
  };
}
