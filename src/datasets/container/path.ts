/** Files that a system leaves behind in folders and archives: nobody means to import them. */
const leftBehind = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$|\.git\/)/i;

export const isLeftBehind = (path: string): boolean => leftBehind.test(path);

/**
 * A path inside a container in one form: forward slashes, no empty parts, no `.`. Null when it climbs out of the
 * container (`..`), is absolute, names a drive or holds a backslash or a NUL: such a path is never followed.
 */
export function safePath(path: string): string | null {
  if (path.startsWith('/') || /[\\\0]/.test(path)) return null;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const climbs = parts.includes('..') || /^[a-z]:/i.test(parts[0] ?? '');
  return parts.length === 0 || climbs ? null : parts.join('/');
}

/** `scans/a.png` -> `a.png`. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `scans/a.png` -> `scans`; empty at the top. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** `scans/a.PNG` -> `png`, `scans/a.nii.gz` -> `nii.gz`; empty where there is none. */
export function extensionOf(path: string): string {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  const last = dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
  if (last !== 'gz' || !/\.nii\.gz$/i.test(name)) return last;
  return name.length === '.nii.gz'.length ? '' : 'nii.gz';
}

/** `scans/a.png` -> `scans/a`. */
export function withoutExtension(path: string): string {
  const extension = extensionOf(path);
  return extension === '' ? path : path.slice(0, -extension.length - 1);
}

/** The order in which a person counts: `case2` before `case10`, the same on every device. */
const collator = new Intl.Collator('en', { numeric: true });
export const byPath = (a: { readonly path: string }, b: { readonly path: string }): number =>
  collator.compare(a.path, b.path) || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
