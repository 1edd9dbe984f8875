import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian, Ubuntu, Fedora, macOS and Windows put a Firefox. */
const usual = [
  '/usr/bin/firefox',
  '/usr/bin/firefox-esr',
  '/snap/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

const names = ['firefox', 'firefox-esr'];

/** The Firefox on this machine: FIREFOX_PATH, else one on the PATH, else a usual place; the empty string where there is none. */
export function findFirefox(): string {
  const named = process.env['FIREFOX_PATH'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`FIREFOX_PATH names ${named}, and there is no such file`);
    return named;
  }
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...usual].find((path) => existsSync(path)) ?? '';
}
