import type { CaseNumber } from '../reading.ts';
import { plainName } from './columns.ts';
import type { TableKind } from './kinds.ts';

const ofPerson =
  /^(?:patient|subject|person|pid|mrn|患者|病人)|(?:patient|subject|person)(?:id|no|nr|number|code)?$/;
const ofBooks = /^(?:accession|study|exam|visit|hospital|检查|住院|门诊)/;

/** What the columns of tables hold that group cases, or name them, and that may stand in a hospital's books. */
export function numbersOf({ columns, tables }: TableKind): readonly CaseNumber[] {
  const found = new Map<string, CaseNumber>();
  for (const { name, role } of columns) {
    const plain = plainName(name);
    const isOfSomeone = role === 'name' && (ofPerson.test(plain) || ofBooks.test(plain));
    if (role !== 'group' && role !== 'folder or id' && !isOfSomeone) continue;
    const values = new Set(
      tables.flatMap((table) => {
        const at = table.columns.indexOf(name);
        return table.rows.map(({ cells }) => cells[at] ?? '');
      }),
    );
    // A path names a folder, not a person.
    const own = [...values].filter((value) => value !== '' && (role === 'group' || !/[/\\]/.test(value)));
    if (areCounted(own)) continue;
    const word = wordOf(plain, role === 'name');
    for (const value of own) if (!found.has(value)) found.set(value, { value, word });
  }
  return [...found.values()];
}

/** `LIDC-IDRI-0001`, `LIDC-IDRI-0002`: alike but for a number that counts within the set. */
const areCounted = (values: readonly string[]): boolean => {
  const forms = new Set(values.map((value) => /^(.*?)\d{1,4}$/.exec(value)?.[1] ?? null));
  const [form] = forms;
  return forms.size === 1 && form != null && !/\d{3}|\d$/.test(form);
};

function wordOf(column: string, isName: boolean): string {
  if (ofPerson.test(column)) return 'patient';
  if (isName) return 'case';
  return /^(?:lesion|study|case|eye|exam|visit)/.exec(column)?.[0] ?? 'group';
}
