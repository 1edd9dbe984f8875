import { baseName } from '../../container/path.ts';
import { unitWords } from './box-words.ts';
import { has, type TableKind } from './kinds.ts';
import { sourceWords } from './sources.ts';

/** Where cells look otherwise than a mapping says, and nothing would be refused for it: labels not parted, boxes of another size. */
export function contradictions({
  tables: [{ path }],
  columns,
  mapping,
  guess,
  source,
}: TableKind): readonly string[] {
  if (source.kind === 'guess' || source.kind === 'known') return [];
  const saying = `as ${sourceWords(source)} says`;
  const parted = mapping.separator === null ? 'is read as one label' : `is parted by “${mapping.separator}”`;
  const boxed = has(columns, 'box', 'box left', 'box centre x', 'point x');
  return [
    ...(has(columns, 'labels') && guess.separator !== null && guess.separator !== mapping.separator
      ? [
          `${baseName(path)}: a cell of labels ${parted}, ${saying}; its cells look as if “${guess.separator}” joined several.`,
        ]
      : []),
    ...(boxed && guess.boxUnit !== mapping.boxUnit
      ? [
          `${baseName(path)}: boxes and points are counted in ${unitWords[mapping.boxUnit]}, ${saying}; their numbers look like ${unitWords[guess.boxUnit]}.`,
        ]
      : []),
  ];
}
