import type { Split } from '../../domain/dataset/dataset.ts';

/** A split as it is called on the screen. */
export const splitWords = (split: Split): string => (split === 'none' ? 'no split given' : split);

/** `English`, `Chinese`; the tag itself where the browser has no name for it. */
export function languageWords(tag: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
