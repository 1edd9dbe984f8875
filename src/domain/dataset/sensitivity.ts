/** What a person found when she looked through a private data set before letting it leave the device. */
export interface ReviewOutcome {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Cases that there were then: cases that came later are not covered. */
  readonly caseCount: number;
  /** What was looked at and done, in words, in order. */
  readonly words: readonly string[];
}

/**
 * `public`: published, or of no patient; the person says so, or the pictures are synthetic. `private` may not leave the
 * device before it was reviewed.
 */
export type Sensitivity =
  | { readonly kind: 'public'; readonly why: string }
  | { readonly kind: 'private'; readonly review: ReviewOutcome | null };

/** What of a data set decides. */
interface Guarded {
  readonly synthetic: boolean;
  readonly sensitivity?: Sensitivity;
}

/** What is not said to be public is private and was not reviewed. */
export function sensitivityOf({ synthetic, sensitivity }: Guarded): Sensitivity {
  if (synthetic) return { kind: 'public', why: 'made by a program, of no patient' };
  return sensitivity ?? { kind: 'private', review: null };
}

/** Why the data set may not be sent to a model elsewhere, with what to do; null where it may. */
export function whyItStays(
  dataset: Guarded & { readonly name: string; readonly sampleCount: number },
): string | null {
  const sensitivity = sensitivityOf(dataset);
  if (sensitivity.kind === 'public') return null;
  const { review } = sensitivity;
  if (review === null)
    return `“${dataset.name}” is private and was not reviewed: it may not be sent elsewhere. Review it, or say that it is public, on its page.`;
  if (review.caseCount < dataset.sampleCount)
    return `“${dataset.name}” has grown since it was reviewed: review it again on its page before it is sent elsewhere.`;
  return null;
}
