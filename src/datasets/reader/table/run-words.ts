import type { RunWriting } from '../../../domain/geometry/run-lengths.ts';
import { baseName } from '../../container/path.ts';
import type { TableKind } from './kinds.ts';

export const runWords: Readonly<Record<RunWriting, string>> = {
  'absolute-columns': 'starts (from 1) and lengths, down the columns, as Kaggle has them',
  'absolute-rows': 'starts (from 1) and lengths, along the rows, as UW-Madison GI tract has them',
  'relative-columns': 'gaps and lengths, down the columns, as SIIM-ACR has them',
  'relative-rows': 'gaps and lengths, along the rows',
};

/** How the masks of a table were read. Where nothing tells, a person is asked (see `undecidedRuns`). */
export const notesOfRuns = ({
  columns,
  mapping: { runs },
  tables: [{ path }],
}: Pick<TableKind, 'columns' | 'mapping' | 'tables'>): string[] =>
  runs === null
    ? []
    : columns
        .filter(({ role }) => role === 'mask as run lengths')
        .map(({ name }) => `${baseName(path)}: the run lengths in “${name}” are read as ${runWords[runs]}.`);
