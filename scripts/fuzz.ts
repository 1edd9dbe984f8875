/**
 * `npm run fuzz`: imports damaged files of every format, each within 2 seconds of the processor and 512 MiB of a process of its own, and prints for every
 * reader how many it read and refused, the slowest, the most memory, and each fault with the number that repeats it. `-- --count N`: files
 * in all (20,000), `-- --reader WORD`: of readers so called, `-- --from N`: numbers from there, `-- --seed N --reader NAME`: that file
 * alone. `-- --properties N`: the tests of properties instead, N times with new seeds. Ends with 1 where there is a fault.
 */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { tryProperties } from './fuzz/properties.ts';
import { fuzzTargets, type Target } from './fuzz/seeds.ts';
import { inputOf } from './fuzz/try.ts';
import { Watched } from './fuzz/watch.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    reader: { type: 'string', default: '' },
    from: { type: 'string', default: '0' },
    seed: { type: 'string' },
    properties: { type: 'string' },
    write: { type: 'string' },
  },
});
if (values.properties !== undefined) process.exit(tryProperties(Number(values.properties)) === 0 ? 0 : 1);
const all = await fuzzTargets();
const chosen = all
  .filter(({ name }) => name === values.reader)
  .concat(all.filter(({ name }) => name !== values.reader && name.includes(values.reader)));
if (chosen.length === 0) {
  console.error(`There is no reader called ${values.reader}: ${all.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
const watched = new Watched();
process.exitCode = values.seed === undefined ? await everyReader() : await oneFile(Number(values.seed));
watched.end();

async function everyReader(): Promise<number> {
  const each = Math.ceil(Number(values.count) / chosen.length);
  let faults = 0;
  console.log(row('reader', 'seeds', 'files', 'refused', 'slowest ms', 'its number', 'peak MiB', 'faults'));
  for (const target of chosen) faults += await tryReader(target, Number(values.from), each);
  console.log(`${each * chosen.length} files, ${faults} faults`);
  return faults === 0 ? 0 : 1;
}

async function tryReader(target: Target, from: number, count: number): Promise<number> {
  const { name, seeds } = target;
  let [refused, slowest, slowestNumber, peak, faults] = [0, 0, 0, 0, 0];
  const told: string[] = [];
  for (let number = from; number < from + count; number += 1) {
    const verdict = await watched.read(name, number);
    if (verdict.kind === 'fine') {
      if (verdict.refused) refused += 1;
      if (verdict.ms > slowest) [slowest, slowestNumber] = [verdict.ms, number];
      peak = Math.max(peak, verdict.peakBytes);
    } else {
      faults += 1;
      told.push(`  ${verdict.kind}: npm run fuzz -- --reader "${name}" --seed ${number}\n    ${verdict.why}`);
    }
  }
  console.log(
    row(
      name,
      seeds.length,
      count,
      refused,
      Math.round(slowest),
      slowestNumber,
      Math.round(peak / 1024 ** 2),
      faults,
    ),
  );
  for (const fault of told) console.log(fault);
  return faults;
}

async function oneFile(number: number): Promise<number> {
  const [target] = chosen;
  if (target === undefined) return 2;
  const bytes = inputOf(target, number);
  const verdict = await watched.read(target.name, number);
  console.log(
    `${target.name} ${number}: ${bytes.length} bytes, SHA-256 ${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`,
  );
  console.log(verdict);
  if (values.write !== undefined) await writeFile(values.write, bytes);
  return verdict.kind === 'fine' ? 0 : 1;
}

function row(...cells: readonly (string | number)[]): string {
  return cells.map((cell, at) => (at === 0 ? String(cell).padEnd(16) : String(cell).padStart(11))).join('');
}
