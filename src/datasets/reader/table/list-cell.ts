/**
 * The items of a list as a cell holds it: JSON (`["a", "b"]`), as Python prints it (`['a', 'b']`), or bare (`[a, b]`). Null where the cell is
 * no such list, or has lists or objects in it.
 */
export function listOfCell(cell: string): readonly string[] | null {
  const text = cell.trim();
  if (!text.startsWith('[') || !text.endsWith(']')) return null;
  for (const attempt of [() => text, () => asJson(text), () => bare(text)]) {
    const list = parsed(attempt());
    if (list !== null) return list;
  }
  return null;
}

/** Quotation marks as JSON has them; a string in double quotes stays as it is. */
const asJson = (text: string): string =>
  text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|'([^'\\]*(?:\\.[^'\\]*)*)'/gs, (whole, inner: string | undefined) =>
    inner === undefined ? whole : JSON.stringify(inner.replace(/\\(['"\\])/g, '$1')),
  );

function bare(text: string): string {
  const inner = text.slice(1, -1);
  return /["'[\]{}]/.test(inner) ? '' : JSON.stringify(inner.split(',').map((item) => item.trim()));
}

function parsed(text: string): readonly string[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return Array.isArray(value) && value.every((item) => typeof item !== 'object') ? value.map(String) : null;
}
