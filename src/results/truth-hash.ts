import type { Sample } from '../domain/dataset/dataset.ts';
import { canonicalJson, hashText } from '../domain/plan/identity.ts';

/** SHA-256 of what figures rest on of these cases, in their order: where it differs, so may the figures. */
export function truthHash(samples: Iterable<Sample>): string {
  const hashes = Array.from(samples, ({ id, truth, group, split, attributes, images }) =>
    hashText(
      canonicalJson([
        id,
        truth,
        group ?? null,
        split,
        attributes,
        images.map(({ pixelSpacing }) => pixelSpacing ?? null),
      ]),
    ),
  );
  return hashText(hashes.join(' '));
}
