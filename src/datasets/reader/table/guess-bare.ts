import type { ColumnRole } from '../../../domain/dataset/table-mapping.ts';
import type { GuessedColumn } from './columns.ts';
import { guessed, isNumber, type Column } from './guess-column.ts';

type Role = ColumnRole | 'empty';

/** Tables of boxes that programs write without a heading, by what stands in each place. */
const forms: readonly { readonly of: string; readonly roles: readonly Role[] }[] = [
  {
    of: 'keras-retinanet',
    roles: ['image', 'box left', 'box top', 'box right', 'box bottom', 'box label'],
  },
  {
    of: 'Make Sense',
    roles: [
      'box label',
      'box left',
      'box top',
      'box width',
      'box height',
      'image',
      'picture width',
      'picture height',
    ],
  },
  {
    of: 'AutoML',
    roles: [
      'split',
      'image',
      'box label',
      'box left',
      'box top',
      'empty',
      'empty',
      'box right',
      'box bottom',
    ],
  },
];

/** Columns without names, of pictures, of four numbers and of words: boxes, where the numbers can be those of the form. */
export function bareBoxes(guesses: readonly GuessedColumn[], columns: readonly Column[]): GuessedColumn[] {
  if (!guesses.every(({ name }, at) => name === `column ${at + 1}`)) return [...guesses];
  const form = forms.find(({ roles }) => fits(roles, guesses, columns));
  if (form === undefined) return [...guesses];
  return guesses.map((column, at) => {
    const role = form.roles[at];
    return role === undefined || role === 'empty' || role === column.role
      ? column
      : guessed(column.name, role, `the columns stand as ${form.of} writes boxes`, 0.8);
  });
}

function fits(
  roles: readonly Role[],
  guesses: readonly GuessedColumn[],
  columns: readonly Column[],
): boolean {
  const isLast = columns.slice(roles.length).every(({ values }) => values.length === 0);
  const each = roles.every((role, at) => {
    const values = columns[at]?.values;
    if (values === undefined) return false;
    if (role === 'image' || role === 'split') return guesses[at]?.role === role;
    if (role === 'empty') return values.length === 0;
    if (role === 'box label') return values.length > 0 && !values.some(isNumber);
    return values.length > 0 && values.every(isNumber);
  });
  return isLast && each && areCorners(roles, columns);
}

/** Corners of boxes: the second lies to the right of the first and below it, in every row. */
function areCorners(roles: readonly Role[], columns: readonly Column[]): boolean {
  const of = (role: Role) => columns[roles.indexOf(role)]?.all() ?? [];
  const [left, top, right, bottom] = [of('box left'), of('box top'), of('box right'), of('box bottom')];
  return right.every(
    (cell, row) =>
      cell === '' || (Number(cell) >= Number(left[row]) && Number(bottom[row]) >= Number(top[row])),
  );
}
