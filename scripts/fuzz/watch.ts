import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { answerSchema, type Answer } from './wire.ts';

export const mostMs = 2_000;
export const mostBytes = 512 * 1024 ** 2;
/** Of the clock, however loaded the machine is. */
const mostWaitMs = 60_000;
/** Starting takes as long as reading every format once, on a loaded machine. */
const startMs = 300_000;

export type Verdict =
  | { readonly kind: 'fine'; readonly ms: number; readonly refused: boolean; readonly peakBytes: number }
  | { readonly kind: 'crash' | 'hang' | 'memory'; readonly why: string };

/** A child that reads files, and is ended and started anew where it hangs, crashes or takes too much memory. */
export class Watched {
  #child: ChildProcess | null = null;

  /** A file that takes too long or too much is read once more in a fresh process: the machine may be loaded, or the process full. */
  async read(reader: string, number: number): Promise<Verdict> {
    const first = await this.#once(reader, number);
    if (first.kind === 'fine' || first.kind === 'crash') return first;
    return this.#once(reader, number);
  }

  end(): void {
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }

  async #once(reader: string, number: number): Promise<Verdict> {
    const child = await this.#started();
    const answer = await ask(child, { reader, number });
    if (answer === 'hang') {
      this.end();
      return { kind: 'hang', why: `it was not read within ${mostMs / 1000} s of the processor` };
    }
    if (answer === 'gone') {
      this.end();
      return { kind: 'crash', why: 'the process ended' };
    }
    switch (answer.kind) {
      case 'ready':
        return { kind: 'crash', why: 'the process answered out of turn' };
      case 'crashed':
        this.end();
        return { kind: 'crash', why: answer.error };
      case 'done': {
        const { ms, cases, refusals, peakBytes } = answer;
        if (peakBytes > mostBytes) {
          this.end();
          return { kind: 'memory', why: `the process took ${Math.round(peakBytes / 1024 ** 2)} MiB` };
        }
        return { kind: 'fine', ms, refused: cases === 0 || refusals > 0, peakBytes };
      }
    }
  }

  async #started(): Promise<ChildProcess> {
    if (this.#child !== null) return this.#child;
    const child = fork(fileURLToPath(new URL('child.ts', import.meta.url)), {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const answer = await next(child, startMs);
    if (answer === 'hang' || answer === 'gone' || answer.kind !== 'ready') {
      child.kill('SIGKILL');
      throw new Error(
        `the readers cannot be started: ${typeof answer === 'string' || answer.kind !== 'crashed' ? 'no answer' : answer.error}`,
      );
    }
    this.#child = child;
    return child;
  }
}

async function ask(child: ChildProcess, question: { readonly reader: string; readonly number: number }) {
  const begun = processorMs(child);
  const answered = next(child, mostWaitMs);
  child.send(question);
  // A loaded machine is no fault of the file: where the system tells it, the time of the processor counts.
  for (;;) {
    const answer = await Promise.race([answered, after(mostMs)]);
    if (answer !== null) return answer;
    const now = processorMs(child);
    if (begun === null || now === null || now - begun >= mostMs) return 'hang';
  }
}

/** Of the processor, milliseconds that the child has taken since it began (Linux, in ticks of a hundredth of a second); null elsewhere. */
function processorMs({ pid }: ChildProcess): number | null {
  try {
    const stat = readFileSync(`/proc/${pid ?? 0}/stat`, 'utf8');
    // What follows the name in brackets, which may hold blanks: utime and stime are the 12th and 13th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return null;
  }
}

const after = async (ms: number): Promise<null> => {
  await setTimeout(ms);
  return null;
};

function next(child: ChildProcess, withinMs: number): Promise<Answer | 'hang' | 'gone'> {
  return new Promise((resolve) => {
    const settle = (answer: Answer | 'hang' | 'gone') => {
      clearTimeout(timer);
      child.off('message', hear);
      child.off('exit', gone);
      resolve(answer);
    };
    const hear = (message: unknown) => settle(answerSchema.parse(message));
    const gone = () => settle('gone');
    const timer = globalThis.setTimeout(() => settle('hang'), withinMs);
    child.on('message', hear);
    child.on('exit', gone);
  });
}
