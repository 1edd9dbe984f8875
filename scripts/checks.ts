import { mkdir, rm, writeFile } from 'node:fs/promises';
import { program, run, step } from './steps.ts';
import type { StepResult } from './steps.ts';

/**
 * The build, and everything that can be said of the code without running it. Linting takes as long as all the rest together,
 * beside which it goes on.
 */
export async function buildAndCheck(): Promise<StepResult[]> {
  const lint = program(
    'lint (eslint, with types)',
    'eslint',
    '.',
    '--max-warnings',
    '0',
    '--cache',
    '--cache-location',
    '.cache/eslint',
  );
  const rest: StepResult[] = [];
  rest.push(await program('build', 'vite', 'build', '--logLevel', 'warn'));
  rest.push(await program('format (prettier)', 'prettier', '--check', '--log-level', 'warn', '.'));
  rest.push(await program('types of the domain, without DOM (tsc)', 'tsc', '-p', 'tsconfig.domain.json'));
  rest.push(await program('types of the service worker (tsc)', 'tsc', '-p', 'tsconfig.service-worker.json'));
  // It reports what is wrong in any file of the configuration, as tsc would: modules, tests and scripts as well as components.
  rest.push(
    await program(
      'types of everything (svelte-check)',
      'svelte-check',
      '--tsconfig',
      './tsconfig.json',
      '--fail-on-warnings',
      '--output',
      'human',
    ),
  );
  rest.push(await plantedTypeErrors());
  rest.push(
    await program('layers (dependency-cruiser)', 'depcruise', 'src', '--config', '.dependency-cruiser.cjs'),
  );
  rest.push(await program('unused code (knip)', 'knip'));
  rest.push(await program('size of the first load (size-limit)', 'size-limit'));
  return [...rest, await lint];
}

/** Type checkers that silently check nothing would pass everything above: each must find the errors planted for it. */
function plantedTypeErrors(): Promise<StepResult> {
  return step('planted type errors are caught', async () => {
    const folder = '.cache/canary';
    await rm(folder, { recursive: true, force: true });
    await mkdir(`${folder}/domain`, { recursive: true });
    await writeFile(`${folder}/planted.ts`, `export const planted: number = 'text';\n`);
    await writeFile(
      `${folder}/Planted.svelte`,
      `<script lang="ts">\n  const planted: number = 'text';\n</script>\n\n{planted}\n`,
    );
    await writeFile(
      `${folder}/tsconfig.json`,
      JSON.stringify({ extends: '../../tsconfig.base.json', include: ['./*.ts', './*.svelte'] }),
    );
    await writeFile(`${folder}/domain/seen.ts`, `export const seen: string = document.title;\n`);
    await writeFile(
      `${folder}/domain/tsconfig.json`,
      JSON.stringify({ extends: '../../../tsconfig.domain.json', include: ['./*.ts'] }),
    );
    const [domain, everything] = await Promise.all([
      run('tsc', ['-p', `${folder}/domain/tsconfig.json`]),
      run('svelte-check', ['--workspace', folder, '--tsconfig', './tsconfig.json', '--output', 'human']),
    ]);
    const caught = (checked: { code: number; output: string }, file: string, error: string) =>
      checked.code !== 0 && new RegExp(`${file}[^]{0,40}${error}`).test(checked.output.replaceAll('\n', ' '));
    const ok =
      caught(domain, 'seen.ts', "Cannot find name 'document'") &&
      caught(everything, 'planted.ts', 'Type .string. is not assignable') &&
      caught(everything, 'Planted.svelte', 'Type .string. is not assignable');
    return { ok, output: `A planted error was not found.\n${domain.output}\n${everything.output}` };
  });
}
