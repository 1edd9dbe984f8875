import { porterStem } from './porter-stemmer.ts';

export interface MeteorOptions {
  /** Weight of precision in the mean, 0.9 (so that recall counts nine times as much). */
  readonly alpha: number;
  /** Exponent of the penalty, 3. */
  readonly beta: number;
  /** Greatest penalty, 0.5. */
  readonly gamma: number;
}

export const meteorDefaults: MeteorOptions = { alpha: 0.9, beta: 3, gamma: 0.5 };

/**
 * METEOR with the stages "exact" and "Porter stem" only, 0 to 1: words are aligned as NLTK's `meteor_score` aligns them,
 * without its third stage (WordNet synonyms). 0 where nothing matches. Of several references the best counts.
 *
 * Source: A. Lavie and A. Agarwal, METEOR, 2007.
 *
 * @param references words of each reference, lower-cased
 * @param candidate words of the candidate, lower-cased
 */
export function meteor(
  references: readonly (readonly string[])[],
  candidate: readonly string[],
  { alpha, beta, gamma }: MeteorOptions = meteorDefaults,
): number {
  return references.reduce((best, reference) => {
    const matches = alignment(reference, candidate);
    if (matches.length === 0) return best;
    const precision = matches.length / candidate.length;
    const recall = matches.length / reference.length;
    const mean = (precision * recall) / (alpha * precision + (1 - alpha) * recall);
    const penalty = gamma * (chunks(matches) / matches.length) ** beta;
    return Math.max(best, (1 - penalty) * mean);
  }, 0);
}

type Match = readonly [candidate: number, reference: number];

/** Pairs of positions, ascending by the candidate's: exact matches first, then stems among what is left. */
function alignment(reference: readonly string[], candidate: readonly string[]): Match[] {
  const exact = matchFromEnd(positioned(reference), positioned(candidate));
  const stems = matchFromEnd(exact.reference.map(stemmed), exact.candidate.map(stemmed));
  return [...exact.matches, ...stems.matches].sort(([first], [second]) => first - second);
}

interface Positioned {
  readonly position: number;
  readonly word: string;
}

function positioned(words: readonly string[]): Positioned[] {
  return words.map((word, position) => ({ position, word }));
}

function stemmed({ position, word }: Positioned): Positioned {
  return { position, word: porterStem(word) };
}

/** From the last word of the candidate to the first, each takes the last equal word of the reference that is left. */
function matchFromEnd(reference: readonly Positioned[], candidate: readonly Positioned[]) {
  const places = new Map<string, Positioned[]>();
  for (const place of reference) {
    const known = places.get(place.word);
    if (known) known.push(place);
    else places.set(place.word, [place]);
  }
  const matches: Match[] = [];
  const taken = new Set<number>();
  const unmatched = candidate.toReversed().filter(({ position, word }) => {
    const place = places.get(word)?.pop();
    if (!place) return true;
    matches.push([position, place.position]);
    taken.add(place.position);
    return false;
  });
  return {
    matches,
    candidate: unmatched.reverse(),
    reference: reference.filter(({ position }) => !taken.has(position)),
  };
}

/** Runs of matches that are adjacent in both texts. */
function chunks(matches: readonly Match[]): number {
  return matches.filter((match, i) => {
    const previous = matches[i - 1];
    return !previous || match[0] !== previous[0] + 1 || match[1] !== previous[1] + 1;
  }).length;
}
