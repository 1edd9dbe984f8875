/**
 * `npm run mutation`: how many small faults, planted one at a time in metrics and statistics, the tests notice.
 * `-- FOLDER...` runs some of the folders; `-- --table` only prints the scores of the last runs. Each folder is held to the
 * tests beside it and to the golden files, and what has not changed since its last run is not run again. Files of definitions are left
 * out: they are prose. The first run of all of it takes hours.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';

interface Folder {
  readonly mutate: string;
  readonly tests: string;
}

const kept = '.cache/mutation';
const metrics = [
  'agreement',
  'classification',
  'detection',
  'efficiency',
  'localization',
  'report',
  'segmentation',
  'text',
];
const folders: Readonly<Record<string, Folder>> = {
  statistics: { mutate: 'src/domain/statistics/*.ts', tests: 'src/domain/statistics/*.test.ts' },
  'statistics/distributions': below('src/domain/statistics/distributions'),
  metric: { mutate: 'src/domain/metric/*.ts', tests: 'src/domain/metric/**/*.test.ts' },
  ...Object.fromEntries(metrics.map((name) => [`metric/${name}`, below(`src/domain/metric/${name}`)])),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { table: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !(name in folders));
if (unknown.length > 0) {
  console.error(`No folder ${unknown.join(', ')}; there are ${Object.keys(folders).join(', ')}.`);
  process.exit(1);
}
for (const [name, folder] of Object.entries(folders)) {
  if (values.table || (positionals.length > 0 && !positionals.includes(name))) continue;
  console.log(`mutating: ${name}`);
  const code = await stryker(folder, resultsOf(name));
  if (code !== 0) process.exit(code);
}
printTable();

function below(path: string): Folder {
  return { mutate: `${path}/**/*.ts`, tests: `${path}/**/*.test.ts` };
}

function resultsOf(name: string): string {
  return `${kept}/${name.replace('/', '-')}.json`;
}

function stryker({ mutate, tests }: Folder, results: string): Promise<number> {
  const parameters = [
    'run',
    'stryker.config.js',
    '--mutate',
    `${mutate},!**/*.test.ts,!**/*definitions*.ts`,
    '--incrementalFile',
    results,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn('stryker', parameters, {
      stdio: 'inherit',
      env: { ...process.env, MUTATION_TESTS: `${tests} tests/golden/*.golden.test.ts` },
      shell: process.platform === 'win32',
    });
    child.on('error', reject);
    child.on('close', (code) => {
      resolve(code ?? 1);
    });
  });
}

interface Tally {
  readonly found: number;
  readonly all: number;
}

/** Found are those that a test failed on and those that never end; of those that run at all. */
function printTable(): void {
  const tallies = new Map<string, Tally>();
  for (const name of Object.keys(folders)) {
    if (existsSync(resultsOf(name))) tallies.set(name, tallyOf(resultsOf(name)));
  }
  for (const [name, tally] of tallies) printRow(name, tally);
  for (const whole of ['statistics', 'metric']) {
    const parts = [...tallies].filter(([name]) => name.startsWith(whole)).map(([, tally]) => tally);
    printRow(`all of ${whole}`, {
      found: parts.reduce((sum, { found }) => sum + found, 0),
      all: parts.reduce((sum, { all }) => sum + all, 0),
    });
  }
}

function printRow(name: string, { found, all }: Tally): void {
  const score = all === 0 ? '' : `${((100 * found) / all).toFixed(1)} %`;
  console.log(`${name.padEnd(24)}${score.padStart(8)}${`${found} of ${all}`.padStart(16)}`);
}

function tallyOf(results: string): Tally {
  const schema = z.object({
    files: z.record(z.string(), z.object({ mutants: z.array(z.object({ status: z.string() })) })),
  });
  const { files } = schema.parse(JSON.parse(readFileSync(results, 'utf8')));
  const counted = Object.values(files)
    .flatMap(({ mutants }) => mutants.map(({ status }) => status))
    .filter((status) => ['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status));
  const found = counted.filter((status) => status === 'Killed' || status === 'Timeout').length;
  return { found, all: counted.length };
}
