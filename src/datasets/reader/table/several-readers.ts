import { figures } from '../../figures.ts';
import { baseName } from '../../container/path.ts';
import type { CaseDraft } from '../reading.ts';
import { has, type TableKind } from './kinds.ts';

/**
 * Where rows with a column for each label say different things of one picture, as those of several readers do: all labels are kept, and a
 * person should know. (Rows with one label each are meant to be put together.)
 */
export function severalReaders(
  { columns, tables: [{ path }] }: TableKind,
  drafts: readonly CaseDraft[],
): readonly string[] {
  if (!has(columns, 'one label, 0 or 1', 'one finding, 1, 0 or -1')) return [];
  const labels = new Map<string, string>();
  const differing = new Set<string>();
  for (const { images, truth } of drafts) {
    const picture = images[0]?.path;
    if (picture === undefined) continue;
    const said = [...(truth.labels ?? [])].sort().join('|');
    if ((labels.get(picture) ?? said) !== said) differing.add(picture);
    labels.set(picture, said);
  }
  return differing.size === 0
    ? []
    : [
        `${baseName(path)}: ${differing.size === 1 ? 'one picture has' : `${figures(differing.size)} pictures have`} several rows with different labels, as of several readers; all of them are kept.`,
      ];
}
