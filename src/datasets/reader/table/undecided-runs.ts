import type { TableReading } from './mapping.ts';

/** Columns of masks as run lengths that wait for a person to say how they are written, or that they are to be left out. */
export const undecidedRuns = ({
  inUse,
  runs,
  columns,
}: Pick<TableReading, 'inUse' | 'runs' | 'columns'>): readonly string[] =>
  inUse && runs === null
    ? columns.flatMap(({ name, role }) => (role === 'mask as run lengths' ? [name] : []))
    : [];
