import type { Split } from '../../domain/dataset/dataset.ts';
import type { ModelDestination } from './services.ts';

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

/** Where a model gets what it is asked: `sends to api.example.org`. */
export function destinationWords(destination: ModelDestination | null): string {
  if (destination === null) return 'on this device';
  const { host, leaves, passedOn } = destination;
  if (!leaves) return `sends to ${host}, on this device`;
  return passedOn ? `sends to ${host}, which hands it on to a cloud` : `sends to ${host}`;
}
