import { encodeMask, maskBoundingBox } from '../../src/domain/geometry/rle.ts';
import type { AttributeValue, LabelDefinition, Specialty } from '../../src/domain/dataset/dataset.ts';
import type {
  Finding,
  LabelledBox,
  LabelledPoint,
  Question,
  Region,
  ReportText,
  RunLengthMask,
} from '../../src/domain/dataset/truth.ts';
import { dice, type Dice } from './dice.ts';
import type { IndexedPicture } from './png.ts';

/** The truth of a case as `dataset.json` writes it (docs/datasets.md). */
export interface WrittenTruth {
  readonly labels?: readonly string[];
  readonly boxes?: readonly LabelledBox[];
  readonly masks?: readonly WrittenMask[];
  readonly points?: readonly LabelledPoint[];
  readonly regions?: readonly Region[];
  readonly findings?: readonly Finding[];
  readonly report?: ReportText;
  readonly questions?: readonly Question[];
}

export interface WrittenMask {
  readonly label: string;
  readonly rle: RunLengthMask;
}

/** Everything of `dataset.json` but its cases. */
interface DatasetHeader {
  readonly name: string;
  readonly description: string;
  readonly specialty: Specialty;
  readonly modality: string;
  readonly labels: readonly LabelDefinition[];
  readonly notes: readonly string[];
}

type Attributes = Readonly<Record<string, AttributeValue>>;

/** What is decided about a case before it is drawn. */
export interface Recipe {
  readonly name: string;
  readonly label: string;
  readonly attributes: Attributes;
  readonly group: string;
  readonly split: 'train' | 'test';
  readonly dice: Dice;
}

export interface DrawnCase {
  readonly picture?: IndexedPicture;
  /** Millimetres a pixel. */
  readonly pixelSpacing?: readonly [row: number, column: number];
  readonly text?: ReportText;
  readonly truth: WrittenTruth;
  /** Attributes that the drawing decides (which eye). */
  readonly attributes?: Attributes;
}

export interface Collection {
  /** Folder, and beginning of the cases' names. */
  readonly folder: string;
  /** Keeps the collections' draws apart. */
  readonly seed: number;
  readonly cases: number;
  readonly header: DatasetHeader;
  /** What cases are drawn of, each equally often. */
  readonly kinds: readonly string[];
  /** Which tasks its truth serves, in the words of the domain. */
  readonly tasks: readonly string[];
  /** The attribute that makes cases harder, and the value that does; `docs/datasets.md` says how. */
  readonly planted: { readonly attribute: string; readonly value: string };
  /** Values of the planted attribute with their shares. */
  patient(dice: Dice, planted: boolean): Attributes;
  draw(recipe: Recipe): DrawnCase;
}

const plantedShare = 0.45;
const trainShare = 1 / 3;

/**
 * Who is in a collection: patients of one to three cases, none of them in both splits, the kinds dealt evenly within
 * each split, the planted attribute on about 45 % of the patients.
 */
export function roster(collection: Collection, count = collection.cases, salt = 0): Recipe[] {
  const table = dice(collection.seed + salt, 0);
  const trainCount = Math.round(count * trainShare);
  const recipes: Recipe[] = [];
  let patients = 0;
  for (const split of ['train', 'test'] as const) {
    const size = split === 'train' ? trainCount : count - trainCount;
    const kinds = table.shuffled(
      Array.from({ length: size }, (_, i) => collection.kinds[i % collection.kinds.length] ?? ''),
    );
    let owed = 0;
    while (kinds.length > 0) {
      const ofPatient = kinds.splice(0, table.pick([1, 1, 2, 2, 3]));
      patients++;
      owed += plantedShare * ofPatient.length;
      const planted = owed >= table.range(0.3, ofPatient.length + 0.3);
      if (planted) owed -= ofPatient.length;
      const attributes = collection.patient(table, planted);
      for (const label of ofPatient) {
        const number = recipes.length + 1;
        recipes.push({
          name: `${collection.folder}-${String(number).padStart(4, '0')}`,
          label,
          attributes,
          group: `patient-${String(patients).padStart(2, '0')}`,
          split,
          dice: dice(collection.seed + salt, number),
        });
      }
    }
  }
  return recipes;
}

/** Age band and sex, as every collection has them. */
export function person(dice: Dice): { readonly 'age band': string; readonly sex: 'F' | 'M' } {
  return {
    'age band': dice.pick(['18-39', '40-59', '40-59', '60-79', '60-79', '80+']),
    sex: dice.pick(['F', 'M']),
  };
}

export const maskOf = (label: string, bitmap: Uint8Array, width: number, height: number): WrittenMask => ({
  label,
  rle: encodeMask(bitmap, width, height),
});

/** The box around a mask. Throws where the mask is empty, which no drawing may leave. */
export function boxOf(mask: WrittenMask, fdi?: number): LabelledBox {
  const box = maskBoundingBox(mask.rle);
  if (box === null) throw new Error(`the mask of ${mask.label} is empty`);
  return { label: mask.label, ...box, ...(fdi === undefined ? {} : { fdi }) };
}
