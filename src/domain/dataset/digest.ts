import type { AttributeValue, Sample, Split } from './dataset.ts';
import type { SampleId } from '../ids.ts';
import type { Truth } from './truth.ts';

/** What a case may have truth of. */
export const truthKinds = [
  'labels',
  'boxes',
  'masks',
  'points',
  'regions',
  'findings',
  'report',
  'questions',
] as const satisfies readonly (keyof Truth)[];
export type TruthKind = (typeof truthKinds)[number];

/** What lists, filters and statistics need to know of a case: small enough to hold a hundred thousand at once. */
export interface CaseDigest {
  readonly id: SampleId;
  readonly ordinal: number;
  readonly name: string;
  readonly labels: readonly string[];
  readonly split: Split;
  readonly group?: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly truth: readonly TruthKind[];
  /** `[width, height]` of the first picture, in pixels. */
  readonly size?: readonly [width: number, height: number];
  readonly tags?: readonly string[];
  readonly hidden?: true;
  /** Changed since the import. */
  readonly edited?: true;
  /** Name, group, labels, attributes and the beginning of each text, folded: what a search looks through. */
  readonly words: string;
}

/** Characters of each text that a search looks through. */
const searchedCharacters = 600;

export function digestOf(sample: Sample): CaseDigest {
  const { id, ordinal, name, split, group, attributes, truth, tags, hidden, edits } = sample;
  const [first] = sample.images;
  const labels = truth.labels ?? [
    ...new Set([...(truth.boxes ?? []), ...(truth.masks ?? [])].map(({ label }) => label)),
  ];
  const texts = [sample.text, truth.report].flatMap((text) =>
    text === undefined ? [] : [text.findings ?? '', text.impression ?? ''],
  );
  const questions = (truth.questions ?? []).map(({ question }) => question);
  return {
    id,
    ordinal,
    name,
    labels,
    split,
    ...(group !== undefined && { group }),
    attributes,
    truth: truthKinds.filter((kind) => truth[kind] !== undefined),
    ...(first !== undefined && { size: [first.width, first.height] as const }),
    ...(tags !== undefined && { tags }),
    ...(hidden === true && { hidden }),
    ...(edits !== undefined && edits.length > 0 && { edited: true as const }),
    words: folded(
      [
        name,
        group ?? '',
        ...labels,
        ...(tags ?? []),
        ...Object.values(attributes).map(String),
        ...[...texts, ...questions].map((text) => text.slice(0, searchedCharacters)),
      ].join(' '),
    ),
  };
}

/** Upper and lower case, and forms of the same letter, are one. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase();
