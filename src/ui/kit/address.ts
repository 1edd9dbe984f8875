/** Hash addresses: everything on the screen can be bookmarked. */

/** `#/results/1/cases?truth=a%20b`; conditions that are undefined are left out. */
export function addressOf(
  path: string,
  query: Readonly<Record<string, string | number | boolean | undefined>> = {},
): string {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`],
  );
  return `#${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

/** One segment of a path, whatever characters are in it. */
export const segment = (value: string): string => encodeURIComponent(value);
