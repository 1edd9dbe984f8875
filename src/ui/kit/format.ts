/** How numbers, sizes and times are written everywhere. */

/** A metric's value: three decimals in [-1, 1], where almost all live; three significant digits beyond; counts whole. */
export function formatMetric(value: number): string {
  if (Math.abs(value) <= 1) return unsignedZero(value.toFixed(3));
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return formatNumber(value);
  return value.toLocaleString('en', { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
}

/** What is rounded to 0 has no sign: `-0.000` is none of the numbers. */
export const unsignedZero = (text: string): string => (/^-0\.?0*$/u.test(text) ? text.slice(1) : text);

/** `12.4`, `1,204`, `0.031`: three significant digits below a thousand, whole numbers above. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}

export function formatCount(value: number, one: string, many = `${one}s`): string {
  return `${value.toLocaleString('en')} ${value === 1 ? one : many}`;
}

/** `814 B`, `12.4 kB`, `3.1 MB`: powers of ten, as disks are sold. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? String(value) : formatNumber(Number(value.toPrecision(3)))} ${units[unit] ?? 'B'}`;
}

/** `340 ms`, `2.1 s`, `4 min 10 s`, `3 h 20 min`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${String(Math.round(milliseconds))} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${String(minutes)} min ${String(Math.floor(seconds % 60))} s`;
  return `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`;
}

/** Local date: `2026-01-31`. */
export function formatDay(epochMilliseconds: number): string {
  const date = new Date(epochMilliseconds);
  return `${String(date.getFullYear())}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

/** Local date and time to the minute: `2026-01-31 14:05`. */
export function formatTime(epochMilliseconds: number): string {
  const date = new Date(epochMilliseconds);
  return `${formatDay(epochMilliseconds)} ${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** `p < 0.001`, `p = 0.043`. */
export function formatP(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
}
