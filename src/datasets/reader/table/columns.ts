/** What stands in a column of a table, by what it is about. */
export const rolesByTopic = {
  'The case': ['image', 'name', 'group', 'split', 'attribute'],
  Labels: ['labels', 'one label, 0 or 1'],
  Boxes: [
    'box',
    'box left',
    'box top',
    'box right',
    'box bottom',
    'box width',
    'box height',
    'box centre x',
    'box centre y',
    'box label',
    'picture width',
    'picture height',
  ],
  'Points and masks': ['point x', 'point y', 'mask', 'mask left', 'mask top'],
  Texts: ['findings', 'impression', 'report', 'other section'],
  Questions: ['question', 'answer', 'option', 'options', 'question kind'],
  Nothing: ['ignore'],
} as const;

export type ColumnRole = (typeof rolesByTopic)[keyof typeof rolesByTopic][number];
export const columnRoles: readonly ColumnRole[] = Object.values(rolesByTopic).flat();

export interface GuessedColumn {
  readonly name: string;
  readonly role: ColumnRole;
  /** Why it was taken for that, in words. */
  readonly why: string;
  /** 0 (a stab) to 1 (no doubt). */
  readonly confidence: number;
}

/** `Patient_ID` and `patientId` -> `patientid`. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
