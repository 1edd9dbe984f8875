import { watch } from '../storage/watch.ts';
import { connectedOrigins } from './core.ts';
import type { Core } from './core.ts';

/** Keeps what the door and the page read many times a second in step with storage, whichever tab changed it. */
export function watchSurroundings(core: Core): void {
  const { database, settings, models, current } = core;
  watch(database, ['settings'], () => settings.read())((value) => {
    current.settings = value;
    applyTheme(value.theme);
  }, console.error);
  watch(database, ['models'], () => connectedOrigins(models))((origins) => {
    current.origins = origins;
  }, console.error);
  matchMedia('(prefers-color-scheme: light)').addEventListener('change', () =>
    applyTheme(current.settings.theme),
  );
}

function applyTheme(theme: 'system' | 'dark' | 'light'): void {
  const light =
    theme === 'light' || (theme === 'system' && matchMedia('(prefers-color-scheme: light)').matches);
  document.documentElement.dataset['theme'] = light ? 'light' : 'dark';
}
