import { run } from './steps.ts';

/** Debian's packages, where we are root and on a Debian: null when installed, else why not. */
export async function install(...packages: readonly string[]): Promise<string | null> {
  if (process.getuid?.() !== 0 || (await run('apt-get', ['--version']).catch(() => null))?.code !== 0)
    return 'apt-get is not to be had, or not by this user';
  await run('apt-get', ['update', '-qq']);
  const { code, output } = await run(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
    { DEBIAN_FRONTEND: 'noninteractive' },
  );
  return code === 0 ? null : output.slice(-1000);
}
