import { extensionOf } from './path.ts';

export type ArchiveKind = 'zip' | 'tar' | 'gzip';

/** Volumes that are read packed: they are no archives. */
const packedVolume = /\.(?:nii|img|hdr|mgh)\.gz$|\.mgz$/i;
const endings: readonly (readonly [RegExp, ArchiveKind])[] = [
  [/\.zip$/i, 'zip'],
  [/\.(?:tar|tgz|tar\.gz)$/i, 'tar'],
  [/\.gz$/i, 'gzip'],
];

/** What an archive's name says that it is (a tar may be packed by gzip: its bytes tell), null where it names none. */
export function archiveKindOf(path: string): ArchiveKind | null {
  if (packedVolume.test(path)) return null;
  return endings.find(([ending]) => ending.test(path))?.[1] ?? null;
}

/** `scans/a.tar.gz` -> `scans/a`; the path as it is where it names no archive. */
export function withoutArchiveEnding(path: string): string {
  if (archiveKindOf(path) === null) return path;
  const short = path.slice(0, -extensionOf(path).length - 1);
  return /\.tar$/i.test(short) && /\.gz$/i.test(path) ? short.slice(0, -4) : short;
}
