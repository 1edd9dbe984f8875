/**
 * Every place where `actual` misses `expected`, as `path: expected 0.5, got 0.4`; empty when it holds.
 *
 * Numbers agree within `tolerance`: absolute, and relative to the expected value where that exceeds 1. `null` stands for
 * undefined and is met by `null` or by an absent key. Arrays must have the same length; what an object has beyond the
 * expected keys is not looked at.
 */
export function compare(expected: unknown, actual: unknown, tolerance: number): string[] {
  return missesAt('', expected, actual, tolerance);
}

function missesAt(path: string, expected: unknown, actual: unknown, tolerance: number): string[] {
  if (typeof expected === 'number') {
    return agrees(expected, actual, tolerance) ? [] : [miss(path, expected, actual)];
  }
  if (Array.isArray(expected)) {
    if (!isListLike(actual)) return [miss(path, expected, actual)];
    const list = Array.from(actual);
    if (list.length !== expected.length) {
      return [`${path || 'value'}: expected ${expected.length} entries, got ${list.length}`];
    }
    return expected.flatMap((entry: unknown, i) => missesAt(`${path}[${i}]`, entry, list[i], tolerance));
  }
  if (isRecord(expected)) {
    if (!isRecord(actual)) return [miss(path, expected, actual)];
    return Object.entries(expected).flatMap(([key, entry]) =>
      missesAt(path === '' ? key : `${path}.${key}`, entry, actual[key], tolerance),
    );
  }
  if (expected === null) return (actual ?? null) === null ? [] : [miss(path, expected, actual)];
  return expected === actual ? [] : [miss(path, expected, actual)];
}

function agrees(expected: number, actual: unknown, tolerance: number): boolean {
  if (typeof actual !== 'number') return false;
  // NaN fails every comparison, so it never agrees.
  return Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list, or a typed array. */
function isListLike(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);
}

function miss(path: string, expected: unknown, actual: unknown): string {
  return `${path || 'value'}: expected ${inShort(expected)}, got ${inShort(actual)}`;
}

function inShort(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
