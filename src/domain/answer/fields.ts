/** A JSON object as parsed. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The value of the first of several keys that an object has, whatever their case and punctuation; undefined where it has none. */
export function field(object: JsonObject, ...keys: readonly string[]): unknown {
  const folded = new Map<string, unknown>();
  for (const [key, value] of Object.entries(object)) {
    const name = foldKey(key);
    if (!folded.has(name)) folded.set(name, value);
  }
  for (const key of keys) {
    const name = foldKey(key);
    if (folded.has(name)) return folded.get(name);
  }
  return undefined;
}

export function hasField(object: JsonObject, ...keys: readonly string[]): boolean {
  return field(object, ...keys) !== undefined;
}

function foldKey(key: string): string {
  return key
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-.:*"']/gu, '');
}

/** A JSON scalar as text: `2`, `true`; objects and lists have none. */
export function scalarText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
