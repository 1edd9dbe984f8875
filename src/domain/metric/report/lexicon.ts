import type { Side } from '../../dataset/truth.ts';
import type { Observation } from './observations.ts';

/** The words of one language by which findings are recognised. All patterns are global and ignore case. */
export interface Lexicon {
  readonly mentions: readonly MentionPattern[];
  readonly triggers: readonly TriggerPattern[];
  /** Ends the reach of a trigger: `but`, `;`, a new subject. */
  readonly terminator: RegExp;
  /** Between two triggers: the later one begins a thought of its own. */
  readonly separator: RegExp;
  /** A boundary that a trigger reaches back over only within a list. */
  readonly comma: RegExp;
  /** What joins the members of a list. */
  readonly list: RegExp;
  /** Ends the words after a finding that may tell its side. */
  readonly sideEnd: RegExp;
  /** Between two mentions: alternatives, of which neither is certain. */
  readonly alternative: RegExp;
  readonly sides: readonly SidePattern[];
}

export interface MentionPattern {
  readonly observation: Observation;
  /**
   * What the words say when nothing negates them or makes them uncertain: the `finding` is there; it is `normal`, so that
   * the finding is not there; it may be there (`hint`).
   */
  readonly says: 'finding' | 'normal' | 'hint';
  readonly pattern: RegExp;
}

/**
 * Words that decide on mentions before or after them. `pseudo` ones look like a trigger and decide on nothing; after
 * `hypothetical` ones a mention says nothing of this patient now (`if`, `history of`, `CT is more sensitive for`).
 */
export interface TriggerPattern {
  readonly kind: 'negation' | 'uncertainty' | 'pseudo' | 'hypothetical';
  /** Where the mention stands that it decides on. */
  readonly reach: 'forward' | 'backward' | 'both';
  readonly pattern: RegExp;
}

export interface SidePattern {
  readonly side: Extract<Side, 'left' | 'right' | 'bilateral'>;
  readonly pattern: RegExp;
}
