import { field, isList, isObject, scalarText } from '../../answer/fields.ts';
import type { JsonObject } from '../../answer/fields.ts';
import { quoted } from '../../answer/labels.ts';
import type { LabelMatcher } from '../../answer/labels.ts';
import type { AnswerReader, Reading } from '../../answer/read.ts';
import type { FindingStatus } from '../../dataset/truth.ts';
import { statusOf } from './status.ts';

/** A status for every observation of the schema. */
export interface StatusesAnswer {
  readonly statuses: Readonly<Record<string, FindingStatus>>;
}

const wrapperKeys =
  'observations findings labels results extraction report statuses answer data 观察 结果'.split(' ');
const nameKeys = ['observation', 'name', 'label', 'finding', 'condition', '观察', '名称'];
const statusKeys = ['status', 'value', 'state', 'assertion', 'classification', 'answer', 'present', '状态'];

/** Reads a status for each observation; one that is not given counts as not mentioned, with a step. */
export function statusesReader(matcher: LabelMatcher): AnswerReader<StatusesAnswer> {
  return {
    fromJson: (value) => fromValue(value, matcher, 0),
    fromText(text) {
      const pairs = text.split('\n').flatMap((line): readonly (readonly [string, unknown])[] => {
        const cells = line
          .replace(/^[\s|*•#>-]{0,8}(?:\d{1,2}[.)]\s{0,3})?/u, '')
          .split(/[|:：=]|\s[-–—]\s/u);
        const [name, status] = cells.map((cell) => cell.replace(/[*_`"]/gu, '').trim());
        return name === undefined || status === undefined || matcher.exact(name) === null
          ? []
          : [[name, status]];
      });
      return pairs.length === 0 ? null : fromPairs(pairs, matcher, ['lines read as observations']);
    },
  };
}

function fromValue(value: unknown, matcher: LabelMatcher, depth: number): Reading<StatusesAnswer> {
  if (depth > 3) return null;
  if (isList(value)) {
    const pairs = value.slice(0, 500).flatMap((item): readonly (readonly [string, unknown])[] => {
      if (!isObject(item)) return [];
      const name = scalarText(field(item, ...nameKeys));
      return name === '' ? [] : [[name, statusValue(item)]];
    });
    return pairs.length === 0 ? null : fromPairs(pairs, matcher, []);
  }
  if (!isObject(value)) return null;
  const pairs = Object.entries(value).filter(([name]) => matcher.exact(name) !== null);
  if (pairs.length > 0) return fromPairs(pairs, matcher, []);
  const byStatus = fromStatusLists(value, matcher);
  if (byStatus !== null) return byStatus;
  return fromValue(field(value, ...wrapperKeys), matcher, depth + 1);
}

/** `{"present": ["Edema"], "absent": ["Pneumothorax"]}`. */
function fromStatusLists(value: JsonObject, matcher: LabelMatcher): Reading<StatusesAnswer> {
  const pairs = Object.entries(value).flatMap(([key, list]) => {
    const status = statusOf(key);
    if (status === null || !isList(list)) return [];
    return list.map((name) => [scalarText(name), status] as const);
  });
  return pairs.some(([name]) => matcher.exact(name) !== null) ? fromPairs(pairs, matcher, []) : null;
}

function statusValue(item: JsonObject): unknown {
  const given = field(item, ...statusKeys);
  return given === undefined ? '' : given;
}

function fromPairs(
  pairs: readonly (readonly [string, unknown])[],
  matcher: LabelMatcher,
  before: readonly string[],
): Reading<StatusesAnswer> {
  const steps = [...before];
  const given = new Map<string, FindingStatus>();
  for (const [name, value] of pairs) {
    const label = matcher.exact(name);
    if (label === null) {
      steps.push(`${quoted(name)} left out: not one of the observations`);
      continue;
    }
    const status = statusOf(isObject(value) ? statusValue(value) : value);
    if (status === null) {
      return {
        kind: 'unreadable',
        reason: `Says ${quoted(shown(value))} of ${label}, which is none of the statuses`,
      };
    }
    const known = given.get(label);
    if (known !== undefined && known !== status) {
      return { kind: 'unreadable', reason: `Says of ${label} both ${known} and ${status}` };
    }
    given.set(label, status);
  }
  if (given.size === 0) return null;
  const silent = matcher.names.filter((name) => !given.has(name));
  if (silent.length > 0)
    steps.push(`${silent.length} not given, read as not mentioned: ${silent.join(', ')}`);
  const statuses = Object.fromEntries(
    matcher.names.map((name): readonly [string, FindingStatus] => [name, given.get(name) ?? 'not mentioned']),
  );
  return { kind: 'read', answer: { statuses }, steps };
}

function shown(value: unknown): string {
  return scalarText(value) || JSON.stringify(value).slice(0, 80);
}
