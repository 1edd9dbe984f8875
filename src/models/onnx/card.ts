import { z } from 'zod';
import type { OnnxModelFile } from './model-file.ts';

const cardSchema = z.object({
  description: z.string(),
  /** Bytes of the weights. */
  bytes: z.int().positive(),
  trainedOn: z.array(z.string()),
  heldOut: z.array(
    z.object({
      collection: z.string(),
      n: z.int().positive(),
      correct: z.int().nonnegative(),
    }),
  ),
  limits: z.array(z.string()),
  intendedUse: z.string(),
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

/** Throws with a sentence where the card lacks something. */
export function readCard(file: OnnxModelFile): ModelCard {
  const parsed = cardSchema.safeParse(file.card);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(
      `The card of ${file.name} cannot be read: at "card.${issue?.path.map(String).join('.') ?? ''}", ${issue?.message ?? ''}.`,
    );
  }
  const { description, bytes, trainedOn, heldOut, limits, intendedUse } = parsed.data;
  const [height, width] = file.input.size;
  const labelsOf = (id: string) =>
    file.collections.find((collection) => collection.id === id)?.classes.map(({ name }) => name) ?? [];
  return {
    name: file.name,
    description,
    license: file.license,
    byteCount: bytes,
    input: { width, height, channels: file.input.channels },
    training: trainedOn,
    accuracy: heldOut.map(({ collection, n, correct }) => ({
      collection,
      n,
      correct,
      labels: labelsOf(collection),
    })),
    limits,
    intendedUse,
  };
}
