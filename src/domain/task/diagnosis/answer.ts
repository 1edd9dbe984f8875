import { confidenceInText, readConfidence } from '../../answer/confidence.ts';
import { field, isList, isObject, scalarText } from '../../answer/fields.ts';
import type { JsonObject } from '../../answer/fields.ts';
import { explainNoMatch, quoted } from '../../answer/labels.ts';
import type { LabelMatcher } from '../../answer/labels.ts';
import { rankedItems, singleLabelInProse } from '../../answer/prose.ts';
import type { AnswerReader, Reading } from '../../answer/read.ts';
import { withoutRefusal } from '../../answer/refusal.ts';

/** One item of a differential diagnosis. */
export interface RankedDiagnosis {
  /** As the model put it. */
  readonly text: string;
  /** The label that it means; null where it means none of the set. */
  readonly label: string | null;
  readonly confidence: number | null;
}

/** A differential diagnosis, the most likely first; at least one item. */
export interface DiagnosisAnswer {
  readonly ranked: readonly RankedDiagnosis[];
}

const listKeys =
  `diagnoses differential differential_diagnosis differential_diagnoses differentials ranked ranking ranked_diagnoses ranked_differential
  top_diagnoses top_3 top_5 predictions answers candidates possible_diagnoses 诊断列表 鉴别诊断 可能诊断 诊断`.split(
    /\s+/u,
  );
const firstKeys =
  `diagnosis primary_diagnosis most_likely_diagnosis most_likely main_diagnosis final_diagnosis answer label prediction condition
  disease impression 主要诊断 最可能诊断`.split(/\s+/u);
const itemKeys = [
  'diagnosis',
  'name',
  'label',
  'condition',
  'disease',
  'answer',
  'prediction',
  '诊断',
  '名称',
];
const confidenceKeys = [
  'confidence',
  'probability',
  'likelihood',
  'score',
  'certainty',
  'percentage',
  '置信度',
  '概率',
  '可能性',
];
/** A diagnosis takes a few words; more of them are a description. */
const longestDiagnosis = 12;

/** Reads a ranked differential; what means none of the labels stays in its place as a diagnosis outside the set. */
export function diagnosisReader(matcher: LabelMatcher): AnswerReader<DiagnosisAnswer> {
  return {
    fromJson: (value) => fromValue(value, matcher),
    fromText(text) {
      const { text: body, evidence } = withoutRefusal(text);
      if (evidence !== null && body === '') return null;
      const items = rankedItems(body);
      if (items.length > 0) return rankedReading(items, matcher, ['numbered list read']);
      const found = singleLabelInProse(text, matcher);
      if (found === null) return null;
      if (found.match.kind === 'match') {
        const confidence = confidenceInText(found.body);
        return {
          kind: 'read',
          answer: {
            ranked: [
              {
                text: found.from.slice(0, 200),
                label: found.match.label,
                confidence: confidence.kind === 'given' ? confidence.value : null,
              },
            ],
          },
          steps: found.steps,
        };
      }
      const short = body.replace(/^(?:the )?(?:most likely )?diagnosis(?: is)?\s*[:：]?/iu, '').trim();
      if (
        found.match.kind === 'none' &&
        /\p{L}/u.test(short) &&
        short.split(/\s+/u).length <= longestDiagnosis &&
        !/[?？]/u.test(short)
      ) {
        return rankedReading([short], matcher, []);
      }
      return { kind: 'unreadable', reason: explainNoMatch(found.match, found.from) };
    },
  };
}

function fromValue(value: unknown, matcher: LabelMatcher): Reading<DiagnosisAnswer> {
  if (isList(value))
    return value.every((item) => typeof item === 'number') ? null : listReading(value, matcher);
  if (!isObject(value)) return null;
  const first = field(value, ...firstKeys);
  const list = field(value, ...listKeys);
  if (isList(first)) return listReading(first, matcher);
  const items: unknown[] = [];
  if (typeof first === 'string' || isObject(first)) {
    items.push(isObject(first) ? first : { diagnosis: first, confidence: field(value, ...confidenceKeys) });
  }
  if (isList(list)) items.push(...list);
  else if (typeof list === 'string') items.push(...splitItems(list));
  else if (isObject(list)) items.push(...ranksOf(list));
  if (first === undefined && list === undefined) {
    const numbered = ranksOf(value);
    return numbered.length > 0 ? listReading(numbered, matcher) : null;
  }
  if (items.length === 0) return { kind: 'unreadable', reason: 'Names no diagnosis' };
  return listReading(items, matcher);
}

