import { canonicalJson, hashText } from '../../domain/plan/identity.ts';

/**
 * What a data set was read from: paths with their sizes, in any order, and the texts (tables, manifest, mapping) that
 * decide how they were understood. The same files as a folder and as a zip have the same key.
 */
export const sourceKeyOf = (
  files: readonly { readonly path: string; readonly size: number }[],
  texts: readonly string[],
): string =>
  hashText(canonicalJson({ files: files.map(({ path, size }) => `${path} ${size}`).sort(), texts }));
