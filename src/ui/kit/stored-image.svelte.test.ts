import { describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { blobHash } from '../../domain/ids.ts';
import ViewerHost from './testing/ViewerHost.svelte';

const image = {
  blob: blobHash('a'.repeat(64)),
  mediaType: 'image/png',
  width: 64,
  height: 48,
  changes: [],
} as const;

describe('a stored picture that cannot be shown', () => {
  test.each([
    ['is no longer there', () => Promise.resolve(null), 'picture not stored'],
    ['is damaged', () => Promise.resolve(new Blob(['no PNG'], { type: 'image/png' })), 'picture damaged'],
    ['cannot be unpacked', () => Promise.reject(new Error('The frame breaks off.')), 'picture damaged'],
  ])('which %s is said to be so', async (_, loadImage, words) => {
    const screen = await render(ViewerHost, { image, loadImage });
    await expect.element(screen.getByText(words)).toBeVisible();
  });
});