/** `{"1": "melanoma", "2": "nevus"}`, in the order of the numbers. */
function ranksOf(value: JsonObject): readonly unknown[] {
  const entries = Object.entries(value).map(([key, item]) => ({
    rank: Number(/\d{1,2}/u.exec(key)?.[0] ?? NaN),
    item,
  }));
  if (entries.length === 0 || entries.some(({ rank }) => Number.isNaN(rank))) return [];
  return entries.toSorted((a, b) => a.rank - b.rank).map(({ item }) => item);
}

function splitItems(text: string): readonly string[] {
  const numbered = rankedItems(text);
  return numbered.length > 0 ? numbered : text.split(/[;\n；>]|,\s/u).filter((item) => item.trim() !== '');
}

function listReading(list: readonly unknown[], matcher: LabelMatcher): Reading<DiagnosisAnswer> {
  const named = list.slice(0, 50).map((item) => {
    if (!isObject(item)) return { text: scalarText(item), confidence: undefined, rank: undefined };
    return {
      text: scalarText(field(item, ...itemKeys)),
      confidence: field(item, ...confidenceKeys),
      rank: field(item, 'rank', 'position', 'order', '排名'),
    };
  });
  const items = named.filter(({ text }) => text.trim() !== '');
  if (items.length === 0) {
    return list.some((item) => isObject(item) || typeof item === 'string' || item === null)
      ? { kind: 'unreadable', reason: 'Names no diagnosis' }
      : null;
  }
  const sorted = items.every(({ rank }) => Number.isFinite(Number(rank ?? NaN)));
  const ordered = sorted ? items.toSorted((a, b) => Number(a.rank) - Number(b.rank)) : items;
  const steps: string[] = [];
  const ranked = ordered.map(({ text, confidence }) => {
    const read = readConfidence(confidence);
    steps.push(...read.steps);
    return itemOf(text, read.kind === 'given' ? read.value : null, matcher, steps);
  });
  return { kind: 'read', answer: { ranked: distinct(ranked) }, steps };
}

function rankedReading(
  items: readonly string[],
  matcher: LabelMatcher,
  steps: readonly string[],
): Reading<DiagnosisAnswer> {
  const all = [...steps];
  const ranked = items.slice(0, 50).map((item) => {
    const confidence = confidenceInText(item);
    const head = /^[\s*_]*(.{1,120}?)[\s*_]*(?:\s[-–—]\s|[:：(（]|\*\*|$)/u.exec(item)?.[1] ?? item;
    return itemOf(head.trim(), confidence.kind === 'given' ? confidence.value : null, matcher, all);
  });
  return { kind: 'read', answer: { ranked: distinct(ranked) }, steps: all };
}

function itemOf(
  text: string,
  confidence: number | null,
  matcher: LabelMatcher,
  steps: string[],
): RankedDiagnosis {
  const match = matcher.match(text);
  const shown = text.trim().slice(0, 200);
  if (match.kind === 'match') {
    if (match.how !== 'exact') steps.push(`${quoted(text)} read as ${match.label}`);
    return { text: shown, label: match.label, confidence };
  }
  if (match.kind === 'ambiguous')
    steps.push(`${quoted(text)} names ${match.labels.join(' and ')}: counted as neither`);
  else steps.push(`${quoted(text)} is none of the labels`);
  return { text: shown, label: null, confidence };
}

/** A label named twice counts where it stands first. */
function distinct(ranked: readonly RankedDiagnosis[]): readonly RankedDiagnosis[] {
  const seen = new Set<string>();
  return ranked.filter(({ label }) => {
    if (label === null) return true;
    if (seen.has(label)) return false;
    seen.add(label);
    return true;
  });
}
