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
export const destinationWords = (destination: ModelDestination | null): string =>
  destination === null ? 'on this device' : `sends to ${destination.host}${placeWords(destination)}`;

/** What is to be known of a host, after its name. */
export function placeWords({ leaves, passedOn }: ModelDestination): string {
  if (!leaves) return ', on this device';
  return passedOn ? ', which hands it on to a cloud' : '';
}
