import type { AttributeValue, RefusedFile } from '../../domain/dataset/dataset.ts';
import { withDistinctNames } from '../reader/distinct-names.ts';
import type { CaseDraft, Reading } from '../reader/reading.ts';
import type { DicomSurvey } from './survey.ts';

/**
 * A reading without what names a patient of the DICOM files that it came with: cases and refused files under neutral
 * names, groups counted anew, attributes of tables left out where they hold an identifier.
 */
export function deidentified(reading: Reading, survey: DicomSurvey): Reading {
  if (survey.heads.size === 0) return reading;
  const groups = new Map<string, string>();
  let removed = 0;
  const cases = reading.cases.map((draft, ordinal): CaseDraft => {
    const attributes = Object.entries(draft.attributes).filter(
      ([name, value]) => survey.isFree(String(value)) && survey.isFree(name),
    );
    removed += Object.keys(draft.attributes).length - attributes.length;
    const kept: Record<string, AttributeValue> = Object.fromEntries(attributes);
    if (reading.pseudonymous === true) return { ...draft, attributes: kept };
    const { group, ...ungrouped } = draft;
    return {
      ...ungrouped,
      name: nameOf(draft, ordinal, survey),
      ...(group !== undefined && { group: groupOf(group, groups, survey) }),
      attributes: kept,
    };
  });
  return {
    ...reading,
    name:
      reading.name === null || survey.nameOf(reading.name) === reading.name ? reading.name : 'DICOM files',
    cases: withDistinctNames(cases),
    refused: reading.refused.map((file) => deidentifiedRefusal(file, survey)),
    notes: [
      ...reading.notes.map((note) => survey.say(note)),
      ...(removed === 0
        ? []
        : [
            `${removed} ${removed === 1 ? 'value of a table was' : 'values of tables were'} left out: they name patients of the DICOM files.`,
          ]),
    ],
  };
}

export const deidentifiedRefusal = (
  { path, reason, remedy }: RefusedFile,
  survey: Pick<DicomSurvey, 'nameOf' | 'say'>,
): RefusedFile => ({
  path: survey.nameOf(path),
  reason: survey.say(reason),
  remedy: survey.say(remedy),
});

function nameOf({ name, images }: CaseDraft, ordinal: number, survey: DicomSurvey): string {
  const own = survey.nameOf(name);
  const [first] = images;
  const ofImage = first === undefined ? name : survey.nameOf(first.path);
  if (own === name && ofImage === first?.path) return name;
  return first !== undefined && ofImage !== first.path
    ? ofImage
    : own === name
      ? name
      : `case ${ordinal + 1}`;
}

/** A group that names a patient is counted: the same for all cases that share it. */
function groupOf(group: string, groups: Map<string, string>, survey: DicomSurvey): string {
  if (survey.isFree(group) || /^patient \d+$/.test(group)) return group;
  const known = groups.get(group) ?? `patient ${groups.size + 1}`;
  groups.set(group, known);
  return known;
}
