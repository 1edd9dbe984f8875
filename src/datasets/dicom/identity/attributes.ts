import type { AttributeValue } from '../../../domain/dataset/dataset.ts';
import type { DataSet } from '../parse/data-set.ts';
import { tags } from '../parse/tags.ts';
import { bodyParts, modalities, viewPositions } from './terms.ts';

/** Whether a text may be kept: it holds none of the file's own identifiers, and none of another in the same import. */
export type TextCheck = (text: string) => boolean;

/**
 * All that is kept of what a DICOM file says of its case. Coded attributes are kept where they are of the standard's
 * own terms; of free text, manufacturer and model alone, where they hold no identifier. What is not listed here is not kept.
 */
export function keptAttributes(
  data: DataSet,
  mayKeep: TextCheck,
): { readonly attributes: Readonly<Record<string, AttributeValue>>; readonly changes: readonly string[] } {
  const age = ageOf(data.text(tags.PatientAge));
  const laterality = data.text(tags.ImageLaterality) ?? data.text(tags.Laterality);
  const kept: Record<string, AttributeValue | undefined> = {
    Modality: ofTerms(data.text(tags.Modality), modalities),
    'Body part': ofTerms(data.text(tags.BodyPartExamined), bodyParts),
    View: ofTerms(data.text(tags.ViewPosition), viewPositions),
    Laterality: laterality === undefined ? undefined : sides[laterality],
    Age: age?.years,
    Sex: sexes[data.text(tags.PatientSex) ?? ''],
    Manufacturer: freeText(data.text(tags.Manufacturer), mayKeep),
    Model: freeText(data.text(tags.ManufacturerModelName), mayKeep),
  };
  const attributes: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(kept)) if (value !== undefined) attributes[name] = value;
  return { attributes, changes: age?.capped === true ? ['age above 90 kept as 90'] : [] };
}

const sides: Readonly<Record<string, string>> = { R: 'right', L: 'left', B: 'bilateral', U: 'unpaired' };
const sexes: Readonly<Record<string, string>> = { M: 'male', F: 'female', O: 'other' };

/** Years from `045Y`, `018M`, `003W`, `012D`; people above 90 are few enough to be known by it. */
function ageOf(text: string | undefined): { readonly years: number; readonly capped: boolean } | undefined {
  const [, digits, unit] = /^(\d{1,3})([YMWD])$/.exec(text ?? '') ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  const inYear = { Y: 1, M: 12, W: 52.18, D: 365.25 }[unit] ?? 1;
  const years = Math.floor(Number(digits) / inYear);
  return { years: Math.min(90, years), capped: years > 90 };
}

/**
 * A name that someone gave to what a file shows (a segment, a finding): short, of letters, digits and a few signs, without long numbers or
 * dates, and of no identifier; undefined where it is none of that.
 */
export function keptLabel(text: string | undefined, mayKeep: TextCheck): string | undefined {
  if (text === undefined || !/^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._/()+,&:'-]{0,63}$/u.test(text))
    return undefined;
  return hasLongNumber(text) || !mayKeep(text) ? undefined : text;
}

const hasLongNumber = (text: string): boolean =>
  /\d{5}/.test(text) || /\d{1,4}[-./]\d{1,2}[-./]\d{1,4}/.test(text);

const ofTerms = (text: string | undefined, terms: ReadonlySet<string>): string | undefined =>
  text !== undefined && terms.has(text) ? text : undefined;

/** Short, of letters, digits and a few signs, without long numbers or dates, and of no identifier. */
function freeText(text: string | undefined, mayKeep: TextCheck): string | undefined {
  if (text === undefined || !/^[A-Za-z0-9][A-Za-z0-9 ._/()+,&-]{0,47}$/.test(text)) return undefined;
  return hasLongNumber(text) || !mayKeep(text) ? undefined : text;
}
