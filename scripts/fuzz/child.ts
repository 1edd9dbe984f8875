/** Reads the files that it is asked about, one at a time, in a process that may be ended. */
import { setImmediate } from 'node:timers/promises';
import { fuzzTargets } from './seeds.ts';
import { inputOf, tryFile } from './try.ts';
import { askSchema, type Answer } from './wire.ts';

const targets = new Map((await fuzzTargets()).map((target) => [target.name, target]));
const say = (answer: Answer) => process.send?.(answer);

process.on('uncaughtException', (error) => crashed(error));
process.on('unhandledRejection', (error) => crashed(error));
process.on('message', (message) => {
  const { reader, number } = askSchema.parse(message);
  answer(reader, number).then(say, crashed);
});
// What is loaded with the first file of a format is loaded now: it is not the file that takes the time.
for (const target of targets.values()) {
  const [seed] = target.seeds;
  if (seed !== undefined) await tryFile(target, target.wrap?.(seed) ?? seed);
}
say({ kind: 'ready' });

async function answer(reader: string, number: number): Promise<Answer> {
  const target = targets.get(reader);
  if (target === undefined) throw new Error(`there is no reader called ${reader}`);
  const bytes = inputOf(target, number);
  const begun = process.cpuUsage();
  const outcome = await tryFile(target, bytes, number % 2 === 0 ? 'preview' : 'import');
  const { user, system } = process.cpuUsage(begun);
  // A rejection that nothing waits for is told a turn later: it is this file's.
  await setImmediate();
  return {
    kind: 'done',
    ms: (user + system) / 1000,
    ...outcome,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}

function crashed(error: unknown): void {
  say({ kind: 'crashed', error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
