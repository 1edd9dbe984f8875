import { describe, expect, test } from 'vitest';
import { damaged, dice } from './damage.ts';
import { fuzzTargets } from './seeds.ts';
import { inputOf, tryFile } from './try.ts';

const targets = await fuzzTargets();
/** Files of each reader that are tried here; `npm run fuzz` tries many more, each in a process of its own. */
const each = 12;

describe('damaged files of every format', () => {
  test.each(targets.map((target) => [target.name, target] as const))(
    '%s: read or refused, none throws',
    async (_, target) => {
      const [first] = target.seeds;
      if (first === undefined) throw new Error('there is nothing to damage');
      for (let number = 0; number < each; number += 1)
        await tryFile(target, inputOf(target, number), number % 2 === 0 ? 'preview' : 'import');
    },
    60_000,
  );

  test.each(targets.map((target) => [target.name, target] as const))(
    '%s: whole files are read',
    async (_, target) => {
      const whole = target.seeds.map((seed) => target.wrap?.(seed) ?? seed);
      for (const seed of whole) if ((await tryFile(target, seed)).cases > 0) return;
      throw new Error('none of them gives a case');
    },
    60_000,
  );
});

test('the damage of a number is the same every time, and of another number another', () => {
  const bytes = Uint8Array.from({ length: 300 }, (_, n) => n);
  const of = (number: number) => damaged(bytes, [bytes], dice(number));
  expect(of(5)).toEqual(of(5));
  expect(new Set(Array.from({ length: 50 }, (_, number) => of(number).join())).size).toBeGreaterThan(45);
});
