import { readConfidence } from '../../answer/confidence.ts';
import { field, isList, isObject, scalarText } from '../../answer/fields.ts';
import type { JsonObject } from '../../answer/fields.ts';
import { quoted } from '../../answer/labels.ts';
import type { LabelMatcher } from '../../answer/labels.ts';
import { readProbabilities } from '../../answer/probabilities.ts';
import type { AnswerReader, Reading } from '../../answer/read.ts';
import { afterAnswerMarker } from '../../answer/reasoning.ts';
import { withoutRefusal } from '../../answer/refusal.ts';
import { confidenceKeys, labelKeys, probabilityKeys } from './answer.ts';

/** The labels that hold of a case, in the order of the spec; none is an answer too. */
export interface LabelSetAnswer {
  readonly labels: readonly string[];
  readonly probabilities?: Readonly<Record<string, number>>;
}

const listKeys = [
  'labels',
  'findings',
  'diagnoses',
  'classes',
  'predictions',
  'present',
  'answers',
  'conditions',
  ...labelKeys,
];
const nothing =
  /^[\s"'*[({]*(?:none|nothing|no (?:findings?|labels?|abnormalit(?:y|ies)|disease|pathology|lesions?)|none of (?:the|these)[\w ]{0,30}|normal|n\/a|not applicable|无|没有|无异常|未见异常|正常)[\s"'*.。\])}]*$/iu;
const positive = new Set(['true', 'yes', 'present', 'positive', '1', '是', '有', '阳性', '存在']);
const negative = new Set([
  'false',
  'no',
  'absent',
  'negative',
  '0',
  'not present',
  'none',
  '',
  '否',
  '无',
  '阴性',
  '不存在',
]);

/** Reads the set of labels of a case. */
export function labelSetReader(matcher: LabelMatcher): AnswerReader<LabelSetAnswer> {
  return {
    fromJson: (value) => fromValue(value, matcher, 0),
    fromText(text) {
      const { text: body, evidence } = withoutRefusal(text);
      if (evidence !== null && body === '') return null;
      return fromProse(afterAnswerMarker(body) ?? body, matcher);
    },
  };
}

function fromValue(value: unknown, matcher: LabelMatcher, depth: number): Reading<LabelSetAnswer> {
  if (depth > 3) return null;
  if (isList(value)) return fromList(value, matcher);
  if (!isObject(value)) return null;
  const named = field(value, ...listKeys);
  if (named === undefined) return fromStatuses(value, matcher);
  const { probabilities, steps } = readProbabilities(field(value, ...probabilityKeys), matcher);
  const inner = fromNamed(named, matcher, depth);
  if (inner?.kind !== 'read') return inner;
  const all = { ...inner.answer.probabilities, ...probabilities };
  return {
    kind: 'read',
    answer: { labels: inner.answer.labels, ...(Object.keys(all).length === 0 ? {} : { probabilities: all }) },
    steps: [...inner.steps, ...steps],
  };
}

function fromNamed(named: unknown, matcher: LabelMatcher, depth: number): Reading<LabelSetAnswer> {
  if (named === null) return { kind: 'unreadable', reason: 'The list of labels is null' };
  if (isList(named)) return fromList(named, matcher);
  if (isObject(named)) return fromStatuses(named, matcher) ?? fromValue(named, matcher, depth + 1);
  return fromProse(scalarText(named), matcher);
}

/** Names, or objects with a name and a confidence. An item that is none of the labels makes the whole list unreadable: it may be a wrong answer. */
function fromList(list: readonly unknown[], matcher: LabelMatcher): Reading<LabelSetAnswer> {
  const labels = new Set<string>();
  const probabilities: Record<string, number> = {};
  const steps: string[] = [];
  for (const item of list.slice(0, 1000)) {
    const named = isObject(item) ? field(item, ...labelKeys, 'name') : item;
    const text = scalarText(named);
    if (list.length === 1 && nothing.test(text) && matcher.exact(text) === null) continue;
    const match = matcher.match(text);
    if (match.kind !== 'match') {
      return {
        kind: 'unreadable',
        reason: `Lists ${quoted(text === '' ? JSON.stringify(item) : text)}, which is none of the labels`,
      };
    }
    if (match.how !== 'exact') steps.push(`${quoted(text)} read as ${match.label}`);
    const present = isObject(item) ? field(item, 'present', 'status', 'value') : undefined;
    if (present !== undefined && negative.has(scalarText(present).toLowerCase())) continue;
    labels.add(match.label);
    const confidence = isObject(item) ? readConfidence(field(item, ...confidenceKeys)) : null;
    if (confidence?.kind === 'given') probabilities[match.label] = confidence.value;
    steps.push(...(confidence?.steps ?? []));
  }
  return { kind: 'read', answer: answerOf(labels, probabilities, matcher), steps };
}

/** `{"Effusion": true, "Pneumonia": "absent", "Nodule": 0.8}`: every key a label. Probabilities count as present from 0.5. */
function fromStatuses(value: JsonObject, matcher: LabelMatcher): Reading<LabelSetAnswer> {
  const entries = Object.entries(value);
  if (entries.length === 0 || !entries.some(([key]) => matcher.exact(key) !== null)) return null;
  const labels = new Set<string>();
  const probabilities: Record<string, number> = {};
  const steps = new Set<string>();
  for (const [key, given] of entries) {
    const label = matcher.exact(key);
    if (label === null) continue;
    const status = isObject(given)
      ? field(given, 'present', 'status', 'value', 'label', ...confidenceKeys)
      : given;
    const text = scalarText(status).trim().toLowerCase();
    if (typeof status === 'number' && status > 0 && status < 1) {
      probabilities[label] = status;
      if (status >= 0.5) labels.add(label);
      steps.add('probabilities of 0.5 and more read as present');
    } else if (positive.has(text)) labels.add(label);
    else if (!negative.has(text)) {
      return { kind: 'unreadable', reason: `Says ${quoted(text)} of ${label}: neither present nor absent` };
    }
  }
  return { kind: 'read', answer: answerOf(labels, probabilities, matcher), steps: [...steps] };
}

function fromProse(text: string, matcher: LabelMatcher): Reading<LabelSetAnswer> {
  const { affirmed, denied } = matcher.mentions(text);
  if (affirmed.length > 0) {
    const short = text
      .split(/[,;、，；\n|]|\band\b/iu)
      .every((piece) => piece.trim() === '' || matcher.exact(piece) !== null);
    return {
      kind: 'read',
      answer: answerOf(new Set(affirmed), {}, matcher),
      steps: short ? [] : ['labels found inside the text'],
    };
  }
  if (nothing.test(text)) return { kind: 'read', answer: { labels: [] }, steps: [] };
  if (denied.length > 0) {
    return { kind: 'read', answer: { labels: [] }, steps: ['labels named only to be denied: read as none'] };
  }
  return { kind: 'unreadable', reason: `Names none of the labels: ${quoted(text)}` };
}

function answerOf(
  labels: ReadonlySet<string>,
  probabilities: Readonly<Record<string, number>>,
  matcher: LabelMatcher,
): LabelSetAnswer {
  const ordered = matcher.names.filter((name) => labels.has(name));
  return Object.keys(probabilities).length === 0 ? { labels: ordered } : { labels: ordered, probabilities };
}
