/** A finite number, also one written as text (`"12.5"`, `"12 px"`); null for anything else. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.length > 40) return null;
  const found = /^\s*([-+−]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d{1,3})?)\s*(?:px|pixels?)?\s*$/iu.exec(value);
  const number = Number((found?.[1] ?? '').replace('−', '-'));
  return found === null || !Number.isFinite(number) ? null : number;
}

/** Numbers in a short text, in order: `"12, 34, 56, 78"`, `"(12,34),(56,78)"`. */
export function numbersIn(text: string): readonly number[] {
  return [...text.slice(0, 2000).matchAll(/[-−]?(?:\d+(?:\.\d*)?|\.\d+)/gu)].map(([digits]) =>
    Number(digits.replace('−', '-')),
  );
}
