import type { Finding, FindingStatus } from '../../dataset/truth.ts';
import { chinese } from './chinese.ts';
import { english } from './english-triggers.ts';
import type { Lexicon } from './lexicon.ts';
import { plainSentence } from './plain-text.ts';
import { hasSide, observations, type Observation } from './observations.ts';
import {
  decide,
  isEnded,
  namedObservations,
  triggersOf,
  type MentionStatus,
  type NamedObservation,
} from './scope.ts';
import { sentencesOf, type Span } from './sentences.ts';
import { sideOf, unite, type ReportSide } from './sides.ts';

/** One place in a report that speaks of an observation. Positions are those of the whole text, in UTF-16 units. */
export interface Mention extends Span {
  readonly observation: Observation;
  readonly status: MentionStatus;
  readonly side?: ReportSide;
  /** The words, as written. */
  readonly text: string;
  readonly sentence: Span;
  /** The words that negate it or make it uncertain. */
  readonly triggers: readonly Span[];
}

export interface ReportFindings {
  /** In the order of the text. */
  readonly mentions: readonly Mention[];
  /** One of each of the 14 observations, in CheXpert's order. */
  readonly findings: readonly ObservationFinding[];
}

export interface ObservationFinding extends Finding {
  readonly observation: Observation;
  readonly side?: ReportSide;
}

/**
 * What a chest report says of the 14 observations of CheXpert, by rules: phrases, and words before or after them that
 * negate or make uncertain. A proxy: not CheXbert, and not the CheXpert labeler either; every finding comes with the words
 * it rests on, so that it can be checked.
 *
 * Of several mentions of an observation a present one counts before an uncertain one, and that before an absent one.
 * `No Finding` is present where a text has words and nothing but support devices is present or uncertain.
 *
 * @param language BCP 47 tag; Chinese rules for `zh`, English ones for all else
 */
export function extractFindings(text: string, language: string): ReportFindings {
  const lexicon = /^zh(-|$)/i.test(language) ? chinese : english;
  const mentions = sentencesOf(text).flatMap((span) => mentionsIn(text, span, lexicon));
  return { mentions, findings: summary(mentions, /[\p{L}\p{N}]/u.test(text)) };
}

function mentionsIn(text: string, span: Span, lexicon: Lexicon): Mention[] {
  const { plain: sentence, original } = plainSentence(text, span);
  const named = namedObservations(sentence, lexicon);
  if (named.length === 0) return [];
  const triggers = triggersOf(sentence, lexicon);
  const sides = sidesOf(sentence, named, lexicon);
  return named.flatMap((mention, i) => {
    const { status, triggers: reasons } = decide(sentence, mention, named, triggers, lexicon);
    if (status === undefined) return [];
    const alternative = status === 'present' && isAlternative(sentence, mention, named, lexicon);
    const side = sides[i];
    const place = original(mention);
    return [
      {
        observation: mention.observation,
        status: alternative ? 'uncertain' : status,
        ...(side === undefined ? {} : { side }),
        ...place,
        text: text.slice(place.start, place.end),
        sentence: span,
        triggers: reasons.map(original),
      },
    ];
  });
}

/** "Atelectasis or infiltrate": one of two findings, so neither is certain. */
function isAlternative(
  sentence: string,
  mention: NamedObservation,
  named: readonly NamedObservation[],
  { alternative }: Lexicon,
): boolean {
  if (mention.says !== 'finding') return false;
  return named.some((other) => {
    if (other.observation === mention.observation || other.says !== 'finding') return false;
    const [first, second] = other.start < mention.start ? [other, mention] : [mention, other];
    return second.start >= first.end && alternative.test(sentence.slice(first.end, second.start));
  });
}

/** The side of each mention; one without its own takes that of the mention before where it speaks of the same place. */
function sidesOf(
  sentence: string,
  named: readonly NamedObservation[],
  lexicon: Lexicon,
): (ReportSide | undefined)[] {
  const sides: (ReportSide | undefined)[] = [];
  named.forEach((mention, i) => {
    if (!hasSide(mention.observation)) return sides.push(undefined);
    const before = named.filter(({ end }) => end <= mention.start).map(({ end }) => end);
    const after = named.filter(({ start }) => start >= mention.end).map(({ start }) => start);
    const previousEnd = Math.max(0, ...before);
    const nextStart = Math.min(sentence.length, ...after);
    const own = sideOf(sentence, mention, previousEnd, nextStart, lexicon);
    const previous = named[i - 1];
    const joined =
      previous !== undefined &&
      sharesPlace(mention.observation) &&
      previous.end <= mention.start &&
      mention.start - previous.end <= joinedWithin &&
      !isEnded(sentence, previous.end, mention.start, lexicon);
    return sides.push(own ?? (joined ? sides[i - 1] : undefined));
  });
  return sides;
}

/** "Left basilar opacity compatible with effusion and atelectasis": as many characters apart as that. */
const joinedWithin = 60;

/** Findings that are often named together at one place. */
function sharesPlace(observation: Observation): boolean {
  return [
    'Lung Opacity',
    'Consolidation',
    'Pneumonia',
    'Atelectasis',
    'Pleural Effusion',
    'Pleural Other',
  ].includes(observation);
}

function summary(mentions: readonly Mention[], hasWords: boolean): ObservationFinding[] {
  const findings = observations.map((observation) => {
    const own = mentions.filter((mention) => mention.observation === observation);
    const status = statusOf(own);
    const side = unite(own.flatMap((one) => (one.status === status && one.side ? [one.side] : [])));
    return { observation, status, ...(side === undefined ? {} : { side }) };
  });
  const isNormal = findings.every(
    ({ observation, status }) =>
      observation === 'Support Devices' || status === 'absent' || status === 'not mentioned',
  );
  return findings.map((finding) =>
    finding.observation === 'No Finding' && isNormal && hasWords
      ? { ...finding, status: 'present' }
      : finding,
  );
}

function statusOf(mentions: readonly Mention[]): FindingStatus {
  const said = new Set(mentions.map(({ status }) => status));
  if (said.has('present')) return 'present';
  if (said.has('uncertain')) return 'uncertain';
  return said.has('absent') ? 'absent' : 'not mentioned';
}
