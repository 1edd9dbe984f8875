import { z } from 'zod';
import type { OnnxModelFile } from './model-file.ts';

const cardSchema = z.object({
  trainedOn: z.string(),
  seed: z.int(),
  heldOut: z.array(
    z.object({
      collection: z.string(),
      n: z.int().positive(),
      accuracy: z.number().min(0).max(1),
    }),
  ),
  limits: z.array(z.string()),
  notForClinicalUse: z.literal(true),
});

/** What is known of a network: what it was trained on, and how well it did on data that it had not seen. */
export interface ModelCard {
  readonly name: string;
  readonly description: string;
  readonly license: string;
  readonly byteCount: number;
  readonly input: { readonly width: number; readonly height: number; readonly channels: number };
  readonly training: readonly string[];
  readonly accuracy: readonly {
    readonly collection: string;
    readonly labels: readonly string[];
    readonly correct: number;
    readonly n: number;
  }[];
  readonly limits: readonly string[];
  readonly intendedUse: string;
}

/**
 * @param byteCount size of the weights.
 * @throws Error with a sentence where the card lacks something.
 */
export function readCard(file: OnnxModelFile, byteCount: number): ModelCard {
  const parsed = cardSchema.safeParse(file.card);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(
      `The card of ${file.name} cannot be read: at "card.${issue?.path.map(String).join('.') ?? ''}", ${issue?.message ?? ''}.`,
    );
  }
  const { trainedOn, seed, heldOut, limits } = parsed.data;
  const [height, width] = file.input.size;
  const { collections } = file;
  const labelsOf = (id: string) =>
    collections.find((collection) => collection.id === id)?.classes.map(({ name }) => name) ?? [];
  const marks = collections.some(({ lesionOf }) => lesionOf.length > 0);
  return {
    name: file.name,
    description: `A small network that classifies pictures of ${String(collections.length)} kinds (${collections
      .map(({ modality }) => modality)
      .join(', ')})${marks ? ' and marks the lesion' : ''}.`,
    license: file.license,
    byteCount,
    input: { width, height, channels: file.input.channels },
    training: [trainedOn, `Seed ${String(seed)}.`],
    accuracy: heldOut.map(({ collection, n, accuracy }) => ({
      collection,
      n,
      correct: Math.round(accuracy * n),
      labels: labelsOf(collection),
    })),
    limits,
    intendedUse: 'For teaching and demonstration. Not for clinical use.',
  };
}
