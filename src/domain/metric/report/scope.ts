import type { Lexicon, MentionPattern, TriggerPattern } from './lexicon.ts';
import type { Observation } from './observations.ts';
import type { Span } from './sentences.ts';

export type MentionStatus = 'present' | 'absent' | 'uncertain';

/** Words of a sentence that name an observation; positions count from the start of the sentence. */
export interface NamedObservation extends Span {
  readonly observation: Observation;
  readonly says: MentionPattern['says'];
}

export interface Trigger extends Span {
  readonly kind: TriggerPattern['kind'];
  readonly reach: TriggerPattern['reach'];
}

/** What a sentence says of a mention, and the words that make it so; status undefined: nothing of this patient now. */
export interface Decision {
  readonly status: MentionStatus | undefined;
  readonly triggers: readonly Span[];
}

/** All observations that a sentence names. Of overlapping names of one observation the more telling, then the longer stays. */
export function namedObservations(sentence: string, { mentions }: Lexicon): NamedObservation[] {
  const found = mentions.flatMap(({ observation, says, pattern }) =>
    Array.from(sentence.matchAll(pattern), (match) => ({ observation, says, ...spanOf(match) })),
  );
  found.sort((a, b) => strength[b.says] - strength[a.says] || length(b) - length(a));
  const kept: NamedObservation[] = [];
  for (const one of found) {
    if (
      length(one) > 0 &&
      !kept.some((other) => other.observation === one.observation && overlap(one, other))
    ) {
      kept.push(one);
    }
  }
  return kept.sort((a, b) => a.start - b.start || a.end - b.end);
}

const strength = { finding: 2, hint: 1, normal: 0 };

/** The triggers of a sentence that are not part of a longer one. */
export function triggersOf(sentence: string, { triggers }: Lexicon): Trigger[] {
  const found = triggers.flatMap(({ kind, reach, pattern }) =>
    Array.from(sentence.matchAll(pattern), (match) => ({ kind, reach, ...spanOf(match) })),
  );
  return found
    .filter((one) => !found.some((other) => other !== one && covers(other, one)))
    .sort((a, b) => a.start - b.start);
}

/** Does `outer` reach over `inner` and further? */
function covers(outer: Trigger, inner: Trigger): boolean {
  return overlap(outer, inner) && length(outer) > length(inner);
}

/**
 * The status of a mention in its sentence, after NegEx: a trigger before it decides unless a terminator stands between;
 * one after it, too, and reaches back over a comma only within a list.
 */
export function decide(
  sentence: string,
  mention: NamedObservation,
  named: readonly NamedObservation[],
  triggers: readonly Trigger[],
  lexicon: Lexicon,
): Decision {
  const reaching = triggers.filter((trigger) => reaches(sentence, trigger, mention, lexicon));
  const hypothetical = reaching.find(({ kind }) => kind === 'hypothetical');
  if (hypothetical) return { status: undefined, triggers: [hypothetical] };
  const before = reaching.filter((trigger) => trigger.end <= mention.end);
  const negation = before.findLast(({ kind }) => kind === 'negation');
  const doubt = before.findLast(({ kind }) => kind === 'uncertainty');
  const after = reaching.find((trigger) => trigger.end > mention.end);

  if (negation && doubt && doubt.start > negation.start) {
    const apart = beginsAnew(sentence, negation, doubt, named, lexicon);
    return decided(mention, apart ? 'uncertain' : 'absent', [negation, doubt]);
  }
  if (negation) return decided(mention, 'absent', [negation]);
  if (after) return decided(mention, after.kind === 'negation' ? 'absent' : 'uncertain', [after]);
  if (doubt) return decided(mention, 'uncertain', [doubt]);
  return decided(mention, 'present', []);
}

/**
 * Does the doubt begin a thought of its own after the negation? Yes in "no effusion, possible pneumonia"; no in "no effusion
 * or opacity suspicious for pneumonia", where it hangs on a mention that is itself negated.
 */
function beginsAnew(
  sentence: string,
  negation: Trigger,
  doubt: Trigger,
  named: readonly NamedObservation[],
  { separator }: Lexicon,
): boolean {
  const between = sentence.slice(negation.end, doubt.start);
  const separators = Array.from(between.matchAll(separator));
  const last = separators.at(-1);
  if (!last) return false;
  const from = negation.end + last.index;
  return !named.some((other) => other.start >= from && other.end <= doubt.start);
}

function reaches(sentence: string, trigger: Trigger, mention: NamedObservation, lexicon: Lexicon): boolean {
  if (trigger.kind === 'pseudo') return false;
  // "Heart is not enlarged": words of a finding may hold its trigger. Those of a normal state never do.
  const inside = trigger.start >= mention.start && trigger.end <= mention.end;
  if (inside) return mention.says !== 'normal';
  if (trigger.reach !== 'backward' && trigger.end <= mention.end && trigger.start < mention.start) {
    if (isEnded(sentence, trigger.end, mention.start, lexicon)) return false;
    return (
      trigger.kind !== 'hypothetical' || sentence.slice(trigger.end, mention.start).search(lexicon.comma) < 0
    );
  }
  if (trigger.reach !== 'forward' && trigger.start >= mention.start && trigger.end > mention.end) {
    if (isEnded(sentence, mention.end, trigger.start, lexicon)) return false;
    const between = sentence.slice(mention.end, trigger.start);
    return between.search(lexicon.comma) < 0 || between.search(lexicon.list) >= 0;
  }
  return false;
}

/** The status under which the words stand, turned into that of the observation that they speak of. */
function decided(mention: NamedObservation, status: MentionStatus, triggers: readonly Span[]): Decision {
  if (mention.says === 'finding' || status === 'uncertain') return { status, triggers };
  if (mention.says === 'hint') return { status: status === 'present' ? 'uncertain' : status, triggers };
  return { status: status === 'present' ? 'absent' : 'present', triggers };
}

/** Does a terminator begin between the two places? It may run on: "and the heart is" ends before "heart is enlarged". */
export function isEnded(sentence: string, start: number, end: number, { terminator }: Lexicon): boolean {
  const at = sentence.slice(start).search(terminator);
  return at >= 0 && start + at < end;
}

function spanOf(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length };
}

function length({ start, end }: Span): number {
  return end - start;
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
