import { install } from './apt.ts';
import { findFirefox } from './firefox.ts';

/** Looks for a Firefox, installs Debian's where it may, and says what it did. Without one its journeys are skipped. */
export async function ensureFirefox(): Promise<void> {
  if (findFirefox() === '') {
    console.log('No Firefox found: installing Debian’s firefox-esr with apt-get.');
    const trouble = await install('firefox-esr');
    if (trouble !== null) console.log(`It could not be installed: ${trouble}`);
  }
  const found = findFirefox();
  console.log(
    found === ''
      ? 'Second browser: none. Journeys in Firefox are skipped; install Firefox, or name one in FIREFOX_PATH.'
      : `Second browser: ${found}`,
  );
}
