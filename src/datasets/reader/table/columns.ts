/** What stands in a column of a table. */
export const columnRoles = [
  'name',
  'image',
  'labels',
  'one label, 0 or 1',
  'split',
  'group',
  'attribute',
  'findings',
  'impression',
  'box label',
  'box x',
  'box y',
  'box width',
  'box height',
  'ignore',
] as const;
export type ColumnRole = (typeof columnRoles)[number];

export interface GuessedColumn {
  readonly name: string;
  readonly role: ColumnRole;
  /** Why it was taken for that, in words. */
  readonly why: string;
  /** 0 (a stab) to 1 (no doubt). */
  readonly confidence: number;
}
