import type { RunLengthMask } from '../../dataset/truth.ts';
import { confidenceInText, readConfidence } from '../../answer/confidence.ts';
import { field, isList, isObject, scalarText } from '../../answer/fields.ts';
import type { JsonObject } from '../../answer/fields.ts';
import { explainNoMatch, quoted } from '../../answer/labels.ts';
import type { LabelMatch, LabelMatcher } from '../../answer/labels.ts';
import { readMask } from '../../answer/mask.ts';
import { readProbabilities, mostProbable } from '../../answer/probabilities.ts';
import { singleLabelInProse } from '../../answer/prose.ts';
import type { AnswerReader, Reading } from '../../answer/read.ts';

/** One label, with how sure the model said it was. */
export interface LabelAnswer {
  readonly label: string;
  readonly confidence: number | null;
  readonly probabilities?: Readonly<Record<string, number>>;
  readonly mask?: RunLengthMask;
}

export const labelKeys =
  `label answer class prediction predicted_label predicted_class classification diagnosis category finding result output
  choice option disease condition final_answer final_label final_diagnosis selected_label image_label primary_diagnosis most_likely
  labels predictions classes name 标签 答案 诊断 分类 类别 结果 结论`.split(/\s+/u);
export const confidenceKeys =
  'confidence probability score certainty likelihood confidence_score 置信度 概率 信心'.split(' ');
export const probabilityKeys = 'probabilities probs scores class_probabilities distribution 各类概率'.split(
  ' ',
);

/** Reads the one label of a case. */
export function singleLabelReader(matcher: LabelMatcher): AnswerReader<LabelAnswer> {
  return {
    fromJson: (value) => fromValue(value, matcher, 0),
    fromText(text) {
      const found = singleLabelInProse(text, matcher);
      if (found === null) return null;
      if (found.match.kind !== 'match')
        return { kind: 'unreadable', reason: explainNoMatch(found.match, found.from) };
      const confidence = confidenceInText(found.body);
      return {
        kind: 'read',
        answer: {
          label: found.match.label,
          confidence: confidence.kind === 'given' ? confidence.value : null,
        },
        steps: [...found.steps, ...matchSteps(found.match, found.from), ...confidence.steps],
      };
    },
  };
}

/** How a label was recognised, where it was not simply named. */
export function matchSteps(match: Extract<LabelMatch, { kind: 'match' }>, text: string): readonly string[] {
  switch (match.how) {
    case 'exact':
      return [];
    case 'synonym':
      return [`${quoted(text)} read as its synonym ${match.label}`];
    case 'letter':
      return [`option letter in ${quoted(text)} read as ${match.label}`];
    case 'contained':
      return [`label ${match.label} found inside the text`];
  }
}

function fromValue(value: unknown, matcher: LabelMatcher, depth: number): Reading<LabelAnswer> {
  if (depth > 3) return null;
  if (typeof value === 'string') return fromName(value, null, matcher);
  if (isList(value)) return fromList(value, matcher, depth);
  if (!isObject(value)) return null;
  const named = field(value, ...labelKeys);
  const { probabilities, steps } = readProbabilities(field(value, ...probabilityKeys), matcher);
  if (named === undefined)
    return fromProbabilities(probabilities ?? ownProbabilities(value, matcher), value, steps);
  if (named === null) return { kind: 'unreadable', reason: 'The label is null' };
  const inner =
    isObject(named) || isList(named)
      ? fromValue(named, matcher, depth + 1)
      : fromName(scalarText(named), value, matcher);
  if (inner?.kind !== 'read') return inner;
  const mask = readMask(field(value, 'mask'));
  return {
    kind: 'read',
    answer: {
      ...inner.answer,
      confidence: inner.answer.confidence ?? confidenceOf(value).value,
      ...(probabilities === null ? {} : { probabilities }),
      ...(mask.mask === null ? {} : { mask: mask.mask }),
    },
    steps: [...inner.steps, ...steps, ...mask.steps],
  };
}

function fromName(text: string, within: JsonObject | null, matcher: LabelMatcher): Reading<LabelAnswer> {
  const match = matcher.match(text);
  if (match.kind !== 'match') return { kind: 'unreadable', reason: explainNoMatch(match, text) };
  const confidence = within === null ? { value: null, steps: [] } : confidenceOf(within);
  return {
    kind: 'read',
    answer: { label: match.label, confidence: confidence.value },
    steps: [...matchSteps(match, text), ...confidence.steps],
  };
}

/** A list of one is that one; of several, the one with the greatest confidence where every one has its own. */
function fromList(list: readonly unknown[], matcher: LabelMatcher, depth: number): Reading<LabelAnswer> {
  if (list.length === 0) return null;
  const readings = list.slice(0, 100).map((item) => fromValue(item, matcher, depth + 1));
  const read = readings.flatMap((reading) => (reading?.kind === 'read' ? [reading] : []));
  const [first] = read;
  if (first === undefined) return readings.find((reading) => reading !== null) ?? null;
  const distinct = [...new Set(read.map(({ answer }) => answer.label))];
  if (distinct.length === 1) return first;
  const ranked = read.toSorted((a, b) => (b.answer.confidence ?? -1) - (a.answer.confidence ?? -1));
  const [top, second] = ranked;
  const sure = ranked.every(({ answer }) => answer.confidence !== null);
  if (!sure || top === undefined || top.answer.confidence === second?.answer.confidence) {
    return { kind: 'unreadable', reason: `Names more than one label: ${distinct.join(' and ')}` };
  }
  return { ...top, steps: [...top.steps, 'the most confident of several labels taken'] };
}

/** `{"normal": 0.1, "effusion": 0.9}`: every key a label. */
function ownProbabilities(value: JsonObject, matcher: LabelMatcher): Readonly<Record<string, number>> | null {
  const entries = Object.entries(value);
  const all = entries.length > 0 && entries.every(([key]) => matcher.exact(key) !== null);
  return all ? readProbabilities(value, matcher).probabilities : null;
}

function fromProbabilities(
  probabilities: Readonly<Record<string, number>> | null,
  value: JsonObject,
  steps: readonly string[],
): Reading<LabelAnswer> {
  if (probabilities === null) return null;
  const top = mostProbable(probabilities);
  if (top === null)
    return { kind: 'unreadable', reason: 'Gives the same greatest probability to several labels' };
  return {
    kind: 'read',
    answer: {
      label: top,
      confidence: confidenceOf(value).value ?? probabilities[top] ?? null,
      probabilities,
    },
    steps: [...steps, 'the most probable label taken'],
  };
}

function confidenceOf(value: JsonObject): {
  readonly value: number | null;
  readonly steps: readonly string[];
} {
  const read = readConfidence(field(value, ...confidenceKeys));
  return { value: read.kind === 'given' ? read.value : null, steps: read.steps };
}
