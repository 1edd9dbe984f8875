import { spawn } from 'node:child_process';

export interface StepResult {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly output: string;
}

/** Runs a program of node_modules/.bin (npm puts that on the PATH) and keeps what it prints. */
export function run(
  command: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...environment },
      shell: process.platform === 'win32',
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** One check: prints its outcome, and its output where it fails. */
export async function step(
  name: string,
  work: () => Promise<{ readonly ok: boolean; readonly output: string }>,
): Promise<StepResult> {
  const start = performance.now();
  const { ok, output } = await work();
  const seconds = (performance.now() - start) / 1000;
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`);
  if (!ok) console.log(output.trimEnd().split('\n').slice(-200).join('\n'));
  return { name, ok, seconds, output };
}

/** A step that passes when the program ends with 0. */
export function program(name: string, command: string, ...parameters: string[]): Promise<StepResult> {
  return step(name, async () => {
    const { code, output } = await run(command, parameters);
    return { ok: code === 0, output };
  });
}
